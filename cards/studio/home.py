"""The studio's first page: find what a card is to be about, and see what needs doing with those that are out there."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cards import codes, holding
from cards.calendar import dismissing
from cards.calendar.suggestions import suggestions
from cards.models import Card, CardKind
from cards.registry import Verdict
from cards.studio_links import make_url
from cards.subjects import KINDS, Found, SubjectKind
from services import scope
from services.filters import typed_line
from services.staff import undo
from services.staff.pages import show_staff, staff_page

IN_GROUP = 6
"""Hits of a kind beside those of the others."""
ALONE = 200
"""Hits of the only kind that is shown."""
RECENT = 6
SUGGESTED = 4
VERDICT_WORDS = {
    Verdict.CURRENT: ("masih berlaku", "good"),
    Verdict.CHANGED: ("isinya berubah", "warning"),
    Verdict.WITHDRAWN: ("ditarik", "bad"),
}


@dataclass(frozen=True)
class Group:
    """Subjects of one kind; `more` leads to all of them where some are left out."""

    kind: SubjectKind
    rows: list[tuple[Found, str]]
    """Each with the address of its maker; "" where it has a problem."""
    more: str = ""


@staff_page("cards.view_card")
@require_safe
def studio(request: HttpRequest) -> HttpResponse:
    """`?q=` words, `?jenis=` the word of one kind (`SubjectKind.path`)."""
    words = typed_line(request.GET.get("q", "")[:100])
    path = request.GET.get("jenis", "")
    path = path if any(path == each.path for each in _kinds()) else ""
    context = {
        "words": words,
        "path": path,
        "kinds": [(each.path, each.label) for each in _kinds()],
        "groups": _groups(request.user, words, path),
        "recent": _recent(request.user),
        "outdated": len(holding.outdated_packs(request.user)),
        "suggestions": suggestions(request.user, SUGGESTED),
        "may_plan": request.user.has_perm("cards.issue_card"),
        "undo_dismissal": undo.offered(request, dismissing.UNDO),
        "may_write": request.user.has_perm("cards.issue_card"),
    }
    return show_staff(request, "cards/studio/home.html", "Studio kartu", context)


def _kinds() -> list[SubjectKind]:
    return [each for each in KINDS.values() if each.kind != CardKind.LEAFLET]


def _groups(user: Any, words: str, path: str) -> list[Group]:
    limit = ALONE if path else IN_GROUP
    groups = []
    for kind in _kinds():
        if path in ("", kind.path):
            found = kind.found(user, words, limit + 1)
            rows = [(each, "" if each.problem else make_url(kind.kind, each.key)) for each in found[:limit]]
            more = f"?{urlencode({'q': words, 'jenis': kind.path})}" if len(found) > limit else ""
            groups.append(Group(kind, rows, "" if path else more))
    return [each for each in groups if each.rows]


def _recent(user: Any) -> list[dict[str, Any]]:
    cards = list(scope.own(Card.objects.posted_ones(), user).order_by("-issued_at", "-pk")[:RECENT])
    return [_recent_row(card, verdict) for card, verdict in holding.verdicts(cards)]


def _recent_row(card: Card, verdict: Verdict) -> dict[str, Any]:
    code, (words, pill) = codes.display(card.code), VERDICT_WORDS[verdict]
    return {
        "name": card.content.get("short_name") or card.subject,
        "code": code,
        "issued_at": card.issued_at,
        "url": reverse("issued-card", args=[code]),
        "words": words,
        "pill": pill,
    }
