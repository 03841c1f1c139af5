"""What of feedback is not kept for ever."""

import datetime

from django.utils import timezone

from faq.models import Feedback, PageCount
from services.confirming import months_after
from services.retention import Rule, register

TEXT_MONTHS, COUNT_MONTHS = 13, 25


def register_rules() -> None:
    """Make the rules known to `manage.py forget`."""
    register(
        Rule(
            "feedback",
            "tulisan warga tentang halaman",
            f"{TEXT_MONTHS} bulan sesudah ditulis",
            "Satu tahun penuh cukup untuk membandingkan bulan yang sama; sesudah itu tulisan bebas hanya risiko.",
            _forget_texts,
        )
    )
    register(
        Rule(
            "page-counts",
            "hitungan halaman per hari",
            f"{COUNT_MONTHS} bulan sesudah harinya",
            "Hanya angka. Dua tahun penuh menunjukkan apakah musim yang sama (masuk sekolah, libur) membaik.",
            _forget_counts,
        )
    )


def _forget_texts() -> int:
    first = timezone.make_aware(datetime.datetime.combine(_first_kept(TEXT_MONTHS), datetime.time.min))
    return Feedback.objects.filter(at__lt=first).delete()[0]


def _forget_counts() -> int:
    return PageCount.objects.filter(day__lt=_first_kept(COUNT_MONTHS)).delete()[0]


def _first_kept(months: int) -> datetime.date:
    """The same day so many months ago, or the last one of a shorter month."""
    return months_after(timezone.localdate(), -months)
