"""Ordering batches: a new one, the same again, going on with one that stopped, cancelling."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from pydantic import BaseModel, ConfigDict

from cards.archive import Picture
from cards.content import CardOptions, Detail, Language, Theme
from cards.formats import DEFAULT_FORMAT
from cards.models import Batch, BatchItem, BatchState
from cards.printed import PackSection
from cards.registry import today
from cards.subjects import KINDS, Found
from services.models import Membership

MOST_ITEMS = 1_000
"""Subjects of one kind that can be chosen at once; more than any office has."""


class BatchOptions(BaseModel):
    """How all packs of a batch look; kept in `Batch.options`."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    formats: tuple[str, ...] = (DEFAULT_FORMAT,)
    posters: tuple[str, ...] = ()
    picture: Picture = "png"
    theme: Theme = "light"
    language: Language = "id"
    detail: Detail = "full"
    sections: tuple[PackSection, ...] | None = None

    def of_cards(self) -> CardOptions:
        """The options of a card that is issued now."""
        chosen = {"sections": self.sections} if self.sections else {}
        look = {"theme": self.theme, "language": self.language, "detail": self.detail}
        return CardOptions(as_of=today(), **look, **chosen)


class Subject(NamedTuple):
    """What one pack of a batch is about."""

    kind: str
    key: str
    title: str


def choosable(user: Any, kind: str) -> list[Found]:
    """Own subjects of a kind that are public now; none of a kind that does not exist."""
    if kind not in KINDS:
        return []
    return [found for found in KINDS[kind].found(user, "", MOST_ITEMS) if not found.problem]


@transaction.atomic
def order(subjects: Iterable[Subject], options: BatchOptions, *, by: Any) -> Batch:
    """Put a batch in the queue. Whether these subjects are the orderer's own was asked before."""
    batch = Batch.objects.create(made_by=by, options=options.model_dump(mode="json", exclude_none=True))
    batch.agencies.set(Membership.objects.filter(user=by).values_list("agency", flat=True))
    different = list(dict.fromkeys(subjects))
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, kind=each.kind, subject=each.key, title=each.title[:250], position=position)
        for position, each in enumerate(different, start=1)
    )
    return batch


class NothingLeft(LookupError):
    """A batch without a single subject of the orderer's own would draw nothing; the message tells staff what to do."""

    def __init__(self) -> None:
        super().__init__(
            "Tidak ada lagi kartu instansi Anda di dalam paket massal ini. Buat paket massal baru."
        )


def again(batch: Batch, *, by: Any) -> Batch:
    """The same order as of today: of those subjects that are still the orderer's own. Raises `NothingLeft`."""
    items: Sequence[BatchItem] = [
        item for item in batch.items.all() if item.kind in KINDS and KINDS[item.kind].is_own(by, item.subject)
    ]
    subjects = [Subject(item.kind, item.subject, item.title) for item in items]
    if not subjects:
        raise NothingLeft
    return order(subjects, options_of(batch), by=by)


def options_of(batch: Batch) -> BatchOptions:
    """How its packs look."""
    return BatchOptions.model_validate(batch.options)


@transaction.atomic
def go_on(batch: Batch) -> bool:
    """Put one that was cancelled or failed back in the queue: what it drew stays, what had a problem is tried again.

    False where there is nothing to go on with.
    """
    stopped = Batch.objects.filter(pk=batch.pk, state__in=[BatchState.CANCELLED, BatchState.FAILED])
    fresh = {"state": BatchState.WAITING, "is_cancelled": False, "problem": "", "finished_at": None}
    if not stopped.update(**fresh, worker="", lease_until=None):
        return False
    batch.items.filter(is_done=False).update(problem="", attempts=0)
    return True


@transaction.atomic
def cancel(batch: Batch) -> bool:
    """Stop it: at once if nobody draws it, else at the next slide. False if it is finished already."""
    open_ones = Batch.objects.filter(pk=batch.pk).unfinished()
    if not open_ones.update(is_cancelled=True):
        return False
    now = timezone.now()
    Batch.objects.filter(pk=batch.pk).free(now).update(
        state=BatchState.CANCELLED, finished_at=now, worker="", lease_until=None
    )
    return True
