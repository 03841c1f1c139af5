"""Pages of notices: the list, one notice with its picture, writing and changing."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cards.models import CardKind
from cards.notice_cards import key_of
from cards.notices import state
from cards.notices.forms import NoticeForm, Personal
from cards.notices.rows import card_rows, is_over, rows, state_words, when_words
from cards.own_agencies import own_agencies
from cards.studio_links import make_url, picture_url
from services import audit, scope
from services.links import Link
from services.models import Notice, NoticeKind
from services.staff import undo
from services.staff.pages import show_staff, staff_page

UNDO = "notice"
MOST = 50
"""Of those that are over or were withdrawn, as many are listed."""
CHANGED_BY_OTHER = (
    "Kabar ini baru saja diubah orang lain. Isian Anda di bawah belum disimpan. Bandingkan dengan yang tersimpan "
    "sekarang, lalu simpan lagi bila isian Anda yang benar."
)


def own_notices(request: HttpRequest) -> QuerySet[Notice]:
    """Notices of the agencies someone works for."""
    return scope.own(Notice.objects.select_related("agency", "made_by"), request.user)


def studio_trail() -> list[Link]:
    """The way back from pages below the list of notices."""
    return [Link("Studio kartu", reverse("studio")), Link("Kabar", reverse("notices"))]


@staff_page("cards.issue_card")
@require_safe
@never_cache
def notices(request: HttpRequest) -> HttpResponse:
    """Own notices: those that hold or will, those that are over, those that were withdrawn."""
    today = timezone.localdate()
    own = own_notices(request)
    standing = own.filter(withdrawn_at=None)
    context = {
        "current": rows(standing.exclude(ends_on__lt=today).order_by("starts_on", "pk"), today),
        "over": rows(standing.filter(ends_on__lt=today).order_by("-ends_on", "-pk")[:MOST], today),
        "withdrawn": rows(own.exclude(withdrawn_at=None).order_by("-withdrawn_at")[:MOST], today),
        "undo": undo.offered(request, UNDO),
        "shows_agency": len(own_agencies(request.user)) > 1,
    }
    return show_staff(request, "cards/notices/list.html", "Kabar", context, trail=studio_trail()[:1])


@staff_page("cards.issue_card")
@require_safe
@never_cache
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: what it says, how its card looks, which cards were made of it."""
    found = get_object_or_404(own_notices(request), pk=pk)
    today, key = timezone.localdate(), key_of(found)
    words, pill = state_words(found, today)
    holds = not found.withdrawn_at and not is_over(found, today)
    context = {
        "notice": found,
        "when": when_words(found, today),
        "state_words": words,
        "pill": pill,
        "is_fact_check": found.kind == NoticeKind.FACT_CHECK,
        "make_url": make_url(CardKind.NOTICE, key) if holds else "",
        "picture_url": picture_url(CardKind.NOTICE, key) if holds else "",
        "holds": holds,
        "cards": card_rows(found),
        "may_delete": not state.was_issued(found),
        "undo": undo.offered(request, UNDO, str(pk)),
    }
    return show_staff(request, "cards/notices/notice.html", found.title, context, trail=studio_trail())


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice_new(request: HttpRequest) -> HttpResponse:
    """Write a notice; `?judul=` and `?jenis=` fill it in."""
    return _edit(request, Notice(made_by=request.user))


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def notice_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write something else in a notice; one that was withdrawn stays as it is."""
    found = get_object_or_404(own_notices(request), pk=pk)
    return redirect("notice", pk) if found.withdrawn_at else _edit(request, found)


def _edit(request: HttpRequest, found: Notice) -> HttpResponse:
    agencies, before = own_agencies(request.user), state.stored(found.pk)
    base = state.fingerprint(before)
    if request.method != "POST":
        form = NoticeForm(instance=found, agencies=agencies, initial=_initial(request, found))
        return _show(request, form, base)
    form = NoticeForm(request.POST, instance=found, agencies=agencies)
    if request.POST.get("dasar", "") != base:
        return _show(request, form, base, clash=before, status=409)
    if not form.is_valid():
        return _show(request, form, base, status=400)
    personal = form.personal()
    if personal and request.POST.get("pribadi") == "samarkan":
        form = NoticeForm(_masked(request.POST, personal), instance=found, agencies=agencies)
        if not form.is_valid():
            return _show(request, form, base, status=400)
    elif personal and request.POST.get("pribadi") != "biarkan":
        return _show(request, form, base, personal=personal)
    return _save(request, form, before, base)


def _initial(request: HttpRequest, found: Notice) -> dict[str, Any]:
    if found.pk:
        return {}
    kind = request.GET.get("jenis", "")
    return {
        "starts_on": timezone.localdate(),
        "title": request.GET.get("judul", "")[:90],
        "kind": kind if kind in NoticeKind.values else NoticeKind.NEWS,
    }


def _masked(data: QueryDict, personal: list[Personal]) -> QueryDict:
    """What was sent, with the masked texts in place of what was written."""
    data = data.copy()
    for each in personal:
        data[each.name] = each.masked
    return data


def _show(request: HttpRequest, form: NoticeForm, base: str, *, personal: list[Personal] | None = None,
          clash: state.State | None = None, status: int = 200) -> HttpResponse:  # fmt: skip
    stored = form.instance
    context = {
        "form": form,
        "notice": stored if stored.pk else None,
        "base": base,
        "personal": personal or [],
        "clash": CHANGED_BY_OTHER if status == 409 else "",
        "stored_title": clash["title"] if clash else "",
        "stored_text": clash["text"] if clash else "",
        "cards_out": len(state.cards_out(stored)),
        "has_agency": "agency" in form.fields,
    }
    title = "Ubah kabar" if stored.pk else "Tulis kabar"
    return show_staff(request, "cards/notices/form.html", title, context, trail=studio_trail(), status=status)


def _save(request: HttpRequest, form: NoticeForm, before: state.State | None, base: str) -> HttpResponse:
    found = form.save(commit=False)
    if not state.save(found, expected=base):
        now = state.stored(found.pk)
        return _show(request, form, state.fingerprint(now), clash=now, status=409)
    audit.record("change" if before else "add", found, by=request.user)
    words = f"“{found.title}” disimpan."
    after = state.fingerprint(state.stored(found.pk))
    undo.offer(request, UNDO, str(found.pk), words, before=before, after=after)
    return redirect("notice", found.pk)
