"""Suggestions that someone does not want for a while."""

import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from cards import subjects
from cards.calendar.suggestions import DISMISSED_DAYS, NOT_DISMISSED, WEIGHTS
from cards.models import SuggestionDismissal
from services.staff import undo

UNDO = "suggestion"


def dismiss(request: HttpRequest) -> bool:
    """Put a suggestion aside for each of its reasons; False where it is no own subject or no reason."""
    kind = subjects.by_path(request.POST.get("jenis", ""))
    key = request.POST.get("tentang", "")[:120]
    reasons = {each for each in request.POST.getlist("alasan") if each in WEIGHTS and each != NOT_DISMISSED}
    if kind is None or not reasons or not kind.is_own(request.user, key):
        return False
    until = timezone.localdate() + datetime.timedelta(days=DISMISSED_DAYS)
    for reason in sorted(reasons):
        row = {"user": request.user, "kind": kind.kind, "subject": key, "reason": reason}
        SuggestionDismissal.objects.update_or_create(**row, defaults={"until": until})
    words = f"Tidak disarankan lagi selama {DISMISSED_DAYS} hari, kecuali ada alasan baru."
    undo.offer(request, UNDO, key, words, about=kind.kind, reasons=sorted(reasons))
    return True


def take_back(request: HttpRequest) -> None:
    """Let what was put aside last be suggested again."""
    found = undo.take(request, UNDO)
    if found is None:
        return
    mine = SuggestionDismissal.objects.filter(user=request.user, kind=found["about"], subject=found["key"])
    mine.filter(reason__in=found["reasons"]).delete()
    messages.success(request, "Disarankan lagi.")
