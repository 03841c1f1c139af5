"""The question at the end of every public page, and what readers said for those who keep an entry."""

from typing import Any

from django import template
from django.db.models import Count, Q
from django.template import Context
from django.urls import reverse

from faq.feedback import rates, subjects
from faq.models import Feedback, FeedbackKind
from services import entry_kinds
from services.models import Entry
from services.paging import list_address

register = template.Library()


@register.inclusion_tag("components/helpful.html", takes_context=True)
def helpful(context: Context, edition: int | str = "") -> dict[str, Any]:
    """Whether this page was of help, of pages that are counted; nothing on others. Asks no database."""
    request = context.get("request")
    named = subjects.of_request(request) if request else None
    kind, key = named or ("", "")
    path = request.get_full_path() if named else ""
    edition = edition or ""
    return {"kind": kind, "key": key, "edition": edition, "path": path, "named": (kind, key, edition)}


@register.inclusion_tag("faq/staff/feedback_block.html", takes_context=True)
def readers_say(context: Context, entry: Entry) -> dict[str, Any]:
    """What readers say of an entry, for those who may read it. Three queries."""
    if not context["request"].user.has_perm("faq.view_feedback") or not entry.editions.exists():
        return {"rate": None, "open": 0, "reports": 0, "list": ""}
    page = {"kind": entry_kinds.of(entry).path, "key": entry.slug}
    written = Feedback.objects.filter(**page, settled_at=None)
    counts = written.aggregate(open=Count("pk"), reports=Count("pk", filter=Q(what=FeedbackKind.WRONG)))
    asked = {"jenis": page["kind"], "halaman": page["key"]}
    return {"rate": rates.rate_of(**page), **counts, "list": list_address(reverse("feedback-list"), asked)}
