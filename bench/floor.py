"""The floor that we compare with: what Django itself costs here, written by hand for speed alone.

`/uncached/<slug>/` is a view as one would write it in a morning: three queries (a service, its papers, its steps, only
the columns that are shown) and a template of some 60 lines of HTML. `/cached/<slug>/` gives the same page from Django's
cache in memory. Both are served by the same granian with the same settings as the portal, except that there is no
middleware at all: no headers, no compression, no ETag, no sessions, and one language.
"""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from services.models import Service

COLUMNS = [
    "name", "summary", "description", "fee_text", "time_text", "product", "tips", "agency__name", "category__name",
]  # fmt: skip
"""What the template shows; the row has sixty."""


def uncached(request: HttpRequest, slug: str) -> HttpResponse:
    """The page, made for every request."""
    services = Service.objects.select_related("agency", "category").only(*COLUMNS)
    service = get_object_or_404(services, slug=slug)
    papers = list(service.requirements.values("label", "note"))
    steps = list(service.steps.values("text"))
    return render(request, "floor.html", {"service": service, "papers": papers, "steps": steps})


def cached(request: HttpRequest, slug: str) -> HttpResponse:
    """The page from the cache; made if it is not there."""
    body = cache.get(request.path)
    if body is None:
        body = uncached(request, slug).content
        cache.set(request.path, body, 3600)
    return HttpResponse(body)


urlpatterns = [path("uncached/<slug:slug>/", uncached), path("cached/<slug:slug>/", cached)]
