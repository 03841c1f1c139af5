"""The ranking of a week, as a page and as CSV."""

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.demand import subjects
from faq.demand.ranking import Ranking, ranking
from faq.demand.weeks import Period, last_whole_week, today, week_of, weeks_until, written_week
from faq.demand.weights import SIGNS
from portal.demand.table import csv_rows, lines, placed
from portal.demand.tables_csv import csv_response
from services import audit
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page

KEPT_WEEKS = 56
"""Searches are kept thirteen months."""
ON_A_PAGE = 20
MAY_READ = "faq.view_demand"


class WeekForm(forms.Form):
    """Which week, and which kind of subjects."""

    minggu = forms.ChoiceField(label="Minggu", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)

    def __init__(self, data: dict[str, str], week: Period) -> None:
        super().__init__(data)
        offered = weeks_until(week_of(today()), KEPT_WEEKS)[::-1]
        weeks = [*offered, week] if week not in offered else offered
        self.fields["minggu"].choices = [(each.key, _name(each)) for each in weeks]
        kinds = [(key, kind.label) for key, kind in subjects.KINDS.items()]
        self.fields["jenis"].choices = [("", "Semua jenis"), *kinds]


def _name(week: Period) -> str:
    if week == week_of(today()):
        return f"Minggu ini: {week.words}"
    return f"Minggu lalu: {week.words}" if week == last_whole_week() else week.words


@staff_page(MAY_READ)
@require_safe
def ranking_page(request: HttpRequest) -> HttpResponse:
    """The ranking of a chosen week; the last whole one if none was chosen."""
    week, kind = _chosen(request)
    found = ranking(request.user, week)
    page = Paginator(placed(found, kind), ON_A_PAGE).get_page(request.GET.get("halaman"))
    is_over, highest = week.is_over(today()), max((row.score for row in found.rows), default=0)
    path, parameters = reverse("demand"), {"minggu": week.key, "jenis": kind}

    def address(number: int) -> str:
        return list_address(path, parameters, number)

    context = {
        "form": WeekForm(parameters, week),
        "week": week,
        "is_over": is_over,
        "lines": lines(page.object_list, request.user, highest=highest, is_over=is_over),
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "ways": _ways(week, kind),
        "kind": kind,
        "signs": [{"sign": sign, "weight": found.weights[key]} for key, sign in SIGNS.items()],
        "csv": list_address(reverse("demand-csv"), parameters),
    }
    return show_staff(request, "portal/demand.html", "Permintaan warga", context)


def _chosen(request: HttpRequest) -> tuple[Period, str]:
    """The week and the kind; what cannot be read is the usual one, and no week lies ahead."""
    week = written_week(request.GET.get("minggu", "")) or last_whole_week()
    kind = request.GET.get("jenis", "")
    return min(week, week_of(today())), kind if kind in subjects.KINDS else ""


def _ways(week: Period, kind: str) -> dict[str, Link | None]:
    def to(other: Period, words: str) -> Link:
        return Link(words, list_address(reverse("demand"), {"minggu": other.key, "jenis": kind}))

    now = week_of(today())
    return {
        "earlier": to(week.before, "Minggu sebelumnya"),
        "later": to(week.after, "Minggu berikutnya") if week < now else None,
        "now": to(now, "Minggu ini") if week < now else None,
    }


@staff_page(MAY_READ)
@require_safe
@never_cache
def ranking_csv(request: HttpRequest) -> HttpResponse:
    """The same ranking as CSV, all rows."""
    week, kind = _chosen(request)
    found: Ranking = ranking(request.user, week)
    audit.record("export", by=request.user, name=f"permintaan {week.key} (CSV)")
    return csv_response(csv_rows(found, kind), f"permintaan-{week.key}")
