"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from services import snapshot


def site(request: HttpRequest) -> dict[str, Any]:
    """`site_agency` (who the site speaks for), and the canonical address of this page."""
    return {
        "site_agency": SimpleLazyObject(lambda: snapshot.current().site_agency()),
        "canonical_url": settings.SITE_URL + request.path,
        "site_url": settings.SITE_URL,
    }
