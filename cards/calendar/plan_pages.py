"""Pages of one plan: writing it, changing and moving it, removing it, and taking the last of these back."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cards import codes, subjects
from cards.calendar import plan_state, plans
from cards.calendar.forms import MoveForm, PlanForm
from cards.calendar.month import plan_row
from cards.models import CardKind, PlannedPost
from cards.own_agencies import own_agencies
from cards.platforms import PRESETS
from cards.studio_links import make_url
from cards.subjects import KINDS, Found, Source
from services import day_bounds, snapshot
from services.links import Link
from services.models import Agency
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.wording import date_words

UNDO = "plan"
MOST_FOUND = 4
"""Subjects of each kind that a search offers."""
CHANGED_BY_OTHER = (
    "Rencana ini baru saja diubah orang lain. Isian Anda belum disimpan: periksa, lalu simpan lagi."
)


class About(NamedTuple):
    """What a plan is about: nothing in particular where `kind` is ""."""

    kind: str = ""
    key: str = ""
    title: str = ""
    agency: str = ""

    @property
    def label(self) -> str:
        """What people call its kind."""
        return str(CardKind(self.kind).label) if self.kind else ""


def trail() -> list[Link]:
    """The way back from pages of a plan."""
    return [Link("Studio kartu", reverse("studio")), Link("Kalender", reverse("calendar"))]


def back_to(plan_day: Any) -> HttpResponse:
    """The calendar, at the month of this day."""
    return redirect(f"{reverse('calendar')}?bulan={plan_day:%Y-%m}")


def about_asked(request: HttpRequest) -> About:
    """The own subject that `?jenis=<word of its kind>&tentang=<key>` names."""
    kind = subjects.by_path(request.GET.get("jenis", ""))
    key = request.GET.get("tentang", "")[:120]
    if kind is None or not key or not kind.is_own(request.user, key):
        return About()
    return _about(kind.kind, key)


def _about(kind: str, key: str, title: str = "") -> About:
    source = KINDS[kind].source(key, snapshot.current()) if kind in KINDS else None
    if isinstance(source, Source):
        return About(kind, key, source.title, source.agency)
    return About(kind, key, title) if title else About()


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan_new(request: HttpRequest) -> HttpResponse:
    """Plan a post: `?tanggal=` for the day, `?jenis=…&tentang=…` for the subject, `?q=` to look for one."""
    about = about_asked(request)
    plan = PlannedPost(kind=about.kind, subject=about.key, made_by=request.user)
    day = day_bounds.written_day(request.GET.get("tanggal", "")) or timezone.localdate()
    initial = {"on": day, "title": about.title[:150]}
    return _edit(request, plan, about, initial)


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: how far it is, the way to its card, and the form that changes it."""
    found = _own_or_404(request, pk)
    about = _about(found.kind, found.subject, found.title) if found.kind else About()
    return _edit(request, found, about, {})


def _own_or_404(request: HttpRequest, pk: int) -> PlannedPost:
    return get_object_or_404(plans.own_plans(request.user).select_related("card", "post"), pk=pk)


def _edit(request: HttpRequest, found: PlannedPost, about: About, initial: dict[str, Any]) -> HttpResponse:
    agencies = own_agencies(request.user)
    before = plan_state.stored(found.pk)
    base = plan_state.fingerprint(before)
    fixed = found.agency if found.pk and found.kind else _agency_of(about, agencies)
    given = request.POST if request.method == "POST" else None
    form = PlanForm(given, instance=found, agencies=agencies, fixed=fixed, initial=initial)
    if given is None:
        return _show(request, form, about, base)
    if given.get("dasar", "") != base:
        return _show(request, form, about, base, clash=CHANGED_BY_OTHER, status=409)
    if not form.is_valid():
        return _show(request, form, about, base, status=400)
    row = form.save(commit=False)
    if not plan_state.save(row, expected=base):
        now = plan_state.fingerprint(plan_state.stored(row.pk))
        return _show(request, form, about, now, clash=CHANGED_BY_OTHER, status=409)
    _offer(request, row, f"“{row.title}” direncanakan untuk {date_words(row.on)}.", before)
    return back_to(row.on)


def _agency_of(about: About, agencies: list[Agency]) -> Agency | None:
    return next((each for each in agencies if each.key == about.agency), None)


def _show(request: HttpRequest, form: PlanForm, about: About, base: str, *, clash: str = "",
          status: int = 200) -> HttpResponse:  # fmt: skip
    stored = form.instance if form.instance.pk else None
    words = request.GET.get("q", "").strip()[:100]
    context = {
        "form": form,
        "plan": stored,
        "about": about,
        "base": base,
        "clash": clash,
        "words": words,
        "found": [] if stored else _found(request, words),
        "day": request.GET.get("tanggal", "")
        if day_bounds.written_day(request.GET.get("tanggal", ""))
        else "",
        "has_agency": "agency" in form.fields,
        **_stage(stored, request.user),
    }
    title = stored.title if stored else "Rencanakan unggahan"
    return show_staff(request, "cards/calendar/plan.html", title, context, trail=trail(), status=status)


def _stage(stored: PlannedPost | None, user: Any) -> dict[str, Any]:
    """How far a plan is, and what comes next."""
    if stored is None:
        return {"row": None, "make_url": "", "code": "", "post_url": "", "day_words": "", "posted_words": ""}
    standing = plans.standings([stored], user)[0]
    may_make = stored.kind and standing.state != plans.POSTED
    return {
        "row": plan_row(standing, True, set()),
        "make_url": make_url(stored.kind, stored.subject, **_made_for(stored)) if may_make else "",
        "code": codes.display(standing.card.code) if standing.card else "",
        "post_url": stored.post.url if stored.post else "",
        "day_words": date_words(stored.on),
        "posted_words": date_words(stored.post.posted_on) if stored.post else "",
    }


def _made_for(stored: PlannedPost) -> dict[str, str | int]:
    """What the studio is told: for which plan, and for which platform where it makes packs for that one."""
    media = {"media": stored.platform} if stored.platform in PRESETS else {}
    return {"rencana": stored.pk, **media}


def _found(request: HttpRequest, words: str) -> list[tuple[Found, str, str]]:
    """Own subjects with these words that can be a card, each with the word of its kind in addresses and its name."""
    if not words:
        return []
    kinds = [kind for kind in KINDS.values() if kind.kind not in (CardKind.LEAFLET, CardKind.CORRECTION)]
    return [
        (each, kind.path, kind.label)
        for kind in kinds
        for each in kind.found(request.user, words, MOST_FOUND)
        if not each.problem
    ]


def _offer(request: HttpRequest, row: PlannedPost, words: str, before: plan_state.State | None) -> None:
    after = plan_state.fingerprint(plan_state.stored(row.pk))
    undo.offer(request, UNDO, str(row.pk), words, before=before, after=after)


@staff_page("cards.issue_card")
@require_POST
def plan_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Another day for a plan: what dragging sends, and a form without scripts."""
    found = _own_or_404(request, pk)
    form = MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Tulis tanggal tujuannya. " + " ".join(form.errors.get("on", [])))
        return redirect("calendar-plan", pk)
    before = plan_state.read(found)
    found.on = form.cleaned_data["on"]
    if found.on.isoformat() != before["on"]:
        found.save(update_fields=["on", "changed_at"])
        _offer(request, found, f"“{found.title}” dipindahkan ke {date_words(found.on)}.", before)
    return back_to(found.on)


@staff_page("cards.issue_card")
@require_POST
def plan_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a plan off the calendar; its card and post stay."""
    found = _own_or_404(request, pk)
    before, day = plan_state.read(found), found.on
    found.delete()
    undo.offer(request, UNDO, str(pk), f"“{before['title']}” dihapus dari kalender.", before=before, after="")
    return back_to(day)


@staff_page("cards.issue_card")
@require_POST
def plan_undo(request: HttpRequest) -> HttpResponse:
    """Take back the last planning, changing, moving or removing, unless somebody has changed it since."""
    taken = undo.take_own(request, UNDO, PlannedPost.objects.all())
    if taken is None:
        return redirect("calendar")
    found, row = taken
    pk, before = int(found["key"]), found["before"]
    if not _taken_back(row, pk, before, found["after"]):
        messages.warning(request, "Rencana itu sudah berubah lagi, jadi tidak dibatalkan.")
        return redirect("calendar")
    messages.success(request, "Dibatalkan. Kalender kembali seperti sebelumnya.")
    day = before["on"] if before else row.on.isoformat() if row else ""
    return redirect(f"{reverse('calendar')}?bulan={day[:7]}")


def _taken_back(row: PlannedPost | None, pk: int, before: plan_state.State | None, after: str) -> bool:
    if before:
        return plan_state.bring_back(pk, before, expected=after)
    if row is None or plan_state.fingerprint(plan_state.read(row)) != after:
        return False
    row.delete()
    return True
