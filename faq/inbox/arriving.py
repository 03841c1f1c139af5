"""What happens in the inbox when an inquiry comes in, and when one goes."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.urls import reverse
from django.utils import timezone

from faq.inbox.grouping import alike_open, may_join, regroup
from faq.inbox.people import answerers_of
from faq.models import Inquiry, InquiryState
from services import notifying
from services.wording import relative_day

MOST_TRIED = 3
"""Leads that are tried, should the first be answered in this very moment."""


def arrived(inquiry: Inquiry) -> None:
    """Put a new inquiry beside those that ask the same, else tell those who answer. Called in the transaction that
    stored it, with its stems, service, case and agency filled in.

    What looks like spam (`doubts`) waits in the inbox too, but nobody is told of it.
    """
    if inquiry.state != InquiryState.OPEN:
        return
    lead = None if inquiry.kept_apart else _open_lead(inquiry)
    if lead:
        inquiry.lead = lead
        Inquiry.objects.filter(pk=inquiry.pk).update(lead=lead)
    elif not inquiry.doubts:
        tell_of(inquiry)


def _open_lead(inquiry: Inquiry) -> Inquiry | None:
    """The lead it is put beside. Held until the transaction ends: it must not be answered in this moment, or the new one
    would stand behind an answer it never got."""
    for _, pk in alike_open(inquiry, automatic=True)[:MOST_TRIED]:
        still_open = Inquiry.objects.select_for_update(of=("self",)).filter(
            pk=pk, state=InquiryState.OPEN, lead=None
        )
        if (lead := still_open.first()) and _fits_followers(inquiry, lead):
            return lead
    return None


def _fits_followers(inquiry: Inquiry, lead: Inquiry) -> bool:
    """Whether none of those behind a lead came from another service or case; the lead itself may name none."""
    return all(
        may_join(inquiry, *each)
        for each in lead.followers.order_by().values_list("service", "case").distinct()
    )


def tell_of(inquiry: Inquiry) -> None:
    """Tell those who may answer that something new waits. Nothing the resident wrote stands in it: it may be mailed."""
    words = "Pertanyaan baru dari warga"
    if inquiry.service:
        words += f" tentang {inquiry.service.short_name or inquiry.service.name}"
    if inquiry.due_on:
        words += f", dijanjikan terjawab {relative_day(inquiry.due_on, timezone.localdate())}"
    agency = inquiry.agency
    notifying.notify(answerers_of(agency), f"{words}.", address_of(inquiry), agency=agency)


def address_of(inquiry: Inquiry) -> str:
    """Where staff answer it."""
    return reverse("inquiry", args=[inquiry.pk])


def watch_leads() -> None:
    """When a lead is deleted, the next of its followers takes its place."""
    pre_delete.connect(_remember_followers, sender=Inquiry, dispatch_uid="inbox-lead-goes")
    post_delete.connect(_lead_anew, sender=Inquiry, dispatch_uid="inbox-lead-gone")


def _remember_followers(instance: Inquiry, **kwargs: Any) -> None:
    instance.left_behind = list(instance.followers.values_list("pk", flat=True))


def _lead_anew(instance: Inquiry, **kwargs: Any) -> None:
    if left := list(Inquiry.objects.filter(pk__in=getattr(instance, "left_behind", []))):
        regroup(left)
