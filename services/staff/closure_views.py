"""Closures in the workspace: the list, adding and changing with a preview, ending and deleting with undo."""

import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from services import audit, scope, snapshot
from services.closure_effects import Effect, effects, with_closure
from services.closures import closures_between
from services.facts import ClosureFacts
from services.links import Link
from services.models import Closure
from services.office_pages import WEEKS_AHEAD, closure_notice, span_words
from services.staff import closure_state, undo
from services.staff.closure_form import ClosureForm, initial_of, initial_of_new, warnings
from services.staff.closure_state import may_touch
from services.staff.office_views import offices_link, own_offices
from services.staff.pages import show_staff, staff_page
from services.views import site_now

UNDO = "closure"
MOST_PAST = 30
ON_FIRST_PAGE = 3
"""How many closures the first page tells."""


def closures_link() -> Link:
    """The way back to the list."""
    return Link("Hari tutup", reverse("closures"))


def own_closures(request: HttpRequest) -> QuerySet[Closure]:
    """Closures that someone sees: those of own offices, and those of every office."""
    return scope.own(Closure.objects.prefetch_related("offices"), request.user)


@staff_page("services.view_closure")
@require_safe
def closures(request: HttpRequest) -> HttpResponse:
    """Coming, past and ignored closures of own offices."""
    today = site_now(snapshot.current()).date()
    rows = own_closures(request)
    own = {office.pk for office in own_offices(request)}
    site = scope.covers_all(request.user)

    def shown(some: QuerySet[Closure]) -> list[dict[str, Any]]:
        return [_row(each, own, site, today) for each in some]

    context = {
        "coming": shown(rows.filter(end__gte=today, is_ignored=False)),
        "past": shown(rows.filter(end__lt=today, is_ignored=False).order_by("-start")[:MOST_PAST]),
        "ignored": shown(rows.filter(is_ignored=True)),
        "undo": undo.offered(request, UNDO),
        "may_add": request.user.has_perm("services.add_closure"),
        "may_change": request.user.has_perm("services.change_closure"),
    }
    return show_staff(request, "staff/offices/closures.html", "Hari tutup", context, trail=[offices_link()])


def _row(closure: Closure, own: set[int], site: bool, today: datetime.date) -> dict[str, Any]:
    offices = list(closure.offices.all())
    return {
        "closure": closure,
        "when": span_words(closure.start, closure.end, today),
        "where": ", ".join(each.name for each in offices) or "Semua kantor di situs ini",
        "kind": closure.get_kind_display(),
        "is_now": closure.start <= today <= closure.end,
        "goes_on": closure.start <= today < closure.end,
        "may_touch": {each.pk for each in offices} <= own if offices else site,
    }


@staff_page("services.add_closure")
@require_http_methods(["GET", "HEAD", "POST"])
def closure_add(request: HttpRequest) -> HttpResponse:
    """A new closure: typed, looked at, saved. The query fills fields: `?kantor=` chooses offices, see the form."""
    initial = initial_of_new(request.GET, own_offices(request), scope.covers_all(request.user))
    return _edit(request, None, initial)


@staff_page("services.change_closure")
@require_http_methods(["GET", "HEAD", "POST"])
def closure_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another date, reason or office for a closure that is there."""
    closure = _touchable(request, pk)
    return _edit(request, closure, initial_of(closure))


def _touchable(request: HttpRequest, pk: int) -> Closure:
    closure = get_object_or_404(own_closures(request), pk=pk)
    if not may_touch(closure, request.user):
        raise PermissionDenied
    return closure


CHANGED_BY_OTHER = (
    "Hari tutup ini baru saja diubah orang lain. Isian Anda di bawah belum disimpan. Bandingkan dengan yang berlaku "
    "sekarang, lalu lihat pratinjau lagi untuk menyimpan isian Anda."
)


def _edit(request: HttpRequest, closure: Closure | None, initial: dict[str, Any]) -> HttpResponse:
    rights = {"offices": own_offices(request), "site": scope.covers_all(request.user)}
    base = closure_state.fingerprint(closure_state.read(closure)) if closure else ""
    if request.method != "POST":
        return _show(request, closure, ClosureForm(initial=initial, **rights), base)
    form = ClosureForm(request.POST, **rights)
    if request.POST.get("dasar", "") != base:
        return _show(request, closure, form, base, now=_now_words(closure), status=409)
    if not form.is_valid():
        return _show(request, closure, form, base, status=400)
    wanted = form.facts()
    if request.POST.get("langkah") != "simpan":
        return _show(request, closure, form, base, seen=_preview(wanted, closure))
    if not _save(request, closure or Closure(), wanted, base):
        return _show(request, closure, form, base, now=_now_words(closure), status=409)
    return redirect("closures")


def _now_words(closure: Closure | None) -> dict[str, str]:
    """What a closure says that a colleague has changed: their words, to compare."""
    found = Closure.objects.filter(pk=closure.pk).first() if closure else None
    if found is None:
        return {"words": CHANGED_BY_OTHER, "stored": "Sekarang tidak tercatat lagi."}
    row = _row(found, set(), False, site_now(snapshot.current()).date())
    return {
        "words": CHANGED_BY_OTHER,
        "stored": f"Yang tersimpan sekarang: {found.name}, {row['when']}, {row['where']}.",
    }


def _show(
    request: HttpRequest,
    closure: Closure | None,
    form: ClosureForm,
    base: str,
    *,
    seen: Any = None,
    now: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "closure": closure, "preview": seen, "base": base, "now": now}
    title = "Ubah hari tutup" if closure else "Catat hari tutup"
    trail = [offices_link(), closures_link()]
    return show_staff(request, "staff/offices/closure.html", title, context, trail=trail, status=status)


def _preview(wanted: ClosureFacts, closure: Closure | None) -> dict[str, Any]:
    """What the public will read, and what it does to each office."""
    now_facts = snapshot.current()
    facts = with_closure(now_facts, wanted, snapshot.closure_facts(closure) if closure else None)
    today = site_now(facts).date()
    first_page = closures_between(facts, today, today + datetime.timedelta(weeks=WEEKS_AHEAD))[:ON_FIRST_PAGE]
    return {
        "notices": [closure_notice(wanted, facts, today)],
        "is_on_first_page": any(each == wanted for each, _ in first_page),
        "effects": [_effect_row(each, today) for each in effects(wanted, facts)],
        "warnings": warnings(wanted, facts, today),
    }


def _effect_row(effect: Effect, today: datetime.date) -> dict[str, Any]:
    return {
        "name": effect.office.name,
        "days": effect.days_words(today),
        "count": len(effect.days),
        "reopens": effect.reopens_words,
    }


def _save(request: HttpRequest, closure: Closure, wanted: ClosureFacts, base: str) -> bool:
    """Write it, log it and offer to take it back; False where somebody else has changed it since."""
    before = closure_state.read(closure) if closure.pk else None
    if not closure_state.write(closure, closure_state.with_facts(closure, wanted), expected=base):
        return False
    _record("change" if before else "add", closure, request)
    card = reverse("closure-card", args=[closure.pk])
    _offer_undo(request, closure, f"“{closure.name}” disimpan dan langsung berlaku.", before, card=card)
    return True


def _offer_undo(request: HttpRequest, closure: Closure, words: str, before: Any, **kept: Any) -> None:
    after = closure_state.fingerprint(closure_state.stored(closure.pk))
    undo.offer(request, UNDO, closure.pk, words, before=before, after=after, **kept)


def _record(action: str, closure: Closure, request: HttpRequest, **detail: Any) -> None:
    offices = list(closure.offices.select_related("agency"))
    agencies = {each.agency for each in offices}
    agency = agencies.pop() if len(agencies) == 1 else None
    dates = [closure.start.isoformat(), closure.end.isoformat()]
    keys = [each.key for each in offices]
    audit.record(action, closure, by=request.user, agency=agency, dates=dates, offices=keys, **detail)


@staff_page("services.change_closure")
@require_POST
def closure_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Open again sooner: from tomorrow, or (`mulai=hari-ini`) from today; one that begins today is then gone."""
    closure = _touchable(request, pk)
    today = site_now(snapshot.current()).date()
    last = today - datetime.timedelta(days=1) if request.POST.get("mulai") == "hari-ini" else today
    if not closure.start <= today <= closure.end or last >= closure.end:
        messages.warning(request, "Penutupan ini tidak berlangsung lebih lama dari itu.")
        return redirect("closures")
    if last < closure.start:
        return _delete(request, closure)
    before = closure_state.read(closure)
    closure.end = last
    closure.save(update_fields=["end"])
    _record("change", closure, request)
    _offer_undo(request, closure, f"“{closure.name}” diakhiri lebih cepat.", before)
    return redirect("closures")


@staff_page("services.change_closure")
@require_POST
def closure_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a closure away: the offices are open as usual."""
    return _delete(request, _touchable(request, pk))


def _delete(request: HttpRequest, closure: Closure) -> HttpResponse:
    before, pk = closure_state.read(closure), closure.pk
    _record("delete", closure, request)
    closure.delete()
    words = f"“{closure.name}” dihapus; kantor buka seperti biasa."
    undo.offer(request, UNDO, pk, words, before=before, after="")
    return redirect("closures")


@staff_page("services.change_closure")
@require_POST
def closure_undo(request: HttpRequest) -> HttpResponse:
    """Take back the last saving, ending or deleting of a closure, unless somebody has changed it since.

    Rights are asked again, for what is there and for what would come back: both may have changed meanwhile.
    """
    found = undo.take(request, UNDO)
    if found is None:
        return redirect("closures")
    before, closure = found["before"], Closure.objects.filter(pk=found["key"]).first()
    if closure and not may_touch(closure, request.user):
        raise PermissionDenied
    if before is not None and not closure_state.may_hold(before["offices"], request.user):
        raise PermissionDenied
    if _take_back(request, closure or Closure(pk=int(found["key"])), before, found.get("after", "")):
        messages.success(request, "Dibatalkan. Hari tutup kembali seperti sebelumnya.")
    else:
        messages.warning(request, "Hari tutup itu sudah diubah lagi setelah itu, jadi tidak dibatalkan.")
    return redirect("closures")


def _take_back(request: HttpRequest, closure: Closure, before: Any, after: str) -> bool:
    if before is not None:
        if not closure_state.write(closure, before, expected=after):
            return False
        _record("change", closure, request, undone=True)
        return True
    if closure_state.fingerprint(closure_state.stored(closure.pk)) != after:
        return False
    _record("delete", closure, request, undone=True)
    closure.delete()
    return True
