"""Papers of a service standard as PDF: the annex of the decree, and the pledge. Pure, like `rendering`."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

import typst

from cards.formats import FORMATS, LEAFLET_FORMAT
from cards.rendering import typeset
from cards.theme import theme_of
from cards.wording import clean, in_indonesian
from services.models import Agency
from services.standard import GROUPS, PARTS, State
from services.standard_sheet import Sheet, SheetPart
from services.wording import date_words

_STANDARDS = ("ua-1",)
_LONGEST_WORD = 40  # characters that fit the narrowest column of text at every size
_JOINTS = re.compile(r"([/.@_?&=:\-])")
_NUMBERS = {part.key: number for number, part in enumerate(PARTS, start=1)}


@in_indonesian
def annex_pdf(sheets: Sequence[Sheet], agency: Agency, as_of: datetime.date) -> bytes:
    """The annex with these services, for the agency's head to sign. What nobody filled in says so."""
    title = f"Standar Pelayanan {sheets[0].name if len(sheets) == 1 else _name(agency)}"
    decree = " ".join(_from_publisher(agency, "standard_decree").split())
    shown = {"title": title, "decree": decree, "sheets": [_sheet(each) for each in sheets]}
    return _drawn("annex.typ", _frame(agency, as_of) | shown, as_of)


@in_indonesian
def pledge_pdf(agency: Agency, as_of: datetime.date) -> bytes:
    """The poster with the agency's own pledge. Raises ValueError for an agency that has none."""
    if not agency.pledge_text.strip():
        raise ValueError("The agency has no pledge.")
    heading = agency.pledge_title.strip() or "Maklumat Pelayanan"
    shown = {
        "title": f"{heading} {_name(agency)}",
        "heading": heading,
        "text": [line for line in agency.pledge_text.splitlines() if line.strip()],
        "basis": agency.pledge_basis,
    }
    return _drawn("pledge.typ", _frame(agency, as_of) | shown, as_of)


def _name(agency: Agency) -> str:
    return agency.official_name or agency.name


def _from_publisher(agency: Agency, name: str) -> str:
    """What an agency says, else the one that publishes it."""
    return getattr(agency, name) or (getattr(agency.publisher, name) if agency.publisher else "")


def _frame(agency: Agency, as_of: datetime.date) -> dict[str, Any]:
    """What every paper of an agency bears."""
    size = FORMATS[LEAFLET_FORMAT]
    return {
        "agency": _name(agency),
        "parent": _from_publisher(agency, "parent_name"),
        "head": f"Kepala {_name(agency)}",
        "printed": date_words(as_of, short=True),
        "theme": theme_of(agency.brand_color).as_dict(),
        "format": {"width": size.width, "height": size.height, "safe": vars(size.safe)},
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    letters = "AB"
    return {
        "name": sheet.name,
        "agency": sheet.service.agency.name,
        "unit": sheet.service.responsible_unit,
        "basis": f"edisi {sheet.edition} yang terbit" if sheet.edition else "rancangan, belum terbit",
        "groups": [
            {
                "title": f"{letter}. {name} ({note})",
                "parts": [_part(each) for each in sheet.parts if each.part in parts],
            }
            for letter, (name, note, parts) in zip(letters, GROUPS, strict=True)
        ],
    }


def _part(each: SheetPart) -> dict[str, Any]:
    is_draft = each.state == State.DRAFT_ONLY
    return {
        "number": _NUMBERS[each.part.key],
        "name": each.part.name,
        "mark": "Rancangan, belum terbit" if is_draft else "",
        "look": each.said.look,
        "items": [{"text": item.text, "notes": list(item.notes)} for item in each.said.items],
    }


def _drawn(template: str, inputs: dict[str, Any], as_of: datetime.date) -> bytes:
    """A PDF/UA. A letter that the typeface lacks would break that standard; then a plain tagged PDF must do."""
    printable = _printable(inputs)
    try:
        return typeset(template, printable, "pdf", as_of, _STANDARDS)[0][0]
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        return typeset(template, printable, "pdf", as_of)[0][0]


def _printable(value: Any) -> Any:
    """The same data with texts that can be printed, in which a word wider than a column may break."""
    if isinstance(value, dict):
        return {key: _printable(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_printable(each) for each in value]
    return " ".join(map(_breakable, clean(value).split(" "))) if isinstance(value, str) else value


def _breakable(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    parts = _JOINTS.sub("\\1\u200b", word).split("\u200b")
    return "\u200b".join(part if len(part) <= _LONGEST_WORD else "\u200b".join(part) for part in parts)
