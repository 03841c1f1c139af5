"""Headers that Django and its packages do not set, and requests that nobody means."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError

REFUSED = ["camera", "microphone", "payment", "usb", "interest-cohort", "browsing-topics"]
POLICY = ", ".join(f"{feature}=()" for feature in REFUSED) + ", geolocation=(self)"
STAFF = (
    "/kelola/",
    "/kelola-editor/",
    "/studio/",
    "/loket/",
    "/masuk/",
    "/keluar/",
    "/pratinjau/",
    "/undangan/",
)
"""Everything that is not for the public."""
UNKEPT = ("/studio/", "/undangan/")
"""Answers that nobody may keep and no view says so of."""
BELOW_ASKING = re.compile(r"(?:/[a-z]{2})?/tanya/.")
"""Addresses with the code of a question, also those that no view answers: redirects, refusals, slips."""
UNREADABLE = "Alamat atau isian ini memuat tanda yang tidak dapat dibaca (NUL). Kembali, hapus tanda itu, lalu coba lagi."

ROWS, FREE_ROWS, MOST_ROWS = "-TOTAL_FORMS", 20, 600
"""What says how many rows a part of a form has, how many may be without a field, and how many there may be at all."""
TOO_MANY_ROWS = (
    "Isian ini menyebut lebih banyak baris daripada yang dikirim. Muat ulang halamannya, lalu coba lagi."
)


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the site never asks for these, so nothing that is put into a page may either."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response

    return middleware


def private_pages(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no copies of the studio, invitations, and questions; nobody lists a link that lets someone in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path_info.startswith(UNKEPT) or BELOW_ASKING.match(request.path_info):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            response.headers["Referrer-Policy"] = "same-origin"
        return response

    return middleware


class ContentSecurityPolicy(CSPMiddleware):
    """django-csp, which builds the header for every answer; answers that ask for nothing of their own get one string.

    Views that are exempt or change the policy, and pages with a nonce, leave a mark whose name begins with `_csp`.
    """

    @cached_property
    def _usual(self) -> str:
        return "; ".join(sorted(build_policy().split("; ")))

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Add the header, unless a view did."""
        is_marked = any(name.startswith("_csp") for name in (*vars(request), *vars(response)))
        if is_marked or settings.DEBUG:  # Django's own pages of faults need their styles
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, self._usual)
        return response


class RefuseNul:
    """Middleware: 400 for the character NUL among the staff, which no text of ours has and PostgreSQL cannot keep.

    And for forms that claim more rows than they bring.

    Questions of public pages are read without it (`services.filters`), so an odd link still shows its page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(STAFF) and _has_nul(
            [request.path_info, *_texts(request.GET.lists()), *request.COOKIES.values()]
        ):
            return _unreadable()
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """The form: the check against forged requests reads it at this very moment too."""
        if request.method != "POST" or not request.path_info.startswith(STAFF):
            return None
        try:
            names = [each.name or "" for _, files in request.FILES.lists() for each in files]
            if _has_nul([*_texts(request.POST.lists()), *names]):
                return _unreadable()
            return _too_many_rows() if _claims_rows(request.POST) else None
        except UnreadablePostError:
            return None


def _texts(fields: Iterable[tuple[str, list[str]]]) -> Iterable[str]:
    return (text for name, values in fields for text in (name, *values))


def _has_nul(texts: Iterable[str]) -> bool:
    return any("\0" in text for text in texts)


def _claims_rows(form: QueryDict) -> bool:
    """Whether a form claims more rows than it brings. Django would make and draw them all: 2,000 take half a minute."""
    for name, told in form.items():
        if not name.endswith(ROWS):
            continue
        start = name.removesuffix(ROWS) + "-"
        try:
            claimed = int(told)
        except ValueError:  # the form says so itself
            continue
        if claimed > FREE_ROWS:
            brought = {each[len(start) :].partition("-")[0] for each in form if each.startswith(start)}
            if claimed > min(sum(map(str.isdecimal, brought)) + FREE_ROWS, MOST_ROWS):
                return True
    return False


def _too_many_rows() -> HttpResponse:
    return HttpResponse(TOO_MANY_ROWS, status=400, content_type="text/plain; charset=utf-8")


def _unreadable() -> HttpResponse:
    return HttpResponse(UNREADABLE, status=400, content_type="text/plain; charset=utf-8")


def refuse(request: HttpRequest) -> HttpResponse:
    """A view for what the site does not offer to anybody."""
    return HttpResponse("Tidak tersedia.", status=403, content_type="text/plain; charset=utf-8")
