"""What the one who asked reads under the private code."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from faq.asking import codes
from faq.asking.promise import due_words
from faq.asking.typed import masked_words
from faq.models import Inquiry, InquiryState, QuestionEdition
from faq.pages import QuestionRow, question_row
from services.facts import SharedFacts
from services.language import in_language, localized
from services.links import Link, mail_link, phone_link, share_link, whatsapp_link
from services.models import ServiceEdition
from services.wording import date_words

AT_ONCE = datetime.timedelta(minutes=5)
"""An answer that is published in the same step as it is given takes effect about now."""


def inquiry_of(code: str) -> Inquiry | None:
    """The question with this code, however the code was typed."""
    normal = codes.normalise(code)
    if not codes.is_valid(normal):
        return None
    rows = Inquiry.objects.select_related("agency", "service", "lead", "question")
    return rows.filter(code_digest=codes.digest(normal)).first()


@dataclass(frozen=True)
class PublishedAnswer:
    """The question of the FAQ that answers: as it is today, since when it is so if that changed, or why it is gone."""

    row: QuestionRow | None = None
    changed_on: str = ""
    is_withdrawn: bool = False
    reason: str = ""


class AnswerPage:
    """One inquiry as its own page shows it at a moment."""

    def __init__(self, inquiry: Inquiry, code: str, facts: SharedFacts, now: datetime.datetime) -> None:
        self.inquiry, self.facts, self.now = inquiry, facts, now
        self.code = codes.display(codes.normalise(code))

    @property
    def link(self) -> str:
        """The whole address of the page, to be kept."""
        return settings.SITE_URL + reverse("ask-answer", args=[self.code])

    @property
    def to_myself(self) -> str:
        """A message with link and code that one sends to oneself."""
        told = {"link": self.link, "code": self.code}
        return share_link(_("Jawaban pertanyaan saya: %(link)s (kode %(code)s)") % told)

    @cached_property
    def source(self) -> Inquiry:
        """Where the answer stands: with the question itself, or with the one it was put together with."""
        lead = self.inquiry.lead
        waits = self.inquiry.state == InquiryState.OPEN
        return lead if waits and lead and lead.state == InquiryState.ANSWERED else self.inquiry

    @property
    def is_answered(self) -> bool:
        """Whether there is an answer."""
        return self.source.state == InquiryState.ANSWERED

    @property
    def is_spam(self) -> bool:
        """Whether it was put aside."""
        return self.inquiry.state == InquiryState.SPAM

    @property
    def is_late(self) -> bool:
        """Whether the promised day is over without an answer."""
        due = self.inquiry.due_on
        return not (self.is_answered or self.is_spam) and due is not None and due < self.now.date()

    @property
    def heading(self) -> str:
        """Where it stands, in a few words."""
        if self.is_answered:
            return _("Sudah dijawab")
        if self.is_spam:
            return _("Tidak dijawab di sini")
        if self.is_late:
            return _("Belum dijawab, dan kami terlambat")
        assigned = self.inquiry.assigned_to_id or (self.inquiry.lead and self.inquiry.lead.assigned_to_id)
        return _("Sedang dijawab petugas") if assigned else _("Sudah kami terima")

    @property
    def due_words(self) -> str:
        """When an answer was promised for, in a sentence."""
        asked = self.inquiry.asked_at.astimezone(self.now.tzinfo).date()
        return due_words(self.facts, asked, self.inquiry.due_on)

    @property
    def due_on(self) -> str:
        """The promised day."""
        return date_words(self.inquiry.due_on) if self.inquiry.due_on else ""

    @property
    def asked_on(self) -> str:
        """The day it was asked."""
        return self._day(self.inquiry.asked_at)

    @property
    def answered_on(self) -> str:
        """The day it was answered."""
        return self._day(self.source.answered_at)

    @property
    def changed_on(self) -> str:
        """The day the private answer was changed, or ""."""
        return self._day(self.source.answer_changed_at) if self.source.answer else ""

    def _day(self, moment: datetime.datetime | None) -> str:
        return date_words(moment.astimezone(self.now.tzinfo).date()) if moment else ""

    @property
    def about(self) -> Link | None:
        """The service it is about, with the case in words; a link while the service is public."""
        service = self.inquiry.service
        if service is None:
            return None
        edition = ServiceEdition.objects.live().filter(entry=service).first()
        if edition is None:
            return Link(in_language(service.name, ""))
        document = edition.content()
        case = document.case(self.inquiry.case)
        words = localized(document, "name") + (f": {case.label}" if case else "")
        query = f"?keadaan={case.key}" if case else ""
        return Link(words, reverse("service", args=[edition.slug]) + query)

    @property
    def masked(self) -> list[str]:
        """What was replaced in the text, in words."""
        return masked_words(self.inquiry.text)

    @cached_property
    def published(self) -> PublishedAnswer | None:
        """The question of the FAQ that answers, as the public reads it now; None if there is none or not yet."""
        if not self.is_answered or self.source.question_id is None:
            return None
        editions = QuestionEdition.objects.filter(entry=self.source.question_id, live_from__lte=self.now)
        current = QuestionEdition.objects.current().filter(entry=self.source.question_id).first()
        if current is None:
            return None
        if current.is_withdrawal:
            return PublishedAnswer(is_withdrawn=True, reason=in_language(current.withdrawal_reason, ""))
        told = _edition_told(editions, self.source.answered_at)
        is_same = told is None or told == current.number
        return PublishedAnswer(question_row(current), "" if is_same else self._day(current.live_from))

    @property
    def has_no_text(self) -> bool:
        """Whether it is answered and yet nothing can be read: the published answer waits for its day."""
        return self.is_answered and not self.source.answer and self.published is None

    @property
    def ask_again_url(self) -> str:
        """A new question about the same service and case."""
        service = self.inquiry.service
        case = f"&keadaan={self.inquiry.case}" if self.inquiry.case else ""
        return reverse("ask") + (f"?layanan={service.slug}{case}" if service else "")

    @property
    def contacts(self) -> list[Link]:
        """Other ways to reach the agency."""
        agency = self.facts.publisher_of(self.inquiry.agency.key)
        if agency is None:
            return []
        ways = [
            ("WhatsApp", whatsapp_link(agency.whatsapp), agency.whatsapp),
            (_("Telepon"), phone_link(agency.phone), agency.phone),
            (_("Surel"), mail_link(agency.email), agency.email),
        ]
        return [Link(f"{name}: {shown}", url) for name, url, shown in ways if url]


def _edition_told(editions: Any, answered_at: datetime.datetime | None) -> int | None:
    """The number of the edition that was the answer when it was given: the newest by then, else the first after."""
    if answered_at is None:
        return None
    rows = list(editions.order_by("number").values_list("number", "live_from"))
    by_then = [number for number, live_from in rows if live_from <= answered_at + AT_ONCE]
    return by_then[-1] if by_then else next((number for number, _from in rows), None)
