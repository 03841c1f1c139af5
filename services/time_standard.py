"""What the words of a time standard say beyond its number: is the number an estimate, and when does it start?

Offices write "Sekitar 15 menit" and "1 hari kerja sejak pencatatan". Read as numbers alone these would become a
limit that nobody set, and a date counted from a day that has nothing to do with it.
"""

import re

from services.choices import TimeUnit
from services.document import ProcessingTime

APPROXIMATE_DAYS = {
    TimeUnit.MINUTES: 1 / 1440,
    TimeUnit.HOURS: 1 / 24,
    TimeUnit.DAYS: 1,
    TimeUnit.WORKING_DAYS: 7 / 5,
    TimeUnit.WEEKS: 7,
    TimeUnit.MONTHS: 30,
    TimeUnit.YEARS: 365,
}

_ESTIMATE = re.compile(r"\A\s*+(?:sekitar|kurang lebih|lebih kurang|kira-kira|rata-rata|±)", re.IGNORECASE)
_UNITS = "|".join(sorted((unit.value for unit in TimeUnit), key=len, reverse=True))
_DURATION = re.compile(rf"(?<!\d)(\d{{1,9}})(?!\d)\s*+({_UNITS})\b", re.IGNORECASE)

_START = re.compile(r"\b(?:sejak|setelah|dari saat)\s+(.+)", re.IGNORECASE)
_HANDED_IN = re.compile(
    r"\A(?:(?:semua|seluruh|saat|tanggal)\s++)*+"
    r"(?:berkas|permohonan|pengajuan|persyaratan|syarat|pendaftaran|formulir|dokumen (?:persyaratan|permohonan)"
    r"|dokumen (?:dinyatakan )?lengkap|(?:dinyatakan )?lengkap|diterima|diajukan|diserahkan|penyerahan)\b",
    re.IGNORECASE,
)
_SERVED = re.compile(r"(?:dilayani|dilakukan)\b", re.IGNORECASE)


def is_estimate(time: ProcessingTime) -> bool:
    """Whether the number is what it usually takes, not a limit: the text begins with "sekitar" or its like.

    Not where the number goes beyond every duration of the text's first clause ("Sekitar 30 menit; paling lama
    1 hari kerja bila perlu tinjauan" with 1 hari kerja): then it is the limit beside the estimate.
    """
    if not _ESTIMATE.match(time.text):
        return False
    named = [_days(int(value), unit.lower()) for value, unit in _DURATION.findall(_first_clause(time.text))]
    return not named or not time.unit or _days(time.max_value or 0, time.unit) <= max(named)


def starts_with_handing_in(time: ProcessingTime) -> bool:
    """Whether the count starts when the papers are handed in, or when someone is served at the counter.

    The start is what the text names after "sejak" or "setelah", else `starts_when`. It is the handing in if it
    begins with the papers or the application ("berkas lengkap", "permohonan diterima"), or if nothing is named.
    "Sejak pencatatan" is another day, one that nobody knows yet.
    """
    named = _START.search(_first_clause(time.text))
    if named:
        return bool(_HANDED_IN.match(named[1]))
    start = time.starts_when.strip()
    return not start or bool(_HANDED_IN.match(start) or _SERVED.match(start))


def _first_clause(text: str) -> str:
    """What stands before the first semicolon: further clauses tell what holds in other circumstances."""
    return text.partition(";")[0]


def _days(value: int, unit: str) -> float:
    return round(value * APPROXIMATE_DAYS[TimeUnit(unit)], 6)
