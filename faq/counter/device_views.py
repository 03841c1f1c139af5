"""What the scripts of the counter ask for: the page and the data they keep, and where they send what waited.

The worker is one of its own, for `/loket/` only. The public one never touches staff pages, on every resident's phone,
and a list of exceptions in it would have to be right for ever; this one reaches only devices that opened the counter,
and can be taken away alone.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_POST, require_safe

from faq.counter import arriving, device, notes, tapping
from faq.counter.views import TAP
from services.staff.pages import staff_page

LARGEST = 256 * 1024
"""Bytes of a message; 200 taps are 60 KB."""
PARTS = [
    "admin/css/base.css", "admin/css/responsive.css", "css/tokens.css", "css/staff.css", "css/staff/counter.css",
    "js/counter-queue.js", "js/counter.js", "js/counter-device.js", "js/counter-voice.js",
    "fonts/PlusJakartaSans-latin.var.woff2", "img/favicon.svg",
]  # fmt: skip
"""All that the pages of the counter need on the device."""


@staff_page(TAP)
@require_safe
@gzip_page  # public words only and nothing of the question in them, so its length tells nobody anything (BREACH)
@condition(etag_func=lambda request: f'"{device.data_version(request.user)}"')
def data(request: HttpRequest) -> HttpResponse:
    """Everything that can be read aloud; 304 to a device that has it."""
    return HttpResponse(
        device.device_data(request.user, device.data_version(request.user)), content_type="application/json"
    )


@staff_page(TAP)
@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Who is signed in, and the form token: a page kept on the device has an old one, or one of somebody else."""
    return JsonResponse({"user": request.user.pk, "token": get_token(request)})


@staff_page(TAP)
@require_POST
def send(request: HttpRequest) -> JsonResponse:
    """Take taps that waited on a device; says of each, in order, what became of it. Sending again changes nothing.

    409 if they are somebody else's, 400 or 413 if they are no message of ours: then nothing is written.
    """
    if request.content_type != "application/json":  # a form's body is read already, and cannot be read again
        return JsonResponse({"error": "tidak terbaca"}, status=400)
    if len(request.body) > LARGEST:
        return JsonResponse({"error": "terlalu besar"}, status=413)
    try:
        message = arriving.read_message(request.body)
    except arriving.Unreadable:
        return JsonResponse({"error": "tidak terbaca"}, status=400)
    if message.get("user") != request.user.pk:
        return JsonResponse({"error": "milik petugas lain"}, status=409)
    now = timezone.now()
    taps = arriving.read_taps(message, now)
    states = tapping.record(request.user, [each for each in taps if each], now)
    for each in taps:
        if each and each.note and states.get(each.id) == tapping.STORED:
            notes.remember(request, each, now)
    results = [states.get(each.id, tapping.REFUSED) if each else tapping.REFUSED for each in taps]
    return JsonResponse({"results": results})


@staff_page(TAP)
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """The page that stands in for all of the counter without internet. The same for everybody: it names nobody."""
    return HttpResponse(_shell())


def _shell() -> str:
    return render_to_string("faq/counter_offline.html", device.device_context(None, None))


@staff_page(TAP)
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The worker with its settings; with `OFFLINE=0` one that takes itself and what it stored away."""
    if not settings.OFFLINE:
        return _script(f'importScripts("{static("js/counter-worker-off.js")}");')
    words = json.dumps(worker_settings(), sort_keys=True)
    return _script(f'self.SETTINGS = {words};\nimportScripts("{static("js/counter-worker.js")}");')


def worker_settings() -> dict[str, Any]:
    """Addresses, and a build that changes with the page or with any static file."""
    found = {
        "place": reverse("counter"),
        "shell": reverse("counter-shell"),
        "statics": settings.STATIC_URL,
        "parts": [static(each) for each in PARTS],
    }
    files = getattr(staticfiles_storage, "manifest_hash", "")
    text = json.dumps(found, sort_keys=True) + files + _shell()
    return found | {"build": hashlib.sha256(text.encode()).hexdigest()[:12]}


def _script(text: str) -> HttpResponse:
    return HttpResponse(text + "\n", content_type="text/javascript; charset=utf-8")
