"""What a resident typed into the form, cleaned and masked before anything else sees it."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils.translation import gettext as _

from faq.models.inquiry import LONGEST_TEXT
from services.masking import MAIL, MARKS, NUMBER, PHONE, mask

LONGEST_READ = 20_000
"""Letters that are read at all: much more than may be sent, so that a text that is too long can be shown again."""
LONGEST_CONTACT = 120
FEWEST_LETTERS, FEWEST_WORDS = 8, 2
JOINERS = "\u200c\u200d"
"""Signs that cannot be seen and yet belong to a text: they join emoji and letters."""
_PHONE = re.compile(r"[+(]?[\d ().\-]{8,24}")
_EMPTY_LINES = re.compile(r"\n[ \n]*\n")


def cleaned(text: str) -> str:
    """Text of several lines without signs that cannot be seen, and with at most one empty line in a row."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(each for each in lines if each == "\n" or each in JOINERS or _is_seen(each))
    return _EMPTY_LINES.sub("\n\n", "\n".join(line.rstrip() for line in kept.split("\n"))).strip()


def _is_seen(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn", "Co")


@dataclass(frozen=True)
class Typed:
    """A form as it came in. `text` is masked; `length` is how many letters were typed."""

    text: str = ""
    length: int = 0
    masked_here: bool = False
    contact: str = ""
    service: str = ""
    case: str = ""
    token: str = ""
    trap: str = ""
    has_seen: bool = False
    insists: bool = False

    @classmethod
    def of(cls, form: QueryDict) -> "Typed":
        """Read a POST; whatever is missing or odd is empty."""
        written = cleaned(form.get("pertanyaan", "")[:LONGEST_READ])
        text = mask(written)
        return cls(
            text=text,
            length=len(written),
            masked_here=text != written,
            contact=cleaned(form.get("kontak", "")[: 4 * LONGEST_CONTACT]).replace("\n", " "),
            service=chosen_key(form, "layanan"),
            case=chosen_key(form, "keadaan"),
            token=form.get("formulir", "")[:300],
            trap=form.get("laman", ""),
            has_seen=form.get("dilihat") == "1",
            insists=form.get("langkah") == "kirim",
        )

    @property
    def was_masked(self) -> bool:
        """Whether something is masked in the text, now or on a step before."""
        return any(each in self.text for each in MARKS)

    @property
    def own_words(self) -> str:
        """The text without the words that masking put in."""
        text = self.text
        for each in MARKS:
            text = text.replace(each, " ")
        return text

    def text_error(self) -> str:
        """What to do about the question, or ""."""
        words = re.findall(r"\w+", self.own_words)
        letters = sum(each.isalpha() for each in self.own_words)
        if not self.text:
            return _("Tulis pertanyaan Anda.")
        if self.length > LONGEST_TEXT and len(self.text) > LONGEST_TEXT:
            told = {"most": LONGEST_TEXT, "count": self.length}
            return (
                _("Persingkat pertanyaannya: paling banyak %(most)s huruf, tulisan Anda %(count)s huruf.")
                % told
            )
        if letters < FEWEST_LETTERS or (len(words) < FEWEST_WORDS and self.own_words.isascii()):
            return _("Tulis sedikit lebih lengkap, misalnya: “Apakah KK bisa diurus oleh saudara?”")
        return ""

    def contact_error(self) -> str:
        """What to do about the contact, or ""; nothing has to be left."""
        if self.contact and contact_of(self.contact) is None:
            return _("Tulis satu nomor WhatsApp atau satu alamat surel yang lengkap, atau kosongkan.")
        return ""


def chosen_key(form: QueryDict, name: str) -> str:
    """What was chosen from a list or named in an address; without NUL, which PostgreSQL refuses to look for."""
    return form.get(name, "")[:80].replace("\0", "")


def contact_of(typed: str) -> str | None:
    """One phone number or one mail address as it is kept; None for anything else, such as a NIK."""
    if len(typed) > LONGEST_CONTACT:
        return None
    digits = re.sub(r"\D", "", typed)
    if _PHONE.fullmatch(typed):
        return ("+" if typed.startswith("+") else "") + digits if 9 <= len(digits) <= 15 else None
    try:
        validate_email(typed)
    except ValidationError:
        return None
    return typed


def masked_words(text: str) -> list[str]:
    """What was replaced in a masked text, in words: "1 nomor NIK atau KK"."""
    named = [
        (NUMBER, _("%(count)s nomor NIK, KK, atau nomor panjang lain")),
        (PHONE, _("%(count)s nomor telepon")),
        (MAIL, _("%(count)s alamat surel")),
    ]
    return [words % {"count": text.count(each)} for each, words in named if each in text]
