"""Taking notices back: withdrawing with a reason, deleting what has no card, and undoing either."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from cards.notices import state
from cards.notices.pages import UNDO, own_notices
from services import audit
from services.models import Notice
from services.staff import undo
from services.staff.pages import staff_page

LONGEST_REASON = 200


@staff_page("services.change_notice")
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice back, with the reason that its cards' check page will tell."""
    found = get_object_or_404(own_notices(request), pk=pk)
    reason = " ".join(request.POST.get("alasan", "").split())
    if not reason or len(reason) > LONGEST_REASON:
        messages.error(
            request,
            f"Tulis alasannya, paling banyak {LONGEST_REASON} huruf: warga membacanya di halaman cek kartu.",
        )
        return redirect("notice", pk)
    if found.withdrawn_at:
        messages.warning(request, "Kabar ini sudah ditarik.")
        return redirect("notice", pk)
    before = state.read(found)
    state.withdraw(found, reason)
    state.save(found, expected=state.fingerprint(before))
    audit.record("withdraw", found, by=request.user, reason=reason)
    offer(request, found, f"“{found.title}” ditarik. Kartu yang beredar dinyatakan tidak berlaku.", before)
    return redirect("notice", pk)


@staff_page("services.change_notice")
@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete a notice of which no card was ever made."""
    found = get_object_or_404(own_notices(request), pk=pk)
    if state.was_issued(found):
        messages.error(
            request, "Kartunya sudah dibuat, jadi kabar ini tidak dapat dihapus. Tariklah kabar ini."
        )
        return redirect("notice", pk)
    before = state.read(found)
    audit.record("delete", found, by=request.user)
    found.delete()
    undo.offer(request, UNDO, str(pk), f"“{before['title']}” dihapus.", before=before, after="")
    return redirect("notices")


def offer(request: HttpRequest, found: Notice, words: str, before: state.State) -> None:
    """Offer to take back what was just done to a notice."""
    after = state.fingerprint(state.stored(found.pk))
    undo.offer(request, UNDO, str(found.pk), words, before=before, after=after)


@staff_page("services.change_notice")
@require_POST
def undo_last(request: HttpRequest) -> HttpResponse:
    """Take back the last writing, changing, withdrawing or deleting, unless somebody has changed it since."""
    taken = undo.take_own(request, UNDO, Notice.objects.all())
    if taken is None:
        return redirect("notices")
    found, row = taken
    pk, before = int(found["key"]), found["before"]
    if not _taken_back(request, row, pk, before, found["after"]):
        messages.warning(request, "Kabar itu sudah berubah lagi, jadi tidak dibatalkan.")
        return redirect("notices")
    messages.success(request, "Dibatalkan. Kabar kembali seperti sebelumnya.")
    return redirect("notice", pk) if before else redirect("notices")


def _taken_back(
    request: HttpRequest, row: Notice | None, pk: int, before: state.State | None, after: str
) -> bool:
    if before:
        notice = state.with_state(pk, before)
        if not state.save(notice, expected=after, named=state.named_in(before)):
            return False
        audit.record("change" if row else "add", notice, by=request.user, undone=True)
        return True
    if row is None or state.fingerprint(state.read(row)) != after or state.was_issued(row):
        return False
    audit.record("delete", row, by=request.user, undone=True)
    row.delete()
    return True
