"""The signs that people need something, and how much each weighs.

    score of a subject in a week = sum over the signs of weight * amount

The amount of a sign is its count; of searches, which cost a reader nothing and are many, it is the square root of the
count: 100 searches count as 10, 400 as 20. Weights are whole numbers from 0 (does not count) to 100; an office may
change them, and every score, also of past weeks, is then worked out with the new ones.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from faq.models import DemandWeight
from services import audit

QUESTIONS, SETTLED, SEARCHES, GAPS = "questions", "settled", "searches", "gaps"
TAPS, UNHELPFUL, REPORTS = "taps", "unhelpful", "reports"
MOST = 100


@dataclass(frozen=True)
class Sign:
    """One way in which demand shows."""

    key: str
    label: str
    short: str
    """The head of a narrow column."""
    help: str
    usual: int
    is_damped: bool = False

    def amount(self, count: int) -> float:
        """What a count comes to before it is weighed."""
        return math.sqrt(count) if self.is_damped else count


SIGNS = {
    sign.key: sign
    for sign in [
        Sign(
            QUESTIONS, "Pertanyaan dikirim", "Dikirim",
            "Pertanyaan warga lewat halaman Tanya, tanpa spam. Yang dijawab tanya jawab dihitung juga di sana.", 10,
        ),
        Sign(TAPS, "Ditanya di loket", "Di loket", "Ketukan “ditanya lagi” petugas loket yang tidak dibatalkan.", 5),
        Sign(
            REPORTS, "Laporan dan catatan", "Laporan",
            "Tulisan pembaca tentang halamannya: apa yang kurang, atau apa yang salah.", 8,
        ),
        Sign(UNHELPFUL, "Belum membantu", "Belum membantu", "Pembaca yang menjawab “belum” di bawah halamannya.", 4),
        Sign(
            SETTLED, "Ini menjawab", "Terjawab",
            "Warga yang hendak bertanya, lalu memilih “ini menjawab” pada jawaban yang sudah ada.", 4,
        ),
        Sign(
            SEARCHES, "Dicari", "Dicari",
            "Pencarian yang menempatkannya paling atas, dari 60 yang tersering seminggu. Dihitung akarnya: 100 pencarian "
            "menjadi 10. Ke mana kata lama mengarah dihitung dengan isi situs hari ini.", 2, is_damped=True,
        ),
        Sign(
            GAPS, "Dicari sia-sia", "Sia-sia",
            "Pencarian yang tidak menemukan apa-apa, atau yang hasilnya hampir tidak pernah dibuka (dalam empat minggu). "
            "Dihitung akarnya.", 6,
            is_damped=True,
        ),
    ]
}  # fmt: skip
"""By key, in the order of columns: what costs those who ask most comes first."""
USUAL = {key: sign.usual for key, sign in SIGNS.items()}


def current() -> dict[str, int]:
    """The weights that hold now, by sign. One query."""
    changed = dict(DemandWeight.objects.filter(sign__in=SIGNS).values_list("sign", "weight"))
    return USUAL | changed


def score(counts: Mapping[str, int], weights: Mapping[str, int]) -> float:
    """The score of these counts, to one decimal."""
    return round(sum(weights[sign] * SIGNS[sign].amount(count) for sign, count in counts.items()), 1)


@transaction.atomic
def change(wanted: Mapping[str, int], *, by: Any) -> dict[str, int]:
    """Let these weights hold, 0 to `MOST`; those that are the usual ones need no row. Returns what held before.

    Raises `ValueError` for a sign there is not or a weight out of bounds.
    """
    if any(sign not in SIGNS or not 0 <= weight <= MOST for sign, weight in wanted.items()):
        raise ValueError("unknown sign, or weight out of bounds")
    before = current()
    after = before | dict(wanted)
    for sign, weight in after.items():
        if weight == USUAL[sign]:
            DemandWeight.objects.filter(sign=sign).delete()
        elif weight != before[sign]:
            values = {"weight": weight, "by": by, "at": timezone.now()}
            DemandWeight.objects.update_or_create(sign=sign, defaults=values)
    changed = {
        SIGNS[sign].label: [before[sign], after[sign]] for sign in after if after[sign] != before[sign]
    }
    if changed:
        audit.record("change", by=by, name="bobot permintaan", weights=changed)
    return before
