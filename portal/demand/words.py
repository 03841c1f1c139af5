"""Numbers of the ranking as people read them."""

from faq.demand.effect import Average


def number(value: float) -> str:
    """A count or a score: "12", "12,5", "1.240"."""
    whole = float(value).is_integer()
    text = f"{value:,.0f}" if whole else f"{value:,.1f}"
    return text.replace(",", " ").replace(".", ",").replace(" ", ".")


def signed(value: float) -> str:
    """A change: "+3", "−2,5", "tetap"."""
    return f"{'+' if value > 0 else '−'}{number(abs(value))}" if value else "tetap"


def average_words(average: Average) -> str:
    """A change of an average with its share: "−4,5 (−38 %)"; "—" where one side is missing."""
    if average.change is None:
        return "—"
    if average.percent is None or not average.change:
        return signed(average.change)
    return f"{signed(average.change)} ({signed(average.percent)} %)"
