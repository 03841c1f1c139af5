"""One's own account: who I am here, my password, my second factor, and where I am signed in."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from portal import roles
from portal.models import StaffSession
from portal.people import demand, entrance, notes, second_factor, sessions
from services.links import Link
from services.staff.pages import show_staff, staff_page


def trail() -> list[Link]:
    """The way to a page about one's account."""
    return [Link("Akun saya", reverse("account"))]


@dataclass(frozen=True)
class ShownSession:
    """A browser in the list of one's sessions."""

    row: StaffSession
    is_here: bool


@staff_page()
@require_safe
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Everything about one's own account."""
    user = request.user
    here = request.session.get(sessions.KEY)
    context = {
        "roles": [group.name for group in user.groups.filter(name__in=roles.ROLES).order_by("pk")],
        "memberships": user.memberships.select_related("agency").order_by("agency__position"),
        "has_device": second_factor.has_device(user),
        "codes_left": second_factor.codes_left(user),
        "codes_made": second_factor.CODES,
        "is_demanded": demand.is_demanded(user),
        "sessions": [ShownSession(row, row.token.hex == here) for row in sessions.live().filter(user=user)],
        "hours": int(sessions.LONGEST.total_seconds() // 3600),
        "idle_hours": int(sessions.IDLE.total_seconds() // 3600),
    }
    return show_staff(request, "portal/people/account.html", "Akun saya", context)


class PasswordForm(PasswordChangeForm):
    """Django's own, in plain words."""

    error_messages = {
        "password_incorrect": "Kata sandi yang sekarang tidak cocok.",
        "password_mismatch": "Kedua kata sandi baru tidak sama.",
    }

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.user, request.POST or None)
        self.request = request
        for name, label in [
            ("old_password", "Kata sandi sekarang"),
            ("new_password1", "Kata sandi baru"),
            ("new_password2", "Ulangi kata sandi baru"),
        ]:
            self.fields[name].label = label
            self.fields[name].help_text = ""
        self.fields[
            "new_password1"
        ].help_text = (
            "Paling sedikit 10 huruf atau angka. Tiga kata acak lebih baik daripada satu kata dengan angka."
        )

    def clean_old_password(self) -> str:
        """Guesses are counted: whoever finds a browser open does not get any number of them."""
        typed = self.cleaned_data["old_password"]
        wrong = self.error_messages["password_incorrect"]
        if problem := entrance.try_password(self.request, typed, wrong):
            raise ValidationError(problem)
        return typed


@staff_page()
@never_cache
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password: every other browser is signed out."""
    form = PasswordForm(request)
    if request.method == "POST" and form.is_valid():
        user = form.save()
        update_session_auth_hash(request, user)
        second_factor.forget_begun(user)
        sessions.end_all(user, but=request.session.get(sessions.KEY, ""))
        notes.note("password", user, by=user)
        messages.success(request, "Kata sandi diganti. Perangkat lain sudah dikeluarkan.")
        return redirect("account")
    status = 400 if form.is_bound else 200
    return show_staff(
        request,
        "portal/people/password.html",
        "Ganti kata sandi",
        {"form": form},
        trail=trail(),
        status=status,
    )


@staff_page()
@require_POST
def end_session(request: HttpRequest, token: Any) -> HttpResponse:
    """End one of one's sessions."""
    row = get_object_or_404(StaffSession, pk=token, user=request.user)
    if row.token.hex == request.session.get(sessions.KEY):
        logout(request)
        return redirect("sign-in")
    row.delete()
    messages.success(request, f"{row.device} sudah dikeluarkan.")
    return redirect("account")


@staff_page()
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End all of one's sessions, this one too."""
    sessions.end_all(request.user)
    logout(request)
    messages.success(request, "Anda sudah keluar dari semua perangkat.")
    return redirect("sign-in")
