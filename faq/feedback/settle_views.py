"""Pages that settle feedback, one or many, and take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from faq.feedback import settling
from services.masking import mask
from services.staff import undo
from services.staff.pages import staff_page

UNDO = "feedback"


@staff_page("faq.change_feedback")
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Mark what was ticked as seen to, with one note for all."""
    keys = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal() and len(each) < 15]
    if not keys:
        messages.warning(request, "Centang dulu tulisan yang sudah dibereskan.")
        return redirect(_back(request))
    typed = " ".join(request.POST.get("cara", "").replace("\0", "").split())
    done = settling.settle(keys, note := mask(typed), by=request.user)
    if done:
        words = f"{len(done)} tulisan ditandai sudah dibereskan."
        if note != typed:
            words += " Nomor atau surel di catatannya disamarkan."
        undo.offer(request, UNDO, "all", words, done=[each.pk for each in done])
    else:
        messages.warning(request, "Tulisan itu sudah dibereskan sebelumnya.")
    return redirect(_back(request))


@staff_page("faq.change_feedback")
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Open again what was settled last."""
    kept = (undo.offered(request, UNDO) or {}).get("done", [])
    undo.forget(request, UNDO)
    if count := settling.unsettle(kept, by=request.user):
        messages.success(request, f"{count} tulisan dibuka lagi.")
    else:
        messages.warning(request, "Tidak ada yang dapat dibatalkan lagi.")
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """The list as it was filtered, or the page of one."""
    path = request.POST.get("kembali", "")
    home = reverse("feedback-list")
    is_ours = path.startswith(home) and url_has_allowed_host_and_scheme(path, None)
    return path if is_ours else home
