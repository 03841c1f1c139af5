"""Takes in what a reader wrote, masked before it is stored, and tells who answers for the page."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from faq.feedback.subjects import Subject
from faq.models import Feedback, FeedbackKind
from services import notifying, scope, snapshot
from services.masking import mask
from services.models import Notification
from services.paging import list_address

MOST_OPEN = 200
"""Open feedback about one page; beyond it the staff know, and nobody fills the table."""
MOST_TOLD = 10
"""Reports about one page that are told on one day, each by itself."""
MAY_READ = "faq.view_feedback"


def is_full(subject: Subject) -> bool:
    """Whether so much is open about this page that more would help nobody."""
    return _about(subject).filter(settled_at=None)[:MOST_OPEN].count() >= MOST_OPEN


@transaction.atomic
def receive(
    subject: Subject, what: str, *, edition: int | None, reason: str, text: str, language: str
) -> Feedback:
    """Store what somebody wrote, masked, and tell who answers for the page."""
    written = text.replace("\r\n", "\n").strip()
    masked = mask(written)
    feedback = Feedback.objects.create(
        what=what,
        kind=subject.kind,
        key=subject.key,
        title=subject.title[:250],
        edition=edition,
        agency=subject.agency,
        reason=reason,
        # What stands for a number can be longer than the number.
        text=masked[: Feedback._meta.get_field("text").max_length],
        was_masked=masked != written,
        language=language,
    )
    _tell(feedback, subject)
    return feedback


def list_of(subject: Subject) -> str:
    """Where the staff read what is open about a page."""
    return list_address(reverse("feedback-list"), {"jenis": subject.kind, "halaman": subject.key})


def _tell(feedback: Feedback, subject: Subject) -> None:
    """A report is told at once; that something was missing, once a day for each page. Never what they wrote."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    name = f"“{subject.title[:120]}”"
    if feedback.what == FeedbackKind.WRONG:
        words, url = (
            f"Laporan salah tentang {name}{_read(feedback)}.",
            reverse("feedback-one", args=[feedback.pk]),
        )
        told = _about(subject).filter(what=FeedbackKind.WRONG, at__gte=today)[: MOST_TOLD + 1].count()
        is_due = told <= MOST_TOLD
    else:
        words, url = f"Warga menulis apa yang kurang pada {name}.", list_of(subject)
        is_due = not Notification.objects.filter(url=url, at__gte=today).exists()
    if is_due:
        notifying.notify(_those_who_care(subject), words, url, agency=subject.agency)


def _read(feedback: Feedback) -> str:
    return f", edisi {feedback.edition}" if feedback.edition else ""


def _about(subject: Subject) -> Any:
    return Feedback.objects.filter(kind=subject.kind, key=subject.key)


def _those_who_care(subject: Subject) -> Any:
    """Who answers for the page, where they may read it; else those of its agency who settle feedback."""
    owner = subject.owner
    if owner is not None and owner.is_active and owner.has_perm(MAY_READ) and _sees(owner, subject):
        return [owner]
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    named = {"content_type__app_label": "faq", "codename": "change_feedback"}
    granted = Q(**{f"groups__permissions__{each}": value for each, value in named.items()})
    granted |= Q(**{f"user_permissions__{each}": value for each, value in named.items()})
    return people.filter(granted, _members(subject)).distinct().order_by("pk")


def _sees(user: Any, subject: Subject) -> bool:
    return subject.agency is None or subject.agency.pk in scope.agencies_of(user)


def _members(subject: Subject) -> Q:
    """Of the agency whose page it is or of the one that publishes it; of the site's, for pages of the whole site."""
    if subject.agency is None:
        site = snapshot.current().site_agency()
        return Q(memberships__agency__key=site.key if site else "")
    return Q(memberships__agency__in={subject.agency.pk, subject.agency.publisher_id} - {None})
