"""Notices as open data: `/api/v1/notices/`. Its fields are written down in docs/api.md."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods

from services import snapshot
from services.facts import NoticeFacts
from services.notices import current
from services.notices.current import Situation
from services.notices.data import plain
from services.views import site_now

View = Callable[[HttpRequest], HttpResponse]
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Expose-Headers": "ETag",
}


def open_data(view: View) -> View:
    """Decorator: any site's script may read the answer, for it is the same for everyone and asks for no cookie."""

    @wraps(view)
    @require_http_methods(["GET", "HEAD", "OPTIONS"])
    def opened(request: HttpRequest) -> HttpResponse:
        response = HttpResponse(status=204) if request.method == "OPTIONS" else view(request)
        for name, value in OPEN.items():
            response[name] = value
        return response

    return opened


@open_data
def notices(request: HttpRequest) -> HttpResponse:
    """What holds and what comes, the gravest first; `?office=` and `?service=` leave only what names or concerns one.

    `ConditionalGetMiddleware` gives it an ETag and answers 304 to who has it already.
    """
    facts = snapshot.current()
    now = site_now(facts)
    found = [
        plain(each, facts) | {"holds_now": current.situation(each, now) is Situation.HOLDS}
        for each in [*current.holding(facts, now), *current.all_coming(facts, now)]
        if _is_asked_for(each, request.GET.get("office", ""), request.GET.get("service", ""))
    ]
    change = current.next_change(facts, now)
    answer = {"next_change": change.isoformat(timespec="minutes") if change else None, "notices": found}
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False})


def _is_asked_for(notice: NoticeFacts, office: str, service: str) -> bool:
    """Whether it names what is asked for, or names nothing and so holds there too."""
    at_office = not office or not notice.offices or office in notice.offices
    of_service = not service or not notice.services or service in notice.services
    return at_office and of_service
