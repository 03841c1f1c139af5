"""Installing the site on a phone, and reading it without internet. Everything here is an extra: no page needs it.

The worker itself is `static/js/worker.js`; `/sw.js` only gives it its settings, so that a change of either, or of any
static file, makes browsers take the new one. How to switch it off: `OFFLINE=0`, see docs/offline.md.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from portal.security import STAFF
from services import snapshot
from services.freshness import for_everyone
from services.links import Link
from services.views import home_link, show

THEME = "#0f766e"
"""`--teal-3` of tokens.css, as the page's `theme-color` has it."""
PAPER = "#fbfaf6"
"""`--paper-1` of tokens.css."""
UNTOUCHED = (*STAFF, "/tanya/")
"""Never stored and never answered by the worker: what is for staff, and questions of residents with their answers."""
ALWAYS_ASKED = ("/k/", "/periksa/")
"""Answers about cards hold at the moment they are asked for only; without internet the worker says so."""


@require_safe
@cache_control(max_age=24 * 60 * 60)
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to put the site on its home screen."""
    agency = snapshot.current().site_agency()
    name = f"Sebelum Datang · {agency.short_name or agency.name}" if agency else "Sebelum Datang"
    body = {
        "id": "/",
        "name": name,
        "short_name": "Sebelum Datang",
        "description": _("Biaya, waktu, tempat, dan berkas yang perlu dibawa, sebelum Anda datang."),
        "lang": "id",
        "dir": "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": THEME,
        "background_color": PAPER,
        "icons": [
            _icon("icon-192.png", "192x192"),
            _icon("icon-512.png", "512x512"),
            _icon("icon-maskable-512.png", "512x512", purpose="maskable"),
        ],
        "shortcuts": [
            {"name": words, "url": reverse(name)}
            for words, name in [
                (_("Cari layanan"), "search"),
                (_("Semua layanan"), "service-list"),
                (_("Kantor dan jam buka"), "office-list"),
            ]
        ],
    }
    return JsonResponse(body, content_type="application/manifest+json")


def _icon(file: str, sizes: str, purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"img/icons/{file}"), "sizes": sizes, "type": "image/png", "purpose": purpose}


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker with its settings; with `OFFLINE=0` one that takes itself and all it stored away."""
    if not settings.OFFLINE:
        return _script(f'importScripts("{static("js/worker-off.js")}");')
    words = json.dumps(worker_settings(), ensure_ascii=False, sort_keys=True)
    scripts = ", ".join(f'"{static(each)}"' for each in ("js/worker-note.js", "js/worker.js"))
    return _script(f"self.SETTINGS = {words};\nimportScripts({scripts});")


def _script(text: str) -> HttpResponse:
    return HttpResponse(text + "\n", content_type="text/javascript; charset=utf-8")


def worker_settings() -> dict[str, Any]:
    """What `static/js/worker.js` reads: addresses, and the sentences it puts into stored pages, by language."""
    pages = {code: _in_language(code) for code, name in settings.LANGUAGES}
    found = {
        "languages": pages,
        "statics": settings.STATIC_URL,
        "noteStyle": static("css/pages/offline.css"),
        "untouched": UNTOUCHED,
        "alwaysAsked": ALWAYS_ASKED,
    }
    # Hashed names of all static files: any that changes makes a new build.
    files = getattr(staticfiles_storage, "manifest_hash", "")
    text = json.dumps(found, sort_keys=True) + files
    return found | {"build": hashlib.sha256(text.encode()).hexdigest()[:12]}


def _in_language(code: str) -> dict[str, str]:
    """Addresses and sentences in one language; `%(date)s` is left for the worker."""
    with override(code):
        return {
            "prefix": reverse("home"),
            "offlinePage": reverse("offline"),
            "savedPage": reverse("saved"),
            "stored": _(
                "Tersimpan %(date)s; mungkin sudah berubah. Tanpa internet, buka tidaknya kantor tidak bisa diperiksa."
            ),
            "missing": _(
                "Halaman yang Anda minta belum tersimpan di perangkat ini, dan internet tidak tersambung."
            ),
            "check": _("Kartu tidak bisa diperiksa tanpa internet: jawabannya harus yang berlaku saat ini."),
            "again": _("Coba lagi"),
        }


@for_everyone()
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What can be read without internet; the worker also shows it in place of a page it does not have."""
    return show(request, "portal/offline.html", snapshot.current(), _kept_context())


@for_everyone()
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """The services this device keeps. The list is on the device; the server never learns of it."""
    return show(request, "portal/saved.html", snapshot.current(), _kept_context())


def _kept_context() -> dict[str, Any]:
    suggestion = Link(_("Lihat semua layanan"), reverse("service-list"))
    return {"trail": [home_link()], "suggestion": suggestion, "is_on": settings.OFFLINE}
