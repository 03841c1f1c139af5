"""Numbers a monitor watches that are read when it asks: what waits, how large things are, when routine work last ran."""

import datetime
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from cards.models import Batch
from faq.models import Inquiry, InquiryState
from portal.operating import daily_log, shelf

Gauge = tuple[str, str, Callable[[], float | None]]
"""Name, what it is, how it is read; None: there is nothing to say yet."""


def _waiting_inquiries() -> float:
    return Inquiry.objects.filter(state=InquiryState.OPEN, lead=None).count()


def _overdue_inquiries() -> float:
    today = timezone.localdate()
    return Inquiry.objects.filter(state=InquiryState.OPEN, lead=None, due_on__lt=today).count()


def database_bytes() -> float:
    """How large the database is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return cursor.fetchone()[0]
        cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        return cursor.fetchone()[0]


def _backup_seconds() -> float | None:
    newest = max((each.stat().st_mtime for each in shelf.backups()), default=None)
    return None if newest is None else max(0.0, timezone.now().timestamp() - newest)


def _since(moment: datetime.datetime | None) -> float | None:
    return None if moment is None else max(0.0, (timezone.now() - moment).total_seconds())


GAUGES: tuple[Gauge, ...] = (
    (
        "batches_unfinished",
        "Batches of cards that wait or are drawn.",
        lambda: Batch.objects.unfinished().count(),
    ),
    ("inquiries_waiting", "Questions of residents without an answer.", _waiting_inquiries),
    ("inquiries_overdue", "Those of them whose promised day is over.", _overdue_inquiries),
    ("database_bytes", "Size of the database.", database_bytes),
    ("backup_age_seconds", "Age of the newest backup in BACKUPS_ROOT.", _backup_seconds),
    (
        "retention_age_seconds",
        "Since `manage.py daily` last deleted what is over.",
        lambda: _since(daily_log.succeeded("forget")),
    ),
    (
        "daily_failed_steps",
        "Steps of the last `manage.py daily` that failed.",
        lambda: daily_log.failed_steps(),
    ),
)
