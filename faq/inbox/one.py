"""What the page of one question (with those that ask the same) shows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from faq.inbox import listing, state
from faq.inbox.acting import group_of
from faq.inbox.age import age_of, asked_words
from faq.inbox.cleaning import suggested_question
from faq.inbox.grouping import alike_open
from faq.inbox.people import answerers_of, name_of
from faq.models import AnswerTemplate, Inquiry, InquiryState, QuestionEdition
from services import scope
from services.filters import LONGEST_QUERY, typed_line
from services.links import Link, mail_link, whatsapp_link
from services.models import Case, ServiceEdition
from services.search.finding import find
from services.wording import date_words, time_words

MOST_KNOWN, MOST_ALIKE = 4, 3
LEAST_KNOWN = 0.22
"""Mark from which a question of the FAQ may be the answer; below it only a word like "kartu" is the same."""
LONGEST_TITLE = 80
QUERY_LETTERS = 200


@dataclass(frozen=True)
class Known:
    """A question of the FAQ that may be the answer."""

    pk: int
    question: str
    answer: str
    url: str


@dataclass(frozen=True)
class Alike:
    """Another group that waits and may ask the same."""

    pk: int
    text: str
    url: str
    asked: str
    service: str


@dataclass(frozen=True)
class Member:
    """One of those who asked: what they wrote, when, how they can be told, and why it may be spam."""

    inquiry: Inquiry
    asked: str
    is_chosen: bool
    contact: Link | None
    doubts: list[str]


def own_inquiries(request: HttpRequest) -> QuerySet[Inquiry]:
    """What someone may read and answer."""
    return scope.own(Inquiry.objects.all(), request.user)


def title_of(inquiry: Inquiry) -> str:
    """The beginning of what was asked, for the heading."""
    text = " ".join(inquiry.text.split())
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


class InquiryPage:
    """The page of a group. `chosen` are those ticked; `query` are an officer's own words to search the FAQ with."""

    def __init__(self, request: HttpRequest, lead: Inquiry, *, chosen: Iterable[int] | None = None) -> None:
        self.user, self.today = request.user, timezone.localdate()
        self.group = group_of(lead)
        self.lead = self.group[0]
        # Of those that ask the same only some may have come from the page of a service.
        self.placed = next((each for each in self.group if each.service_id), self.lead)
        self.query = typed_line(request.GET.get("cari", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
        ticked = {each.pk for each in self.group} if chosen is None else set(chosen)
        self.members = [self._member(each, each.pk in ticked) for each in self.group]
        self.age = age_of(self.lead, self.today)
        self.seal = state.seal(self.group)
        self.shown = [each.pk for each in self.group]

    @property
    def title(self) -> str:
        """The heading."""
        return title_of(self.lead)

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.lead.state == InquiryState.OPEN

    @property
    def is_answered(self) -> bool:
        """Whether the askers have an answer."""
        return self.lead.state == InquiryState.ANSWERED

    @property
    def is_spam(self) -> bool:
        """Whether it was put aside."""
        return self.lead.state == InquiryState.SPAM

    @property
    def has_group(self) -> bool:
        """Whether several asked the same."""
        return len(self.group) > 1

    @property
    def faq_is_live(self) -> bool:
        """Whether the FAQ entry that answered can be read by all now."""
        edition = self.lead.question.current_edition() if self.lead.question else None
        return edition is not None and not edition.is_withdrawal

    @property
    def promise(self) -> str:
        """The day that was promised, in words."""
        return date_words(self.lead.due_on) if self.lead.due_on else ""

    @property
    def handler(self) -> str:
        """Who takes care of it."""
        return name_of(self.lead.assigned_to) if self.lead.assigned_to else ""

    @property
    def answered_words(self) -> str:
        """Who answered when, and when that was changed."""
        if not self.lead.answered_at:
            return ""
        by = name_of(self.lead.answered_by) if self.lead.answered_by else "Petugas"
        words = f"{by}, {_moment(self.lead.answered_at)}"
        return (
            f"{words}; diubah {_moment(self.lead.answer_changed_at)}"
            if self.lead.answer_changed_at
            else words
        )

    @property
    def service_links(self) -> list[Link]:
        """The service's public page, if there is one, and its form for those who may change it."""
        service = self.placed.service
        if service is None:
            return []
        links = []
        if ServiceEdition.objects.live().filter(slug=service.slug).exists():
            links.append(Link("Halaman publik", reverse("service", args=[service.slug])))
        if self.user.has_perm("services.view_service") and scope.is_own(service, self.user):
            links.append(
                Link("Formulir layanan", reverse("admin:services_service_change", args=[service.pk]))
            )
        return links

    @property
    def service_name(self) -> str:
        """What it is about."""
        service = self.placed.service
        return (service.short_name or service.name) if service else "Umum, tanpa layanan"

    @property
    def case(self) -> str:
        """The resident's situation, in the words of the service."""
        if not (self.placed.case and self.placed.service_id):
            return self.placed.case
        found = Case.objects.filter(service=self.placed.service_id, key=self.placed.case).values_list(
            "label", flat=True
        )
        return found.first() or self.placed.case

    @property
    def known(self) -> list[Known]:
        """Questions of the FAQ that may answer this one, or that fit the words an officer searched."""
        asked = self.query or suggested_question(self.lead.text) or self.lead.text[:QUERY_LETTERS]
        found = find(asked, kinds=["question"]).of("question")
        hits = [hit for hit in found if self.query or hit.score >= LEAST_KNOWN][:MOST_KNOWN]
        editions = QuestionEdition.objects.in_bulk([hit.candidate.edition for hit in hits])
        return [
            known_row(editions[hit.candidate.edition]) for hit in hits if hit.candidate.edition in editions
        ]

    @property
    def alike(self) -> list[Alike]:
        """Other groups that wait and look the same."""
        return (
            [alike_row(each, self.today) for each in most_alike(self.lead, MOST_ALIKE)]
            if self.is_open
            else []
        )

    @property
    def templates(self) -> QuerySet[AnswerTemplate]:
        """Beginnings of answers of this agency."""
        return AnswerTemplate.objects.filter(agency=self.lead.agency_id)

    @property
    def people(self) -> QuerySet:
        """Those who may take care of it."""
        return answerers_of(self.lead.agency)

    @property
    def faq_address(self) -> str:
        """Where the FAQ entry that answered is edited."""
        return (
            reverse("admin:faq_question_change", args=[self.lead.question_id])
            if self.lead.question_id
            else ""
        )

    @property
    def next(self) -> Link | None:
        """The most urgent question that still waits and that nobody else has taken."""
        waiting = listing.queue(self.user).exclude(pk=self.lead.pk)
        waiting = waiting.filter(assigned_to=None) | waiting.filter(assigned_to=self.user.pk)
        found = waiting.first()
        return Link(title_of(found), reverse("inquiry", args=[found.pk])) if found else None

    def _member(self, inquiry: Inquiry, is_chosen: bool) -> Member:
        return Member(
            inquiry=inquiry,
            asked=asked_words(inquiry.asked_at, self.today),
            is_chosen=is_chosen,
            contact=contact_link(inquiry) if inquiry.contact else None,
            doubts=[str(each) for each in inquiry.doubts],
        )


def most_alike(lead: Inquiry, most: int) -> list[Inquiry]:
    """The open groups most like this one, of the same agency."""
    keys = [pk for _, pk in alike_open(lead, automatic=False)[:most]]
    found = Inquiry.objects.select_related("service").in_bulk(keys)
    return [found[key] for key in keys if key in found]


def alike_row(inquiry: Inquiry, today: datetime.date) -> Alike:
    """Another group, as a row to pick."""
    service = inquiry.service
    return Alike(
        inquiry.pk, inquiry.text, reverse("inquiry", args=[inquiry.pk]), asked_words(inquiry.asked_at, today),
        (service.short_name or service.name) if service else "Umum",
    )  # fmt: skip


def contact_link(inquiry: Inquiry) -> Link:
    """The contact a resident left, with a message the officer sends by hand; never the code, which only they have."""
    words = "Halo, pertanyaan Anda lewat situs kami sudah dijawab."
    if inquiry.answer:
        words += f"\n\n{inquiry.answer}"
    words += f"\n\nJawaban lengkapnya ada di {settings.SITE_URL}/tanya/ dengan kode yang Anda simpan."
    if mail := mail_link(inquiry.contact):
        return Link(
            inquiry.contact, f"{mail}?subject={quote('Pertanyaan Anda sudah dijawab')}&body={quote(words)}"
        )
    return Link(inquiry.contact, whatsapp_link(inquiry.contact, words))


def known_row(edition: QuestionEdition) -> Known:
    """An FAQ entry, as a row to pick."""
    document = edition.content()
    return Known(
        edition.entry_id, document.question, document.answer, reverse("question", args=[edition.slug])
    )


def _moment(at: datetime.datetime) -> str:
    local = timezone.localtime(at)
    return f"{date_words(local.date(), short=True)} pukul {time_words(local.time())}"
