"""What someone can do about a subject of the ranking, as far as they may."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from cards import subjects
from cards.studio_links import make_url
from faq.demand.counting import Counts
from faq.demand.subjects import GAP, OTHER, SERVICE, Subject
from faq.demand.weights import QUESTIONS, REPORTS
from services import entry_kinds
from services.links import Link
from services.paging import list_address


def actions_of(user: Any, subject: Subject, counts: Counts) -> list[Link]:
    """Links, the most useful first."""
    if subject.kind == GAP:
        return [*_of_gap(user, subject)]
    return [*_read(user, subject, counts), *_of_entry(user, subject)]


def _of_gap(user: Any, subject: Subject) -> Iterator[Link]:
    if user.has_perm("faq.view_searchcount"):
        words = "Tulis jawabannya" if user.has_perm("faq.settle_gap") else "Lihat pencariannya"
        yield Link(words, reverse("gap", args=[subject.pk]))


def _read(user: Any, subject: Subject, counts: Counts) -> Iterator[Link]:
    """Where the words of those who asked or wrote are read."""
    if subject.kind in (SERVICE, OTHER) and counts.get(QUESTIONS) and user.has_perm("faq.answer_inquiry"):
        yield Link("Lihat pertanyaan", reverse("inbox"))
    if counts.get(REPORTS) and user.has_perm("faq.view_feedback"):
        yield Link(
            "Baca laporan",
            list_address(reverse("feedback-list"), {"jenis": subject.kind, "halaman": subject.key}),
        )


def _of_entry(user: Any, subject: Subject) -> Iterator[Link]:
    entry, card = entry_kinds.KINDS.get(subject.kind), subjects.by_path(subject.kind)
    if entry and subject.pk and user.has_perm(entry.change_permission):
        yield Link("Buka entri", reverse(entry.form_url, args=[subject.pk]))
    if subject.kind == SERVICE and user.has_perm("faq.add_question"):
        yield Link(
            "Tulis tanya jawab", f"{reverse('admin:faq_question_add')}?{urlencode({'service': subject.pk})}"
        )
    if card and user.has_perm("cards.issue_card") and (url := make_url(card.kind, subject.key)):
        yield Link("Buat kartu", url)
