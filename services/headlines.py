"""A fee or a time standard in the fewest words that are still true: for lists, facts and cards."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from services.choices import TimeUnit
from services.document import Fee, ProcessingTime
from services.language import INDONESIAN, in_english, in_language
from services.time_standard import is_estimate
from services.wording import money

_LONGEST_HEADLINE = 40
"""Letters; longer words of the office stand beside the headline, not in it."""

ENGLISH_UNITS = {
    TimeUnit.MINUTES: "minute",
    TimeUnit.HOURS: "hour",
    TimeUnit.DAYS: "day",
    TimeUnit.WORKING_DAYS: "working day",
    TimeUnit.WEEKS: "week",
    TimeUnit.MONTHS: "month",
    TimeUnit.YEARS: "year",
}


def fee_headline(fee: Fee) -> str:
    """The fee in the fewest words: "Gratis", "Rp30.000", or as the office put it."""
    if fee.is_free:
        return _("Gratis")
    if fee.amount and (in_english() or len(fee.text) > _LONGEST_HEADLINE or not fee.text):
        return money(fee.amount, fee.currency)
    return in_language(fee.text, "")


def fee_tail(fee: Fee) -> str:
    """The office's words beside an amount as the headline, "" where they only write the same amount out."""
    with override(INDONESIAN):
        amount = money(fee.amount, fee.currency) if fee.amount else fee.text
    return "" if fee.is_free or fee.text.strip(" .") == amount else in_language(fee.text, "")


def time_headline(time: ProcessingTime) -> str:
    """The time standard if it is short, else its number: a headline must not promise too much."""
    counted = bool(time.max_value and time.unit)
    if not counted or (len(time.text) <= _LONGEST_HEADLINE and not in_english()):
        return in_language(time.text, "")
    duration = {"duration": time_unit_words(time.max_value, time.unit)}
    return (_("Sekitar %(duration)s") if is_estimate(time) else _("Paling lama %(duration)s")) % duration


def time_unit_words(value: int, unit: str) -> str:
    """A number of units of a time standard: "3 hari kerja", in English "3 working days"."""
    if not in_english():
        return f"{value} {unit}"
    words = ENGLISH_UNITS.get(unit, unit)
    return f"{value} {words}" if value == 1 else f"{value} {words}s"
