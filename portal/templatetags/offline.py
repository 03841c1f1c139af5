"""The button that keeps a service on this device, and the address of the worker that does it."""

import json
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from services.document import ServiceDocument

register = template.Library()


@register.inclusion_tag("components/save_button.html")
def save_button(document: ServiceDocument) -> dict[str, Any]:
    """ "Simpan": the service's page is then kept in both languages. Shown only where a device can keep pages.

    With `OFFLINE=0` there is none.
    """
    urls = {code: _address(document.slug, code) for code, _ in settings.LANGUAGES}
    names = {"id": document.name, "en": document.name_en}
    kept = {"slug": document.slug, "names": names, "urls": urls}
    return {"kept": json.dumps(kept, ensure_ascii=False) if settings.OFFLINE else ""}


@register.simple_tag
def worker_address() -> str:
    """What static/js/offline.js registers; "" with `OFFLINE=0`: it then takes away what is registered."""
    return reverse("service-worker") if settings.OFFLINE else ""


def _address(slug: str, language: str) -> str:
    with override(language):
        return reverse("service", args=[slug])
