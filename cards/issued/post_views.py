"""Postings of one card: recorded, changed, said to be taken down, removed, and all of that taken back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cards import codes
from cards.issued import posting
from cards.issued.detail_views import UNDO_POST, own_card, show_card
from cards.issued.listing import registry_link, studio_link
from cards.issued.posting import PostForm
from cards.models import Card, Post
from cards.platforms import label_of
from services.links import Link
from services.staff import undo
from services.staff.pages import show_staff, staff_page


def _post(card: Card, pk: int) -> Post:
    return get_object_or_404(card.posts, pk=pk)


def _back(card: Card) -> HttpResponse:
    return redirect(f"{reverse('issued-card', args=[codes.display(card.code)])}#unggahan")


@staff_page("cards.issue_card")
@require_POST
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Record a posting."""
    card = own_card(request, code)
    form = PostForm(request.POST)
    if not form.is_valid():
        return show_card(request, card, form, status=400)
    post = posting.save(form, card, by=request.user)
    undo.offer(
        request, UNDO_POST, card.code, f"Unggahan di {label_of(post.platform)} tercatat.", added=post.pk
    )
    return _back(card)


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a recorded posting right."""
    card = own_card(request, code)
    post = _post(card, pk)
    before = posting.state(post)
    form = PostForm(request.POST if request.method == "POST" else None, instance=post)
    if request.method == "POST" and form.is_valid():
        posting.save(form, card, by=request.user)
        undo.offer(request, UNDO_POST, card.code, "Catatan unggahan diubah.", before=before)
        return _back(card)
    shown = codes.display(card.code)
    trail = [studio_link(), registry_link(), Link(shown, reverse("issued-card", args=[shown]))]
    status = 400 if form.errors else 200
    context = {"form": form, "code": shown}
    return show_staff(
        request, "cards/issued/post.html", "Ubah catatan unggahan", context, trail=trail, status=status
    )


@staff_page("cards.issue_card")
@require_POST
def take_down(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say that a posting is gone from its platform; `kembali=radar` leads back to where one came from."""
    card = own_card(request, code)
    post = _post(card, pk)
    before = posting.state(post)
    posting.take_down(post, request.POST.get("masih") != "ya", by=request.user)
    words = f"Unggahan di {label_of(post.platform)} tercatat {'sudah dihapus' if post.removed_on else 'masih tayang'}."
    undo.offer(request, UNDO_POST, card.code, words, before=before)
    if request.POST.get("kembali") == "radar":
        messages.success(request, f"{words} (kartu {codes.display(card.code)})")
        return redirect("stale-radar")
    return _back(card)


@staff_page("cards.issue_card")
@require_POST
def remove(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forget a posting that was recorded by mistake."""
    card = own_card(request, code)
    post = _post(card, pk)
    before = posting.state(post)
    posting.remove(post, by=request.user)
    words = f"Catatan unggahan di {label_of(before['platform'])} dihapus."
    undo.offer(request, UNDO_POST, card.code, words, before=before)
    return _back(card)


@staff_page("cards.issue_card")
@require_POST
def take_back(request: HttpRequest, code: str) -> HttpResponse:
    """Undo the last change of this card's postings."""
    card = own_card(request, code)
    kept = undo.offered(request, UNDO_POST, card.code)
    if kept is None:
        messages.warning(
            request, "Sudah tidak dapat dibatalkan: lewat setengah jam, atau ada perubahan lain."
        )
        return _back(card)
    undo.forget(request, UNDO_POST)
    if "added" in kept:
        if post := card.posts.filter(pk=kept["added"]).first():
            posting.remove(post, by=request.user)
    elif kept["before"]["card"] == card.pk:
        posting.restore(kept["before"], by=request.user)
    messages.success(request, "Dibatalkan. Catatan unggahan kembali seperti semula.")
    return _back(card)
