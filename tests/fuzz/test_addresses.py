"""Every address that answers a GET, with anything in its path, its parameters and its headers: no 500, no hang."""

from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import strange
from tests.fuzz.profile import examples, no_hang
from tests.security import addresses

DRAWN = {
    "service-leaflet",
    "standard-annex",
    "standard-pledge",
    "standard-service-annex",
    "studio-download",
    "batch-download",
}
"""What draws whole papers; those with real values are tested (and measured) where they are made."""
PROBES = {"readyz"}


def odd_path(data, route, values):
    """A route filled in: each blank with a real value or anything."""
    real = addresses.filled(route, values)
    if real is not None and data.draw(st.integers(0, 2)):
        return real

    def fill(_):
        part = data.draw(st.one_of(strange.values, st.sampled_from(strange.UNREADABLE)))
        return part if part in strange.UNREADABLE else quote(part.encode("utf-8", "surrogatepass"), safe="")

    path = "/" + addresses.BLANK.sub(fill, route.replace("^", "").replace("$", ""))
    return path[:3000]


def asked(data):
    """A query string: known names with anything, raw signs among it."""
    names = st.sampled_from(strange.parameters())
    given = data.draw(st.lists(st.tuples(names, strange.values), max_size=4))
    text = urlencode([(name, value.encode("utf-8", "surrogatepass")) for name, value in given])
    return text + data.draw(
        st.sampled_from(["", "", "", "&q=%ff", "&%00=1", "&=&&;", "&q[]=1&q[a]=2", "&" * 50])
    )


def look(client, data, routes, values):
    route, pattern = data.draw(st.sampled_from(routes))
    if pattern.name in DRAWN | PROBES | addresses.LEAVES:
        return
    path = data.draw(st.sampled_from(["", "/en"])) + odd_path(data, route, values)
    address = f"{path}?{asked(data)}"
    headers = {
        name: value.encode("latin-1", "replace").decode("latin-1")
        for name, value in data.draw(strange.headers).items()
    }
    call = data.draw(st.sampled_from([client.get, client.get, client.get, client.head, client.options]))
    with no_hang(address):
        response = call(address, headers=headers)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    assert response.status_code < 500, (response.status_code, address, headers)
    assert b"Traceback" not in body, address
    cache.clear()


@pytest.fixture
def values(house):
    return addresses.real_values(house)


@given(data=st.data())
@examples(80, 6000)
def test_public_addresses_take_anything(values, data):
    look(Client(), data, addresses.public_routes(), values)


@given(data=st.data())
@examples(60, 6000)
def test_staff_addresses_take_anything(values, chief, data):
    routes = [each for each in addresses.patterns() if each[0].startswith(addresses.STAFF)]
    look(chief, data, routes, values)
