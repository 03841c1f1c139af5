"""How long questions of residents are kept; see docs/data.md. All days are counted from the moment `forget` runs."""

import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from faq.asking.form_tokens import LONGEST_SECONDS
from faq.models import Inquiry, InquiryState
from services.retention import Rule, register

CONTACT_DAYS, CONTACT_DAYS_AT_MOST = 30, 90
"""A contact goes so many days after the answer, and so many after asking at the latest."""
SPAM_DAYS = 30
OLD_ANSWER_DAYS = 1
TEXT_DAYS = 396
"""Thirteen months, as long as counts of searches: so that a month can be compared with the same one of the last year."""
TOKEN_DAYS = 1 + LONGEST_SECONDS // (24 * 60 * 60)


def _before(days: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(days=days)


def forget_contacts() -> int:
    """Delete contacts that were used, or were never needed."""
    answered = Q(answered_at__lte=_before(CONTACT_DAYS))
    asked = Q(asked_at__lte=_before(CONTACT_DAYS_AT_MOST))
    return Inquiry.objects.exclude(contact="").filter(answered | asked).update(contact="")


def forget_spam() -> int:
    """Delete what is no question."""
    return _delete(Inquiry.objects.filter(state=InquiryState.SPAM, asked_at__lte=_before(SPAM_DAYS)))


def forget_answered() -> int:
    """Delete questions that were answered long ago, with their texts and answers."""
    return _delete(Inquiry.objects.filter(state=InquiryState.ANSWERED, answered_at__lte=_before(TEXT_DAYS)))


def forget_unanswered() -> int:
    """Delete questions that nobody answered: after so long no answer helps whoever asked."""
    return _delete(Inquiry.objects.filter(state=InquiryState.OPEN, asked_at__lte=_before(TEXT_DAYS)))


def forget_old_answers() -> int:
    """Delete what was kept to take an answer back, long after that can be done."""
    is_new = Q(answered_at__gt=_before(OLD_ANSWER_DAYS)) | Q(answer_changed_at__gt=_before(OLD_ANSWER_DAYS))
    return Inquiry.objects.exclude(answer_before="").exclude(is_new).update(answer_before="")


def forget_tokens() -> int:
    """Delete what tied questions to forms that cannot be sent any more."""
    return (
        Inquiry.objects.exclude(sent_with=None)
        .filter(asked_at__lte=_before(TOKEN_DAYS))
        .update(sent_with=None)
    )


@transaction.atomic
def _delete(rows: QuerySet[Inquiry]) -> int:
    """One by one: those that follow a question get a new lead."""
    found = list(rows)
    for each in found:
        each.delete()
    return len(found)


def register_rules() -> None:
    """Make the rules known to `manage.py forget`."""
    for rule in (
        Rule(
            "ask-contacts",
            "kontak warga yang bertanya",
            f"{CONTACT_DAYS} hari sesudah dijawab, paling lama {CONTACT_DAYS_AT_MOST} hari sesudah bertanya",
            "Kontak hanya untuk mengabari bahwa jawabannya ada.",
            forget_contacts,
        ),
        Rule(
            "ask-spam",
            "kiriman yang bukan pertanyaan",
            f"{SPAM_DAYS} hari sesudah dikirim",
            "Disimpan sebentar, supaya yang salah tandai bisa dikembalikan.",
            forget_spam,
        ),
        Rule(
            "ask-answered",
            "pertanyaan warga yang sudah dijawab, beserta jawabannya",
            "13 bulan sesudah dijawab",
            "Yang berguna bagi semua orang sudah terbit sebagai tanya jawab.",
            forget_answered,
        ),
        Rule(
            "ask-unanswered",
            "pertanyaan warga yang tidak pernah dijawab",
            "13 bulan sesudah ditanyakan",
            "Jawaban sesudah itu tidak menolong penanyanya lagi; yang tersisa hanya tulisan warga.",
            forget_unanswered,
        ),
        Rule(
            "ask-old-answers",
            "jawaban petugas sebelum diubah atau ditarik",
            f"{OLD_ANSWER_DAYS} hari sesudah diubah",
            "Hanya untuk membatalkan kiriman terakhir.",
            forget_old_answers,
        ),
        Rule(
            "ask-tokens",
            "penanda formulir pertanyaan",
            f"{TOKEN_DAYS} hari sesudah dikirim",
            "Hanya mencegah pertanyaan yang sama tercatat dua kali.",
            forget_tokens,
        ),
    ):
        register(rule)
