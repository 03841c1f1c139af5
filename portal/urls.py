"""All addresses of the site. A test keeps the frozen list of the public ones."""

from django.contrib import admin
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import include, path

from portal import views
from portal.accounts import SignInForm
from portal.security import refuse

urlpatterns = [
    path("", views.home, name="home"),
    path("", include("services.urls")),
    path("", include("faq.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("cards.urls")),
    path(
        "masuk/",
        LoginView.as_view(authentication_form=SignInForm, redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("keluar/", LogoutView.as_view(), name="sign-out"),
    path("kelola/", admin.site.urls),
    # The editor's widget wants an address for pictures; ours takes none.
    path("kelola-editor/gambar/", refuse, name="ck_editor_5_upload_file"),
]

handler403 = "portal.views.forbidden"
handler404 = "portal.views.not_found"
handler500 = "portal.views.failed"
