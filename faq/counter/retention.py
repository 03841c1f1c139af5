"""How long taps are kept. Registered in `FaqConfig.ready`."""

import datetime

from django.utils import timezone

from faq.models import Tap
from services.retention import Rule, register

NAMED = datetime.timedelta(days=90)
KEPT = datetime.timedelta(days=761)
"""25 months: one month can be compared with the same of the year before, and a year with the year before."""


def forget_who() -> int:
    """Take the officer's name off old taps."""
    return Tap.objects.filter(received_at__lt=timezone.now() - NAMED, by__isnull=False).update(by=None)


def forget_taps() -> int:
    """Delete taps that no comparison needs any more."""
    return Tap.objects.filter(at__lt=timezone.now() - KEPT).delete()[0]


def register_rules() -> None:
    """Make both rules known."""
    register(
        Rule(
            key="tap-names",
            what="siapa yang mengetuk di loket",
            after="90 hari sesudah diterima",
            why="Nama hanya perlu untuk membatalkan salah ketuk; tanpa batas waktu ia menjadi catatan kerja petugas.",
            forget=forget_who,
        )
    )
    register(
        Rule(
            key="taps",
            what="ketukan “ditanya lagi” di loket",
            after="25 bulan",
            why="Cukup untuk membandingkan dengan bulan yang sama setahun sebelumnya.",
            forget=forget_taps,
        )
    )
