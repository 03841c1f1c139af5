"""Ending a notice now and letting it hold longer, each in one press that can be taken back."""

import datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from cards.notices import state
from cards.notices.pages import own_notices
from cards.notices.rows import situation_of
from cards.notices.taking_back import offer
from services import audit
from services.models import Notice
from services.notices.current import Situation
from services.staff.pages import staff_page
from services.wording import near_date_words, time_words

LONGER = {"besok": 1, "seminggu": 7, "belum": None}
"""The words of the buttons: how many days longer; None for an end that is not known."""


def _own_clock(notice: Notice) -> datetime.datetime:
    """This minute where the notice's agency is."""
    zone = ZoneInfo((notice.agency.publisher or notice.agency).timezone)
    return timezone.localtime(timezone=zone).replace(second=0, microsecond=0)


@staff_page("services.change_notice")
@require_POST
def end_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a notice that holds be over from this minute on."""
    found = get_object_or_404(own_notices(request), pk=pk)
    now = _own_clock(found)
    if found.withdrawn_at or situation_of(found, now) is not Situation.HOLDS:
        messages.warning(request, "Kabar ini tidak sedang berlaku, jadi tidak ada yang diakhiri.")
        return redirect("notice", pk)
    before = state.read(found)
    found.ends_on, found.ends_at = now.date(), now.time()
    return _store(request, found, before, f"“{found.title}” berakhir pukul {time_words(now)}.")


@staff_page("services.change_notice")
@require_POST
def extend(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a notice hold a day or a week longer, or until further notice; counted from today where it is over."""
    found = get_object_or_404(own_notices(request), pk=pk)
    asked = request.POST.get("sampai", "")
    if asked not in LONGER or found.withdrawn_at or (found.ends_on is None):
        messages.warning(request, "Pilih sampai kapan kabar ini diperpanjang.")
        return redirect("notice", pk)
    before, today, days = state.read(found), _own_clock(found).date(), LONGER[asked]
    found.ends_at = None
    if days is None:
        found.ends_on = None
        return _store(request, found, before, f"“{found.title}” berlaku sampai diumumkan lagi.")
    found.ends_on = max(found.ends_on, today) + datetime.timedelta(days=days)
    return _store(
        request, found, before, f"“{found.title}” berlaku sampai {near_date_words(found.ends_on, today)}."
    )


def _store(request: HttpRequest, found: Notice, before: state.State, words: str) -> HttpResponse:
    if not state.save(found, expected=state.fingerprint(before)):
        messages.warning(request, "Kabar ini baru saja diubah orang lain. Lihat dulu isinya.")
        return redirect("notice", found.pk)
    audit.record("change", found, by=request.user, ends=str(found.ends_on or ""))
    offer(request, found, words, before)
    return redirect("notice", found.pk)
