"""All addresses of the site. A test keeps the frozen list of the public ones."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from portal.security import refuse

urlpatterns = [
    # path("", include("cards.urls")),
    path("masuk/", LoginView.as_view(redirect_authenticated_user=True), name="sign-in"),
    path("keluar/", LogoutView.as_view(), name="sign-out"),
    path("kelola/", admin.site.urls),
    # The editor's widget wants an address for pictures; ours takes none.
    path("kelola-editor/gambar/", refuse, name="ck_editor_5_upload_file"),
]
