"""Addresses at the root: the code after the password, and the link of an invitation."""

from django.urls import path
from django.views.generic import RedirectView

from portal.people import entrance, joining

urlpatterns = [
    path("masuk/kode/", entrance.code, name="second-factor-code"),
    path("undangan/<str:token>/", joining.join, name="invitation"),
    # Django's admin has a page of its own for passwords; there is one, with everything else of an account.
    path("kelola/password_change/", RedirectView.as_view(pattern_name="account-password")),
]
