"""What of signing in is not kept for ever."""

from django.contrib.sessions.models import Session
from django.utils import timezone

from services.retention import Rule, register


def forget_sessions() -> int:
    """Delete sessions that are over, with what stood in them. Returns how many."""
    return Session.objects.filter(expire_date__lte=timezone.now()).delete()[0]


def register_rules() -> None:
    """Tell `manage.py forget`."""
    register(
        Rule(
            "sessions",
            "sesi masuk petugas yang sudah berakhir",
            "12 jam sesudah masuk",
            "Dalam sesi ada yang baru dikerjakan, supaya bisa dibatalkan; sesudah sesi berakhir tidak ada gunanya.",
            forget_sessions,
        )
    )
