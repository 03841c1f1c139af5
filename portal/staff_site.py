"""The staff workspace at /kelola/: Django's admin with our sign-in, our navigation, and a dashboard as its first page."""

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode


@dataclass(frozen=True)
class Place:
    """One place of the navigation: its words, the name of its address, and the permission it needs ("" for none)."""

    words: str
    name: str
    permission: str = ""


NAVIGATION = [
    Place("Beranda", "admin:index"),
    Place("Layanan", "admin:services_service_changelist", "services.view_service"),
    Place("Tanya jawab", "admin:faq_question_changelist", "faq.view_question"),
    Place("Pertanyaan warga", "inbox", "faq.answer_inquiry"),
    Place("Permintaan", "demand", "faq.view_demand"),
    Place("Loket", "counter", "faq.add_tap"),
    Place("Kantor dan jam", "staff-offices", "services.view_office"),
    Place("Kabar", "notices", "services.add_notice"),
    Place("Standar", "standard-board", "services.view_service"),
    Place("Studio kartu", "studio", "cards.view_card"),
    Place("Data", "exchange", "services.view_service"),
    Place("Orang", "people", "auth.view_user"),
    Place("Catatan", "audit-log", "services.view_auditrecord"),
]


class StaffSite(admin.AdminSite):
    """The workspace. Who may come in is decided by `has_permission`; the second factor by `portal.people`."""

    site_header = site_title = "Sebelum Datang"
    index_title = "Beranda kerja"
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one place to sign in, for all of the staff."""
        if request.user.is_authenticated and not self.has_permission(request):
            return redirect("home")
        after = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('sign-in')}?{urlencode({'next': after})}")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        context["places"] = _places(request)
        return context

    def index(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        from portal.dashboard import dashboard

        return dashboard(request)


def _places(request: HttpRequest) -> list[dict[str, Any]]:
    """The navigation for someone; the longest address that begins the page's own is where they are."""
    if not request.user.is_authenticated:
        return []
    seen = [each for each in NAVIGATION if not each.permission or request.user.has_perm(each.permission)]
    addresses = {each.words: address_of(each.name) for each in seen}
    home = address_of("admin:index")
    around = [
        address
        for address in addresses.values()
        if address and (request.path == address or (address != home and request.path.startswith(address)))
    ]
    here = max(around, key=len, default="")
    return [
        {"words": words, "address": address, "is_here": address == here}
        for words, address in addresses.items()
        if address
    ]


def address_of(name: str) -> str:
    """The address with this name, or nothing where there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
