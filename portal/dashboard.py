"""The first page of the workspace: what waits for me."""

from django.http import HttpRequest, HttpResponse

from services.staff.pages import show_staff


def dashboard(request: HttpRequest) -> HttpResponse:
    """What waits for someone, what is stale and what is missing."""
    return show_staff(request, "portal/dashboard.html", "Beranda kerja")
