"""The page behind the link of an invitation: choose a user name and a password, and come in."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.models import Invitation
from portal.people import invitations

User = get_user_model()
BACKEND = "portal.accounts.Backend"


class JoinForm(forms.Form):
    """A user name and a password, typed twice."""

    username = User._meta.get_field("username").formfield(
        label="Nama pengguna",
        help_text="Untuk masuk nanti. Huruf, angka, titik, dan garis; misalnya siti.aminah.",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": "Pilih nama pengguna."},
    )
    password = forms.CharField(
        label="Kata sandi",
        help_text="Paling sedikit 10 huruf atau angka. Tiga kata acak lebih baik daripada satu kata dengan angka.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Pilih kata sandi."},
    )
    repeated = forms.CharField(
        label="Ulangi kata sandi",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": "Ketik kata sandi sekali lagi."},
    )

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.invitation = invitation

    def clean_username(self) -> str:
        """Not taken, also not in other capitals: people mix them up."""
        username = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=username).exists():
            raise ValidationError("Nama pengguna ini sudah dipakai. Pilih yang lain.")
        return username

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        password = data.get("password")
        if password and "repeated" in data and data["repeated"] != password:
            self.add_error("repeated", "Kedua kata sandi tidak sama.")
        if password:
            person = User(
                username=data.get("username", ""),
                first_name=self.invitation.name,
                email=self.invitation.email,
            )
            try:
                validate_password(password, person)
            except ValidationError as error:
                self.add_error("password", error)
        return data


@never_cache
@sensitive_post_parameters("password", "repeated")
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation, and make the account. A link that is used, revoked, expired or unknown answers 404."""
    invitation = invitations.find(token)
    if invitation is None:
        return render(request, "portal/people/invitation_over.html", status=404)
    form = JoinForm(request.POST or None, invitation=invitation)
    if request.method == "POST" and form.is_valid():
        user = invitations.accept(
            invitation, username=form.cleaned_data["username"], password=form.cleaned_data["password"]
        )
        if user is None:
            return render(request, "portal/people/invitation_over.html", status=404)
        login(request, user, backend=BACKEND)
        return redirect("admin:index")
    context = {"form": form, "invitation": invitation, "agencies": invitation.agencies.all()}
    return render(request, "portal/people/join.html", context)
