"""What is live and may no longer hold: its day of review has passed, or what it rests on has changed since.

Compared is what the edition says with what its offices and rules are now. The number of queries does not grow with the
number of entries.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Max, Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property

from services import confirming, entry_kinds, scope
from services.entry_kinds import KINDS, EntryKind
from services.models import AuditRecord, Entry, LegalBasis, Office
from services.wording import date_words, list_words

OFFICE, LAW = "services.office", "services.legalbasis"
FROZEN = ("short", "title", "about")
"""What an edition keeps of a rule as it was named when it was published."""
TOLD_BY_OFFICE = frozenset(
    str(Office._meta.get_field(name).verbose_name)
    for name in ("name", "type", "agency", "address", "postal_code", "phone", "landmark", "wheelchair_access")
)
"""Changes of an office that may make a text wrong. Hours, closures and the map follow by themselves on every page."""


@dataclass(frozen=True)
class Reason:
    """Why an entry should be looked at. With `needs_edition` only publishing again helps: the page says the old words."""

    words: str
    since: datetime.date
    url: str = ""
    needs_edition: bool = False


@dataclass(frozen=True)
class StaleEntry:
    """A live entry with what speaks against it."""

    entry: Entry
    kind: EntryKind
    reasons: tuple[Reason, ...]
    edition: int
    may_confirm: bool = False

    @property
    def reason(self) -> str:
        """All reasons in one line."""
        return " ".join(each.words for each in self.reasons)

    @property
    def since(self) -> datetime.date:
        """Since when the oldest of them holds."""
        return min(each.since for each in self.reasons)

    @property
    def url(self) -> str:
        """The form of its draft."""
        return reverse(self.kind.form_url, args=[self.entry.pk])

    @property
    def public_url(self) -> str:
        """What the public reads."""
        return reverse(self.kind.public_url, args=[self.entry.slug])

    @property
    def confirm_url(self) -> str:
        """Where someone says that it is still right; nothing where that does not help, or they may not."""
        helps = any(not each.needs_edition for each in self.reasons)
        path = reverse("confirm-entry", args=[self.kind.path, self.entry.pk])
        return path if self.may_confirm and helps else ""

    @property
    def responsible(self) -> str:
        """Who looks after it: its owner, else its agency."""
        owner, agency = self.entry.owner, self.entry.owning_agency
        if owner is not None:
            return owner.get_full_name() or owner.get_username()
        return agency.name if agency else "Semua instansi"


@dataclass(frozen=True)
class _Live:
    """What is known of a live edition: since when it, or its confirmation, can be relied on."""

    number: int
    checked: datetime.datetime
    offices: tuple[str, ...]
    laws: tuple[Mapping[str, str], ...]


@dataclass
class _Row:
    """A shared row now, and what was done to it lately: (moment, names of fields), oldest first."""

    row: Model | None = None
    changes: list[tuple[datetime.datetime, list[str]]] = field(default_factory=list)


def stale_entries(user: Any) -> list[StaleEntry]:
    """What someone should look at among their own rows, most urgent first."""
    return _sorted(
        _with_permission(each, user)
        for kind in KINDS.values()
        for each in _stale(kind, scope.own(kind.model.objects.all(), user), scope.agencies_of(user))
    )


def all_stale_entries() -> list[StaleEntry]:
    """The same of every agency, for reminders."""
    return _sorted(each for kind in KINDS.values() for each in _stale(kind, kind.model.objects.all(), None))


def _sorted(found: Iterable[StaleEntry]) -> list[StaleEntry]:
    """Pages that say something outdated first, then what has waited longest."""
    return sorted(
        found,
        key=lambda each: (not any(one.needs_edition for one in each.reasons), each.since, str(each.entry)),
    )


def _with_permission(stale: StaleEntry, user: Any) -> StaleEntry:
    allowed = confirming.may_confirm(stale.entry, user)
    return replace(stale, may_confirm=allowed)


def _stale(kind: EntryKind, entries: QuerySet, agencies: frozenset[int] | None) -> Iterable[StaleEntry]:
    """The stale ones of a kind; `agencies` are those whose offices may be linked, None all."""
    names = {each.name for each in kind.model._meta.fields}
    paths = [path for path in ("owner", "agency", "service__agency") if path.split("__")[0] in names]
    live = _live(kind, entries)
    world = _World(live.values(), agencies)
    today = timezone.localdate()
    for entry in entries.filter(pk__in=list(live)).select_related(*paths):
        edition = live[entry.pk]
        if reasons := (*world.reasons(edition), *_overdue(entry, edition, today)):
            yield StaleEntry(entry, kind, reasons, edition.number)


def _live(kind: EntryKind, entries: QuerySet) -> dict[int, _Live]:
    """By primary key of the entry; two queries."""
    spans = kind.model._meta.get_field("editions").related_model.span_class().objects.live()
    said = AuditRecord.objects.filter(kind=kind.label, action="confirm")
    moments = dict(said.values("key").annotate(last=Max("at")).values_list("key", "last"))
    rows = spans.filter(entry__in=entries.values("pk")).values_list(
        "entry", "slug", "live_from", "edition__number", "entry__confirmed_on",
        "edition__document__offices", "edition__document__legal_bases",
    )  # fmt: skip
    return {
        entry: _Live(number, _checked(since, day, moments.get(slug)), tuple(offices or ()), tuple(laws or ()))
        for entry, slug, since, number, day, offices, laws in rows
    }


def _checked(
    live_from: datetime.datetime, confirmed_on: datetime.date | None, said: datetime.datetime | None
) -> datetime.datetime:
    """The moment of the edition or of its confirmation; of a confirmation whose moment is unknown the day's start."""
    if confirmed_on is None or not confirming.is_of(confirmed_on, said, live_from):
        return live_from
    if said is not None and timezone.localdate(said) == confirmed_on:
        return max(said, live_from)
    return max(timezone.make_aware(datetime.datetime.combine(confirmed_on, datetime.time())), live_from)


def _overdue(entry: Entry, edition: _Live, today: datetime.date) -> Iterable[Reason]:
    """Whether its day of review has passed; without one it is counted from the edition or confirmation."""
    checked = timezone.localdate(edition.checked)
    due = entry.review_by or confirming.months_after(checked, entry.review_months)
    if due >= today:
        return
    if entry.review_by:
        words = f"Harus diperiksa lagi paling lambat {date_words(due, short=True)}."
    else:
        words = f"Belum diperiksa lagi sejak {date_words(checked, short=True)}, lebih dari {entry.review_months} bulan."
    yield Reason(words, due)


class _World:
    """Offices and rules that editions name, as they are now; four queries."""

    def __init__(self, editions: Iterable[_Live], agencies: frozenset[int] | None) -> None:
        self.agencies = agencies
        editions = list(editions)
        self.since = min((each.checked for each in editions), default=timezone.now())
        self.office_keys = {key for each in editions for key in each.offices}
        self.law_keys = {law["key"] for each in editions for law in each.laws}

    @cached_property
    def offices(self) -> dict[str, _Row]:
        """By key."""
        return self._rows(Office.objects.filter(key__in=self.office_keys), OFFICE, self.office_keys)

    @cached_property
    def laws(self) -> dict[str, _Row]:
        """By key."""
        return self._rows(LegalBasis.objects.filter(key__in=self.law_keys), LAW, self.law_keys)

    def _rows(self, rows: QuerySet, kind: str, keys: set[str]) -> dict[str, _Row]:
        found = {key: _Row() for key in keys}
        for row in rows:
            found[row.key].row = row
        done = AuditRecord.objects.filter(kind=kind, key__in=keys, at__gt=self.since).order_by("at")
        for key, moment, detail in done.values_list("key", "at", "detail"):
            if detail.get("undone"):
                del found[key].changes[-1:]  # it is again as it was before the last change
            else:
                found[key].changes.append((moment, list(detail.get("fields", []))))
        return found

    def reasons(self, edition: _Live) -> Iterable[Reason]:
        """What changed under an edition since it was published or confirmed."""
        for law in edition.laws:
            yield from self._law(law, edition)
        for key in edition.offices:
            yield from self._office(key, edition)

    def _office(self, key: str, edition: _Live) -> Iterable[Reason]:
        known = self.offices[key]
        if known.row is None:
            yield Reason(f"Kantor “{key}” sudah tidak ada.", _day(edition.checked), needs_edition=True)
            return
        later = [
            (moment, names) for moment, names in known.changes if moment > edition.checked and _tells(names)
        ]
        if not later:
            return
        day = _day(later[-1][0])
        fields = dict.fromkeys(
            name.lower() for _, names in later for name in names if name.lower() in TOLD_BY_OFFICE
        )
        what = f" ({list_words(fields)})" if fields else ""
        words = f"{known.row.name} diubah {date_words(day, short=True)}{what}."
        is_own = self.agencies is None or known.row.agency_id in self.agencies
        yield Reason(
            words, day, reverse("admin:services_office_change", args=[known.row.pk]) if is_own else ""
        )

    def _law(self, law: Mapping[str, str], edition: _Live) -> Iterable[Reason]:
        known = self.laws[law["key"]]
        day = _day(known.changes[-1][0]) if known.changes else _day(edition.checked)
        if known.row is None:
            yield Reason(f"Dasar hukum {law['short']} sudah dihapus dari daftar.", day, needs_edition=True)
        elif any(getattr(known.row, name) != law.get(name, "") for name in FROZEN):
            when = f" diubah {date_words(day, short=True)}" if known.changes else " sudah diubah"
            words = (
                f"Dasar hukum {law['short']}{when}, halaman publik masih memuat yang lama: terbitkan ulang."
            )
            url = reverse("admin:services_legalbasis_change", args=[known.row.pk])
            yield Reason(words, day, url, needs_edition=True)


def _tells(names: list[str]) -> bool:
    """Whether a change of an office is of something texts may speak of; one that names no fields may be."""
    return not names or any(name.lower() in TOLD_BY_OFFICE for name in names)


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment)


def reasons_of(entry: Entry) -> tuple[Reason, ...]:
    """What speaks against one entry; nothing if it is not live or still holds."""
    kind = entry_kinds.of(entry)
    found = _stale(kind, type(entry).objects.filter(pk=entry.pk), None)
    return next((each.reasons for each in found), ())
