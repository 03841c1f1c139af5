"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from portal.language import language_of, versions
from services import snapshot
from services.notices.lines import banner
from services.views import site_now


def site(request: HttpRequest) -> dict[str, Any]:
    """Who the site speaks for, the canonical address of this page, its language and its versions in all languages."""
    facts = SimpleLazyObject(snapshot.current)
    return {
        "site_agency": SimpleLazyObject(lambda: facts.site_agency()),
        "site_banner": SimpleLazyObject(lambda: banner(facts, site_now(facts))),
        "canonical_url": settings.SITE_URL + escape_uri_path(request.path),
        "site_url": settings.SITE_URL,
        "page_versions": SimpleLazyObject(lambda: versions(request)),
        "page_language": language_of(request.path),
    }
