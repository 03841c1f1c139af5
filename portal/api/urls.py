"""Addresses below `/api/v1/`."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import path, re_path
from django.views.decorators.csrf import csrf_exempt

from portal.api import problems
from portal.api.addresses import ENDPOINTS
from portal.api.documents import DOCUMENTS
from portal.api.endpoints import OPEN

KNOWN = (*ENDPOINTS, *DOCUMENTS)


@csrf_exempt
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """404 as a problem, with where to start; an address that only lacks its last slash leads to the one with it."""
    names = {each.path.strip("/") for each in KNOWN if each.path.endswith("/")}
    if rest in names:
        query = request.META.get("QUERY_STRING", "")
        answer: HttpResponse = HttpResponsePermanentRedirect(f"{request.path}/{f'?{query}' if query else ''}")
    else:
        answer = problems.response(problems.no_address())
    for name, value in OPEN.items():
        answer[name] = value
    return answer


urlpatterns = [
    *(path(each.path, each, name=each.name) for each in KNOWN),
    re_path(r"^(?P<rest>[\s\S]+)$", nothing_here, name="api-nothing"),
]
