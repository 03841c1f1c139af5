"""Addresses that describe the others or hold all of it at once."""

from portal.api import openapi
from portal.api.addresses import HOUR
from portal.api.endpoints import JSON, Endpoint

DOCUMENTS = (
    Endpoint(
        "openapi.json", "api-openapi", openapi.openapi, None,
        "OpenAPI document", "Every address, parameter and field.", "Dokumen OpenAPI",
        "Setiap alamat, parameter, dan isian.", media_type=JSON, seconds=HOUR,
    ),
)  # fmt: skip
