"""Headers that Django and its packages do not set."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

REFUSED = ["camera", "microphone", "payment", "usb", "interest-cohort", "browsing-topics"]
POLICY = ", ".join(f"{feature}=()" for feature in REFUSED) + ", geolocation=(self)"


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the site never asks for these, so nothing that is put into a page may either."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response

    return middleware


def refuse(request: HttpRequest) -> HttpResponse:
    """A view for what the site does not offer to anybody."""
    return HttpResponse("Tidak tersedia.", status=403, content_type="text/plain; charset=utf-8")
