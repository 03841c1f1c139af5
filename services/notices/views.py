"""Public pages of notices: what holds now, what comes, what is over, and one notice."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services import snapshot
from services.facts import NoticeFacts, SharedFacts
from services.freshness import for_everyone
from services.language import in_language
from services.links import Link
from services.models import Notice
from services.notices import current
from services.notices.current import Situation
from services.notices.data import structured
from services.notices.lines import NoticeLine, lines
from services.notices.page import NoticePage, facts_of
from services.reading import live_names
from services.structured_data import breadcrumb, item_list, json_ld
from services.views import GONE, home_link, show, site_now

PAST_DAYS = 90
MOST_PAST = 60
TAKEN_BACK = "Kabar ini sudah kami tarik."


def list_link() -> Link:
    """The way to all notices."""
    return Link(_("Kabar layanan"), reverse("notice-list"))


@for_everyone()
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Notices that hold now, that come, and those of the past 90 days. Four queries."""
    facts = snapshot.current()
    now = site_now(facts)
    holding = current.holding(facts, now)
    parts = {
        "holding": [each for each in holding if not current.is_fact_check(each)],
        "coming": current.all_coming(facts, now),
        "checks": [each for each in holding if current.is_fact_check(each)],
        "past": past(now),
    }
    shown: dict[str, list[NoticeLine]] = {name: lines(each, facts, now) for name, each in parts.items()}
    links = [Link(each.title, each.url) for name in ("holding", "coming", "checks") for each in shown[name]]
    trail = [home_link()]
    context: dict[str, Any] = shown | {
        "trail": trail,
        "structured_data": json_ld(
            [*([item_list(links, len(links))] if links else []), breadcrumb([*trail, list_link()])]
        ),
    }
    return show(request, "services/notices.html", facts, context)


def past(now: datetime.datetime) -> list[NoticeFacts]:
    """Those that ended within the past 90 days and were not withdrawn, the last to end first."""
    first = now.date() - datetime.timedelta(days=PAST_DAYS)
    rows = Notice.objects.with_places().filter(withdrawn_at=None, ends_on__range=(first, now.date()))
    found = map(facts_of, rows.order_by("-ends_on", "-pk")[:MOST_PAST])
    return [each for each in found if current.situation(each, now) is Situation.OVER]


@for_everyone()
@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice, whole; of one that was withdrawn the reason."""
    row = Notice.objects.with_places().filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404("kabar")
    facts = snapshot.current()
    if row.withdrawn_at:
        return _withdrawn(request, row, facts)
    found = facts_of(row)
    page = NoticePage(found, facts, live_names(found.services), site_now(facts))
    trail = [home_link(), list_link()]
    context = {
        "page": page,
        "trail": trail,
        "structured_data": json_ld([structured(page), breadcrumb([*trail, Link(page.title, page.path)])]),
    }
    return show(request, "services/notice.html", facts, context)


def _withdrawn(request: HttpRequest, row: Notice, facts: SharedFacts) -> HttpResponse:
    context = {
        "heading": in_language(row.title, ""),
        "reason": in_language(row.withdrawal_reason or TAKEN_BACK, ""),
        "replacement": [],
        "trail": [home_link(), list_link()],
        "all_link": Link(_("Lihat semua kabar"), reverse("notice-list")),
    }
    return show(request, "portal/withdrawn.html", facts, context, status=GONE)
