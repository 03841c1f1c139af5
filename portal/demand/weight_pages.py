"""How much each sign weighs: read and changed by administrators, with undo and a way back to the usual weights."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from faq.demand import weights
from services.links import Link
from services.staff import undo
from services.staff.pages import show_staff, staff_page

MAY_CHANGE = "faq.change_demandweight"
UNDO = "demand-weights"


class WeightForm(forms.Form):
    """A whole number for each sign."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, sign in weights.SIGNS.items():
            self.fields[key] = forms.IntegerField(
                label=sign.label,
                min_value=0,
                max_value=weights.MOST,
                help_text=f"{sign.help} Biasanya {sign.usual}.",
                error_messages=_FAULTS,
            )


_BOUNDS = f"Isi angka bulat dari 0 sampai {weights.MOST}."
_FAULTS = {"required": _BOUNDS, "invalid": _BOUNDS, "min_value": _BOUNDS, "max_value": _BOUNDS}


@staff_page(MAY_CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def weights_page(request: HttpRequest) -> HttpResponse:
    """The form; `biasa` brings all usual weights back."""
    form = WeightForm(request.POST or None, initial=weights.current())
    if request.method == "POST" and "biasa" in request.POST:
        return _changed(request, weights.USUAL, "Semua bobot kembali seperti biasa.")
    if request.method == "POST" and form.is_valid():
        return _changed(request, form.cleaned_data, "Bobot disimpan.")
    context = {
        "form": form,
        "undo": undo.offered(request, UNDO),
        "most": weights.MOST,
        "is_usual": weights.current() == weights.USUAL,
    }
    trail = [Link("Permintaan warga", reverse("demand"))]
    status = 400 if form.is_bound and form.errors else 200
    return show_staff(request, "portal/demand_weights.html", "Bobot", context, trail=trail, status=status)


def _changed(request: HttpRequest, wanted: dict[str, int], words: str) -> HttpResponse:
    before = weights.change(wanted, by=request.user)
    undo.offer(request, UNDO, "", words, before=before)
    return redirect("demand-weights")


@staff_page(MAY_CHANGE)
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """The weights as they were before the last change."""
    found = undo.offered(request, UNDO)
    undo.forget(request, UNDO)
    if found:
        weights.change(found["before"], by=request.user)
        messages.success(request, "Bobot dikembalikan seperti sebelumnya.")
    else:
        messages.warning(request, "Tidak ada lagi yang bisa dibatalkan.")
    return redirect("demand-weights")
