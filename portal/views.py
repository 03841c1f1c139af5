"""Home, health, robots and the pages shown when something goes wrong."""

import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal import roles
from portal.models import user_label
from portal.people import directory
from services import snapshot
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.links import Link
from services.listing import ServiceRow, category_links, event_links, service_rows
from services.models import Agency, Category, ServiceEdition, ServiceSpan
from services.notices.lines import home_lines
from services.office_pages import closure_notices, office_cards
from services.prepared import Prepared
from services.reading import live_said
from services.staff.pages import show_staff
from services.structured_data import site_data
from services.views import home_link, show, site_now

MOST_NEEDED = 8
MOST_OFFICES = 5
CLOSED_TO_ROBOTS = (
    "/kelola/", "/studio/", "/loket/", "/masuk/", "/pratinjau/", "/cari/", "/en/cari/", "/tanya/", "/en/tanya/",
)  # fmt: skip
"""What is for staff or for one resident, and results of searches: there is no end to those, and nothing in them that
lists lack."""


@for_everyone()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One question, "Mau urus apa?", and the shortest ways to its answer."""
    facts = snapshot.current()
    now = site_now(facts)
    offices = office_cards(list(facts.offices), facts, now)
    context = {
        "services": most_needed(facts),
        "events": partial(event_links, facts),  # stands in a piece of the page that is mostly ready
        "categories": category_links(facts),
        "offices": sorted(offices, key=lambda office: not office.is_open)[:MOST_OFFICES],
        "office_count": len(offices),
        "open_count": sum(office.is_open for office in offices),
        "closures": closure_notices(facts, now, limit=3),
        "notices": home_lines(facts, now),
        "structured_data": site_data(facts.site_agency(), reverse("search")),
    }
    return show(request, "portal/home.html", facts, context)


def most_needed(facts: SharedFacts) -> list[ServiceRow]:
    """The first service of each shelf, in the shelves' order. Two queries."""
    firsts = dict(_firsts.rows(now=timezone.now()))
    keys = [firsts[shelf] for shelf in facts.categories if firsts.get(shelf)][:MOST_NEEDED]
    return service_rows(live_said(ServiceEdition, keys), facts)


@Prepared
def _firsts(now: datetime.datetime) -> QuerySet:
    """Keys of shelves, each with its first live edition, or None."""
    on_shelf = ServiceSpan.objects.live(now).filter(category=OuterRef("key")).order_by("position", "pk")
    return Category.objects.annotate(first=Subquery(on_shelf.values("pk")[:1])).values_list("key", "first")


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; the database is not asked."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look that were told of no icon: on the staff pages."""
    return redirect(static("img/favicon.svg"), permanent=False)


@for_everyone()
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where all of it is listed."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with ways on."""
    return _lost(request, "portal/404.html", 404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403, with ways on; who is signed in among the staff stays there."""
    if request.path_info.startswith("/kelola/") and getattr(request.user, "is_staff", False):
        return _not_theirs(request)
    return _lost(request, "portal/403.html", 403)


def _not_theirs(request: HttpRequest) -> HttpResponse:
    """What someone's role does not cover, and who can help."""
    user = request.user
    houses = Agency.objects.filter(memberships__user=user)
    helpers = {each for house in houses for each in directory.administrators(house) if each != user}
    context = {
        "roles": ", ".join(
            user.groups.filter(name__in=roles.ROLES).order_by("pk").values_list("name", flat=True)
        ),
        "helpers": sorted(map(user_label, helpers)),
    }
    return show_staff(request, "staff/forbidden.html", "Bukan untuk peran Anda", context, status=403)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: what happened, and what to do."""
    return _lost(request, "portal/csrf.html", 403)


def _lost(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """An error page with search and services; without them where the database does not answer."""
    try:
        facts = snapshot.current()
        services = [Link(row.name, row.url) for row in most_needed(facts)]
    except DatabaseError:
        facts, services = SharedFacts(), []
    context: dict[str, Any] = {"services": services, "trail": [home_link()]}
    return show(request, template, facts, context, status=status)
