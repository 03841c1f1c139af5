"""The registry: every issued card of one's own agencies, to find, to filter, and to take along."""

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cards import holding
from cards.issued.filters import LEAFLETS, FilterForm
from cards.issued.rows import Row, rows_of, state_in, with_company
from cards.models import Card, CardVisits
from services import audit, scope
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff.csv_files import streamed_csv
from services.staff.pages import show_staff, staff_page

PER_PAGE = 24
AT_ONCE = 500
"""Rows of the table that are read together."""
COLUMNS = ["kode", "jenis", "kunci", "tentang", "instansi", "dibuat dari", "dibuat", "oleh", "ukuran", "diunduh",
           "diperiksa", "keadaan", "diganti oleh", "unggahan"]  # fmt: skip


def registry_link() -> Link:
    """The way back to the registry."""
    return Link("Kartu beredar", reverse("issued-cards"))


def studio_link() -> Link:
    """The way to where cards are made."""
    return Link("Studio kartu", reverse("studio"))


def own_cards(request: HttpRequest) -> QuerySet[Card]:
    """Cards that someone may see."""
    return scope.own(Card.objects.all(), request.user)


@staff_page("cards.view_card")
@require_safe
@never_cache
def issued_cards(request: HttpRequest) -> HttpResponse:
    """Cards, newest first; leaflets in a list of their own (`?daftar=selebaran`)."""
    form = FilterForm(request.GET)
    page = Paginator(_keys(request, form), PER_PAGE).get_page(request.GET.get("halaman"))
    here = reverse("issued-cards")

    def address(number: int) -> str:
        return list_address(here, form.parameters, number)

    context = {
        "form": form,
        "rows": _rows_of(list(page.object_list)),
        "page": page,
        "previous": page_before(page, address, "Lebih baru"),
        "next": page_after(page, address, "Lebih lama"),
        "csv": list_address(reverse("issued-cards-csv"), form.parameters),
        "lists": _lists(form.is_leaflets),
        "work": len(holding.outdated_packs(request.user)),
        "may_issue": request.user.has_perm("cards.issue_card"),
    }
    title = "Selebaran beredar" if form.is_leaflets else "Kartu beredar"
    return show_staff(request, "cards/issued/list.html", title, context, trail=[studio_link()])


def _lists(is_leaflets: bool) -> list[tuple[Link, bool]]:
    here = reverse("issued-cards")
    return [
        (Link("Kartu", here), not is_leaflets),
        (Link("Selebaran A4", list_address(here, {"daftar": LEAFLETS})), is_leaflets),
    ]


def _keys(request: HttpRequest, form: FilterForm) -> list[int] | QuerySet[Card]:
    """Primary keys of the cards that fit, newest first."""
    cards = form.narrowed(own_cards(request)).order_by("-issued_at", "-pk")
    if not form.state:
        return cards.values_list("pk", flat=True)
    judged = holding.judged(list(cards.defer("content")))
    return [each.card.pk for each in judged if state_in(each).key == form.state]


def _rows_of(keys: list[int]) -> list[Row]:
    cards = with_company(holding.narrow(Card.objects.filter(pk__in=keys))).order_by("-issued_at", "-pk")
    return rows_of(holding.judged(list(cards)))


@staff_page("cards.view_card")
@require_safe
@never_cache
def as_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered cards as CSV; cells a spreadsheet would take for formulas are quoted."""
    form = FilterForm(request.GET)
    keys = list(_keys(request, form))
    audit.record("export", by=request.user, name="kartu beredar (CSV)")
    return streamed_csv(_lines(keys), "kartu-beredar")


def _lines(keys: list[int]) -> Iterator[list[Any]]:
    yield COLUMNS
    for start in range(0, len(keys), AT_ONCE):
        part = keys[start : start + AT_ONCE]
        visits = dict(_visits(part))
        for row in _rows_of(part):
            yield _line(row, visits.get(row.card.pk, 0))


def _visits(keys: list[int]) -> Iterator[tuple[int, int]]:
    counted = CardVisits.objects.filter(card__in=keys).values("card").annotate(seen=Sum("count"))
    return ((each["card"], each["seen"]) for each in counted)


def _line(row: Row, visits: int) -> list[Any]:
    card = row.card
    posts = [f"{each.platform} {each.post.posted_on:%Y-%m-%d} {each.url}".strip() for each in row.posts]
    issued = timezone.localtime(card.issued_at)
    return [
        row.code, row.kind, card.subject, row.name, row.agency, row.editions, f"{issued:%Y-%m-%d %H:%M}", row.by,
        row.formats, card.downloads, visits, row.state.words, row.new_code, " | ".join(posts),
    ]  # fmt: skip
