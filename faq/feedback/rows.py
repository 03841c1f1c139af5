"""Feedback as the staff read it: with the page it is about, and whether that page says something else by now."""

from collections.abc import Iterable
from dataclasses import dataclass

from faq.feedback.forms import reason_words
from faq.feedback.rates import names
from faq.feedback.subjects import KIND_WORDS
from faq.models import Feedback, FeedbackKind
from services import entry_kinds
from services.links import Link
from services.workflow_notes import moment_words, person_words


@dataclass(frozen=True)
class Row:
    """One piece of feedback; `live` is the number of the edition that holds now, None where none does."""

    feedback: Feedback
    page: Link | None
    live: int | None = None

    @property
    def title(self) -> str:
        """What the page is called now, or was called then."""
        return self.page.words if self.page else self.feedback.title

    @property
    def kind_words(self) -> str:
        """What kind of page it is."""
        return KIND_WORDS.get(self.feedback.kind, "")

    @property
    def is_report(self) -> bool:
        """Whether it says that something is wrong."""
        return self.feedback.what == FeedbackKind.WRONG

    @property
    def reason(self) -> str:
        """The reason they chose."""
        return reason_words(self.feedback.what, self.feedback.reason)

    @property
    def moment(self) -> str:
        """When it was written."""
        return moment_words(self.feedback.at)

    @property
    def is_changed(self) -> bool:
        """Whether the page says something else than what they read."""
        return bool(self.feedback.edition and self.live and self.live != self.feedback.edition)

    @property
    def edition_words(self) -> str:
        """Which edition they read, and which holds now."""
        read, live = self.feedback.edition, self.live
        if not read:
            return ""
        if self.is_changed:
            return f"Membaca edisi {read}; sekarang edisi {live}: halaman sudah berubah sejak tulisan ini."
        return (
            f"Membaca edisi {read}, yang masih berlaku."
            if live
            else f"Membaca edisi {read}; kini sudah ditarik."
        )

    @property
    def settled_words(self) -> str:
        """Who settled it, when and how."""
        feedback = self.feedback
        if feedback.settled_at is None:
            return ""
        who = person_words(feedback.settled_by) if feedback.settled_by else "petugas"
        how = f": {feedback.settled_how}" if feedback.settled_how else ""
        return f"Dibereskan {who}, {moment_words(feedback.settled_at)}{how}"


def rows_of(found: Iterable[Feedback]) -> list[Row]:
    """Two queries for each kind of page among them at most."""
    listed = list(found)
    pages = names({(each.kind, each.key) for each in listed})
    live = _live({(each.kind, each.key) for each in listed if each.edition})
    return [Row(each, pages.get((each.kind, each.key)), live.get((each.kind, each.key))) for each in listed]


def _live(pages: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The numbers of the editions that hold now."""
    found = {}
    for kind in {kind for kind, _ in pages} & set(entry_kinds.KINDS):
        editions = entry_kinds.KINDS[kind].model.editions.rel.related_model
        wanted = [key for each, key in pages if each == kind]
        rows = editions.objects.live().filter(slug__in=wanted).values_list("slug", "number")
        found |= {(kind, slug): number for slug, number in rows}
    return found
