"""The status line of an entry: where it stands, who does what next, what is missing, and the buttons for it."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property

from services import drafting
from services.links import Link
from services.models import Entry
from services.staff.next_words import NEXT, scheduled_words
from services.staff.states import State, state_of
from services.workflow_notes import clock_of, moment_words
from services.workflow_rules import Action, Situation, objection

SECTIONS = {
    "name": "layanan", "short_name": "layanan", "summary": "layanan", "description": "alur", "category": "layanan",
    "agency": "layanan", "who_can_apply": "siapa", "representation": "siapa", "cases": "keadaan",
    "requirements": "persyaratan", "not_required": "tidak-perlu", "steps": "alur", "processing_time": "waktu",
    "reporting_deadline": "waktu", "fee": "biaya", "product": "hasil", "validity": "hasil", "locations": "tempat",
    "offices": "tempat", "location_note": "tempat", "online": "tempat", "complaint_channels": "pengaduan",
    "channels": "pengaduan", "legal_bases": "dasar-hukum", "evidence": "pemeriksaan", "tips": "tempat",
    "related": "terkait", "name_en": "inggris", "summary_en": "inggris", "question": "tanya-jawab",
    "answer": "tanya-jawab", "details": "rincian", "keywords": "pencarian", "services": "disebut",
}  # fmt: skip
"""The section of a form that holds a part of its document."""

WORDS = {
    Action.SUBMIT: "Ajukan",
    Action.TAKE_BACK: "Tarik pengajuan",
    Action.RETURN: "Kembalikan",
    Action.PUBLISH: "Terbitkan",
    Action.SCHEDULE: "Jadwalkan",
    Action.UNSCHEDULE: "Batalkan jadwal",
    Action.WITHDRAW: "Tarik dari publik",
    Action.RESTORE: "Edisi lama",
}
ORDER = [
    Action.PUBLISH, Action.SUBMIT, Action.SCHEDULE, Action.RETURN, Action.TAKE_BACK, Action.UNSCHEDULE, Action.RESTORE,
    Action.WITHDRAW,
]  # fmt: skip
"""The likeliest first."""
QUIET = {Action.SCHEDULE, Action.RETURN, Action.TAKE_BACK, Action.UNSCHEDULE, Action.WITHDRAW}
SECONDARY = {Action.RESTORE, Action.WITHDRAW}
"""What is done rarely: links behind the buttons."""


@dataclass(frozen=True)
class Button:
    """A button that leads to the page of an action."""

    words: str
    url: str
    style: str = ""


class EntryStatus:
    """What one person sees at the top of an entry's form and of its workflow pages."""

    def __init__(self, entry: Entry, user: Any, situation: Situation | None = None) -> None:
        self.entry, self.user = entry, user
        self.situation = situation or Situation(entry)
        self.kind = self.situation.kind

    @cached_property
    def state(self) -> State:
        """The one state it is in."""
        return state_of(self.situation)

    @property
    def words(self) -> str:
        """The state in a few words."""
        if self.state is State.LIVE:
            return f"Terbit (edisi {self.situation.current.number})"
        return "Perubahan belum terbit" if self.state is State.CHANGED else self.state.words

    @property
    def pill(self) -> str:
        """The class of its mark."""
        return self.state.pill

    @cached_property
    def next_words(self) -> str:
        """Who does what next, in a sentence or two."""
        return NEXT[self.state](self.situation, self.user)

    @cached_property
    def remark(self) -> str:
        """What the submitter or the reviewer wrote with it."""
        return self.entry.review_remark if self.state in (State.REVIEW, State.RETURNED) else ""

    @cached_property
    def public_words(self) -> str:
        """What the public reads now, and until when."""
        current, scheduled, clock = self.situation.current, self.situation.scheduled, clock_of(self.entry)
        if current is None:
            now = "Warga belum dapat membacanya."
        elif current.is_withdrawal:
            now = f"Ditarik {moment_words(current.live_from, clock)}."
        else:
            now = f"Warga membaca edisi {current.number}, terbit sejak {moment_words(current.live_from, clock)}."
        if scheduled is None:
            return now
        return f"{now} {scheduled_words(scheduled)}"

    @property
    def scheduled_words(self) -> str:
        """What waits for its moment; "" if nothing does."""
        scheduled = self.situation.scheduled
        return scheduled_words(scheduled) if scheduled else ""

    @cached_property
    def reason(self) -> str:
        """Why it was withdrawn, as the public reads it."""
        current = self.situation.current
        return current.withdrawal_reason if current and current.is_withdrawal else ""

    @cached_property
    def replacement(self) -> Link | None:
        """What holds instead of what was withdrawn."""
        current = self.situation.current
        if not current or not current.is_withdrawal or not current.replacement:
            return None
        other = self.entry.editions.model.objects.live().filter(slug=current.replacement).first()
        url = reverse(self.kind.public_url, args=[other.slug]) if other else ""
        return Link(other.title if other else current.replacement, url)

    @cached_property
    def is_changed_since(self) -> str:
        """That a draft was edited after it was submitted or scheduled; "" if not."""
        if self.state is State.REVIEW and (late := self._later_authors()):
            return f"Diubah lagi setelah diajukan oleh {late}. Yang ditinjau adalah isinya sekarang."
        if self.state is State.SCHEDULED and self.situation.has_changes:
            return "Draf sudah diubah lagi setelah dijadwalkan; perubahan itu belum ikut."
        return ""

    @cached_property
    def problems(self) -> list[Link]:
        """What is missing before it can be published, each with the place on the form."""
        if not self.situation.has_something_new:
            return []
        return [Link(each.message, self._place(each.field)) for each in self.situation.problems]

    @cached_property
    def buttons(self) -> list[Button]:
        """What this person may do now, the likeliest first."""
        wanted = [each for each in ORDER if each not in SECONDARY and self._is_offered(each)]
        return [
            Button(
                self._words_of(each),
                self.page_of(each),
                "" if number == 0 and not self._is_quiet(each) else "button--quiet",
            )
            for number, each in enumerate(wanted)
        ]

    def buttons_besides(self, action: Action) -> list[Button]:
        """What else there is to do, on the page of an action."""
        return [button for button in self.buttons if button.url != self.page_of(action)]

    @cached_property
    def looks(self) -> list[Link]:
        """Ways to read it: what the public reads, what the draft would look like, and what differs."""
        public = reverse(self.kind.public_url, args=[self.entry.slug]) if self.situation.is_live else ""
        compared = self.situation.is_live and self.situation.has_changes
        found = [
            Link("Lihat perubahan", self._page_named("entry-changes") if compared else ""),
            Link("Pratinjau", self._page_named("entry-preview")),
            Link("Halaman publik", public),
        ]
        return [link for link in found if link.url]

    @cached_property
    def more(self) -> list[Link]:
        """What is done rarely."""
        may_change = self.user.has_perm(self.kind.change_permission)
        may_share = self.user.has_perm("services.add_previewlink")
        found = [
            Link("Tautan pratinjau", self._page_named("entry-preview-links") if may_share else ""),
            Link("Versi draf", self._page_named("entry-versions") if may_change else ""),
            *(
                Link(WORDS[each], self.page_of(each))
                for each in ORDER
                if each in SECONDARY and self._may(each)
            ),
        ]
        return [link for link in found if link.url]

    @cached_property
    def withheld(self) -> list[str]:
        """Why a button that this person would look for is not there."""
        refused = (objection(each, self.situation, self.user) for each in ORDER)
        return list(dict.fromkeys(each.words for each in refused if each and each.is_told))

    def page_of(self, action: Action) -> str:
        """The address of an action's page."""
        return reverse(f"entry-{action.value}", args=[self.kind.path, self.entry.pk])

    @property
    def form_url(self) -> str:
        """The address of the entry's form."""
        return reverse(self.kind.form_url, args=[self.entry.pk])

    def _is_offered(self, action: Action) -> bool:
        """Whether its button stands here: a reviewer is not asked to submit what they can publish."""
        if not self._may(action):
            return False
        is_author = self.user.pk in self.situation.authors
        return is_author or action is not Action.SUBMIT or not self._may(Action.PUBLISH)

    def _is_quiet(self, action: Action) -> bool:
        """Whether a button does not ask to be pressed: what was sent back waits for its editor, not for publishing."""
        is_returned = self.state is State.RETURNED and action is Action.PUBLISH
        return is_returned or action in QUIET

    def _words_of(self, action: Action) -> str:
        if action is Action.PUBLISH and self.state is State.REVIEW:
            return "Tinjau dan terbitkan"
        if action is Action.PUBLISH and self.state is State.SCHEDULED:
            return "Terbitkan sekarang"
        return WORDS[action]

    def _may(self, action: Action) -> bool:
        return objection(action, self.situation, self.user) is None

    def _page_named(self, name: str) -> str:
        """The address of a page that may not be there."""
        try:
            return reverse(name, args=[self.kind.path, self.entry.pk])
        except NoReverseMatch:
            return ""

    def _place(self, field: str) -> str:
        section = SECTIONS.get(field.split(".")[0])
        return f"{self.form_url}#section-{section}" if section else self.form_url

    def _later_authors(self) -> str:
        late = drafting.versions(self.entry).filter(at__gt=self.entry.submitted_at).order_by("revision")
        return ", ".join(dict.fromkeys(name or "impor" for name in late.values_list("by_name", flat=True)))
