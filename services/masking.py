"""Takes out of what residents write the numbers and addresses that say who they are, before anything is stored.

NIK and KK numbers have 16 digits (Permendagri 109/2019), those of civil servants 18; phone numbers start with 0, 62 or 8.
People write them in many ways: `services.written_digits` reads them all as plain digits first. Dates, opening hours,
years, sums of money, and the numbers of rules and decrees stay. Where it cannot be told, it goes: a remark that lost a
number can still be understood. Everything here takes time in proportion to the length of the text.
"""

import re
from collections.abc import Iterator

from services.written_digits import Plain
from services.written_mail import mail_addresses

NUMBER, PHONE, MAIL = "[nomor disamarkan]", "[telepon disamarkan]", "[surel disamarkan]"
MARKS = (NUMBER, PHONE, MAIL)

Span = tuple[int, int]
_GAP = r"[ \t\n._\-]{0,3}"
_WIDE = r"[ \t\n._\-/,:;()+]{0,4}"
_TO = r"\s*-\s*"
_YEAR = r"(?:19|20)\d\d"
_DATE = "(?:" + "|".join(
    [*(rf"\d{{1,2}}{sign}\d{{1,2}}{sign}{_YEAR}" for sign in ("-", r"\.", "/")), rf"{_YEAR}-\d\d-\d\d"]
) + ")"  # fmt: skip
_CLOCK = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_ROUND_CLOCK = r"(?:[01]\d|2[0-4])[.:][0-5][05]"
_ALONE_BEFORE, _ALONE_AFTER = r"(?<![\d./\-])", r"(?![\d/]|[.\-]\d)"
_NO_DIGITS_BEFORE = r"(?<!\d)(?<!\d[ \-/.,])(?<!\d [\-/] )(?<!\d, )"

_HARMLESS = re.compile(
    "|".join(
        [
            rf"{_ALONE_BEFORE}{_YEAR}-\d\d-\d\d[T ]\d\d[:.]\d\d(?:[:.]\d\d(?:\.\d{{1,6}})?)?"
            r"(?:Z|[+\-]\d\d:?\d\d)?(?![\d/:]|[.\-]\d)",
            rf"{_ALONE_BEFORE}{_DATE}(?:{_TO}{_DATE})?{_ALONE_AFTER}",
            rf"{_ALONE_BEFORE}{_CLOCK}{_TO}{_CLOCK}{_ALONE_AFTER}",
            rf"{_ALONE_BEFORE}(?<!\d ){_ROUND_CLOCK}(?:[ ,;/_]{{1,3}}{_ROUND_CLOCK})+{_ALONE_AFTER}(?! ?\d)",
            rf"\b(?:pukul|jam)\s*{_CLOCK}(?!\d)",
            r"\b(?:Rp|IDR)\.?\s*(?!0\d)(?:\d{1,3}(?:[.,]\d{3}){4,}[.,]000|\d{1,3}(?:[.,]\d{3}){1,4}|\d{1,12})"
            r"(?:,\d\d?|,-)?(?!\d|[.,]\d{3}(?!\d)| \d{4} \d{4}(?!\d))",
            rf"\b(?:terbit|tgl|tanggal|lahir|sejak)\s\d\d \d\d {_YEAR}(?! ?\d{{3}})",
            r"\bISBN[ :]{0,2}97[89](?:[ \-]?\d){10}(?!\d)",
            r"(?<![\d+])(?<!\d[ .,/\-])[1-9]\d{0,2}(?: \d{3}){0,3}(?: 000){2,3}(?! ?\d)",
            r"(?<![\d.,\-/])(?<!\d )(?P<table>\d{1,2})\.\d{1,2}(?:(?:[,;]| dan| atau)? ?(?P=table)\.\d{1,2}){2,20}"
            r"(?![\d.]*\d)(?!,? ?\d)",
            r"(?<![\d.,])\d{1,3}(?:[.,]\d{1,3}){0,6}\s?(?:rupiah|ribu|juta|miliar|triliun)\b",
            r"(?<![\d./\-])[1-9]\d{0,4}000(?:[ ,;/]{1,2}[1-9]\d{0,4}000)+(?![\d./\-])",
            rf"{_NO_DIGITS_BEFORE}{_YEAR}(?:[ \-/]{{1,3}}{_YEAR})+(?![ \-/.]{{0,3}}\d|,\d)",
            rf"{_NO_DIGITS_BEFORE}{_YEAR}(?:, ?{_YEAR})+(?![ \-/.]{{0,3}}\d|, ?\d)",
        ]
    ),
    re.IGNORECASE,
)
"""What has many digits and says nothing about anybody."""
_SCHOOL_YEARS = re.compile(
    rf"{_NO_DIGITS_BEFORE}{_YEAR}/{_YEAR}(?:(?:[,;]| dan| atau)? ?{_YEAR}/{_YEAR})*(?![ \-/.]{{0,3}}\d|, ?\d)"
)
_BORN = re.compile(rf"(?<!\d)(?:\d{{6}}|\d\d\.\d\d\.\d\d)[ \-./,]{{1,3}}{_DATE}[ \-./,]{{1,3}}\d{{4}}(?!\d)")
"""A NIK with the birthday in it written out as a date: 330122 12-01-1990 0001."""

_NAMED = re.compile(rf"\b(?:nik|kk|ktp|nip)\b[^\d\n]{{0,20}}(\d(?:{_GAP}\d){{9,19}})(?!\d)", re.IGNORECASE)
"""A number beside its name goes also with digits too few or too many."""
_TAX = re.compile(r"(?<!\d)\d\d\.?\d{3}\.?\d{3}\.?\d[\-. ]{1,3}\d{3}\.?\d{3}(?!\d)")
"""The number of a taxpayer as it was written before it became the NIK: 12.345.678.9-012.345."""
_SIXTEEN = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15}}(?!\d)")
_LONGER = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{16,19}}(?!\d)")
_UNBROKEN = re.compile(r"\d{13,}")
_REST = rf"\)?(?:{_GAP}[()]?{_GAP}\d){{7,13}}(?!\d)"
_SURELY_CALLED = re.compile(
    rf"(?<!\d)(?<!\d[./ \-_,\n])(?<!\d[./\-_, ][ \-_])(?<!\d [\-_] )\(?(?:\+\s?62|00\s?62|0){_REST}"
)
"""No NIK starts with 0, so what does and stands alone is a phone number, also where another number follows."""
_CALLED = re.compile(rf"(?<!\d)(?<!\d[.])\(?\+?(?:62|0|8){_REST}")
_ABROAD = re.compile(
    rf"(?<![\d+])(?:\+\s?\(?[1-9]|00[ \-]?(?:60|61|65|66|81|82|86|852|886|91|966|971|31|44|49){_GAP}\d)"
    rf"(?:{_GAP}[()]?{_GAP}\d){{7,14}}(?!\d)"
)
_MALAYSIA = re.compile(r"(?<![\d.,/\-])60[ \-]?1\d[ \-]?\d{3,4}[ \-]?\d{4}(?!\d)")
"""Where many work: 60 12 345 6789, also without a plus."""
_LANDLINE = re.compile(r"(?<![\d/.\-])\(?0[2-9]\d{1,2}\)?\s?/\s?\d{6,8}(?![\d/]|[.\-]\d)")
"""0281/891234"""
_LOCAL = re.compile(
    r"\b(?:telp|telpon|telepon|telfon|tlp|tlpn)\b[^\d\n]{0,5}(?!1500)(\d(?:[ .\-]?\d){5,7})(?![\d/]|[.\-]\d)",
    re.IGNORECASE,
)
"""A number without an area, told by its name: telp 636363. Call centres of the country start with 1500."""
_INSURED = re.compile(r"(?<![\d.])000\d(?:[ \-]?\d){9}(?!\d)")
"""The number of a BPJS card: 0001 2345 6789 0."""
_DIGIT = re.compile(r"\d")
_RUN = re.compile(rf"\+?\d(?:{_WIDE}\d)+")
_GROUP = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_SINGLE = re.compile(r"(?:\d{1,3}\.\d{1,2}|\d\.\d{1,4})(?:\.\d{1,2})+")
"""Classification codes of decrees: 800.1.2.3."""
_DECREE = re.compile(rf"\A\d{{2,3}}(?:\.\d{{1,4}}+)*+(?:/[\d.]++)*/{_YEAR}")
"""Numbers of decrees and letters: 470/0123/2026."""
_ENDS_IN_YEAR = re.compile(rf"/{_YEAR}$")
_BY_MEANING = [2, 2, 2, 6, 4]
"""Digits of a NIK by what they mean: province, regency, district, birth, number."""
MOST_GROUPS = 16
"""Groups that one number may be written in."""


def mask(text: str) -> str:
    """The text with NIK, KK and phone numbers and mail addresses replaced by words that say what was there."""
    found = sorted((*span, words) for words, spans in _found(text) for span in spans)
    done, at = [], 0
    for start, end, words in found:
        if start >= at:
            done += [text[at:start], words]
            at = end
    return "".join([*done, text[at:]])


def _found(text: str) -> Iterator[tuple[str, list[Span]]]:
    """What goes, by the words that take its place, as spans of the text."""
    plain = Plain.of(text)
    mails = mail_addresses(plain)
    yield MAIL, mails
    numbers = _without(plain, mails).with_plain_numbers()
    if not _DIGIT.search(numbers.text):
        return
    born = [each.span() for each in _BORN.finditer(numbers.text)]
    yield NUMBER, [numbers.span(*each) for each in born]
    numbers = numbers.blanked(born, "\ue002")
    numbers = numbers.blanked([*_harmless(numbers.text)], "\ue001")
    for words, spans in _passes(numbers):
        yield words, [numbers.span(*each) for each in spans]


def _harmless(text: str) -> Iterator[Span]:
    """Where numbers stand that say nothing about anybody."""
    yield from (each.span() for each in _HARMLESS.finditer(text))
    for each in _SCHOOL_YEARS.finditer(text):
        years = [int(year) for year in _GROUP.findall(each[0])]
        if all(after == before + 1 for before, after in zip(years[::2], years[1::2], strict=True)):
            yield each.span()


def _without(plain: Plain, spans: list[Span]) -> Plain:
    """The plain text with other signs where these spans of the original are."""
    places = {start: place for place, start in enumerate(plain.starts)}
    return plain.blanked([(places[start], places[end - 1] + 1) for start, end in spans], "\ue002")


def _passes(numbers: Plain) -> Iterator[tuple[str, list[Span]]]:
    """The surest first; what one has found is hidden from those that follow."""
    steps = [
        (NUMBER, lambda text: [each.span() for each in _TAX.finditer(text)]),
        (PHONE, lambda text: [each.span() for each in _LANDLINE.finditer(text)]),
        (PHONE, lambda text: _judged(_SURELY_CALLED, text)),
        (NUMBER, lambda text: [each.span(1) for each in _NAMED.finditer(text)]),
        (NUMBER, lambda text: [each.span() for each in _SIXTEEN.finditer(text)]),
        (NUMBER, lambda text: [each.span() for each in _LONGER.finditer(text)]),
        (PHONE, lambda text: _judged(_CALLED, text)),
        (PHONE, lambda text: [each.span() for each in _ABROAD.finditer(text)]),
        (PHONE, lambda text: [each.span() for each in _MALAYSIA.finditer(text)]),
        (PHONE, lambda text: [each.span(1) for each in _LOCAL.finditer(text)]),
        (NUMBER, lambda text: [each.span() for each in _INSURED.finditer(text)]),
        (NUMBER, lambda text: [each.span() for each in _UNBROKEN.finditer(text)]),
    ]
    for words, find in steps:
        spans = find(numbers.text)
        numbers = numbers.blanked(spans, "\ue002")
        yield words, spans
    for run in _RUN.finditer(numbers.text):
        for words, span in _oddly_written(run):
            yield words, [span]


def _judged(pattern: re.Pattern[str], text: str) -> list[Span]:
    return [each.span() for each in pattern.finditer(text) if _is_phone(each)]


def _is_phone(found: re.Match[str]) -> bool:
    """Whether these digits are a phone number and no sum, date or decree."""
    written, digits = found[0], re.sub(r"\D", "", found[0])
    if _SINGLE.fullmatch(written) or not _is_called(digits, written):
        return False
    beside = (
        found.string[max(found.start() - 2, 0) : found.start()]
        + "…"
        + found.string[found.end() : found.end() + 2]
    )
    in_slashes = re.search(r"\d/…|…/\d", beside)
    return not in_slashes or (len(digits) >= 10 and digits.startswith(("08", "628")))


def _is_called(digits: str, written: str) -> bool:
    """Whether a phone can have these digits. `written` tells sums of money from numbers with dots."""
    if digits.startswith("0062"):
        return 12 <= len(digits) <= 16
    if digits.startswith("0"):
        return 9 <= len(digits) <= 13 and digits[1] != "0"
    if digits.startswith("62"):
        longest = 15 if digits[2:3] == "0" else 14
        return 10 <= len(digits) <= longest and (
            written.startswith(("+", "(+")) or not _GROUPED.fullmatch(written)
        )
    return (
        9 <= len(digits) <= 12 and digits[:1] == "8" and digits[1] != "0" and not _GROUPED.fullmatch(written)
    )


def _oddly_written(run: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Numbers with slashes, commas, colons or brackets between their groups, in one run of digits."""
    text, offset = run[0], run.start()
    if _DECREE.fullmatch(text.strip(" .,")):
        return
    groups = [each.span() for each in _GROUP.finditer(text)]
    first = 0
    while first < len(groups):
        size, words = _number_from(text, groups[first : first + MOST_GROUPS])
        if size:
            yield words, (offset + groups[first][0], offset + groups[first + size - 1][1])
        first += size or 1


def _number_from(text: str, groups: list[Span]) -> tuple[int, str]:
    """Of how many groups the number that starts with the first one is, and what it is; 0 if there is none."""
    digits, best = "", (0, "")
    for size, (start, end) in enumerate(groups, 1):
        digits += text[start:end]
        if len(digits) > 18:
            break
        written = text[groups[0][0] : end]
        if len(digits) in (16, 18) and _may_be_one(written):
            return size, NUMBER
        is_mobile = digits.startswith(("08", "628", "6208", "00628")) and 10 <= len(digits) <= 15
        if is_mobile and _may_be_one(written, begins=True) and not _ENDS_IN_YEAR.search(written):
            best = size, PHONE
    return best


def _may_be_one(written: str, *, begins: bool = False) -> bool:
    """Whether groups are parts of one number and no list of counts ("12, 15, 20"), clocks, or a decree.

    `begins`: their beginning is one of phone numbers.
    """
    groups = _GROUP.findall(written)
    if _DECREE.fullmatch(written) and len(groups[0]) == 3:
        return False
    if not re.search("[,;:]", written) or all(len(each) >= 3 for each in groups[:-1]):
        return True
    sizes = [len(each) for each in groups]
    if sizes == _BY_MEANING or set(sizes) == {1} or (sizes == [2] * 8 and " " not in written):
        return True
    are_hours = groups == sorted({each for each in groups if len(each) == 2 and each <= "24"})
    return not are_hours and (begins or any(each[0] == "0" for each in groups))
