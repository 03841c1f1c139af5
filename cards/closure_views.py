"""The notice card of a closure in the workspace: seen as a preview, issued with one press, downloaded as pictures."""

import io
import zipfile

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cards import closure_cards, codes, registry
from cards.content import CardContent, CardOptions
from cards.formats import FORMATS
from cards.models import Card, CardKind
from cards.rendering import Slide, picture_digest, render
from services import scope
from services.links import Link
from services.models import Closure
from services.staff.closure_views import closures_link
from services.staff.office_views import offices_link
from services.staff.pages import show_staff, staff_page

KEPT_SECONDS = 10 * 60
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


def _closure(request: HttpRequest, pk: int) -> Closure:
    return get_object_or_404(scope.own(Closure.objects.filter(is_ignored=False), request.user), pk=pk)


def _content(closure: Closure) -> CardContent:
    key = closure_cards.key_of(closure)
    source = closure_cards.source_of(key)
    if source is None:
        raise Http404("hari tutup")
    return closure_cards.build(key, source, CardOptions(as_of=registry.today()))


@staff_page("cards.view_card")
@require_safe
@never_cache
def closure_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The notice of a closure: its pictures, and once it has a code the texts to post with it."""
    closure = _closure(request, pk)
    content = _content(closure)
    card = _issued(closure, content)
    format = _format(request)
    address = registry.check_url(card.code) if card else ""
    slides = _drawn(card, content, format)
    picture = reverse("closure-card-picture", args=[pk, format, 1])
    context = {
        "closure": closure,
        "card": card,
        "code": codes.display(card.code) if card else "",
        "address": address,
        "formats": [
            (Link(FORMATS[key].label, f"?format={key}"), FORMATS[key].use, key == format)
            for key in closure_cards.FORMATS
        ],
        "format": format,
        "shape": FORMATS[format],
        "slides": [(each.number, picture[: -len("1.png")] + f"{each.number}.png") for each in slides],
        "caption": closure_cards.caption(content, address) if card else "",
        "alt": closure_cards.alt_text(content),
        "is_over": closure.end < registry.today(),
        "may_issue": request.user.has_perm("cards.issue_card"),
    }
    trail = [offices_link(), closures_link()]
    return show_staff(request, "staff/offices/closure_card.html", "Kartu pemberitahuan", context, trail=trail)


def _format(request: HttpRequest) -> str:
    asked = request.GET.get("format", "")
    return asked if asked in closure_cards.FORMATS else closure_cards.FORMATS[0]


def _issued(closure: Closure, content: CardContent) -> Card | None:
    """The card that bears this very text, if it has been issued."""
    key = closure_cards.key_of(closure)
    return Card.objects.notices().filter(subject=key, digest=content.digest).first()


def _drawn(card: Card | None, content: CardContent, format: str) -> list[Slide]:
    """The pictures, kept for a while: the page asks for them one by one."""
    content = registry.content_of(card) if card else content
    code, address = (card.code, registry.check_url(card.code)) if card else (None, None)
    key = "notice-" + picture_digest(content, format, code, address)
    slides = cache.get(key)
    if slides is None:
        slides = render(content, format, code=code, check_url=address)
        cache.set(key, slides, KEPT_SECONDS)
    return slides


@staff_page("cards.view_card")
@require_safe
@never_cache
def picture(request: HttpRequest, pk: int, format: str, number: int) -> HttpResponse:
    """One picture as PNG; before the card is issued it is watermarked and bears no code."""
    closure = _closure(request, pk)
    content = _content(closure)
    if format not in closure_cards.FORMATS:
        raise Http404("format")
    slides = _drawn(_issued(closure, content), content, format)
    if not 1 <= number <= len(slides):
        raise Http404("gambar")
    return HttpResponse(slides[number - 1].data, content_type="image/png")


@staff_page("cards.issue_card")
@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the notice its code."""
    closure = _closure(request, pk)
    try:
        _issued(closure, _content(closure)) or registry.issue(
            closure_cards.key_of(closure),
            CardOptions(as_of=registry.today()),
            kind=CardKind.CLOSURE,
            formats=closure_cards.FORMATS,
            by=request.user,
        )
    except registry.NotPublished as error:
        raise Http404(str(error)) from error
    return redirect("closure-card", pk=pk)


@staff_page("cards.issue_card")
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """Every picture of an issued notice with its texts, as a ZIP."""
    closure = _closure(request, pk)
    content = _content(closure)
    card = _issued(closure, content)
    if card is None:
        raise Http404("kartu")
    address = registry.check_url(card.code)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        for format in closure_cards.FORMATS:
            for slide in _drawn(card, content, format):
                pack.writestr(zipfile.ZipInfo(f"{format}/{slide.name}", _ZIP_TIME), slide.data)
        texts = {
            "caption.txt": closure_cards.caption(content, address),
            "alt.txt": closure_cards.alt_text(content),
        }
        for name, text in texts.items():
            pack.writestr(zipfile.ZipInfo(name, _ZIP_TIME), text)
    registry.count_download(card)
    response = HttpResponse(out.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="pengumuman-{content.subject}.zip"'
    return response


urlpatterns = [
    path("", closure_card, name="closure-card"),
    path("<slug:format>-<int:number>.png", picture, name="closure-card-picture"),
    path("terbitkan/", issue, name="closure-card-issue"),
    path("unduh/", download, name="closure-card-download"),
]
"""Below the address of a closure in the workspace."""
