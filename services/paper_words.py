"""How a paper is brought, in words: "Asli diperlihatkan + 3 lembar fotokopi"."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.merging import Amount, Original


def amount_words(amount: Amount) -> str:
    """An amount on one line: "Asli diperlihatkan + 3 lembar fotokopi"."""
    parts = [*_original_words(amount.original), *_sheet_words(amount)]
    return capfirst(" + ".join(parts))


def _original_words(original: Original) -> list[str]:
    words = {
        Original.SHOWN: _("asli diperlihatkan"),
        Original.LETTER: _("surat asli"),
        Original.SURRENDERED: _("asli diserahkan"),
    }
    return [words[original]] if original in words else []


def _sheet_words(amount: Amount) -> list[str]:
    parts = []
    if amount.copies:
        parts.append(_copy_words(amount))
    if amount.filled == 1:
        parts.append(_("formulir diisi"))
    elif amount.filled:
        parts.append(_("%(count)d formulir diisi") % {"count": amount.filled})
    if amount.photos:
        text = ngettext("%(count)d lembar foto", "%(count)d lembar foto", amount.photos)
        parts.append(text % {"count": amount.photos})
    return parts


def _copy_words(amount: Amount) -> str:
    if amount.uncounted and amount.copies == 1:
        return _("fotokopi")
    text = (
        ngettext(
            "sedikitnya %(count)d lembar fotokopi", "sedikitnya %(count)d lembar fotokopi", amount.copies
        )
        if amount.uncounted
        else ngettext("%(count)d lembar fotokopi", "%(count)d lembar fotokopi", amount.copies)
    )
    return text % {"count": amount.copies}


def says_no_more(label: str, name: str) -> bool:
    """Whether a requirement's label is only the paper's name, "Fotokopi" before it or not."""
    return label.casefold().removeprefix("fotokopi ").strip() == name.casefold().strip()
