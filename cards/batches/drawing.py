"""Draws batches, pack by pack. Each is issued and stored at once, so that whoever takes over goes on with the next."""

import logging
from collections.abc import Iterable

from django.db import DatabaseError, transaction
from django.db.models import F, Sum

from cards import archive, codes
from cards.batches import leases, orders, shelf
from cards.batches.leases import Lease
from cards.models import Batch, BatchItem, BatchState, Card
from cards.packs import issue_what_fits
from cards.registry import NotPublished, today
from cards.rendering import TooManySlides

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 3
LIST_NAME = "DAFTAR.txt"
NOTHING_DONE = "Tidak satu pun paket dapat dibuat. Sebabnya tertulis di setiap baris."
UNEXPECTED = (
    "Kartu ini gagal digambar karena kesalahan program. Beri tahu pengelola server; yang lain tetap jadi."
)
UNEXPECTED_END = (
    "Penggambaran berhenti karena kesalahan program. Beri tahu pengelola server, lalu tekan “Lanjutkan”."
)
TOO_OFTEN = f"Kartu ini sudah {MOST_ATTEMPTS} kali menghentikan penggambaran, jadi dilewati."


def draw_all(worker: str) -> int:
    """Draw every batch that nobody draws, the oldest first. Returns how many were worked on."""
    count = 0
    while (lease := leases.take(worker)) is not None:
        draw(lease)
        count += 1
    return count


def draw(lease: Lease) -> None:
    """Draw what is left of a batch and put its packs together. Ends early if it is cancelled or taken over."""
    try:
        _forget_what_is_gone(lease.batch)
        while (item := _next_item(lease.batch)) is not None:
            lease.hold()
            _draw_item(item, lease)
        _put_together(lease)
    except leases.LeaseLost:
        return
    except leases.Cancelled:
        lease.finish(BatchState.CANCELLED)
    except shelf.CannotWrite as error:
        lease.finish(BatchState.FAILED, problem=str(error))
    except DatabaseError:
        raise  # the lease runs out by itself
    except Exception:
        logger.exception("batch %s", lease.batch.pk)
        lease.finish(BatchState.FAILED, problem=UNEXPECTED_END)
    except BaseException:  # the process is asked to end
        lease.batch.items.filter(is_done=False).update(attempts=0)
        lease.give_back()
        raise


def _forget_what_is_gone(batch: Batch) -> None:
    """What was drawn before, but whose file somebody has removed since, is drawn again."""
    for item in batch.items.filter(is_done=True):
        if not shelf.has(_name_of(item)):
            BatchItem.objects.filter(pk=item.pk).update(is_done=False, attempts=0)


def _next_item(batch: Batch) -> BatchItem | None:
    return batch.items.filter(is_done=False, problem="").order_by("position", "pk").first()


def _draw_item(item: BatchItem, lease: Lease) -> None:
    if item.attempts >= MOST_ATTEMPTS:
        return _give_up(item, TOO_OFTEN)
    BatchItem.objects.filter(pk=item.pk).update(attempts=F("attempts") + 1)
    try:
        cards, slides = _stored(item, lease)
    except (TooManySlides, NotPublished) as error:
        return _give_up(item, str(error))
    except (leases.LeaseLost, leases.Cancelled, shelf.CannotWrite, DatabaseError):
        raise
    except Exception:
        logger.exception("batch %s: %s %s", item.batch_id, item.kind, item.subject)
        return _give_up(item, UNEXPECTED)
    with transaction.atomic():
        lease.hold()  # what is written here counts only while the batch is ours
        BatchItem.objects.filter(pk=item.pk).update(is_done=True, slides=slides)
        item.cards.set(cards)
    return None


def _give_up(item: BatchItem, problem: str) -> None:
    """Say why there is no pack of it; the others are drawn all the same."""
    BatchItem.objects.filter(pk=item.pk).update(problem=problem)


def _stored(item: BatchItem, lease: Lease) -> tuple[list[Card], int]:
    """Issue and draw the cards of an item into its own ZIP; returns them and the number of slides."""
    batch, options = lease.batch, orders.options_of(lease.batch)
    looks = {"formats": options.formats, "posters": options.posters}
    cards = issue_what_fits(item.subject, options.of_cards(), kind=item.kind, by=batch.made_by, **looks)
    count = 0
    with shelf.new_zip(_name_of(item)) as pack:
        for number, card in enumerate(cards, start=1):
            folder = _folder(item) + (f"unggahan-{number}/" if len(cards) > 1 else "")
            for name, data in archive.files(card, options.picture, **looks):
                archive.written(pack, folder + name, data)
                count += name.endswith((".png", ".jpg"))
                lease.renew()
    return cards, count


def _name_of(item: BatchItem) -> str:
    return f"{item.batch_id}/{item.pk}.zip"


def _folder(item: BatchItem) -> str:
    return f"{item.position:03}-{item.subject}/"


def _put_together(lease: Lease) -> None:
    """One ZIP of all packs, whatever their size; then the single ones are no longer needed."""
    batch = lease.batch
    done = list(batch.items.filter(is_done=True).prefetch_related("cards"))
    if not done:
        lease.finish(BatchState.FAILED, problem=NOTHING_DONE)
        return
    name = f"{batch.pk}/paket-kartu-{today():%Y-%m-%d}.zip"
    with shelf.new_zip(name) as result:
        archive.written(result, LIST_NAME, _list(batch.items.prefetch_related("cards")).encode())
        for item in done:
            for _ in shelf.copied(result, _name_of(item)):
                lease.renew()
    if lease.finish(BatchState.DONE, result=name, size=shelf.size(name)):
        shelf.keep_only(str(batch.pk), [name])


def _list(items: Iterable[BatchItem]) -> str:
    """What is in the ZIP, with the codes, and what is not and why."""
    lines = []
    for item in items:
        named = ", ".join(codes.display(card.code) for card in item.cards.all())
        lines.append(
            f"{_folder(item)}  {item.title}: " + (named if item.is_done else f"TIDAK ADA. {item.problem}")
        )
    return "\r\n".join(lines) + "\r\n"


def slides_of(batch: Batch) -> int:
    """How many slides are drawn so far."""
    return batch.items.aggregate(count=Sum("slides"))["count"] or 0
