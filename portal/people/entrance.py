"""Signing in: name and password, then the code of the second factor."""

from typing import Any

from django import forms
from django.contrib.auth import logout
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts import SignInForm
from portal.people import lockout, notes, second_factor, sessions

WRONG = "Kode tidak cocok. Pakai kode yang sekarang tampil di aplikasi; setiap kode berlaku 30 detik dan sekali pakai."
TOO_MANY = "Terlalu banyak percobaan."


class SignIn(LoginView):
    """The one place to sign in, for all of the staff."""

    authentication_form = SignInForm
    redirect_authenticated_user = True

    @method_decorator(never_cache)
    def dispatch(self, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().dispatch(*args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        second_factor.forget_begun(self.request.user)
        if not second_factor.has_device(self.request.user):
            _arrived(self.request)
            return response
        query = urlencode({"next": self.get_success_url()})
        return redirect(f"{reverse('second-factor-code')}?{query}")


class CodeForm(forms.Form):
    """Six digits, or a recovery code."""

    code = forms.CharField(
        label="Kode",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autofocus": True,
                "spellcheck": "false",
                "autocapitalize": "off",
            }
        ),
        error_messages={"required": "Ketik kode dari aplikasi di ponsel Anda."},
    )


@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor after the password."""
    after = safe_next(request)
    if not request.user.is_authenticated:
        return redirect("sign-in")
    session = sessions.current(request)
    if session is None or session.verified or not session.has_device:
        return redirect(after)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        problem = try_code(request, form.cleaned_data["code"])
        if not problem:
            sessions.verify(request)
            _arrived(request)
            return redirect(after)
        form.add_error("code", problem)
        if getattr(request, "axes_locked_out", False):
            logout(request)
    return render(request, "portal/people/code.html", {"form": form, "next": after})


def try_password(request: HttpRequest, typed: str, wrong: str = "Kata sandi tidak cocok.") -> str:
    """Check the password of whoever is signed in; "" if it holds, else what to say. Wrong ones count towards a lock."""
    if not lockout.may_try(request, request.user):
        return TOO_MANY
    if request.user.check_password(typed):
        return ""
    lockout.count_failure(request, request.user)
    return wrong


def try_code(request: HttpRequest, typed: str) -> str:
    """Check a code of whoever is signed in; "" if it holds, else what to tell them. Wrong ones count towards a lock."""
    user = request.user
    if not lockout.may_try(request, user):
        return TOO_MANY
    if seconds := second_factor.seconds_to_wait(user):
        return f"Tunggu {seconds} detik sebelum mencoba lagi."
    if second_factor.accept(user, typed):
        return ""
    lockout.count_failure(request, user)
    return WRONG


def safe_next(request: HttpRequest) -> str:
    """Where to go afterwards: an address of ours, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    fine = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if fine else reverse("admin:index")


def _arrived(request: HttpRequest) -> None:
    """Someone is all the way in."""
    lockout.forgive(request.user.get_username(), lockout.client_address(request))
    notes.note("sign-in", request.user, by=request.user)
