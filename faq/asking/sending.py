"""Puts a question into the inbox, once."""

import datetime

from django.db import transaction
from django.utils.translation import get_language

from faq.asking import codes
from faq.asking.form_tokens import FormToken
from faq.asking.promise import answer_due
from faq.asking.spam import Verdict
from faq.asking.typed import Typed, contact_of
from faq.inbox.arriving import arrived
from faq.inbox.grouping import stems_of
from faq.models import Inquiry, InquiryState
from services.facts import SharedFacts
from services.models import Agency, Service


def answering_agency(service: Service | None) -> Agency | None:
    """Who answers: the agency of the service, else the one the site speaks for; None on an empty site."""
    return service.agency if service else Agency.objects.filter(publisher=None).order_by("pk").first()


def was_sent(form: FormToken) -> bool:
    """Whether this form's question is there already."""
    return Inquiry.objects.filter(sent_with=form.sent_with).exists()


@transaction.atomic
def send(
    *,
    typed: Typed,
    case: str,
    form: FormToken,
    service: Service | None,
    agency: Agency,
    verdict: Verdict,
    facts: SharedFacts,
    now: datetime.datetime,
) -> str:
    """Store a question and tell the inbox; returns its private code. The same form again gives the same code."""
    code = codes.code_of(form.secret)
    inquiry, is_new = Inquiry.objects.get_or_create(
        sent_with=form.sent_with,
        defaults={
            "agency": agency,
            "service": service,
            "case": case,
            "text": typed.text,
            "was_masked": typed.was_masked,
            "language": get_language() or "id",
            "contact": contact_of(typed.contact) or "" if typed.contact else "",
            "stems": stems_of(typed.own_words),
            "code_digest": codes.digest(code),
            "asked_at": now,
            "due_on": answer_due(agency, facts, now),
            "state": InquiryState.SPAM if verdict.is_spam else InquiryState.OPEN,
            "doubts": verdict.doubts,
        },
    )
    if is_new and not verdict.is_spam:
        arrived(inquiry)
    return code
