"""The search page and the suggestions while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq import asked
from portal.search_page import SearchPage
from portal.suggestions import suggest
from portal.views import most_needed
from services import snapshot
from services.links import whatsapp_link
from services.listing import category_links, event_links
from services.views import home_link, show


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words of `q`, best first; without words, what most people need."""
    facts = snapshot.current()
    page = SearchPage(request.GET, facts)
    agency = facts.site_agency()
    context: dict[str, Any] = {
        "page": page,
        "trail": [home_link()],
        "popular": [] if page.query else most_needed(facts),
        "categories": category_links(facts) if page.is_empty else [],
        "events": [] if page.query and not page.is_empty else event_links(facts),
        "ask_url": whatsapp_link(agency.whatsapp, "Halo, saya mau bertanya: ") if agency else "",
    }
    if page.query and request.method == "GET":
        asked.note(page.query, was_found=not page.is_empty)
    return show(request, "portal/search.html", facts, context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the words typed so far may become, as a list that the search field takes in."""
    facts = snapshot.current()
    return show(request, "portal/_suggestions.html", facts, {"suggestions": suggest(request.GET, facts)})
