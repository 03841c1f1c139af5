"""What a resident can take back: the contact they left, or the whole question."""

from django.db import transaction

from faq.models import Inquiry


def remove_contact(inquiry: Inquiry) -> None:
    """Forget how to reach the one who asked."""
    Inquiry.objects.filter(pk=inquiry.pk).update(contact="")


@transaction.atomic
def withdraw(inquiry: Inquiry) -> None:
    """Delete the question with its text and contact, answered or not. Those that were put together with it stay, under a
    new lead, with their own answer (`faq.inbox.arriving.watch_leads`)."""
    row = Inquiry.objects.select_for_update().filter(pk=inquiry.pk).first()
    if row:
        row.delete()
