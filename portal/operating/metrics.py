"""`/metrics` in Prometheus' text format, for whoever says METRICS_TOKEN. Nothing in it is about a person."""

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.operating import worker_numbers
from portal.operating.gauges import GAUGES
from portal.operating.worker_numbers import BUCKETS

PREFIX = "sebelum_datang_"
COUNTED = (
    ("cache hits", "page_cache_hits_total", "Pages given out of the page cache of a process."),
    ("cache misses", "page_cache_misses_total", "Pages for everyone that had to be made."),
    ("failed mails", "mails_failed_total", "Mails that were not sent."),
)
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """404 without METRICS_TOKEN, 401 without its word."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        headers = {"WWW-Authenticate": "Bearer"}
        return HttpResponse("Perlu METRICS_TOKEN.\n", status=401, content_type="text/plain", headers=headers)
    return HttpResponse("\n".join(_lines()) + "\n", content_type=CONTENT_TYPE)


def _lines() -> Iterator[str]:
    numbers, workers = worker_numbers.of_all()
    yield from _metric("workers", "gauge", "Processes whose numbers are added up here.", {"": workers})
    yield from _requests(numbers)
    yield from _histogram(numbers)
    for key, name, what in COUNTED:
        yield from _metric(name, "counter", what, {"": numbers[key]})
    yield from _gauges()


def _requests(numbers: dict[str, float]) -> Iterator[str]:
    counts, seconds = {}, {}
    for key, value in sorted(numbers.items()):
        kind, _, rest = key.partition(" ")
        if kind == "requests":
            status, _, route = rest.partition(" ")
            counts[f'route="{_quoted(route)}",status="{status}"'] = value
        elif kind == "seconds":
            seconds[f'route="{_quoted(rest)}"'] = value
    yield from _metric(
        "requests_total", "counter", "Answers by route and status; not those of the page cache.", counts
    )
    yield from _metric("route_seconds_total", "counter", "Time spent on them by route.", seconds)


def _histogram(numbers: dict[str, float]) -> Iterator[str]:
    name = f"{PREFIX}request_seconds"
    yield f"# HELP {name} How long answers took."
    yield f"# TYPE {name} histogram"
    total = 0
    for number, end in enumerate([*BUCKETS, "+Inf"]):
        total += numbers.get(f"bucket {number}", 0)
        yield f'{name}_bucket{{le="{end}"}} {total}'
    yield f"{name}_sum {sum(value for key, value in numbers.items() if key.startswith('seconds ')):.6f}"
    yield f"{name}_count {total}"


def _gauges() -> Iterator[str]:
    """What cannot be read now is left out, and `database_up` says why."""
    is_up = True
    for name, what, read in GAUGES:
        try:
            value = read()
        except DatabaseError:
            value, is_up = None, False
        if value is not None:
            yield from _metric(name, "gauge", what, {"": value})
    yield from _metric("database_up", "gauge", "1 while the database answers.", {"": int(is_up)})


def _metric(name: str, kind: str, what: str, values: dict[str, float]) -> Iterator[str]:
    yield f"# HELP {PREFIX}{name} {what}"
    yield f"# TYPE {PREFIX}{name} {kind}"
    for labels, value in values.items():
        shown = f"{value:.6f}" if isinstance(value, float) and not value.is_integer() else str(int(value))
        yield f"{PREFIX}{name}{{{labels}}} {shown}" if labels else f"{PREFIX}{name} {shown}"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", " ")
