"""The search page and the suggestions while typing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from faq import asked
from faq.gaps.readers import counts
from portal.search_page import SearchPage
from portal.suggestions import suggest
from portal.views import most_needed
from services import snapshot
from services.freshness import for_everyone
from services.links import whatsapp_link
from services.listing import category_links, event_links
from services.views import home_link, show


@for_everyone(unless=("q",))
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What fits the words of `q`, best first; without words, what most people need."""
    facts = snapshot.current()
    page = SearchPage(request.GET, facts)
    agency = facts.site_agency()
    context: dict[str, Any] = {
        "page": page,
        "counted_words": asked.normalised(page.query),
        "trail": [home_link()],
        "popular": [] if page.query else most_needed(facts),
        "categories": category_links(facts) if page.is_empty else [],
        "events": [] if page.query and not page.is_empty else event_links(facts),
        "ask_url": whatsapp_link(agency.whatsapp, "Halo, saya mau bertanya: ") if agency else "",
    }
    if page.query and not page.is_exact and request.method == "GET" and counts(request, page.query):
        asked.note(page.query, was_found=page.has_answer)
        if page.referrals and (page.is_empty or page.is_doubtful):
            asked.note_opened(page.query)  # what another office does stands on this page already
    return show(request, "portal/search.html", facts, context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """What the words typed so far may become, as a list that the search field takes in."""
    facts = snapshot.current()
    return show(request, "portal/_suggestions.html", facts, {"suggestions": suggest(request.GET, facts)})
