"""How far a batch is, in words and numbers, as its pages say it."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from cards.archive import POSTERS
from cards.batches import keeping, orders, shelf
from cards.batches.forms import LANGUAGES, PICTURES, THEMES
from cards.formats import FORMATS
from cards.models import Batch, BatchItem, BatchState
from services.wording import list_words

PILLS = {
    BatchState.WAITING: "quiet",
    BatchState.RUNNING: "warning",
    BatchState.DONE: "good",
    BatchState.CANCELLED: "quiet",
    BatchState.FAILED: "bad",
}
MEGABYTE = 1_000_000


def counted(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    """The batches with what `Progress` reads, in the same query."""
    return batches.select_related("made_by").annotate(
        total=Count("items"),
        done=Count("items", filter=Q(items__is_done=True)),
        failed=Count("items", filter=Q(items__is_done=False) & ~Q(items__problem="")),
    )


@dataclass(frozen=True)
class Progress:
    """What a page says of a batch that comes from `counted`."""

    batch: Batch

    @property
    def state(self) -> str:
        """In words; one that is being cancelled says so."""
        if self.batch.is_cancelled and not self.is_finished:
            return "Sedang dibatalkan"
        return str(BatchState(self.batch.state).label)

    @property
    def hint(self) -> str:
        """What happens while nobody looks."""
        if self.batch.is_cancelled:
            return (
                "Penggambaran berhenti setelah kartu yang sedang dikerjakan. Yang sudah jadi tetap disimpan."
            )
        return "Halaman ini boleh ditutup; penggambaran berjalan terus."

    @property
    def pill(self) -> str:
        """The kind of its mark."""
        return PILLS[BatchState(self.batch.state)]

    @property
    def is_finished(self) -> bool:
        """Nothing more happens by itself."""
        return self.batch.state not in (BatchState.WAITING, BatchState.RUNNING)

    @property
    def may_go_on(self) -> bool:
        """It stopped before it was through."""
        return self.batch.state in (BatchState.CANCELLED, BatchState.FAILED)

    @property
    def handled(self) -> int:
        """Cards that are through, with a pack or with a problem."""
        return self.batch.done + self.batch.failed

    @property
    def percent(self) -> int:
        """Of the whole; a finished one is at 100."""
        return round(100 * self.handled / self.batch.total) if self.batch.total else 100

    @property
    def words(self) -> str:
        """ "12 dari 26 kartu digambar, 1 bermasalah"."""
        said = f"{self.batch.done} dari {self.batch.total} kartu digambar"
        return f"{said}, {self.batch.failed} bermasalah" if self.batch.failed else said

    @cached_property
    def has_result(self) -> bool:
        """Whether its ZIP is there."""
        return self.batch.state == BatchState.DONE and shelf.has(self.batch.result)

    @property
    def size(self) -> str:
        """Of its ZIP: "48 MB"."""
        return f"{max(self.batch.size / MEGABYTE, 0.1):.{0 if self.batch.size >= 10 * MEGABYTE else 1}f} MB".replace(
            ".", ","
        )

    @property
    def kept_until(self) -> datetime.datetime | None:
        """When its ZIP will be removed."""
        return keeping.kept_until(self.batch)

    @property
    def title(self) -> str:
        """ "26 kartu · Potret 4:5 dan Cerita 9:16"."""
        options = orders.options_of(self.batch)
        named = [FORMATS[key].label for key in options.formats if key in FORMATS]
        named += [f"poster {key.upper()}" for key in options.posters if key in POSTERS]
        return f"{self.batch.total} kartu · {list_words(named)}"

    @property
    def look(self) -> str:
        """Theme, language and kind of file, in words."""
        options = orders.options_of(self.batch)
        language = LANGUAGES[options.language].split(" (")[0]
        return f"tema {THEMES[options.theme].lower()}, bahasa {language}, {PICTURES[options.picture].split(' (')[0]}"

    def as_dict(self) -> dict[str, object]:
        """For the page's script: all that changes while it is drawn."""
        return {
            "words": self.words,
            "state": self.state,
            "hint": self.hint,
            "percent": self.percent,
            "finished": self.is_finished,
            "rows": {row.number: [row.words, row.pill] for row in item_rows(self.batch.items.all())},
        }


@dataclass(frozen=True)
class ItemRow:
    """One card of a batch, as its page lists it."""

    number: int
    title: str
    kind: str
    words: str
    pill: str
    problem: str = ""


def item_rows(items: Sequence[BatchItem]) -> list[ItemRow]:
    """Those with a problem first, then in their order."""
    rows = [_row(item) for item in items]
    return sorted(rows, key=lambda row: not row.problem)


def _row(item: BatchItem) -> ItemRow:
    kind = str(item.get_kind_display())
    if item.is_done:
        return ItemRow(item.pk, item.title, kind, f"{item.slides} slide", "good")
    if item.problem:
        return ItemRow(item.pk, item.title, kind, "tidak jadi", "bad", item.problem)
    return ItemRow(item.pk, item.title, kind, "belum", "quiet")
