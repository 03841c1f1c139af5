"""The OpenAPI document, made from the shapes that the answers are made of."""

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from pydantic.json_schema import models_json_schema

from portal.api import linked_data, problems
from portal.api.addresses import ENDPOINTS
from portal.api.endpoints import JSON, Asked, Endpoint
from portal.api.examples import example_keys
from portal.api.shapes import Listing, Problem

VERSION = "1.0.0"
KEY = re.compile(r"<(slug|int):(\w+)>")
_KEY_SCHEMAS = {
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 80},
    "int": {"type": "integer", "minimum": 1, "maximum": 2147483647},
}
REASONS = {
    404: "Nothing that is published has this key.",
    405: "The API is read-only.",
    410: "It was withdrawn; `replacement` says what holds instead.",
    422: "A parameter is unknown or has a value it does not take.",
    429: "Too many requests from one address within this hour.",
    503: "The data cannot be read at the moment.",
}
_ABOUT = (
    "What this office publishes, read-only and without a key. Answers are the same for everyone; keep their ETag and "
    "send it as If-None-Match. Names and summaries come in Indonesian (`name`) and, where the office has given them, in "
    "English (`name_en`, blank otherwise). Moments are ISO 8601 with their offset, amounts of money whole rupiah. "
    "Fields are added, never renamed or removed."
)


@cache
def plain_document() -> dict[str, Any]:
    """Everything but examples, which are keys of what is published at the moment."""
    shapes = {each.shape for each in ENDPOINTS if each.shape} | {Problem}
    ordered = sorted(shapes, key=lambda each: each.__name__)
    _, definitions = models_json_schema(
        [(each, "serialization") for each in ordered], ref_template="#/components/schemas/{model}"
    )
    return {
        "openapi": "3.1.0",
        "info": {"title": "Sebelum Datang", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": settings.SITE_URL}],
        "paths": {address(each): _path_item(each) for each in ENDPOINTS},
        "components": {
            "schemas": definitions["$defs"],
            "headers": {name: {"schema": schema} for name, schema in _HEADERS.items()},
            "responses": {str(status): _problem(status) for status in REASONS},
        },
    }


_UNSHAPED: dict[str, Any] = {
    linked_data.MEDIA_TYPE: {"type": "object", "required": ["@context"]},
    "application/zip": {"type": "string", "contentMediaType": "application/zip"},
}
_HEADERS: dict[str, Any] = {
    "ETag": {"type": "string"},
    "Link": {"type": "string"},
    "Retry-After": {"type": "string", "pattern": r"^\d+$"},
    "Allow": {"type": "string"},
}


def document() -> dict[str, Any]:
    """The document, with examples that work here and now."""
    fixed, known = plain_document(), example_keys()
    paths = {}
    for endpoint in ENDPOINTS:
        item = fixed["paths"][address(endpoint)]
        paths[address(endpoint)] = item | {
            "parameters": [_with_example(each, endpoint, known) for each in item["parameters"]]
        }
    return fixed | {"paths": paths}


def openapi(asked: Asked) -> HttpResponse:
    """The document as an answer."""
    return HttpResponse(json.dumps(document(), ensure_ascii=False), content_type=JSON)


def address(endpoint: Endpoint) -> str:
    """The address as OpenAPI writes it: `/api/v1/services/{slug}/`."""
    return "/api/v1/" + KEY.sub(r"{\2}", endpoint.path)


def _path_item(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "parameters": [
            {"name": name, "in": "path", "required": True, "schema": _KEY_SCHEMAS[kind]}
            for kind, name in KEY.findall(endpoint.path)
        ],
        "get": {
            "operationId": endpoint.name.removeprefix("api-").replace("-", "_"),
            "summary": endpoint.title,
            "description": endpoint.about,
            "parameters": list(_query_parameters(endpoint)),
            "responses": _responses(endpoint),
        },
    }


def _query_parameters(endpoint: Endpoint) -> Any:
    properties = endpoint.question.model_json_schema().get("properties", {})
    for name, schema in properties.items():
        plain = {
            key: value for key, value in schema.items() if key not in ("title", "x-takes-id", "description")
        }
        if choices := plain.pop("anyOf", None):
            plain |= choices[0]
        if plain.get("default", "") is None:
            del plain["default"]
        yield {
            "name": name,
            "in": "query",
            "required": False,
            "allowEmptyValue": True,
            "description": schema["description"],
            "schema": plain,
        }


def _responses(endpoint: Endpoint) -> dict[str, Any]:
    headers = ["ETag", *(["Link"] if endpoint.shape and issubclass(endpoint.shape, Listing) else [])]
    schema = (
        {"$ref": f"#/components/schemas/{endpoint.shape.__name__}"}
        if endpoint.shape
        else _UNSHAPED[endpoint.media_type]
    )
    good = {
        "description": endpoint.about,
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {endpoint.media_type: {"schema": schema}},
    }
    refused = sorted({*endpoint.refusals, 405, 422, 429, 503})
    return {
        "200": good,
        "304": {"description": "Nothing changed since the answer with this ETag."},
        **{str(status): {"$ref": f"#/components/responses/{status}"} for status in refused},
    }


def _problem(status: int) -> dict[str, Any]:
    headers = {405: ["Allow"], 429: ["Retry-After"], 503: ["Retry-After"]}.get(status, [])
    return {
        "description": REASONS[status],
        "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in headers},
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _with_example(parameter: dict[str, Any], endpoint: Endpoint, known: dict[str, Any]) -> dict[str, Any]:
    example = known.get(endpoint.examples.get(parameter["name"], ""))
    return parameter | {"example": example} if example else parameter
