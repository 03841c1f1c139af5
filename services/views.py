"""Public pages of services and offices."""

import datetime
from collections.abc import Callable
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services import snapshot
from services.document import ServiceDocument
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.links import Link
from services.listing import ServiceList, category_links, event_links
from services.models import ServiceEdition
from services.notices.lines import all_office_lines, banner
from services.office_data import government_office
from services.office_listing import OfficeList
from services.one_office import OfficePage, limited_slugs, served_at
from services.pages import ServicePage, named_slugs
from services.reading import live_edition, live_names
from services.search.missed import nothing_found
from services.structured_data import breadcrumb, item_list, json_ld, service_data

GONE = 410


def home_link() -> Link:
    """The way back to the first page, for the trail of every other."""
    return Link(_("Beranda"), reverse("home"))


def site_now(facts: SharedFacts) -> datetime.datetime:
    """This moment on the clock of the agency the site speaks for."""
    agency = facts.site_agency()
    return timezone.localtime(timezone=ZoneInfo(agency.timezone) if agency else None)


def show(
    request: HttpRequest, template: str, facts: SharedFacts, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page; the shared facts it has already read are not read again for its frame."""
    frame = {
        "site_agency": facts.site_agency(),
        "site_banner": banner(facts, site_now(facts)),
        "site_kept": snapshot.kept_of(facts),
    }
    return render(request, template, {**frame, **context}, status=status)


@for_everyone("kategori", "instansi", "kantor", "peristiwa", "gratis", "daring", "halaman", unless=("q",))
@require_safe
def service_list(request: HttpRequest) -> HttpResponse:
    """The list, filtered and searched."""
    facts = snapshot.current()
    page = ServiceList(request.GET, facts, site_now(facts))
    trail = [home_link()]
    here = Link(_("Layanan"), reverse("service-list"))
    context: dict[str, Any] = {
        "page": page,
        "trail": trail,
        "canonical_url": page.canonical_url,
        "structured_data": lambda: json_ld([item_list(page.links, page.total), breadcrumb([*trail, here])]),
        "categories": [],
        "events": [],
    }
    if not page.rows:
        context |= {"categories": category_links(facts), "events": event_links(facts)}
    if page.query and not page.total and not page.chips:
        nothing_found.send(ServiceList, request=request, query=page.query)
    return show(request, "services/service_list.html", facts, context)


@for_everyone("keadaan", "serah")
@require_safe
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """One service, in the case asked for with `keadaan`; a case it does not have means all."""
    edition = live_edition(ServiceEdition, slug)
    if edition is None:
        return _withdrawn(request, slug)
    facts = snapshot.current()
    context = service_context(request, edition, edition.document, facts)
    page = context["page"]
    page.said = edition.said
    context["structured_data"] = lambda: service_data(page, [*_trail(page), Link(page.name, page.path)])
    return show(request, "services/service.html", facts, context)


def service_context(
    request: HttpRequest,
    edition: Any,
    document: ServiceDocument,
    facts: SharedFacts,
    make_page: Callable[..., ServicePage] = ServicePage,
) -> dict[str, Any]:
    """What the page of a service shows in the case asked for, be it public or the preview of a draft."""
    names = live_names(named_slugs(document, facts))
    asked = request.GET.get("keadaan", "")
    case = document.case(asked)
    page = make_page(edition, document, facts, names, site_now(facts), case, request.GET.get("serah", ""))
    return {
        "page": page,
        "document": document,
        "trail": partial(_trail, page),  # stands in pieces of the page that are mostly ready
        "unknown_case": bool(asked) and case is None,
    }


def _trail(page: ServicePage) -> list[Link]:
    """The way to a service: home, the list, its shelf."""
    shelf = [page.category] if page.category else []
    return [home_link(), Link(_("Layanan"), reverse("service-list")), *shelf]


def _withdrawn(request: HttpRequest, slug: str) -> HttpResponse:
    """What stood here was taken down: why, and what holds instead. 404 where nothing ever stood here."""
    edition = ServiceEdition.objects.current().filter(slug=slug).first()
    if edition is None:
        raise Http404("layanan")
    facts = snapshot.current()
    last = (
        ServiceEdition.objects.filter(entry=edition.entry_id, document__isnull=False)
        .order_by("-number")
        .first()
    )
    names = live_names([edition.replacement] if edition.replacement else [])
    context = {
        "heading": last.title if last else "Halaman ini",
        "reason": edition.withdrawal_reason,
        "replacement": [Link(name, reverse("service", args=[key])) for key, name in names.items()],
        "trail": [home_link(), Link("Layanan", reverse("service-list"))],
        "all_link": Link("Lihat semua layanan", reverse("service-list")),
    }
    return show(request, "portal/withdrawn.html", facts, context, status=GONE)


@for_everyone("buka", "jenis", "semua", "halaman")
@require_safe
def office_list(request: HttpRequest) -> HttpResponse:
    """Offices with whether they are open, as the parameters choose."""
    facts = snapshot.current()
    now = site_now(facts)
    context = {
        "page": OfficeList(request.GET, facts, now),
        "notices": all_office_lines(facts, now),
        "trail": [home_link()],
    }
    return show(request, "services/office_list.html", facts, context)


@for_everyone()
@require_safe
def office(request: HttpRequest, key: str) -> HttpResponse:
    """One office: hours, closures, and what it gives."""
    facts = snapshot.current()
    if key not in facts.offices:
        raise Http404("kantor")
    names = live_names(limited_slugs(facts.offices[key]))
    page = OfficePage(facts.offices[key], facts, site_now(facts), served_at(key), names)
    trail = [home_link(), Link(_("Kantor"), reverse("office-list"))]
    here = Link(page.name, reverse("office", args=[key]))
    data = json_ld([government_office(page.office.facts, facts, page.today), breadcrumb([*trail, here])])
    context = {"page": page, "trail": trail, "structured_data": data}
    return show(request, "services/office.html", facts, context)
