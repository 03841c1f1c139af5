"""Questions of residents for tests of the inbox."""

import datetime
import uuid
from typing import Any

from django.db import transaction
from django.utils import timezone

from faq.inbox import state
from faq.inbox.arriving import arrived
from faq.inbox.grouping import stems_of
from faq.models import Inquiry
from services.models import Agency


def publisher() -> Agency:
    """The demo's agency."""
    return Agency.objects.filter(publisher=None).exclude(official_name="").first()


def make_inquiry(text: str = "Berapa lama KTP baru selesai?", *, days_ago: int = 0, **fields: Any) -> Inquiry:
    """One that came in so many days ago, promised within three; it is put beside others as on arrival."""
    at = timezone.now() - datetime.timedelta(days=days_ago)
    given: dict[str, Any] = {
        "agency": fields.pop("agency", None) or publisher(),
        "stems": stems_of(text),
        "code_digest": uuid.uuid4().hex,
        "asked_at": at,
        "due_on": timezone.localdate(at) + datetime.timedelta(days=3),
    }
    with (
        transaction.atomic()
    ):  # as `faq.asking.sending` does; those in a browser's site are made without a test's own
        inquiry = Inquiry.objects.create(text=text, **given | fields)
        arrived(inquiry)
    inquiry.refresh_from_db()
    return inquiry


def form_of(*inquiries: Inquiry, chosen: Any = None, **fields: Any) -> dict[str, Any]:
    """What the form of an answer sends for these, as it was opened now."""
    rows = [Inquiry.objects.get(pk=each.pk) for each in inquiries]
    picked = rows if chosen is None else chosen
    sent = {
        "tampil": [row.pk for row in rows],
        "untuk": [row.pk for row in picked],
        "dasar": state.seal(rows),
    }
    return sent | fields
