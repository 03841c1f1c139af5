"""Public pages of life events and of the papers behind services."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from services import snapshot
from services.document_pages import DocumentPage, document_groups
from services.event_pages import EventPage, event_slugs
from services.freshness import for_everyone
from services.links import Link
from services.listing import event_links
from services.paper_asking import asking_page
from services.paper_chain import issuers_of, read_issuers
from services.reading import live_names, live_services
from services.structured_data import breadcrumb, json_ld
from services.views import home_link, show, site_now


@for_everyone()
@require_safe
def life_event_list(request: HttpRequest) -> HttpResponse:
    """All life events."""
    facts = snapshot.current()
    context = {"events": event_links(facts), "trail": [home_link()]}
    return show(request, "services/event_list.html", facts, context)


@for_everyone(unless=("layanan", "keadaan-*"))
@require_safe
def life_event(request: HttpRequest, key: str) -> HttpResponse:
    """One life event: its services in order, and one list of papers for those that are chosen."""
    facts = snapshot.current()
    event = facts.life_events.get(key)
    if event is None:
        raise Http404("peristiwa")
    services = live_services(event.services)
    names = live_names(event_slugs([each.document for each in services], facts))
    page = EventPage(event, services, facts, names, site_now(facts), request.GET)
    trail = [home_link(), Link(_("Peristiwa hidup"), reverse("life-event-list"))]
    context = {
        "page": page,
        "trail": trail,
        "structured_data": lambda: json_ld(breadcrumb([*trail, Link(page.name, page.path)])),
    }
    return show(request, "services/event.html", facts, context)


@for_everyone()
@require_safe
def document_list(request: HttpRequest) -> HttpResponse:
    """All papers, by who issues them."""
    facts = snapshot.current()
    context = {"groups": document_groups(facts), "trail": [home_link()]}
    return show(request, "services/document_list.html", facts, context)


@for_everyone("halaman")
@require_safe
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One paper: who issues it, which services ask for it, and the chain behind it."""
    facts = snapshot.current()
    paper = facts.documents.get(key)
    if paper is None:
        raise Http404("dokumen")
    asking = asking_page(key, request.GET.get("halaman"))
    services = live_services(list(dict.fromkeys([*asking, *issuers_of(key, facts)])))
    read = {each.slug: each.document for each in services}
    documents = [read[slug] for slug in asking if slug in read]
    page = DocumentPage(paper, facts, read_issuers(key, facts, read), asking, documents)
    trail = [home_link(), Link(_("Dokumen"), reverse("document-list"))]
    context = {
        "page": page,
        "trail": trail,
        "structured_data": json_ld(breadcrumb([*trail, Link(page.name, page.path)])),
    }
    return show(request, "services/document.html", facts, context)
