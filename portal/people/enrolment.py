"""Turning one's second factor on, moving it to another phone, making new recovery codes, turning it off."""

import time
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.people import demand, entrance, lockout, notes, second_factor, sessions
from portal.people.account import trail
from services.staff.pages import show_staff, staff_page

MAY_REPLACE = "second-factor-replace"
REPLACE_SECONDS = 10 * 60


class OwnPasswordForm(forms.Form):
    """Proof that it is really the owner who sits here: the password again."""

    password = forms.CharField(
        label="Kata sandi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Ketik kata sandi Anda."},
    )

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.POST or None)
        self.request = request

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and (problem := entrance.try_password(self.request, data["password"])):
            self.add_error("password", problem)
        return data


class PasswordAndCodeForm(OwnPasswordForm, entrance.CodeForm):
    """Both factors again."""

    field_order = ["password", "code"]

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields["code"].widget.attrs.pop("autofocus", None)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and (problem := entrance.try_code(self.request, data["code"])):
            self.add_error("code", problem)
        return data


@staff_page()
@never_cache
@sensitive_post_parameters("code", "password")
def enrol(request: HttpRequest) -> HttpResponse:
    """Add an app: scan or type its secret, confirm with a code, then keep ten recovery codes."""
    user = request.user
    if second_factor.has_device(user) and not _may_replace(request):
        return redirect("account")
    if not (_may_replace(request) or second_factor.begun(request) or _has_just_come(request)):
        return _ask_password(request)
    form = entrance.CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and (codes := _confirm(request, form)):
        return _enrolled(request, codes)
    device = second_factor.begin(request)
    context = {
        "form": form,
        "picture": second_factor.qr_picture(device),
        "groups": second_factor.secret_groups(device),
        "address": device.config_url,
        "is_demanded": demand.is_demanded(user),
        "next": entrance.safe_next(request),
    }
    status = 400 if form.is_bound else 200
    return show_staff(
        request, "portal/people/enrol.html", "Nyalakan kode kedua", context, trail=trail(), status=status
    )


def _confirm(request: HttpRequest, form: entrance.CodeForm) -> list[str]:
    """The recovery codes if the code holds; else the form says why not, and the guess is counted."""
    if not lockout.may_try(request, request.user):
        form.add_error("code", entrance.TOO_MANY)
        return []
    if second_factor.begun(request) is None:
        form.add_error("code", "Kunci yang tadi sudah tidak berlaku. Pindai kotak yang baru ini.")
        return []
    codes = second_factor.confirm(request, form.cleaned_data["code"])
    if not codes:
        lockout.count_failure(request, request.user)
        form.add_error("code", entrance.WRONG)
    return codes


def _has_just_come(request: HttpRequest) -> bool:
    """Whether the password was given in this browser a moment ago."""
    return (timezone.now() - request.staff_session.started_at).total_seconds() < REPLACE_SECONDS


def _ask_password(request: HttpRequest) -> HttpResponse:
    """Whoever finds a browser open must not be able to put a phone of their own to the account."""
    form = OwnPasswordForm(request)
    if request.method == "POST" and form.is_valid():
        request.session[MAY_REPLACE] = time.time()
        return redirect(request.get_full_path())
    words = "Anda masuk sudah agak lama. Ketik kata sandi sekali lagi, lalu pasang kode kedua."
    context = {"form": form, "words": words, "button": "Lanjut", "back": reverse("account")}
    status = 400 if form.is_bound else 200
    title = "Nyalakan kode kedua"
    return show_staff(request, "portal/people/proof.html", title, context, trail=trail(), status=status)


def _enrolled(request: HttpRequest, codes: list[str]) -> HttpResponse:
    request.session.pop(MAY_REPLACE, None)
    request.session.cycle_key()
    sessions.verify(request)
    sessions.end_all(request.user, but=request.session[sessions.KEY])
    notes.note("second-factor", request.user, by=request.user, how="dinyalakan")
    return _codes_page(request, codes, "Kode kedua menyala")


def _codes_page(request: HttpRequest, codes: list[str], title: str) -> HttpResponse:
    context = {"codes": codes, "next": entrance.safe_next(request)}
    return show_staff(request, "portal/people/codes.html", title, context, trail=trail())


def _may_replace(request: HttpRequest) -> bool:
    return time.time() - request.session.get(MAY_REPLACE, 0) < REPLACE_SECONDS


@staff_page()
@never_cache
@sensitive_post_parameters()
def replace(request: HttpRequest) -> HttpResponse:
    """Move to another phone: the old app goes only when the new one is confirmed."""

    def done() -> HttpResponse:
        request.session[MAY_REPLACE] = time.time()
        return redirect("second-factor")

    words = (
        "Untuk memasang kode kedua di ponsel baru, buktikan dulu bahwa ini benar Anda. "
        "Ponsel lama berhenti berlaku setelah yang baru terpasang."
    )
    return _after_proof(request, done, "Pindah ke ponsel lain", words, "Lanjut")


@staff_page()
@never_cache
@sensitive_post_parameters()
def renew_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes instead of the old ones."""

    def done() -> HttpResponse:
        notes.note("second-factor", request.user, by=request.user, how="kode cadangan baru")
        return _codes_page(request, second_factor.new_codes(request.user), "Kode cadangan baru")

    words = "Kode cadangan yang lama berhenti berlaku begitu yang baru dibuat."
    return _after_proof(request, done, "Buat kode cadangan baru", words, "Buat kode baru")


@staff_page()
@never_cache
@sensitive_post_parameters()
def turn_off(request: HttpRequest) -> HttpResponse:
    """Turn it off; not for those of whom it is demanded."""
    if demand.is_demanded(request.user):
        messages.warning(request, "Peran Anda mewajibkan kode kedua, jadi tidak dapat dimatikan.")
        return redirect("account")

    def done() -> HttpResponse:
        second_factor.turn_off(request.user)
        notes.note("second-factor", request.user, by=request.user, how="dimatikan")
        messages.success(request, "Kode kedua sudah dimatikan.")
        return redirect("account")

    words = "Setelah ini kata sandi saja cukup untuk masuk."
    return _after_proof(request, done, "Matikan kode kedua", words, "Matikan")


def _after_proof(request: HttpRequest, done: Any, title: str, words: str, button: str) -> HttpResponse:
    """Ask for password and code, then do it."""
    if not second_factor.has_device(request.user):
        return redirect("account")
    form = PasswordAndCodeForm(request)
    if request.method == "POST" and form.is_valid():
        return done()
    context = {"form": form, "words": words, "button": button, "back": reverse("account")}
    status = 400 if form.is_bound else 200
    return show_staff(request, "portal/people/proof.html", title, context, trail=trail(), status=status)
