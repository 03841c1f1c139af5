"""Takes out of what residents write the numbers and addresses that say who they are, before anything is stored.

NIK and KK numbers have 16 digits (Permendagri 109/2019), those of civil servants 18; phone numbers start with 0, 62 or 8.
People write all of them with spaces, dots or dashes. Dates, opening hours, years, sums of money, and the numbers of rules
and decrees stay. Where it cannot be told, it goes: a remark that lost a number can still be understood.
"""

import re

NUMBER, PHONE, MAIL = "[nomor disamarkan]", "[telepon disamarkan]", "[surel disamarkan]"

_DASH = r"\-\u2010-\u2015"
_GAP = rf"[ \t\u00a0\u2009\u202f._{_DASH}]{{0,3}}"
_TO = rf"\s*[{_DASH}]\s*"
_YEAR = r"(?:19|20)\d\d"
_DATE = "(?:" + "|".join(
    [*(rf"\d{{1,2}}{sign}\d{{1,2}}{sign}{_YEAR}" for sign in ("-", r"\.", "/")), rf"{_YEAR}-\d\d-\d\d"]
) + ")"  # fmt: skip
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_ALONE_BEFORE, _ALONE_AFTER = r"(?<![\d./\-])", r"(?![\d/]|[.\-]\d)"

_HARMLESS = re.compile(
    "|".join(
        [
            rf"{_ALONE_BEFORE}{_DATE}(?:{_TO}{_DATE})?{_ALONE_AFTER}",
            rf"{_ALONE_BEFORE}{_CLOCK}{_TO}{_CLOCK}{_ALONE_AFTER}",
            rf"\b(?:pukul|jam)\s*{_CLOCK}(?!\d)",
            r"\b(?:Rp|IDR)\.?\s*\d[\d.,]*",
            r"(?<![\d.])\d{1,3}(?:[.,]\d+)*\s*(?:rupiah|ribu|juta|miliar|triliun)\b",
            rf"(?<!\d)(?<!\d[ \-]){_YEAR}(?:[ \-/]{{1,3}}{_YEAR})+(?![ \-]?\d)",
        ]
    ),
    re.IGNORECASE,
)
"""What has many digits and says nothing about anybody."""

_MAIL = re.compile(r"[\w.+-]+\s?(?:@|\[at\]|\(at\))\s?[\w-]+(?:\s?\.\s?[a-z]{2,}|\.[\w-]+)+", re.IGNORECASE)
_SIXTEEN = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15}}(?!\d)")
_LONGER = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16,19}}(?!\d)")
_REST = rf"\)?(?:{_GAP}[()]?{_GAP}\d){{7,12}}(?![\d/])"
_SURELY_CALLED = re.compile(rf"(?<![\d/])(?<!\d[./ \-])\(?(?:\+\s?62|0){_REST}")
"""No NIK starts with 0, so what does and stands alone is a phone number, also where another number follows."""
_CALLED = re.compile(rf"(?<![\d/])(?<!\d[./])\(?\+?(?:62|0|8){_REST}")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SINGLE = re.compile(r"(?:\d{1,3}\.\d{1,2}|\d\.\d{1,4})(?:\.\d{1,2})+")
"""Classification codes of decrees: 800.1.2.3."""


def mask(text: str) -> str:
    """The text with NIK, KK and phone numbers and mail addresses replaced by words that say what was there."""
    text = _MAIL.sub(MAIL, text)
    done, at = [], 0
    for found in _HARMLESS.finditer(text):
        done += [_without_numbers(text[at : found.start()]), found.group()]
        at = found.end()
    return "".join([*done, _without_numbers(text[at:])])


def _without_numbers(text: str) -> str:
    text = _SURELY_CALLED.sub(_phone, text)
    for pattern in (_SIXTEEN, _LONGER):
        text = pattern.sub(NUMBER, text)
    return _CALLED.sub(_phone, text)


def _phone(found: re.Match[str]) -> str:
    """The words for a phone number, or what was written where it is none."""
    written = found.group()
    digits = re.sub(r"\D", "", written)
    return PHONE if _is_phone(written, digits) else written


def _is_phone(written: str, digits: str) -> bool:
    if _SINGLE.fullmatch(written):
        return False
    if digits.startswith("0"):
        return 9 <= len(digits) <= 13 and digits[1] != "0"
    if digits.startswith("62"):
        return 10 <= len(digits) <= 14 and (written.startswith("+") or not _GROUPED.fullmatch(written))
    return 9 <= len(digits) <= 12 and digits[1] != "0" and "." not in written
