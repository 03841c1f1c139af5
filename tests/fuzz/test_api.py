"""The open API, called in the ways its own document allows, and in those it does not: schemathesis, in this process."""

import pytest
import schemathesis
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.fuzz.profile import examples, no_hang
from tests.kept_pages import connections_left_open

DOCUMENT = "/api/v1/openapi.json"
FEWEST = 15
"""Operations that the document has at least."""


@pytest.fixture
def operations(house):
    django = WSGIHandler()

    def application(environ, start):
        environ.pop("HTTP_ACCEPT_ENCODING", None)  # schemathesis asks for gzip and does not unpack it
        return django(environ, start)

    with connections_left_open():
        schema = schemathesis.openapi.from_wsgi(DOCUMENT, application)
        yield [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]


def real_keys(operation):
    """The keys in the address that the document gives as examples."""
    given = operation.schema.raw_schema["paths"][operation.path]["parameters"]
    return {each["name"]: each["example"] for each in given if each["in"] == "path" and "example" in each}


@given(data=st.data())
@examples(50, 4000)
def test_api_keeps_to_its_document(operations, data):
    operation = data.draw(st.sampled_from(operations))
    mode = data.draw(
        st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
    )
    case = data.draw(operation.as_strategy(generation_mode=mode))
    if mode is GenerationMode.POSITIVE and data.draw(st.booleans()):
        case.path_parameters = (case.path_parameters or {}) | real_keys(operation)
    cache.clear()  # the limit of requests within an hour is tested with the API
    with no_hang(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance] if is_spelled_oddly(case) else [])


def is_spelled_oddly(case):
    """Whether a whole number is written as 2.0: JSON Schema calls that an integer, and in an address nobody means it."""
    return any(isinstance(each, float) for each in (case.query or {}).values())


def test_document_has_operations(operations):
    assert len(operations) >= FEWEST
    assert sum(bool(real_keys(each)) for each in operations) >= 3
