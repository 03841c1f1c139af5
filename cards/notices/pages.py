"""Pages of notices: the list, one notice with its picture, writing and changing."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cards.models import CardKind
from cards.notice_cards import key_of
from cards.notices import state
from cards.notices.forms import SEVERITIES, NoticeForm
from cards.notices.rows import card_rows, forgotten_days, rows, situation_of, state_words
from cards.notices.seen import Seen, closure_offer, draft_facts, seen
from cards.notices.starts import STARTS, initial_of_new
from cards.own_agencies import own_agencies
from cards.studio_links import make_url, picture_url
from services import audit, scope, snapshot
from services.links import Link
from services.models import Notice, NoticeKind
from services.models.notice import NoticeQuerySet
from services.notices.current import Situation
from services.notices.page import facts_of
from services.notices.words import when_words
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.staff.personal import FIELD, KEPT, MASKED, Personal, with_masked

UNDO = "notice"
MOST = 50
"""Of those that are over or were withdrawn, as many are listed."""
SHORT_LIST = 8
"""Boxes to tick that need no search."""
CHANGED_BY_OTHER = (
    "Kabar ini baru saja diubah orang lain. Isian Anda di bawah belum disimpan. Bandingkan dengan yang tersimpan "
    "sekarang, lalu simpan lagi bila isian Anda yang benar."
)


@dataclass(frozen=True)
class Picks:
    """A field with many boxes to tick: how many are, and whether they are worth searching."""

    field: BoundField
    search_words: str

    @property
    def count(self) -> int:
        """How many are ticked."""
        return len(self.field.value() or [])

    @property
    def is_long(self) -> bool:
        """Whether there are more than one sees at a glance."""
        return len(self.field.field.choices) > SHORT_LIST


def own_notices(request: HttpRequest) -> NoticeQuerySet:
    """Notices of the agencies someone works for."""
    return scope.own(Notice.objects.select_related("made_by").with_places(), request.user)


def studio_trail() -> list[Link]:
    """The way back from pages below the list of notices."""
    return [Link("Studio kartu", reverse("studio")), Link("Kabar", reverse("notices"))]


@staff_page("services.add_notice", "services.change_notice")
@require_safe
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """Own notices: those that hold or will, those that are over, those that were withdrawn."""
    now, today = timezone.now(), timezone.localdate()
    own = own_notices(request)
    standing = own.filter(withdrawn_at=None)
    recent = standing.exclude(ends_on__lt=today).order_by("starts_on", "pk")
    ended = standing.filter(ends_on__lte=today).order_by("-ends_on", "-pk")[:MOST]
    context = {
        "current": rows((each for each in recent if situation_of(each, now) is not Situation.OVER), now),
        "over": rows((each for each in ended if situation_of(each, now) is Situation.OVER), now),
        "withdrawn": rows(own.exclude(withdrawn_at=None).order_by("-withdrawn_at")[:MOST], now),
        "starts": STARTS,
        "undo": undo.offered(request, UNDO),
        "shows_agency": len(own_agencies(request.user)) > 1,
    }
    return show_staff(request, "cards/notices/list.html", "Kabar", context, trail=studio_trail()[:1])


@staff_page("services.add_notice", "services.change_notice")
@require_safe
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what it says, where residents see it, how its card looks, which cards were made of it."""
    found = get_object_or_404(own_notices(request), pk=pk)
    context = _said(found) | _card(request, found) | {"undo": undo.offered(request, UNDO, str(pk))}
    return show_staff(request, "cards/notices/notice.html", found.title, context, trail=studio_trail())


def _said(found: Notice) -> dict[str, Any]:
    """What the page of a notice shows of the notice itself."""
    now, said = timezone.localtime(), facts_of(found)
    words, pill = state_words(found, now)
    names = [each.name for each in found.services.all()]
    return {
        "notice": found,
        "when": when_words(said, now),
        "state_words": words,
        "pill": pill,
        "severity_words": dict(SEVERITIES)[found.severity],
        "is_fact_check": found.kind == NoticeKind.FACT_CHECK,
        "office_names": [each.name for each in found.offices.all()],
        "service_names": names,
        "seen": seen(said, snapshot.current(), now, names),
        "holds": not found.withdrawn_at and situation_of(found, now) is Situation.HOLDS,
        "can_extend": not found.withdrawn_at and found.ends_on is not None,
        "forgotten_days": forgotten_days(found, now),
        "closure_url": "" if found.withdrawn_at else closure_offer(said),
        "may_delete": not state.was_issued(found),
        "public_url": reverse("public-notice", args=[found.pk]),
    }


def _card(request: HttpRequest, found: Notice) -> dict[str, Any]:
    """What the page of a notice shows of its cards, to those who may see and make them."""
    key, may_make = key_of(found), request.user.has_perm("cards.issue_card")
    is_over = bool(found.withdrawn_at) or situation_of(found, timezone.now()) is Situation.OVER
    shows = not is_over and request.user.has_perm("cards.view_card")
    return {
        "make_url": make_url(CardKind.NOTICE, key) if may_make and not is_over else "",
        "picture_url": picture_url(CardKind.NOTICE, key) if shows else "",
        "cards": card_rows(found),
    }


@staff_page("services.add_notice")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice_new(request: HttpRequest) -> HttpResponse:
    """Write a notice; `?awal=` starts from a common case, `judul`, `jenis`, `kantor` and `layanan` fill it in."""
    return _edit(request, Notice(made_by=request.user))


@staff_page("services.change_notice")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write something else in a notice; one that was withdrawn stays as it is."""
    found = get_object_or_404(own_notices(request), pk=pk)
    return redirect("notice", pk) if found.withdrawn_at else _edit(request, found)


def _edit(request: HttpRequest, found: Notice) -> HttpResponse:
    agencies, before = own_agencies(request.user), state.stored(found.pk)
    base = state.fingerprint(before)
    if request.method != "POST":
        first = {} if found.pk else initial_of_new(request.GET, timezone.localtime())
        form = NoticeForm(instance=found, agencies=agencies, initial=first)
        return _show(request, form, base)
    form = NoticeForm(request.POST, instance=found, agencies=agencies)
    if request.POST.get("dasar", "") != base:
        return _show(request, form, base, clash=before, status=409)
    if not form.is_valid():
        return _show(request, form, base, status=400)
    if "lihat" in request.POST:
        return _show(request, form, base, look=_looked_at(form))
    personal = form.personal()
    if personal and request.POST.get(FIELD) == MASKED:
        form = NoticeForm(with_masked(request.POST, personal), instance=found, agencies=agencies)
        if not form.is_valid():
            return _show(request, form, base, status=400)
    elif personal and request.POST.get(FIELD) != KEPT:
        return _show(request, form, base, personal=personal)
    return _save(request, form, before, base)


def _looked_at(form: NoticeForm) -> Seen:
    """A valid form as residents would see it; nothing is stored."""
    given, now = form.cleaned_data, timezone.localtime()
    offices, services = list(given["offices"]), list(given["services"])
    said = draft_facts(form.instance, [each.key for each in offices], [each.slug for each in services], now)
    return seen(said, snapshot.current(), now, [each.name for each in services])


def _show(request: HttpRequest, form: NoticeForm, base: str, *, personal: list[Personal] | None = None,
          clash: state.State | None = None, look: Seen | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    stored = form.instance
    context = {
        "form": form,
        "notice": stored if stored.pk else None,
        "base": base,
        "personal": personal or [],
        "clash": CHANGED_BY_OTHER if status == 409 else "",
        "stored_title": clash["title"] if clash else "",
        "stored_text": clash["text"] if clash else "",
        "cards_out": len(state.cards_out(stored)),
        "has_agency": "agency" in form.fields,
        "starts": [] if stored.pk or request.method == "POST" else STARTS,
        "look": look,
        "picks": [Picks(form["offices"], "Cari kantor"), Picks(form["services"], "Cari layanan")],
    }
    title = "Ubah kabar" if stored.pk else "Tulis kabar"
    return show_staff(request, "cards/notices/form.html", title, context, trail=studio_trail(), status=status)


def _save(request: HttpRequest, form: NoticeForm, before: state.State | None, base: str) -> HttpResponse:
    found = form.save(commit=False)
    if before is None:
        if twin := state.add(found, form.named()):
            messages.info(request, "Kabar yang sama sudah Anda simpan, jadi tidak disimpan dua kali.")
            return redirect("notice", twin.pk)
    elif not state.save(found, expected=base, named=form.named()):
        now = state.stored(found.pk)
        return _show(request, form, state.fingerprint(now), clash=now, status=409)
    audit.record("change" if before else "add", found, by=request.user)
    words = f"“{found.title}” disimpan."
    after = state.fingerprint(state.stored(found.pk))
    undo.offer(request, UNDO, str(found.pk), words, before=before, after=after)
    return redirect("notice", found.pk)
