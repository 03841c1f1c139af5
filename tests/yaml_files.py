"""Reads and writes catalogue files in tests: with the C library where it is there, because many tests do it."""

from typing import Any

import yaml


def read_yaml(text: str | bytes) -> Any:
    """What a YAML text holds."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def write_yaml(data: Any, **options: Any) -> str:
    """A YAML text that holds this."""
    return yaml.dump(data, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), **options)
