"""Pages of /kelola/celah/: what people search in vain, and one group of it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq import asked
from faq.gaps import drafts, settling, tally
from faq.gaps.groups import GapGroup, Survey, survey
from faq.gaps.trying import Seen, seen
from faq.models import SearchCount
from services import audit
from services.catalogue_cells import safe
from services.catalogue_csv import write_csv
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page

PER_PAGE = 20
MOST_OTHERS = 4
"""Other ways of typing it that a row names."""
MOST_DAYS = 31
PERIODS = {7: "7 hari", 30: "30 hari", 90: "90 hari", 396: "13 bulan"}
USUAL = 30
KINDS = {"": "Semua", "tanpa-hasil": "Tanpa hasil", "tidak-dibuka": "Ada hasil, tidak dibuka"}
COLUMNS = ["kelompok", "kata warga", "kali sia-sia", "tanpa hasil", "ada hasil tapi tidak dibuka", "semua pencarian",
           "kali sia-sia periode sebelumnya", "terakhir", "pernah ditangani"]  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """What of a list is shown: days, and which kind of gap."""

    days: int
    kind: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Chosen":
        """As the address says; what it does not know is the usual."""
        days, kind = request.GET.get("hari", ""), request.GET.get("jenis", "")
        known = {str(each): each for each in PERIODS}
        return cls(known.get(days, USUAL), kind if kind in KINDS else "")

    def parameters(self, **other: Any) -> dict[str, str]:
        """For an address; the usual is left out."""
        values = {"hari": self.days, "jenis": self.kind} | other
        return {
            name: str(value) for name, value in values.items() if value and (name, value) != ("hari", USUAL)
        }

    def fits(self, group: GapGroup) -> bool:
        """Whether the list has this group: one that is both stands in both."""
        return {"tanpa-hasil": group.missed > 0, "tidak-dibuka": group.unopened > 0}.get(self.kind, True)


@dataclass(frozen=True)
class Row:
    """A group as the list shows it, with what people see for its words today."""

    group: GapGroup
    url: str
    seen: Seen

    @property
    def others(self) -> list[str]:
        """Other ways people typed it."""
        return self.group.words[1 : MOST_OTHERS + 1]

    @property
    def more(self) -> int:
        """How many ways the row does not name."""
        return len(self.group.words) - 1 - len(self.others)

    @property
    def trend(self) -> str:
        """Against the period before, in words."""
        return trend_words(self.group.times, self.group.before)


def trend_words(now: int, before: int | None) -> str:
    """How often something is searched in vain against the period before; "" where that is not kept any more."""
    if before is None:
        return ""
    if not before:
        return "baru"
    if now > before:
        return f"naik dari {before}"
    return f"turun dari {before}" if now < before else "tetap"


@staff_page("faq.view_searchcount")
@require_safe
@never_cache
def gaps(request: HttpRequest) -> HttpResponse:
    """What people search in vain, by how often."""
    chosen = Chosen.of(request)
    found = found_groups(chosen)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("halaman"))
    here = reverse("gaps")

    def address(number: int) -> str:
        return list_address(here, chosen.parameters(), number)

    context = {
        "rows": [_row(each, chosen) for each in page],
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "csv": list_address(reverse("gaps-csv"), chosen.parameters()),
        "periods": _choices(PERIODS, chosen.days, "hari", chosen),
        "kinds": _choices(KINDS, chosen.kind, "jenis", chosen),
        "total": sum(each.times for each in found),
        "is_narrowed": bool(chosen.kind),
        "has_searches": SearchCount.objects.exists(),
        "may_settle": request.user.has_perm("faq.settle_gap"),
    }
    return show_staff(request, "faq/staff/gaps.html", "Pencarian sia-sia", context)


def _choices(words: dict[Any, str], value: Any, name: str, chosen: Chosen) -> list[tuple[Link, bool]]:
    here = reverse("gaps")
    return [
        (Link(words[each], list_address(here, chosen.parameters(**{name: each}))), each == value)
        for each in words
    ]


def _row(group: GapGroup, chosen: Chosen) -> Row:
    return Row(group, group_address(group.pk, chosen.days), seen(group.title))


def group_address(pk: int, days: int, name: str = "gap") -> str:
    """A page of a group, for a period."""
    return list_address(reverse(name, args=[pk]), Chosen(days, "").parameters())


def found_groups(chosen: Chosen) -> list[GapGroup]:
    """The open groups of a list. Searches that wait in this process are written first."""
    asked.write()
    return [each for each in survey(chosen.days).open if chosen.fits(each)]


@staff_page("faq.view_searchcount")
@require_safe
@never_cache
def as_csv(request: HttpRequest) -> HttpResponse:
    """The groups of a list as a table."""
    found = found_groups(Chosen.of(request))
    audit.record("export", by=request.user, name="pencarian sia-sia (CSV)")
    rows = [COLUMNS, *(_line(each) for each in found)]
    cells = [[safe(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    response = HttpResponse(write_csv(cells), content_type="text/csv; charset=utf-8")
    name = f"pencarian-sia-sia-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _line(group: GapGroup) -> list[Any]:
    return [
        group.title, " | ".join(group.words), group.times, group.missed, group.unopened, group.searched, group.before,
        f"{group.last_day:%Y-%m-%d}", "ya" if group.came_back else "tidak",
    ]  # fmt: skip


@staff_page("faq.view_searchcount")
@require_safe
@never_cache
def gap(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: how people typed it, when, what they see, and what can be done."""
    chosen = Chosen.of(request)
    group = group_of(pk, chosen.days)
    if group is None:
        return show_staff(
            request,
            "faq/staff/gaps_over.html",
            "Sudah tidak tercatat sia-sia",
            {},
            trail=[gaps_link()],
            status=200,
        )
    user = request.user
    may_settle = user.has_perm("faq.settle_gap")
    context = {
        "group": group,
        "trend": trend_words(group.times, group.before),
        "period": PERIODS[chosen.days],
        "seen": seen(group.title),
        "drafts": drafts.pending(group, user),
        "days": _days(group, chosen.days),
        "may_settle": may_settle,
        "may_change_words": may_settle and settling.may_change_words(user),
        "may_draft": may_settle and user.has_perm("faq.add_question"),
        "addresses": {
            name: group_address(pk, chosen.days, f"gap-{name.replace('_', '-')}")
            for name in ("synonym", "draft", "not_ours", "dismiss")
        },
    }
    return show_staff(request, "faq/staff/gaps_group.html", f"“{group.title}”", context, trail=[gaps_link()])


def gaps_link() -> Link:
    """The way back to the list."""
    return Link("Pencarian sia-sia", reverse("gaps"))


def group_of(pk: int, days: int) -> GapGroup | None:
    """The open group that has this count: of the period, else of all that is kept. 404 for an unknown count."""
    asked.write()
    if not SearchCount.objects.filter(pk=pk).exists():
        raise Http404("pencarian")
    found: Survey = survey(days)
    return found.group_of(pk) or survey(max(PERIODS)).group_of(pk)


def _days(group: GapGroup, days: int) -> list[dict[str, Any]]:
    """The newest days on which the group's words were searched, with what came of it."""
    first = tally.Period.of(days).first
    found: dict[Any, dict[str, Any]] = {}
    for row in tally.rows_of(group.words):
        if row.day >= first:
            day = found.setdefault(row.day, {"day": row.day, "searched": 0, "missed": 0, "opened": 0})
            day["searched"] += row.times
            day["missed"] += 0 if row.was_found else row.times
            day["opened"] += row.opened
    return [found[day] for day in sorted(found, reverse=True)][:MOST_DAYS]
