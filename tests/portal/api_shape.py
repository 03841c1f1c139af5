"""The shape of the API as lines of text, so that a stored copy shows when something that was released disappears.

`DJANGO_SETTINGS_MODULE=tests.settings python -m tests.portal.api_shape` writes the copy again, after fields were added.
"""

import json
from pathlib import Path
from typing import Any

STORED = Path(__file__).with_suffix(".txt")


def lines() -> list[str]:
    """One for each address, parameter and field with its type, sorted."""
    from portal.api.openapi import plain_document  # run by itself, this module sets Django up first

    data = json.loads(json.dumps(plain_document()))
    found = set()
    for path, item in data["paths"].items():
        found.update(f"{path} ?{each['name']}" for each in item["get"]["parameters"])
        for status, answer in item["get"]["responses"].items():
            for kind, body in answer.get("content", {}).items():
                found.add(f"{path} {status} {kind} {_type(body['schema'])}")
    for name, schema in data["components"]["schemas"].items():
        required = schema.get("required", [])
        for field, each in schema.get("properties", {}).items():
            found.add(f"{name}.{field}{'' if field in required else '?'}: {_type(each)}")
    return sorted(found)


def _type(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(_type(each) for each in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or schema.get("enum") or "anything")


if __name__ == "__main__":
    import django

    django.setup()
    STORED.write_text("\n".join(lines()) + "\n", encoding="utf-8")
