"""The page that answers "is this card ours, and does it still hold?": its words, worked out for the template."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cards import check_words, codes
from cards.content import Difference
from cards.models import CardKind
from cards.registry import Check, Verdict
from cards.subjects import Source
from cards.told_changes import told_once
from services.filters import typed_line
from services.language import INDONESIAN, IndonesianText, in_english
from services.links import Link
from services.reading import live_names
from services.wording import date_words

ICONS = {
    Verdict.CURRENT: "check-card",
    Verdict.CHANGED: "notice",
    Verdict.WITHDRAWN: "cross",
    Verdict.MISTYPED: "question",
    Verdict.UNKNOWN: "cross",
}


@dataclass(frozen=True)
class Shown:
    """A difference as pages show it: both statements in parts, each marked if the other lacks it."""

    section: str
    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]


class CheckPage:
    """An answer about a code, as it was `typed`, in the language of the page."""

    def __init__(self, answer: Check, typed: str) -> None:
        self.answer = answer
        self.verdict = answer.verdict.value
        self.icon = ICONS[answer.verdict]
        self.code = codes.display(answer.code) if answer.card else typed_line(typed)[:40]
        self.kind = answer.card.kind if answer.card else ""
        self.is_leaflet = self.kind == CardKind.LEAFLET

    @property
    def title(self) -> str:
        """The answer for a window or a list of results."""
        words = {
            Verdict.CURRENT: _("Asli dan masih berlaku"),
            Verdict.CHANGED: _("Asli, isinya sudah berubah"),
            Verdict.WITHDRAWN: _("Tidak berlaku lagi"),
            Verdict.MISTYPED: _("Kode salah ketik"),
            Verdict.UNKNOWN: _("Bukan kartu kami"),
        }
        said = self.heading if self.answer.is_replaced else words[self.answer.verdict]
        return f"{said} ({self.code})"

    @property
    def heading(self) -> str:
        """The answer in a few words."""
        if self.answer.is_replaced:
            return _("Sudah diralat") if self._is_corrected else _("Sudah diganti")
        words = {
            Verdict.CURRENT: _("Asli dan masih berlaku"),
            Verdict.CHANGED: _("Asli, tetapi isinya sudah berubah"),
            Verdict.WITHDRAWN: _("Tidak berlaku lagi"),
            Verdict.MISTYPED: _("Salah ketik?"),
            Verdict.UNKNOWN: _("Bukan kartu kami"),
        }
        return words[self.answer.verdict]

    @property
    def advice(self) -> str:
        """What the answer means, and what to do."""
        if self.answer.is_replaced:
            return self._replaced_words()
        match self.answer.verdict:
            case Verdict.CURRENT:
                return check_words.current(self.kind)
            case Verdict.CHANGED:
                return self._changed_words()
            case Verdict.WITHDRAWN:
                return check_words.withdrawn(self.kind)
            case Verdict.MISTYPED:
                words = _("“%(code)s” bukan kode kartu yang utuh. Bandingkan lagi, huruf demi huruf.")
            case Verdict.UNKNOWN:
                words = _(
                    "Tidak ada kartu atau selebaran dengan kode %(code)s. Bandingkan sekali lagi. Kalau kodenya "
                    "memang begitu, itu bukan dari kantor kami: jangan diikuti."
                )
        return words % {"code": self.code}

    @property
    def _is_corrected(self) -> bool:
        return self.answer.newer is not None and self.answer.newer.kind == CardKind.CORRECTION

    def _replaced_words(self) -> str:
        if self._is_corrected:
            words = _(
                "Kartu ini dulu dari kami, tetapi tidak berlaku lagi. Yang benar ada di ralat %(code)s."
            )
        else:
            words = _(
                "Kartu ini memang dari kami, tetapi sudah diganti dengan kartu %(code)s. "
                "Pakai dan bagikan yang baru."
            )
        return words % {"code": self.newer_code}

    @property
    def newer_words(self) -> str:
        """What stands on the button that leads to the card in its place."""
        words = _("Lihat ralat %(code)s") if self._is_corrected else _("Lihat kartu baru %(code)s")
        return words % {"code": self.newer_code}

    def _changed_words(self) -> str:
        count = len(self.differences)
        if self.answer.is_overtaken:
            return check_words.overtaken(codes.display(self.answer.newer.code))
        if not count:
            words = _("Ini memang dari kami, tetapi tata isinya sudah diperbarui. Jangan dibagikan lagi.")
        elif self.is_leaflet:
            words = ngettext(
                "Selebaran ini memang dari kami, tetapi %(count)s hal di dalamnya tidak berlaku lagi. "
                "Cetak yang baru dari halaman layanannya.",
                "Selebaran ini memang dari kami, tetapi %(count)s hal di dalamnya tidak berlaku lagi. "
                "Cetak yang baru dari halaman layanannya.",
                count,
            )
        else:
            words = ngettext(
                "Kartu ini memang dari kami, tetapi %(count)s hal di dalamnya tidak berlaku lagi. "
                "Jangan dibagikan lagi.",
                "Kartu ini memang dari kami, tetapi %(count)s hal di dalamnya tidak berlaku lagi. "
                "Jangan dibagikan lagi.",
                count,
            )
        return words % {"count": count}

    @property
    def name_label(self) -> str:
        """What stands before the name of what it is about."""
        return check_words.name_label(self.kind)

    @property
    def newer_code(self) -> str:
        """The code of the card in its place, as it is printed; "" if there is none to use instead."""
        return codes.display(self.answer.newer.code) if self.answer.is_replaced else ""

    @property
    def as_of(self) -> str:
        """The day that is printed on it."""
        return date_words(self.answer.content.as_of, short=True) if self.answer.content else ""

    @property
    def before_words(self) -> str:
        """What stands before a statement as it was printed."""
        return _("Di selebaran") if self.is_leaflet else _("Di kartu")

    @property
    def lang(self) -> SafeString:
        """The attribute that says in which language the card speaks where that is not the page's."""
        content = self.answer.content
        own = content.language if content else "id"
        return mark_safe("" if own == get_language() else f' lang="{own}"')

    @cached_property
    def differences(self) -> list[Shown]:
        """What changed, each told once however many slides carry it."""
        content = self.answer.content
        with translation.override(content.language if content else INDONESIAN):  # as all else on the card
            return shown_once(self.answer.differences)

    @cached_property
    def ways_on(self) -> list[Link]:
        """Where to read what holds now: its own page, or the one of what replaces it."""
        answer = self.answer
        if answer.card is None:
            return []
        if answer.replacement:
            return [Link(_title_of(answer.replacement, self.kind), answer.replacement.public_url)]
        changed = answer.verdict is not Verdict.CURRENT
        if self.kind == CardKind.CLOSURE:
            return [Link(check_words.way_on(self.kind, changed), reverse("office-list"))]
        if answer.source is None or answer.verdict is Verdict.WITHDRAWN or not answer.source.public_url:
            return []
        return [Link(check_words.way_on(self.kind, changed), answer.source.public_url)]

    @property
    def way_on_lead(self) -> str:
        """What stands before the name of a replacement on its button."""
        return _("Lihat penggantinya:") if self.answer.replacement else ""

    @property
    def asks_for_a_code(self) -> bool:
        """Whether the code should be typed again."""
        return self.answer.verdict in (Verdict.MISTYPED, Verdict.UNKNOWN)


def _title_of(source: Source, kind: str) -> str:
    """The name of a replacement in the page's language, as far as it has one there."""
    if kind in (CardKind.PACK, CardKind.LEAFLET):
        return live_names([source.key]).get(source.key, source.title)
    return IndonesianText(source.title) if in_english() else source.title


def shown_once(differences: Iterable[Difference]) -> list[Shown]:
    """What changed, each told once with all the sections that carry it."""
    sections: dict[tuple[str, str, str], list[str]] = {}
    for each in told_once(differences):
        sections.setdefault((each.label, each.before, each.after), []).append(each.section)
    return [_shown(" · ".join(dict.fromkeys(names)), *said) for said, names in sections.items()]


def _shown(section: str, label: str, old: str, new: str) -> Shown:
    before, after = (text.split(" · ") if text else [] for text in (old, new))
    marked_before = [(part, part not in after) for part in before]
    return Shown(section, label, marked_before, [(part, part not in before) for part in after])
