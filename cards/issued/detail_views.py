"""One issued card: its page, its pictures, and its pack again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from cards import archive, codes, registry
from cards.formats import FORMATS
from cards.issued import detail, pictures
from cards.issued.listing import own_cards, registry_link, studio_link
from cards.issued.posting import PostForm
from cards.models import Card, CardKind
from cards.rendering import TooManySlides
from services.staff import undo
from services.staff.pages import show_staff, staff_page

UNDO_POST = "card-post"
PICTURE_SECONDS = 60 * 60
PICTURE_KINDS = {"png": "PNG", "jpeg": "JPEG"}


def own_card(request: HttpRequest, code: str) -> Card:
    """The card with this code in any spelling, if someone may see it; otherwise there is none."""
    return get_object_or_404(own_cards(request), code=codes.normalise(code))


@staff_page("cards.view_card")
@require_safe
@never_cache
def issued_card(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about one card; `?format=` chooses whose slides are shown."""
    card = own_card(request, code)
    if code != codes.display(card.code):
        return redirect("issued-card", code=codes.display(card.code))
    return show_card(request, card, PostForm(initial={"posted_on": registry.today()}))


def show_card(request: HttpRequest, card: Card, form: PostForm, *, status: int = 200) -> HttpResponse:
    """The page of a card with a form that records a posting, empty or with what is wrong in it."""
    context = detail.context_of(card, request.GET.get("format", ""))
    context |= {
        "form": form,
        "undo": undo.offered(request, UNDO_POST, card.code),
        "may_issue": request.user.has_perm("cards.issue_card"),
        "picture_kinds": PICTURE_KINDS,
    }
    title = f"{'Selebaran' if context['is_leaflet'] else 'Kartu'} {context['code']}"
    trail = [studio_link(), registry_link()]
    return show_staff(request, "cards/issued/card.html", title, context, trail=trail, status=status)


@staff_page("cards.view_card")
@require_safe
@cache_control(private=True, max_age=PICTURE_SECONDS)
def picture(request: HttpRequest, code: str, format: str, number: int) -> HttpResponse:
    """A slide as a small JPEG, by code and format; it never changes. The first is drawn without the others."""
    card = own_card(request, code)
    if format not in card.formats or format not in FORMATS or number < 1:
        raise Http404("gambar")
    try:
        small = request.GET.get("kecil") == "1" and number == 1
        found = [pictures.first(card, format)] if small else pictures.drawn(card, format)
    except TooManySlides as error:
        raise Http404("gambar") from error
    if number > len(found):
        raise Http404("gambar")
    return HttpResponse(found[number - 1], content_type="image/jpeg")


@staff_page("cards.issue_card")
@require_POST
def download(request: HttpRequest, code: str) -> HttpResponse:
    """The pack again, with the code it has; counted like every download."""
    card = own_card(request, code)
    if card.kind == CardKind.LEAFLET:
        raise Http404("selebaran")
    kind = request.POST.get("jenis", "png")
    data = archive.zipped(card, kind if kind in PICTURE_KINDS else "png")
    registry.count_download(card)
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{archive.file_name(card)}"'
    return response
