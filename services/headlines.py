"""A fee or a time standard in the fewest words that are still true: for lists, facts and cards."""

from services.document import Fee, ProcessingTime
from services.wording import money

_LONGEST_HEADLINE = 40
"""Letters; longer words of the office stand beside the headline, not in it."""


def fee_headline(fee: Fee) -> str:
    """The fee in the fewest words: "Gratis", "Rp30.000", or as the office put it."""
    if fee.is_free:
        return "Gratis"
    if fee.amount and (len(fee.text) > _LONGEST_HEADLINE or not fee.text):
        return money(fee.amount, fee.currency)
    return fee.text


def time_headline(time: ProcessingTime) -> str:
    """The time standard if it is short, else its outer limit: a headline must not promise too much."""
    if len(time.text) <= _LONGEST_HEADLINE or not (time.max_value and time.unit):
        return time.text
    return f"Paling lama {time.max_value} {time.unit}"
