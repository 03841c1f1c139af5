"""The versions of a draft: what changed when and by whom, and the way back; and the page for two people at once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from services import audit, draft_state, drafting, entry_kinds, scope
from services.draft_conflicts import (
    Choice,
    Conflict,
    choices_of,
    locked,
    missing,
    picked,
    saves_since,
    sealed,
    settle,
    unsealed,
    who_saved,
)
from services.draft_words import Change, changes, in_short
from services.links import Link
from services.models import DraftVersion, Entry
from services.staff.own_entry import entry_trail, own_entry
from services.staff.pages import show_staff, staff_page


def _own_entry(request: HttpRequest, path: str, pk: int) -> Entry:
    """The entry of an address, for those who may change it; what is not theirs is not there."""
    kind, entry = own_entry(request, path, pk)
    if not request.user.has_perm(kind.change_permission):
        raise PermissionDenied
    return entry


def _form_address(entry: Entry) -> str:
    return reverse(entry_kinds.of(entry).form_url, args=[entry.pk])


def _trail(entry: Entry) -> list[Link]:
    return entry_trail(entry_kinds.of(entry), entry)


# --- versions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A version in the list: what it changed, and where to look at it and go back."""

    version: DraftVersion
    who: str
    what: str
    address: str
    is_current: bool


@staff_page()
def versions(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What drafts of an entry said, newest first."""
    entry = _own_entry(request, kind, pk)
    kept = list(drafting.versions(entry)[: drafting.KEPT])
    context = {
        "rows": _rows(entry, kept, request.user),
        "form_url": _form_address(entry),
        "kept": drafting.KEPT,
        "is_beyond": bool(kept) and kept[0].data != draft_state.read(entry),
    }
    return show_staff(request, "staff/entry/versions.html", "Versi draf", context, trail=_trail(entry))


def _rows(entry: Entry, kept: list[DraftVersion], reader: Any) -> list[Row]:
    now = draft_state.read(entry)
    return [
        Row(
            version=version,
            who=_who(older, version, reader),
            what=_what(entry, older, version),
            address=_address(entry, version),
            is_current=version.data == now and version is kept[0],
        )
        for version, older in zip(kept, [*kept[1:], None], strict=False)
    ]


def _who(older: DraftVersion | None, version: DraftVersion, reader: Any) -> str:
    if version.by_id == reader.pk:
        return "Anda"
    return who_saved(version, reader) if older or version.by_name else "Isi awal"


def _what(entry: Entry, older: DraftVersion | None, version: DraftVersion) -> str:
    if older is None:
        return "Yang tertulis sebelum versi pertama dicatat"
    return in_short(change.label for change in changes(type(entry), older.data, version.data))


def _address(entry: Entry, version: DraftVersion) -> str:
    return reverse("entry-version", args=[entry_kinds.of(entry).path, entry.pk, version.revision])


@staff_page()
def version(request: HttpRequest, kind: str, pk: int, revision: int) -> HttpResponse:
    """What going back to a version would change; a POST goes back."""
    entry = _own_entry(request, kind, pk)
    wanted = get_object_or_404(drafting.versions(entry), revision=revision)
    if request.method == "POST":
        return _go_back(request, entry, wanted)
    return _show_version(request, entry, wanted)


def _show_version(
    request: HttpRequest, entry: Entry, wanted: DraftVersion, faults: list[str] | None = None
) -> HttpResponse:
    now = draft_state.read(entry)
    later = drafting.versions(entry).filter(revision__gt=wanted.revision)
    others = {each.by_name for each in later if each.by_id != request.user.pk and each.by_name}
    context = {
        "wanted": wanted,
        "who": "Anda" if wanted.by_id == request.user.pk else who_saved(wanted, request.user),
        "changes": _differing(changes(type(entry), now, wanted.data)),
        "others": ", ".join(sorted(others)),
        "seen": entry.revision,
        "faults": faults or [],
        "form_url": _form_address(entry),
        "versions_url": reverse("entry-versions", args=[entry_kinds.of(entry).path, entry.pk]),
    }
    trail = [*_trail(entry), Link("Versi draf", context["versions_url"])]
    status = 409 if faults else 200
    return show_staff(
        request, "staff/entry/version.html", "Kembalikan draf", context, trail=trail, status=status
    )


def _differing(found: list[Change]) -> list[dict[str, Any]]:
    return [
        {"label": each.label, "before": each.before, "after": each.after, "alike": each.before == each.after}
        for each in found
    ]


@transaction.atomic
def _go_back(request: HttpRequest, entry: Entry, wanted: DraftVersion) -> HttpResponse:
    entry = locked(entry)
    if request.POST.get("seen") != str(entry.revision):
        fault = (
            "Draf disimpan lagi sejak halaman ini dibuka. Periksa daftar di bawah, lalu tekan tombolnya lagi."
        )
        return _show_version(request, entry, wanted, [fault])
    before = drafting.before_change(entry)
    try:
        with transaction.atomic():
            drafting.go_back(entry, wanted, request.user)
    except ValidationError as error:
        return _show_version(request, entry, wanted, error.messages)
    if not scope.is_own(entry, request.user):
        raise PermissionDenied
    audit.record("restore", entry, by=request.user, version=wanted.revision)
    said = format_html(
        'Draf kembali ke versi yang dipilih. <a href="{}">Batalkan perubahan ini</a>', _address(entry, before)
    )
    messages.success(request, said)
    return HttpResponseRedirect(_form_address(entry))


# --- two people at once ---------------------------------------------------------------------------------------


def show_conflict(
    request: HttpRequest,
    entry: Entry,
    conflict: Conflict,
    faults: list[str] | None = None,
    given: dict[str, str] | None = None,
) -> HttpResponse:
    """The page on which the second of two chooses place by place; it holds everything they typed."""
    saves = saves_since(entry, conflict, request.user)
    choices = choices_of(entry, conflict, saves, given or {})
    context = {
        "saves": saves,
        "opened_at": conflict.opened_at,
        "contested": [choice for choice in choices if choice.is_contested],
        "uncontested": [choice for choice in choices if not choice.is_contested],
        "sealed": sealed(entry, conflict, request.user),
        "wanted_more": conflict.wanted_more,
        "faults": faults or [],
        "settle_url": reverse("entry-settle", args=[entry_kinds.of(entry).path, entry.pk]),
        "form_url": _form_address(entry),
    }
    is_alone = bool(saves) and all(save.is_own for save in saves)
    title = "Draf ini sudah Anda simpan di jendela lain" if is_alone else "Draf ini sudah disimpan orang lain"
    return show_staff(request, "staff/entry/conflict.html", title, context, trail=_trail(entry), status=409)


def show_broken_form(request: HttpRequest, entry: Entry) -> HttpResponse:
    """The answer to a form whose hidden fields are not what we put there; nothing is saved."""
    context = {"form_url": _form_address(entry)}
    title = "Kiriman ini tidak dapat dibaca"
    return show_staff(
        request, "staff/entry/conflict_broken.html", title, context, trail=_trail(entry), status=400
    )


@require_POST
@staff_page()
def settle_conflict(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Save what was chosen on the page of two people."""
    entry = _own_entry(request, kind, pk)
    try:
        conflict = unsealed(entry, request.POST.get("isian", ""), request.user)
    except BadSignature:
        return show_broken_form(request, entry)
    choices = choices_of(entry, conflict, [], request.POST.dict())
    if unchosen := missing(choices):
        faults = [_choose_first(choice) for choice in unchosen]
        return show_conflict(request, entry, conflict, faults, request.POST.dict())
    try:
        outcome = settle(entry, conflict, picked(choices), request.user)
    except ValidationError as error:
        return show_conflict(request, entry, conflict, error.messages, request.POST.dict())
    except PermissionError:
        raise PermissionDenied from None
    if isinstance(outcome, Conflict):
        return _once_more(request, entry, outcome)
    _say_saved(request, entry, outcome.kept_cases, conflict)
    return HttpResponseRedirect(_form_address(entry))


def _choose_first(choice: Choice) -> SafeString:
    """What to say of a place that was left open, with the way to it."""
    return format_html('<a href="#{}-saya">{}: pilih salah satu isian.</a>', choice.name, choice.label)


def _once_more(request: HttpRequest, entry: Entry, conflict: Conflict) -> HttpResponse:
    """Someone saved again while the reader was choosing: what they chose is kept, and asked against the newest."""
    if not conflict.differences:
        messages.info(request, "Isian Anda sama dengan yang sudah tersimpan.")
        return HttpResponseRedirect(_form_address(entry))
    fault = (
        "Selagi Anda memilih, draf disimpan lagi. Pilihan Anda dibawa serta; periksa yang berbeda sekarang."
    )
    return show_conflict(request, entry, conflict, [fault])


def _say_saved(request: HttpRequest, entry: Entry, kept_cases: list[str], conflict: Conflict) -> None:
    newest, *older = drafting.versions(entry)[:2]
    if newest.data == conflict.theirs or not older:
        messages.info(request, "Tidak ada isian Anda yang dipakai; draf tetap seperti yang tersimpan.")
        return
    said = format_html(
        'Pilihan Anda tersimpan. <a href="{}">Batalkan perubahan ini</a>', _address(entry, older[0])
    )
    messages.success(request, said)
    if kept_cases:
        names = ", ".join(f"“{label}”" for label in kept_cases)
        messages.warning(
            request,
            f"Keadaan {names} tetap ada, karena masih ada persyaratan atau langkah untuk keadaan itu.",
        )
    if conflict.wanted_more:
        messages.warning(
            request, "Draf baru disimpan. Periksa hasilnya, lalu tekan lagi tombol yang tadi Anda maksud."
        )
