"""Offices and their hours in the workspace: the overview, and the editor of an office's timetables."""

import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from services import audit, scope, snapshot
from services.choices import Weekday
from services.closures import missing_lists
from services.links import Link
from services.models import Agency, Office, RamadanPeriod
from services.office_pages import closure_notices, office_card
from services.staff import hours_form, hours_state, undo
from services.staff.hours_form import HoursForm
from services.staff.hours_preview import preview
from services.staff.pages import show_staff, staff_page
from services.views import site_now

MAY_CHANGE = "services.change_openinghours"
UNDO = "hours"
NEXT_CLOSURES = 2


def offices_link() -> Link:
    """The way back to the overview."""
    return Link("Kantor dan jam", reverse("staff-offices"))


def own_offices(request: HttpRequest) -> QuerySet[Office]:
    """Offices whose hours and closures someone sees."""
    return scope.own(Office.objects.select_related("agency"), request.user)


@staff_page("services.view_office")
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """Own offices with their state, this week and next closures; agencies, Ramadan periods, lists of holidays."""
    facts = snapshot.current()
    now = site_now(facts)
    shown = [_overview(each, facts, now) for each in own_offices(request) if each.key in facts.offices]
    missing = {each.year: each.entered for each in missing_lists(facts, now.date())}
    context = {
        "offices": shown,
        "agencies": scope.own(Agency.objects.select_related("publisher"), request.user),
        "ramadan": RamadanPeriod.objects.filter(end__gte=now.date()),
        "years": [_year_row(year, missing) for year in (now.year, now.year + 1)],
        "covers_all": scope.covers_all(request.user),
        "may": {
            name: request.user.has_perm(f"services.{name}")
            for name in ("change_openinghours", "change_office", "add_office", "add_closure", "change_agency")
        } | {
            # It holds for every office of the site.
            name: scope.covers_all(request.user) and request.user.has_perm(f"services.{name}")
            for name in ("change_ramadanperiod", "add_ramadanperiod")
        },
    }  # fmt: skip
    return show_staff(request, "staff/offices/overview.html", "Kantor dan jam", context)


def _overview(office: Office, facts: Any, now: datetime.datetime) -> dict[str, Any]:
    card = office_card(facts.offices[office.key], facts, now)
    return {
        "office": office,
        "card": card,
        "closures": closure_notices(facts, now, NEXT_CLOSURES, office.key),
        "special": card.special,
    }


def _year_row(year: int, missing: dict[int, int]) -> dict[str, Any]:
    """What is known of a year's holidays: complete, some days, or none."""
    address = f"{reverse('holidays')}?tahun={year}"
    if year not in missing:
        return {"year": str(year), "words": "lengkap", "pill": "good", "address": address}
    if missing[year]:
        return {
            "year": str(year), "words": f"baru {missing[year]} hari", "pill": "warning", "address": address
        }  # fmt: skip
    return {"year": str(year), "words": "belum ada", "pill": "warning", "address": address}


@staff_page(MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def office_hours(request: HttpRequest, key: str) -> HttpResponse:
    """One timetable of an office (`?masa=`): typed, looked at as the public will see it, then saved."""
    office = get_object_or_404(own_offices(request), key=key)
    state = hours_state.read(office)
    period = request.GET.get("masa", hours_form.REGULAR)
    stored = hours_form.from_state(period, state)
    if stored is None:
        raise Http404("masa")
    if request.method != "POST":
        return _show(request, office, state, stored)
    form = hours_form.from_typed(period, request.POST.dict())
    if request.POST.get("langkah") == "salin":
        form.copy_day(_days(request, "salin-dari")[0], _days(request, "salin-ke"))
        return _show(request, office, state, form)
    if request.POST.get("dasar") != hours_state.fingerprint(state):
        return _changed_by_other(request, office, form)
    if not form.check(state):
        return _show(request, office, state, form, status=400)
    wanted = hours_form.changed(state, form)
    if request.POST.get("langkah") != "simpan":
        facts = snapshot.current()
        seen = preview(office, wanted, form, facts, site_now(facts))
        return _show(request, office, state, form, seen=seen)
    if not _save(request, office, state, wanted, f"Jam {office.name} disimpan."):
        return _changed_by_other(request, office, form)
    return redirect("office-hours", key=key)


CHANGED_BY_OTHER = (
    "Jam kantor ini baru saja diubah orang lain. Isian Anda di bawah belum disimpan. Bandingkan dengan jam yang "
    "berlaku sekarang, lalu lihat pratinjau lagi untuk menyimpan isian Anda."
)


def _changed_by_other(request: HttpRequest, office: Office, form: HoursForm) -> HttpResponse:
    """Tell that a colleague was first; what was typed stays, and can be saved after another look."""
    form.faults.append(hours_form.Fault("jam-form", CHANGED_BY_OTHER))
    state = hours_state.read(Office.objects.get(pk=office.pk))
    return _show(request, office, state, form, status=409)


def _days(request: HttpRequest, name: str) -> list[int]:
    days = [int(each) for each in request.POST.getlist(name) if each in list("0123456")]
    return days or ([0] if name == "salin-dari" else [])


def _show(
    request: HttpRequest, office: Office, state: dict, form: HoursForm, *, seen: Any = None, status: int = 200
) -> HttpResponse:
    context = {
        "office": office,
        "form": form,
        "tabs": _tabs(office, state, form),
        "stored": state,
        "base": hours_state.fingerprint(state),
        "weekdays": [(each.value, each.label) for each in Weekday],
        "preview": seen,
        "undo": undo.offered(request, UNDO, office.key),
        "slots": hours_form.SLOTS,
    }
    trail = [offices_link()]
    return show_staff(
        request, "staff/offices/hours.html", f"Jam {office.name}", context, trail=trail, status=status
    )


def _tabs(office: Office, state: dict, form: HoursForm) -> list[dict[str, Any]]:
    """Every timetable of the office, and the one to begin."""
    names = [(hours_form.REGULAR, "Hari biasa"), (hours_form.RAMADAN, "Ramadan")]
    names += [(f"{hours_form.SPECIAL}{each['pk']}", each["name"]) for each in state["special"]]
    names.append((hours_form.NEW, "+ Jam khusus"))
    address = reverse("office-hours", args=[office.key])
    return [
        {"words": words, "address": f"{address}?masa={key}", "is_here": key == form.key}
        for key, words in names
    ]


def _save(request: HttpRequest, office: Office, before: dict, after: dict, words: str) -> bool:
    """Write the hours, log it and offer to take it back; False where somebody else has changed them since."""
    if not hours_state.write(office, after, expected=hours_state.fingerprint(before)):
        return False
    audit.record("change", office, by=request.user, fields=["jam"])
    saved = hours_state.read(Office.objects.get(pk=office.pk))
    undo.offer(
        request, UNDO, office.key, words, before=before, after=hours_state.fingerprint(saved)
    )  # the message with its button is part of the page
    return True


@staff_page(MAY_CHANGE)
@require_POST
def hours_undo(request: HttpRequest, key: str) -> HttpResponse:
    """Bring back the hours before the last save, unless somebody has changed them since."""
    office = get_object_or_404(own_offices(request), key=key)
    found = undo.offered(request, UNDO, key)
    undo.forget(request, UNDO)
    if found is None:
        messages.warning(request, "Tidak ada lagi yang bisa dibatalkan.")
    elif not hours_state.write(office, found["before"], expected=found["after"]):
        messages.warning(request, "Jam sudah diubah lagi setelah itu, jadi tidak dibatalkan.")
    else:
        audit.record("change", office, by=request.user, fields=["jam"], undone=True)
        messages.success(request, f"Jam {office.name} dikembalikan seperti sebelumnya.")
    return redirect("office-hours", key=key)


@staff_page(MAY_CHANGE)
@require_POST
def special_delete(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take special hours away; the usual ones hold again at once."""
    office = get_object_or_404(own_offices(request), key=key)
    state = hours_state.read(office)
    rest = hours_form.without_special(state, pk)
    if rest == state:
        raise Http404("jam khusus")
    if not _save(request, office, state, rest, f"Jam khusus {office.name} dihapus."):
        messages.warning(request, CHANGED_BY_OTHER)
    return redirect("office-hours", key=key)
