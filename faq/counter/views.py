"""The pages of the counter. They work without a script: a form's hidden key makes a double press count once."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from faq.counter import arriving, counting, desk, notes, pages, tapping
from faq.counter.device import device_context
from faq.counter.subjects import own_offices
from services import snapshot
from services.filters import typed_line
from services.staff import undo
from services.staff.pages import show_staff, staff_page
from services.views import site_now

TAP = "faq.add_tap"
UNDO = "tap"
LONGEST_QUERY = 200


@staff_page(TAP)
@require_safe
def counter(request: HttpRequest) -> HttpResponse:
    """Search, and what is asked most, each with its button."""
    facts = snapshot.current()
    query = typed_line(request.GET.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
    page = pages.CounterPage(request.user, query, facts, site_now(facts))
    frame = _frame(request)
    context = frame | {
        "page": page,
        "offices": desk.choices(request.user, frame["office"]),
        "other_token": str(uuid.uuid4()),
        "longest_note": arriving.LONGEST_NOTE,
    }
    return show_staff(request, "faq/counter.html", "Loket", context)


@staff_page(TAP)
@require_safe
def reading(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """One entry, to be read aloud, printed or handed over, in the case asked for with `keadaan`."""
    facts = snapshot.current()
    now, frame = site_now(facts), _frame(request)
    office = frame["office"].key if frame["office"] else ""
    case = request.GET.get("keadaan", "")
    page = pages.reading_of(request.user, kind, subject, case, facts, now, office)
    if page is None:
        raise Http404("loket")
    today = counting.counts_of_today(request.user, now).get((kind, subject), 0)
    context = frame | {"page": page, "today": today, "subtitle": page.case_words}
    return show_staff(request, "faq/counter_reading.html", page.title, context, trail=[pages.counter_link()])


@staff_page(TAP)
@require_safe
def tally(request: HttpRequest) -> HttpResponse:
    """What was counted today and in the last seven days, and one's own taps of today with a way back."""
    now = site_now(snapshot.current())
    context = _frame(request) | {
        "rows": counting.tally(request.user, now),
        "taps": counting.own_taps_of_today(request.user, now),
    }
    return show_staff(
        request, "faq/counter_tally.html", "Hitungan loket", context, trail=[pages.counter_link()]
    )


@staff_page(TAP)
@require_POST
def tap(request: HttpRequest) -> HttpResponse:
    """Count once more; for browsers without a script."""
    now = timezone.now()
    sent = {name: request.POST.get(name, "") for name in ("kind", "key", "case", "note")}
    office = desk.chosen_office(request)
    sent |= {"id": request.POST.get("tap", ""), "office": office.key if office else ""}
    pressed = arriving.read_taps({"taps": [sent]}, now)[0]
    states = tapping.record(request.user, [pressed] if pressed else [], now)
    state = states.get(pressed.id, tapping.REFUSED) if pressed else tapping.REFUSED
    if state == tapping.STORED:
        if pressed.note:
            notes.remember(request, pressed, now)
        undo.offer(request, UNDO, str(pressed.id), _title(pressed))
    else:
        messages.warning(request, NOT_STORED[state])
    return redirect(_back(request))


NOT_STORED = {
    tapping.KNOWN: "Ketukan itu sudah tercatat, jadi tidak dihitung lagi.",
    tapping.REFUSED: "Tidak tercatat: layanan atau pertanyaan itu bukan milik instansi Anda atau sudah tidak ada.",
    tapping.LATER: "Tidak tercatat: sudah terlalu banyak ketukan dalam satu jam. Coba lagi nanti.",
}


@staff_page(TAP)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Take one of one's own taps back."""
    try:
        key = uuid.UUID(request.POST.get("tap", ""))
    except ValueError:
        key = None
    if key and tapping.take_back(request.user, key, notes.take(request, key)):
        messages.success(request, "Ketukan dibatalkan.")
    else:
        messages.warning(request, "Ketukan itu tidak ada lagi atau sudah dibatalkan.")
    if undo.offered(request, UNDO, str(key)):
        undo.forget(request, UNDO)
    return redirect(_back(request))


@staff_page(TAP)
@require_POST
def choose_office(request: HttpRequest) -> HttpResponse:
    """Say at which office's counter this device stands."""
    key = request.POST.get("office", "")
    response = redirect("counter")
    if key and not own_offices(request.user).filter(key=key).exists():
        messages.warning(request, "Kantor itu tidak ada di daftar Anda.")
    else:
        desk.remember(response, key)
        messages.success(
            request, "Tempat loket ini disimpan di perangkat ini." if key else "Tempat loket dihapus."
        )
    return response


def _frame(request: HttpRequest) -> dict[str, Any]:
    """What every page of the counter has: this device's office, a tap to take back, and where scripts find things."""
    office = desk.chosen_office(request)
    offered = undo.offered(request, UNDO)
    frame = {"office": office, "undo": offered, "here": request.get_full_path()}
    return frame | device_context(request.user, office)


def _title(pressed: tapping.Pressed) -> str:
    subject = (pressed.kind, pressed.key)
    return counting.titles({subject}).get(subject, pressed.key)


def _back(request: HttpRequest) -> str:
    """The page the form stood on; only one of ours."""
    after = request.POST.get("next", "")
    is_ours = after.startswith(reverse("counter")) and url_has_allowed_host_and_scheme(
        after, allowed_hosts=None
    )
    return after if is_ours else reverse("counter")
