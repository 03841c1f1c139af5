"""How long files of batches are kept: see `PACKS_KEPT_DAYS` in `.env.example`. The rows stay: they say what was made."""

import datetime

from django.conf import settings
from django.utils import timezone

from cards.batches import shelf
from cards.models import Batch


def kept_until(batch: Batch) -> datetime.datetime | None:
    """When the files of a finished batch go."""
    return batch.finished_at + _kept() if batch.finished_at else None


def _kept() -> datetime.timedelta:
    return datetime.timedelta(days=settings.PACKS_KEPT_DAYS)


def tidy() -> int:
    """Remove the files of batches that ended long enough ago, and of those whose row is gone. Returns how many."""
    old = Batch.objects.finished_before(timezone.now() - _kept())
    Batch.objects.filter(pk__in=old.exclude(result="")).update(result="", size=0)
    known = {str(pk) for pk in Batch.objects.exclude(pk__in=old).values_list("pk", flat=True)}
    gone = [name for name in shelf.folders() if name.isdigit() and name not in known]
    for name in gone:
        shelf.keep_only(name, [])
    return len(gone)
