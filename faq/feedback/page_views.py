"""All pages with how often they are read and how many readers they helped, as a table and as CSV."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.feedback import rates
from faq.feedback.rates import PageRate
from faq.feedback.subjects import KIND_WORDS
from services import audit
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff.csv_files import streamed_csv
from services.staff.pages import show_staff, staff_page

PER_PAGE = 50
PERIODS = {"7": "7 hari", "": "30 hari", "90": "90 hari", "365": "Setahun"}
ORDERS = {"": "Paling sering dibaca", "belum": "Paling belum membantu"}
COLUMNS = [
    "jenis",
    "kunci",
    "halaman",
    "alamat",
    "dilihat",
    "ya",
    "belum",
    "bagian ya",
    "batas bawah bagian belum",
]


class Choice:
    """What the address asks for; what it does not know is ignored."""

    def __init__(self, request: HttpRequest) -> None:
        self.period = _known(request.GET.get("hari", ""), PERIODS)
        self.order = _known(request.GET.get("urut", ""), ORDERS)
        self.kind = _known(request.GET.get("jenis", ""), KIND_WORDS)
        self.rates = rates.rates(
            request.user, int(self.period or rates.DAYS), kind=self.kind, worst_first=self.order == "belum"
        )

    @property
    def parameters(self) -> dict[str, str]:
        """What the address says of it."""
        return {"hari": self.period, "urut": self.order, "jenis": self.kind}

    @property
    def fields(self) -> list[dict[str, Any]]:
        """The selects of the form."""
        given = [
            ("hari", "Waktu", PERIODS, self.period),
            ("urut", "Urutan", ORDERS, self.order),
            ("jenis", "Jenis", {"": "Semua"} | KIND_WORDS, self.kind),
        ]
        return [
            {
                "name": name,
                "label": label,
                "options": [(value, words, value == chosen) for value, words in choices.items()],
            }
            for name, label, choices, chosen in given
        ]


def _known(value: str, choices: dict[str, str]) -> str:
    return value if value in choices else ""


@staff_page("faq.view_feedback")
@require_safe
def pages(request: HttpRequest) -> HttpResponse:
    """The table."""
    choice = Choice(request)
    page = Paginator(choice.rates, PER_PAGE).get_page(request.GET.get("halaman"))
    address = partial(list_address, reverse("feedback-pages"), choice.parameters)
    named = rates.names([(each.kind, each.key) for each in page])
    context = {
        "choice": choice,
        "rows": [_row(each, named) for each in page],
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "csv": list_address(reverse("feedback-pages-csv"), choice.parameters),
    }
    trail = [Link("Umpan balik", reverse("feedback-list"))]
    return show_staff(
        request, "faq/staff/feedback_pages.html", "Halaman dan suara pembaca", context, trail=trail
    )


def _row(each: PageRate, named: dict[tuple[str, str], Link]) -> dict[str, Any]:
    page = named.get((each.kind, each.key))
    asked = {"jenis": each.kind, "halaman": each.key, "keadaan": "semua"}
    return {
        "words": page.words if page else each.key,
        "url": page.url if page else "",
        "kind": KIND_WORDS.get(each.kind, each.kind),
        "rate": each.rate,
        "list": list_address(reverse("feedback-list"), asked),
    }


@staff_page("faq.view_feedback")
@require_safe
@never_cache
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same table as CSV; cells a spreadsheet would take for formulas are quoted."""
    choice = Choice(request)
    audit.record("export", by=request.user, name="halaman dan suara pembaca (CSV)")
    return streamed_csv(_lines(choice.rates), "suara-pembaca")


def _lines(found: list[PageRate]) -> Iterator[list[Any]]:
    yield COLUMNS
    named = rates.names([(each.kind, each.key) for each in found])
    for each in found:
        page, rate = named.get((each.kind, each.key)), each.rate
        share = f"{rate.helpful / rate.votes:.3f}".replace(".", ",") if rate.votes else ""
        bound = f"{rate.surely_unhelpful:.3f}".replace(".", ",") if rate.votes else ""
        words, url = (page.words, page.url) if page else ("", "")
        yield [each.kind, each.key, words, url, rate.views, rate.helpful, rate.unhelpful, share, bound]
