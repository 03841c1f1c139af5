"""The page of an agency's look on cards: its logo, accounts, hashtags and lines, with cards drawn as they will be."""

import base64
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from services import logo_choice, scope
from services.links import Link
from services.logo_images import MAX_BYTES, NotALogo, logo_of
from services.models import Agency
from services.staff import agency_look_state as look
from services.staff import undo
from services.staff.agency_look_form import HASHTAGS_USED, LookForm, initial_of
from services.staff.office_views import offices_link
from services.staff.pages import show_staff, staff_page

UNDO = "agency-look"
STYLES = {"light": "Terang", "brand": "Warna instansi", "dark": "Gelap"}
SHOWN = {1: "sampul", 2: "slide terakhir"}
LOGO_SAVED = "Logo dipasang. Kartu baru memakainya; kartu lama tetap seperti adanya."
CHANGED_BY_OTHER = (
    "Tampilan instansi ini baru saja diubah orang lain, jadi isian Anda belum disimpan. "
    "Bandingkan dengan yang berlaku sekarang, lalu simpan lagi."
)


@staff_page("services.change_agency")
@require_http_methods(["GET", "HEAD", "POST"])
def agency_look(request: HttpRequest, key: str) -> HttpResponse:
    """Logo, colour, accounts, hashtags and lines: one form, saved together or not at all; and cards as they look now."""
    agency = _own(request, key)
    state = look.read(agency)
    if request.method != "POST":
        return _show(request, agency, state, LookForm(initial=initial_of(state)))
    form = LookForm(request.POST)
    try:
        logo = logo_choice.keep(logo_of(_uploaded(request))).digest if request.FILES else state["logo"]
    except NotALogo as problem:
        return _show(request, agency, state, form, logo_problem=str(problem), status=400)
    if not form.is_valid():
        return _show(request, agency, state, form, is_file_lost=bool(request.FILES), status=400)
    words = LOGO_SAVED if logo != state["logo"] else "Tampilan kartu disimpan. Kartu baru memakainya."
    wanted = form.state(state) | {"logo": logo}
    if not _save(request, agency, wanted, request.POST.get("dasar", ""), words):
        lost = bool(request.FILES)
        return _show(request, agency, state, form, problem=CHANGED_BY_OTHER, is_file_lost=lost, status=409)
    return redirect("agency-look", key)


def _own(request: HttpRequest, key: str) -> Agency:
    return get_object_or_404(scope.own(Agency.objects.all(), request.user), key=key)


def _save(request: HttpRequest, agency: Agency, wanted: dict[str, Any], expected: str, words: str) -> bool:
    """Write the look and offer to take it back."""
    before = look.read(agency)
    if not look.write(agency, wanted, expected=expected, by=request.user):
        return False
    undo.offer(request, UNDO, agency.key, words, before=before, after=look.fingerprint(wanted))
    return True


@staff_page("services.change_agency")
@require_POST
def agency_logo(request: HttpRequest, key: str) -> HttpResponse:
    """Another logo from an uploaded file, or (`langkah=hapus`) none. Both can be taken back."""
    agency = _own(request, key)
    state = look.read(agency)
    form = LookForm(initial=initial_of(state))
    wanted, words = "", "Logo dilepas. Kartu baru memakai inisial instansi."
    if request.POST.get("langkah") != "hapus":
        words = LOGO_SAVED
        try:
            wanted = logo_choice.keep(logo_of(_uploaded(request))).digest
        except NotALogo as problem:
            return _show(request, agency, state, form, logo_problem=str(problem), status=400)
    if not _save(request, agency, state | {"logo": wanted}, request.POST.get("dasar", ""), words):
        return _show(request, agency, state, form, problem=CHANGED_BY_OTHER, status=409)
    return redirect("agency-look", key)


def _uploaded(request: HttpRequest) -> bytes:
    """No more of the file than tells that it is too large."""
    file = request.FILES.get("logo")
    if file is None:
        raise NotALogo("Pilih berkas logonya dulu.")
    return file.read(MAX_BYTES + 1)


@staff_page("services.change_agency")
@require_POST
def agency_look_undo(request: HttpRequest, key: str) -> HttpResponse:
    """Take back what was saved last, unless somebody has changed it since."""
    agency = _own(request, key)
    found = undo.offered(request, UNDO, key)
    undo.forget(request, UNDO)
    if found is None:
        messages.warning(request, "Tidak ada lagi yang bisa dibatalkan.")
    elif look.write(agency, found["before"], expected=found["after"], by=request.user, undone=True):
        messages.success(request, "Dibatalkan. Tampilan kembali seperti sebelumnya.")
    else:
        messages.warning(request, "Tampilan ini sudah diubah lagi setelah itu, jadi tidak dibatalkan.")
    return redirect("agency-look", key)


def _show(
    request: HttpRequest,
    agency: Agency,
    state: dict[str, Any],
    form: LookForm,
    *,
    problem: str = "",
    logo_problem: str = "",
    is_file_lost: bool = False,
    status: int = 200,
) -> HttpResponse:
    tags = len(state["hashtags"])
    context = {
        "agency": agency,
        "publisher": None if agency.publishes else agency.publisher,
        "form": form,
        "faults": [(field.auto_id, field.label, error) for field in form for error in field.errors],
        "base": look.fingerprint(state),
        # what was saved before is no news beside what was not saved now
        "undo": None if status != 200 else undo.offered(request, UNDO, agency.key),
        "problem": problem,
        "logo_problem": logo_problem,
        "is_file_lost": is_file_lost,
        "logo": _logo(agency),
        "unused_hashtags": state["hashtags"][HASHTAGS_USED:] if tags > HASHTAGS_USED else [],
        "previews": _previews(agency, look.fingerprint(state)),
    }
    own_form = Link(agency.name, reverse("admin:services_agency_change", args=[agency.pk]))
    trail = [offices_link(), own_form]
    return show_staff(
        request, "staff/agency_look.html", "Logo dan media sosial", context, trail=trail, status=status
    )


def _logo(agency: Agency) -> dict[str, Any] | None:
    """The kept picture for the page itself; it is our own PNG, whatever was uploaded."""
    if agency.logo is None:
        return None
    size = {"width": agency.logo.width, "height": agency.logo.height}
    return size | {"png": base64.b64encode(bytes(agency.logo.png)).decode()}


def _previews(agency: Agency, version: str) -> list[dict[str, str]]:
    """Addresses of drawn cards in every style; the version lets a browser keep them until the look changes."""
    version = f"{version[:12]}-{agency.brand_color[1:]}"
    return [
        {
            "style": words,
            "slide": slide,
            "address": f"{reverse('agency-card', args=[agency.key, style, number])}?v={version}",
        }
        for number, slide in SHOWN.items()
        for style, words in STYLES.items()
    ]
