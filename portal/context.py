"""What every template may use."""

from functools import cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject

from portal.language import language_of, versions
from services import snapshot
from services.notices.lines import banner
from services.views import site_now

MENU = frozenset({"service-list", "question-list", "office-list", "card-check"})
"""Names of the pages that stand in the menu."""


def site(request: HttpRequest) -> dict[str, Any]:
    """Who the site speaks for, the canonical address of this page, its place, its language and versions.

    What rests on the shared facts is read only if the view did not give it (`services.views.show`).
    """
    facts = cache(snapshot.current)
    return {
        "site_agency": SimpleLazyObject(lambda: facts().site_agency()),
        "site_banner": SimpleLazyObject(lambda: banner(facts(), site_now(facts()))),
        "site_kept": lambda: snapshot.kept_of(facts()),
        "canonical_url": settings.SITE_URL + escape_uri_path(request.path),
        "site_url": settings.SITE_URL,
        "page_menu": _menu_item(request),
        "page_versions": cache(partial(versions, request)),
        "page_language": language_of(request.path),
    }


def _menu_item(request: HttpRequest) -> str:
    """Which page of the menu this is; "" for every other."""
    match = request.resolver_match
    return match.view_name if match and match.view_name in MENU else ""
