"""Which part of a service answers a question: its fee, its time, its papers, where it is, or what it is for."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from services.document import ServiceDocument
from services.facts import SharedFacts
from services.headlines import fee_headline, time_headline
from services.language import in_language, localized
from services.search.analysis import stems, tokens
from services.wording import list_words

MOST_NAMED = 6
"""Papers and offices that are named."""

_SAID = {
    "biaya": r"biaya|bayar|harga|tarif|gratis|ongkos|duit|cost|fee|free|pay|price|how much",
    "berkas": r"syarat|berkas|dokumen apa|bawa|fotokopi|bring|paper|require|police|lapor (?:ke )?pol\w+|surat hilang"
    r"|surat \w{0,8} ?polisi|(?:perlu|butuh|harus|wajib) (?:\w+ )?surat|apa (?:saja|aja)",
    "tempat": r"di ?mana|ke ?mana|alamat kantor|lokasi|where|address|buka jam|jam buka|buka|tutup",
    "waktu": r"(?:berapa|apa) (?:lama|hari|minggu|bulan)|kapan (?:jadi|selesai|bisa|siap)|jadinya|selesai|cepat"
    r"|lama (?:proses|jadi|buat|urus)|proses(?:nya)? (?:\w+ )?lama|how long|ready|fast",
}
"""What names a part, in the words of a text as they stand or in their stems."""
_PARTS = {key: re.compile(rf"\b(?:{words})") for key, words in _SAID.items()}


@dataclass(frozen=True)
class Part:
    """A part of a service's page: its name, what it says in short, where it stands there, and its key in addresses."""

    name: str
    text: str
    anchor: str
    key: str = ""


def asks_for_part(text: str) -> bool:
    """Whether a question names a part that every service has."""
    return bool(_part_in(text))


def asks_for_papers(text: str) -> bool:
    """Whether it is asked what to bring."""
    return _part_in(text) == "berkas"


def _part_in(text: str) -> str:
    written = f"{' '.join(tokens(text))} | {' '.join(stems(text))}"
    return next((key for key, pattern in _PARTS.items() if pattern.search(written)), "")


def relevant_part(
    text: str, document: ServiceDocument, case: str, facts: SharedFacts, part: str = ""
) -> Part:
    """The part that a question asks for, or the one with this key; what the service is for if there is none."""
    asked = part or _part_in(text)
    if asked == "biaya":
        return Part(_("Biaya"), fee_headline(document.fee), "#waktu-biaya", asked)
    if asked == "berkas":
        labels = [each.label for each in document.requirements_for(case or None) if not each.alternative_to]
        return Part(_("Berkas"), _named(labels), "#berkas", asked)
    if asked == "tempat" and (
        offices := [facts.offices[key].name for key in document.offices if key in facts.offices]
    ):
        return Part(_("Tempat"), _named(offices), "#tempat", asked)
    if asked == "waktu":
        return Part(_("Waktu"), time_headline(document.processing_time), "#waktu-biaya", asked)
    return Part("", localized(document, "summary"), "")


def _named(names: list[str]) -> str:
    """The first names in a sentence, marked as Indonesian on an English page."""
    shown = names[:MOST_NAMED]
    more = [_("%(count)s lainnya") % {"count": len(names) - MOST_NAMED}] if len(names) > MOST_NAMED else []
    return in_language(list_words([*shown, *more]), "")
