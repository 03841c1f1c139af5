"""Answers of the API that come from the page cache: open to other sites' scripts as the others, and nobody's refusal."""

import pytest
from django.core.cache import cache

from portal.api import visitor
from services.models import Office
from tests.kept_pages import Site, committed

LIST, SCRIPT = "/api/v1/offices/", "/embed.js"
SAME = (
    "ETag",
    "Vary",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Cross-Origin-Resource-Policy",
)
OTHER = {"REMOTE_ADDR": "198.51.100.7"}


@pytest.fixture
def site(demo, settings) -> Site:
    settings.NOTICES_WRITES = True
    made = Site()
    made.cache = visitor.known(made.cache)
    return made


def same(answer):
    return {name: answer.headers.get(name) for name in SAME}


def is_kept_for(answer):
    """`Cache-Control` but for the age, which counts down."""
    return [each for each in answer.headers["Cache-Control"].split(", ") if not each.startswith("max-age")]


@pytest.mark.parametrize("address", [LIST, f"{LIST}?limit=2", SCRIPT])
def test_unchanged_says_what_the_answer_itself_said(site, address):
    """RFC 9110, 15.4.5; and a browser looks for CORS in the 304 that a script asked for."""
    whole = site.get(address)
    assert whole.headers["Access-Control-Allow-Origin"] == "*"
    for server in (site, Site()):  # one that has made it, and one that has not
        unchanged = server.get(address, HTTP_IF_NONE_MATCH=whole.etag)
        assert (unchanged.status, unchanged.raw) == (304, b"")
        assert same(unchanged) == same(whole)
        assert is_kept_for(unchanged) == is_kept_for(whole)


def test_nobody_is_refused_for_another(site, settings):
    settings.API_PER_HOUR = 3
    kept = site.get(LIST)
    for _ in range(3):
        assert site.get(f"{LIST}?limit=1").status == 200
    assert site.get(f"{LIST}?limit=1").status == 429
    with committed():
        Office.objects.filter(key="mpp").update(phone="0800-1")
    anew = site.get(LIST, **OTHER)
    assert (anew.status, anew.etag == kept.etag) == (200, False)  # made for the other, and kept for both
    assert site.get(LIST).status == 200
    assert site.get(f"{LIST}?limit=1", **OTHER).status == 200
    assert site.get(f"{LIST}tidak-ada/").status == 429
    assert site.get(f"{LIST}tidak-ada/", **OTHER).status == 404
    cache.clear()
