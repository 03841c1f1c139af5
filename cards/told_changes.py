"""What changed on a card as people are told it: each fact once, however many slides carry it, the weightiest first.

Pure. Corrections, the page of a code and the radar all tell changes this way. Differences are known by the words on the
card, which may be in either language.
"""

from collections.abc import Iterable
from functools import cache

from django.utils import translation
from django.utils.translation import gettext as _

from cards.content import Difference
from cards.printed import SECTION_NAMES
from services.language import ENGLISH, INDONESIAN

PARTS = " · "
"""What stands between the parts of a statement, and between a section's name and the case it is for."""

_COVER = SECTION_NAMES["cover"]
_FREE_MARK, _HAS_MARK = "Tanda gratis", "ada"
"""As `CardContent.lines` tells of the mark, in every language."""
_PAPERS = (SECTION_NAMES["requirements"], SECTION_NAMES["not_required"])
_RANKS = {"fee": 0, "paper": 1, "time": 2, "place": 3, "": 4, "identity": 5}


def told_once(found: Iterable[Difference]) -> list[Difference]:
    """The differences as they are told: what the cover only sums up goes where a slide tells it in full, the free mark
    where the fee is told; fee, papers, time and place come first."""
    found = list(found)
    detailed = {fact_of(each) for each in found if each.section != _COVER} - {"", "paper", "place"}
    inside = {changed_parts(each) for each in found if each.section != _COVER}
    has_fee = any(fact_of(each) == "fee" for each in found)
    told = [
        _in_words(each)
        for each in found
        if not (_is_free_mark(each) and has_fee)
        and not (each.section == _COVER and (fact_of(each) in detailed or changed_parts(each) in inside))
    ]
    return sorted(told, key=lambda each: _RANKS[fact_of(each)])


def fact_of(each: Difference) -> str:
    """What people would call it: "fee", "paper", "time", "place", "identity" (who gives it), or "" for anything else."""
    section = each.section.partition(PARTS)[0]
    if section in (_COVER, SECTION_NAMES["time_fee"]):
        return _labels().get(each.label, "")
    if section in _PAPERS:
        return "paper"
    if section == SECTION_NAMES["where"]:
        return "place"
    return "identity" if section == "Identitas" else ""


@cache
def _labels() -> dict[str, str]:
    """The labels of the facts that a cover sums up, in both languages."""
    found = {}
    for language in (INDONESIAN, ENGLISH):
        with translation.override(language):
            found |= {_("Biaya"): "fee", _("Waktu"): "time", _("Waktu selesai"): "time", _("Tempat"): "place"}
    return found


def _is_free_mark(each: Difference) -> bool:
    return each.label == _FREE_MARK


def _in_words(each: Difference) -> Difference:
    """The free mark, where nothing else tells of the fee, as a statement about the fee."""
    if not _is_free_mark(each):
        return each
    said = {True: _("Gratis"), False: _("Tidak gratis")}
    before, after = (said[text == _HAS_MARK] for text in (each.before, each.after))
    return Difference(SECTION_NAMES["time_fee"], _("Biaya"), before, after)


def changed_parts(each: Difference) -> tuple[str, str]:
    """What one side says and the other does not. Of statements that differ in their order only, the whole."""
    before, after = (text.split(PARTS) if text else [] for text in (each.before, each.after))
    gone = PARTS.join(part for part in before if part not in after)
    new = PARTS.join(part for part in after if part not in before)
    return (gone, new) if gone or new else (each.before, each.after)


def headlines(each: Difference) -> tuple[str, str]:
    """The first part of both sides where it changed: "Gratis", "Rp25.000"; else twice nothing."""
    before, after = (text.partition(PARTS)[0] for text in (each.before, each.after))
    return (before, after) if before and after and before != after else ("", "")
