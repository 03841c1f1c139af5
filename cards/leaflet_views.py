"""The leaflet of a service: what to bring and how it goes, on paper."""

from csp.decorators import csp_exempt
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from cards.leaflets import leaflet_of
from services.models import ServiceEdition

MAX_AGE = 10 * 60
GONE = 410


@require_safe
@csp_exempt()  # a PDF has no page to protect, and browsers' own viewers break under a strict policy
def leaflet(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A live service on A4, in the case asked for with `keadaan`; a case it does not have means all.

    The first reader of a text gives it its code. A HEAD request writes nothing: before that it has no ETag.
    """
    edition = ServiceEdition.objects.current().filter(slug=slug).first()
    if edition is None:
        raise Http404("layanan")
    page = settings.SITE_URL + reverse("service", args=[slug])
    if edition.is_withdrawal:
        words = f"Layanan ini sudah ditarik. Alasan dan penggantinya: {page}\n"
        return HttpResponse(words, status=GONE, content_type="text/plain; charset=utf-8")
    case = edition.content().case(request.GET.get("keadaan", ""))
    response = _pdf(request, edition, case.key if case else None)
    name = f"{slug}-{case.key}" if case else slug
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = f"public, max-age={MAX_AGE}, stale-while-revalidate=86400"
    response["Link"] = f'<{page}>; rel="canonical"'
    return response


def _pdf(request: HttpRequest, edition: ServiceEdition, case: str | None) -> HttpResponseBase:
    """The PDF; nothing is drawn for someone who has it already."""
    found = leaflet_of(edition, case, may_issue=request.method == "GET")
    if found is None:
        return StreamingHttpResponse((), content_type="application/pdf")  # its length is not known yet
    etag = f'"{found.digest[:32]}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        response = HttpResponse(found.pdf(), content_type="application/pdf")
    response["ETag"] = etag
    return response
