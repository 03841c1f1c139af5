"""Why something should be posted: one `Need` for each reason and subject. `suggestions` weighs them."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from cards import closure_cards, codes, holding, notice_cards
from cards.calendar.searched import demand
from cards.models import Card, CardKind, Post
from cards.registry import Verdict
from cards.subjects import KINDS, SubjectKind
from faq.demand.counting import Counts
from faq.demand.weights import QUESTIONS, SEARCHES, TAPS, UNHELPFUL
from services import entry_kinds, scope
from services.models import Closure, Notice
from services.wording import near_date_words

AHEAD_DAYS = 14
CHANGED_DAYS = 30
OLD_DAYS = 90
OFTEN = 20
"""So many searches in a week have full strength."""
SEARCHED_ENOUGH = 5
AGAIN_DAYS = 30
"""What was posted or issued within these days is left to do its work before it is asked for again."""
CARDS_LOOKED_AT = 200
"""The newest cards are asked whether they hold; the radar asks all."""
MOST_AHEAD = 20


@dataclass(frozen=True)
class Need:
    """One reason to post something about a subject. `words` begin small; "" where another reason says as much."""

    kind: str
    key: str
    title: str
    reason: str
    strength: float
    words: str
    url: str = ""
    """Where it is dealt with, if that is not the studio."""


@dataclass(frozen=True)
class Live:
    """An own entry the public can read."""

    kind: str
    key: str
    title: str
    live_from: datetime.datetime
    is_new: bool


def all_needs(user: Any) -> list[Need]:
    """Every reason there is for the agencies of this person, in the order of the catalogue."""
    return [*_stale(user), *_closures(user), *_notices(user), *_entries(user)]


def _stale(user: Any) -> Iterator[Need]:
    """Cards that no longer hold, once for each subject. One whose day is simply over has done its work."""
    seen: set[tuple[str, str]] = set()
    for each in holding.outdated_packs(user, CARDS_LOOKED_AT):
        card, subject = each.card, (each.card.kind, each.card.subject)
        is_over = each.verdict is Verdict.WITHDRAWN and each.now
        if is_over or subject in seen:
            continue
        seen.add(subject)
        code = codes.display(card.code)
        words = "isinya sudah berubah" if each.verdict is Verdict.CHANGED else "sudah ditarik"
        told = f"kartu {code} masih beredar, padahal {words}"
        # There the new card takes the place of the old one, so that its code leads to what holds.
        yield Need(*subject, _name(card), "stale", 1, told, reverse("stale-radar"))


def _name(card: Card) -> str:
    return getattr(card, "name", "") or card.subject


def _closures(user: Any) -> Iterator[Need]:
    """Closures of the next two weeks that have no card."""
    today = timezone.localdate()
    last = today + datetime.timedelta(days=AHEAD_DAYS)
    rows = scope.own(Closure.objects.filter(is_ignored=False, end__gte=today, start__lte=last), user)
    closures = list(rows.order_by("start", "pk")[:MOST_AHEAD])
    keys = [closure_cards.key_of(each) for each in closures]
    issued = _with_cards(CardKind.CLOSURE, keys)
    for closure, key in zip(closures, keys, strict=True):
        if key not in issued:
            ahead = max(0, (closure.start - today).days)
            when = "hari ini" if not ahead else near_date_words(closure.start, today)
            words = f"kantor tutup {when}, belum ada kartunya"
            yield Need(CardKind.CLOSURE, key, closure.name, "closure", 1 - ahead / AHEAD_DAYS / 2, words)


def _notices(user: Any) -> Iterator[Need]:
    """Notices that hold, or will within two weeks, and have no card."""
    today = timezone.localdate()
    last = today + datetime.timedelta(days=AHEAD_DAYS)
    rows = scope.own(Notice.objects.filter(withdrawn_at=None, starts_on__lte=last), user)
    notices = list(rows.exclude(ends_on__lt=today).order_by("-made_at", "-pk")[:MOST_AHEAD])
    keys = [notice_cards.key_of(each) for each in notices]
    issued = _with_cards(CardKind.NOTICE, keys)
    for notice, key in zip(notices, keys, strict=True):
        if key not in issued:
            yield Need(
                CardKind.NOTICE, key, notice.title, "notice", 1, "kabarnya sudah ditulis, belum ada kartunya"
            )


def _with_cards(kind: str, keys: Sequence[str]) -> set[str]:
    """Those of these keys of which a card was issued."""
    return set(Card.objects.filter(kind=kind, subject__in=keys).values_list("subject", flat=True))


def _entries(user: Any) -> Iterator[Need]:
    """Services and questions that were changed, are searched, or never had a card."""
    own = [each for kind in KINDS.values() if kind.kind != CardKind.LEAFLET for each in _live(kind, user)]
    issued = _last(scope.own(Card.objects.posted_ones(), user).values_list("kind", "subject"), "issued_at")
    posts = scope.own(Post.objects.all(), user).values_list("card__kind", "card__subject")
    posted = _last(posts, "posted_on")
    seen = demand(user, {(each.kind, each.key) for each in own})
    for each in own:
        subject = (each.kind, each.key)
        counts = seen.get(subject, {})
        yield from _needs_of(each, issued.get(subject), posted.get(subject), counts.get(SEARCHES, 0))
        yield from _demanded(each, issued.get(subject), posted.get(subject), counts)


def _last(rows: Any, column: str) -> dict[tuple[str, str], Any]:
    """The newest moment or day for each (kind, subject)."""
    grouped = rows.order_by().annotate(last=Max(column))
    return {(kind, subject): last for kind, subject, last in grouped}


def _live(kind: SubjectKind, user: Any) -> list[Live]:
    """Own live entries of a kind, in the order of the catalogue; none where subjects of a kind are not published."""
    if kind.path not in entry_kinds.KINDS:
        return []
    model = entry_kinds.KINDS[kind.path].model
    editions = model._meta.get_field("editions").related_model.objects.live()
    rows = editions.filter(entry__in=scope.own(model.objects.all(), user)).order_by(
        "entry__position", "entry_id"
    )
    columns = rows.values_list("slug", "title", "live_from", "number")
    return [Live(kind.kind, slug, title, since, number == 1) for slug, title, since, number in columns]


def _needs_of(
    entry: Live, issued: datetime.datetime | None, posted: datetime.date | None, times: int
) -> Iterator[Need]:
    subject, today = (entry.kind, entry.key, entry.title), timezone.localdate()
    searched = f"dicari {times} kali dalam 7 hari"
    age = max(0, (today - timezone.localdate(entry.live_from)).days)
    is_recent = age <= CHANGED_DAYS
    if is_recent and (issued is None or issued < entry.live_from):
        words = ("terbit " if entry.is_new else "diubah ") + _ago(age) + ", kartunya belum dibuat"
        yield Need(*subject, "changed", 1 - age / CHANGED_DAYS / 2, words)
    if issued is None:
        if times:
            told = searched if is_recent else f"{searched}, belum ada kartunya"
            yield Need(*subject, "asked", min(1, times / OFTEN), told)
        yield Need(*subject, "never", 1, "" if times or is_recent else "belum pernah dibuat kartunya")
        return
    last = max(filter(None, [posted, timezone.localdate(issued)]))
    if times >= SEARCHED_ENOUGH and (today - last).days > OLD_DAYS:
        words = f"{searched}, terakhir {'diunggah' if posted == last else 'dibuat'} {(today - last).days} hari lalu"
        yield Need(*subject, "old", min(1, times / OFTEN), words)


@dataclass(frozen=True)
class Demand:
    """A sign other than searches that something is needed: from how many on, how many have full strength, in words."""

    reason: str
    sign: str
    enough: int
    often: int
    words: str


DEMANDS = [
    Demand("counter", TAPS, 3, 20, "ditanya {} kali di loket dalam 7 hari"),
    Demand("questions", QUESTIONS, 1, 5, "ditanyakan {} kali lewat situs dalam 7 hari"),
    Demand("unhelpful", UNHELPFUL, 3, 10, "belum membantu menurut {} pembaca dalam 7 hari"),
]


def _demanded(
    entry: Live, issued: datetime.datetime | None, posted: datetime.date | None, counts: Counts
) -> Iterator[Need]:
    """What people ask at the counter and through the site, and mark as not helpful. Each sign is a reason of its own."""
    days = [day for day in (posted, issued and timezone.localdate(issued)) if day]
    if days and (timezone.localdate() - max(days)).days <= AGAIN_DAYS:
        return
    for each in DEMANDS:
        times = counts.get(each.sign, 0)
        if times >= each.enough:
            strength = min(1, times / each.often)
            yield Need(entry.kind, entry.key, entry.title, each.reason, strength, each.words.format(times))


def _ago(days: int) -> str:
    return {0: "hari ini", 1: "kemarin"}.get(days, f"{days} hari lalu")
