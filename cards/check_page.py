"""The page that answers "is this card ours, and does it still hold?": its words, worked out for the template."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards import codes
from cards.content import Difference
from cards.models import CardKind
from cards.registry import Check, Verdict
from services.filters import typed_line
from services.links import Link
from services.views import live_names
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
    """A difference as the page shows it: both statements in parts, each marked if the other lacks it."""

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
        self.is_leaflet = answer.card is not None and answer.card.kind == CardKind.LEAFLET
        self.is_notice = answer.card is not None and answer.card.kind == CardKind.CLOSURE

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
        return f"{words[self.answer.verdict]} ({self.code})"

    @property
    def heading(self) -> str:
        """The answer in a few words."""
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
        match self.answer.verdict:
            case Verdict.CURRENT:
                return self._current_words()
            case Verdict.CHANGED:
                return self._changed_words()
            case Verdict.WITHDRAWN:
                return self._withdrawn_words()
            case Verdict.MISTYPED:
                words = _("“%(code)s” bukan kode kartu yang utuh. Bandingkan lagi, huruf demi huruf.")
            case Verdict.UNKNOWN:
                words = _(
                    "Tidak ada kartu atau selebaran dengan kode %(code)s. Bandingkan sekali lagi. Kalau kodenya "
                    "memang begitu, itu bukan dari kantor kami: jangan diikuti."
                )
        return words % {"code": self.code}

    def _current_words(self) -> str:
        if self.is_leaflet:
            return _(
                "Selebaran ini memang dari kami. Semua yang tertulis di sana masih sama dengan yang berlaku sekarang."
            )
        return _(
            "Kartu ini memang dari kami. Semua yang tertulis di sana masih sama dengan yang berlaku sekarang."
        )

    def _changed_words(self) -> str:
        count = len(self.differences)
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

    def _withdrawn_words(self) -> str:
        if self.is_notice:
            return _("Pengumuman ini dulu dari kami, tetapi tidak berlaku lagi. Jangan dibagikan lagi.")
        if self.is_leaflet:
            return _(
                "Selebaran ini dulu dari kami, tetapi layanannya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
            )
        return _(
            "Kartu ini dulu dari kami, tetapi layanannya sudah ditarik. Jangan diikuti dan jangan dibagikan lagi."
        )

    @property
    def name_label(self) -> str:
        """What stands before the name of what it is about."""
        return _("Pengumuman") if self.is_notice else _("Nama layanan")

    @property
    def as_of(self) -> str:
        """The day that is printed on it."""
        return date_words(self.answer.content.as_of, short=True) if self.answer.content else ""

    @property
    def before_words(self) -> str:
        """What stands before a statement as it was printed."""
        return _("Di selebaran") if self.is_leaflet else _("Di kartu")

    @cached_property
    def differences(self) -> list[Shown]:
        """What changed, each told once however many slides carry it."""
        sections: dict[tuple[str, str, str], list[str]] = {}
        for each in self.answer.differences:
            sections.setdefault(_said(each), []).append(each.section)
        return [_shown(" · ".join(dict.fromkeys(names)), *said) for said, names in sections.items()]

    @cached_property
    def ways_on(self) -> list[Link]:
        """Where to read what holds now: the service's page or the one that replaces it, of a notice the offices."""
        verdict, card = self.answer.verdict, self.answer.card
        if self.is_notice:
            return [Link(_("Lihat jam buka sekarang"), reverse("office-list"))]
        if verdict is Verdict.WITHDRAWN and self.answer.replacement:
            names = live_names([self.answer.replacement])
            return [Link(name, reverse("service", args=[slug])) for slug, name in names.items()]
        if card is None or verdict not in (Verdict.CURRENT, Verdict.CHANGED):
            return []
        changed = verdict is Verdict.CHANGED
        words = _("Lihat yang berlaku sekarang") if changed else _("Lihat halaman layanannya")
        return [Link(words, reverse("service", args=[card.service]))]

    @property
    def way_on_lead(self) -> str:
        """What stands before the name of a replacement on its button."""
        is_replaced = self.answer.verdict is Verdict.WITHDRAWN and not self.is_notice
        return _("Lihat penggantinya:") if is_replaced else ""

    @property
    def asks_for_a_code(self) -> bool:
        """Whether the code should be typed again."""
        return self.answer.verdict in (Verdict.MISTYPED, Verdict.UNKNOWN)


def _said(each: Difference) -> tuple[str, str, str]:
    return each.label, each.before, each.after


def _shown(section: str, label: str, old: str, new: str) -> Shown:
    before, after = (text.split(" · ") if text else [] for text in (old, new))
    marked_before = [(part, part not in after) for part in before]
    return Shown(section, label, marked_before, [(part, part not in before) for part in after])
