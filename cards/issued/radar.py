"""The radar of stale cards: what changed, which cards carry it, where they were posted, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cards.check_page import Shown, shown_once
from cards.content import Difference
from cards.holding import Outdated, changes, narrow
from cards.issued import renewal
from cards.issued.rows import Row, rows_of, with_company
from cards.models import Card, CardKind
from cards.registry import Verdict
from cards.studio_links import make_url
from cards.subjects import KINDS, Source
from services import snapshot
from services.links import Link

BY_CHANGE, BY_ENTRY = "perubahan", "entri"
MOST_SHOWN = 12
"""Changes of one group that are told; the others are counted."""
MOST_CARDS = 25
"""Cards of one group that are listed; its buttons reach further."""
CORRECTED_AGAIN = "Yang diralat sudah berubah lagi sejak ralat ini dibuat. Terbitkan ulang ralatnya."
AT_ONCE = 50
"""Cards that one press acts on: each new one is laid out before it gets its code."""


@dataclass(frozen=True)
class StaleCard:
    """A card of the radar, and what can be done about it."""

    row: Row
    is_withdrawn: bool
    may_correct: bool
    studio: str
    """Where a new card of the same subject is made by hand; "" where it is gone."""


@dataclass(frozen=True)
class Entry:
    """Cards of one group that are about the same thing."""

    name: str
    kind: str
    cards: tuple[StaleCard, ...]


@dataclass(frozen=True)
class Group:
    """Cards that are stale for one reason."""

    number: int
    title: str
    changes: tuple[Shown, ...]
    more: int
    """Changes beyond those that are told."""
    reason: str
    replacement: Link | None
    is_withdrawn: bool
    may_correct: bool
    entries: tuple[Entry, ...]
    count: int
    """How many cards there are, listed or not."""
    codes: str
    """The codes that the buttons of the group act on."""

    @property
    def unlisted(self) -> int:
        """How many cards are beyond those that are listed."""
        return max(0, self.count - MOST_CARDS)

    @property
    def acted_on(self) -> int:
        """How many cards one press acts on."""
        return min(self.count, AT_ONCE)


Reason = tuple
"""What makes cards stale, as something that can be compared."""


@dataclass(frozen=True)
class Bundle:
    """Stale cards with one reason, before their rows are read."""

    reason: Reason
    told: tuple[Difference, ...]
    cards: tuple[Outdated, ...]

    @property
    def is_up(self) -> bool:
        """Whether a posting of one of them is still up."""
        return any(each.card.is_up for each in self.cards)


def bundles(found: Sequence[Outdated], by: str = BY_CHANGE) -> list[Bundle]:
    """The cards by what changed, or by what they are about; those that are still up somewhere first, then most cards."""
    told = changes(found)
    together: dict[Reason, list[Outdated]] = {}
    for each in found:
        reason = _entry_of(each) if by == BY_ENTRY else _reason_of(each, told.get(each.card.pk, ()))
        together.setdefault(reason, []).append(each)
    made = [Bundle(reason, _all_told(cards, told), tuple(cards)) for reason, cards in together.items()]
    return sorted(made, key=lambda bundle: (not bundle.is_up, -len(bundle.cards)))


def _entry_of(each: Outdated) -> Reason:
    return each.card.kind, each.card.subject, each.verdict is Verdict.WITHDRAWN


def _reason_of(each: Outdated, told: Sequence[Difference]) -> Reason:
    """The same statements changed alike: one reason, however many sections and entries carry it."""
    if each.verdict is Verdict.WITHDRAWN or each.card.kind == CardKind.CORRECTION:
        return each.card.kind, each.card.subject
    said = sorted({(change.label, change.before, change.after) for change in told})
    return tuple(said) or (each.card.kind, each.card.subject, "look")


def _all_told(cards: Sequence[Outdated], told: dict[int, tuple[Difference, ...]]) -> tuple[Difference, ...]:
    """What changed on any of the cards; of what is withdrawn the reason says it all, and what a correction says are
    changes already."""
    changed = (
        each for each in cards if each.verdict is Verdict.CHANGED and each.card.kind != CardKind.CORRECTION
    )
    every = (change for each in changed for change in told.get(each.card.pk, ()))
    return tuple(dict.fromkeys(every))


def groups(bundles: Sequence[Bundle]) -> list[Group]:
    """The groups of one page, with the rows of their cards: a fixed number of queries."""
    found = [each for bundle in bundles for each in bundle.cards[:MOST_CARDS]]
    rows = _rows(found)
    replacements = _replacements(found)
    return [_group(number, bundle, rows, replacements) for number, bundle in enumerate(bundles, start=1)]


def _rows(found: Sequence[Outdated]) -> dict[int, Row]:
    known = {each.card.pk: each for each in found}
    cards = with_company(narrow(Card.objects.filter(pk__in=known)))
    return {row.card.pk: row for row in rows_of([replace(known[card.pk], card=card) for card in cards])}


def _replacements(found: Sequence[Outdated]) -> dict[tuple[str, str], Link]:
    """Where to read what replaces the withdrawn, by kind and key."""
    facts, links = snapshot.current(), {}
    for kind in {each.card.kind for each in found if each.replacement}:
        keys = {each.replacement for each in found if each.card.kind == kind and each.replacement}
        for key, source in KINDS[kind].sources(keys, facts).items():
            if isinstance(source, Source) and source.public_url:
                links[kind, key] = Link(source.title, source.public_url)
    return links


def _group(
    number: int, bundle: Bundle, rows: dict[int, Row], replacements: dict[tuple[str, str], Link]
) -> Group:
    first = bundle.cards[0]
    shown = [_briefly(each) for each in shown_once(bundle.told)]
    entries = _entries([each for each in bundle.cards if each.card.pk in rows], rows)
    is_withdrawn = first.verdict is Verdict.WITHDRAWN
    about = {(each.card.kind, each.card.subject) for each in bundle.cards}
    reason = first.reason or (CORRECTED_AGAIN if first.card.kind == CardKind.CORRECTION else "")
    return Group(
        number,
        _title(entries[0].name if len(about) == 1 else f"{len(about)} entri", shown, is_withdrawn, reason),
        tuple(shown[:MOST_SHOWN]),
        max(0, len(shown) - MOST_SHOWN),
        reason,
        replacements.get((first.card.kind, first.replacement)),
        is_withdrawn,
        renewal.may_correct(first.card),
        entries,
        len(bundle.cards),
        " ".join(each.card.code for each in bundle.cards[:AT_ONCE]),
    )


def _briefly(each: Shown) -> Shown:
    """Only the parts that changed: a long statement is the same for its most part."""
    before, after = ([part for part in parts if part[1]] for parts in (each.before, each.after))
    return replace(each, before=before, after=after) if before and after else each


def _title(about: str, shown: Sequence[Shown], is_withdrawn: bool, reason: str) -> str:
    if is_withdrawn:
        return f"{about}: tidak berlaku lagi"
    if reason:
        return f"{about}: berubah lagi"
    if not shown:
        return f"{about}: tata isinya diperbarui"
    first = shown[0].label
    return f"{about}: {first}" if len(shown) == 1 else f"{about}: {first}, dan {len(shown) - 1} hal lagi"


def _entries(found: Sequence[Outdated], rows: dict[int, Row]) -> tuple[Entry, ...]:
    together: dict[tuple[str, str], list[Outdated]] = {}
    for each in found:
        together.setdefault((each.card.kind, each.card.subject), []).append(each)
    return tuple(
        Entry(
            rows[same[0].card.pk].name, rows[same[0].card.pk].kind, tuple(_stale(each, rows) for each in same)
        )
        for same in together.values()
    )


def _stale(each: Outdated, rows: dict[int, Row]) -> StaleCard:
    row = rows[each.card.pk]
    is_withdrawn = each.verdict is Verdict.WITHDRAWN
    studio = "" if is_withdrawn else make_url(row.card.kind, row.card.subject)
    return StaleCard(row, is_withdrawn, renewal.may_correct(row.card), studio)
