"""The PR officers' studio: choose an entry, see its slides, download the pack."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.core.cache import cache
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cards import archive, captions, registry
from cards.content import CardContent, build_content
from cards.formats import FORMATS
from cards.forms import PackForm
from cards.models import Card
from cards.rendering import Slide, TooManySlides, picture_digest
from cards.rendering import render as draw
from services import scope, snapshot
from services.models import Service, ServiceEdition

PREVIEW_SECONDS = 10 * 60


@login_required
@permission_required("cards.view_card", raise_exception=True)
@require_safe
def studio(request: HttpRequest) -> HttpResponse:
    """Every live service of own agencies, and the cards made last."""
    words = request.GET.get("q", "").strip()[:100]
    editions = _own(ServiceEdition.objects.live(), request).order_by("entry__position", "title")
    for word in words.casefold().split():
        editions = editions.filter(search_text__contains=word)
    packs = scope.own(Card.objects.packs(), request.user)[:5]
    recent = [(each, registry.check(each.code).verdict.value) for each in packs]
    context = {"editions": editions, "words": words, "recent": recent}
    return render(request, "cards/studio.html", context)


def _own(editions: QuerySet[ServiceEdition], request: HttpRequest) -> QuerySet[ServiceEdition]:
    return editions.filter(entry__in=scope.own(Service.objects.all(), request.user))


@dataclass(frozen=True)
class Preview:
    """One slide of the film strip: where its picture is, and what it says."""

    number: int
    section: str
    address: str
    alt: str


@login_required
@permission_required("cards.view_card", raise_exception=True)
@require_safe
@never_cache
def studio_service(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose what a pack shows and see its slides; `?bagian=…&keadaan=…&format=…&jenis=…`."""
    edition = _live_or_404(slug, request)
    form = PackForm(request.GET, document=edition.content())
    context = {"edition": edition, "form": form, "previews": [], "problem": ""}
    if form.is_valid():
        content = _content(edition, form)
        try:
            slides = _preview_slides(content, form)
        except TooManySlides as error:
            context["problem"] = str(error)
        else:
            context |= _shown(slug, form, content, slides)
    fragment = request.headers.get("X-Requested-With") == "fetch"
    return render(request, "cards/_pack.html" if fragment else "cards/studio_service.html", context)


def _shown(slug: str, form: PackForm, content: CardContent, slides: list[Slide]) -> dict:
    choice = [(name, value) for name in form.fields for value in form.data.getlist(name)]
    query = urlencode(choice)
    alts = captions.alt_text(content, slides)
    names = {section.key: section.name for section in content.sections}
    address = registry.check_url("XXXXXXXX")
    return {
        "choice": choice,
        "previews": [
            Preview(
                slide.number,
                names.get(slide.section, slide.section),
                f"{reverse('studio-slide', args=[slug, slide.number])}?{query}",
                alt,
            )
            for slide, alt in zip(slides, alts, strict=True)
        ],
        "shape": FORMATS[form.cleaned_data["format"]],
        "file_kind": form.cleaned_data["jenis"],
        "caption": captions.caption(content, address),
        "whatsapp": captions.whatsapp_text(content, address),
    }


@login_required
@permission_required("cards.view_card", raise_exception=True)
@require_safe
@never_cache
def studio_slide(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One slide of a preview as SVG: watermarked, without a code."""
    edition = _live_or_404(slug, request)
    form = PackForm(request.GET, document=edition.content())
    if not form.is_valid():
        raise Http404
    try:
        slides = _preview_slides(_content(edition, form), form)
    except TooManySlides as error:
        raise Http404 from error
    if not 1 <= number <= len(slides):
        raise Http404
    return HttpResponse(slides[number - 1].data, content_type="image/svg+xml")


@login_required
@permission_required("cards.issue_card", raise_exception=True)
@require_POST
def studio_download(request: HttpRequest, slug: str) -> HttpResponse:
    """Issue the card and send its pack as a ZIP."""
    edition = _live_or_404(slug, request)
    form = PackForm(request.POST, document=edition.content())
    context = {"edition": edition, "form": form, "previews": [], "problem": ""}
    if not form.is_valid():
        return render(request, "cards/studio_service.html", context, status=400)
    options = form.options()
    try:
        # Drawn once before it is issued: what cannot be drawn must not get a code.
        _preview_slides(_content(edition, form), form)
    except TooManySlides as error:
        return render(request, "cards/studio_service.html", context | {"problem": str(error)}, status=400)
    card = registry.issue(slug, options, by=request.user)
    data = archive.zipped(card, form.cleaned_data["jenis"])
    registry.count_download(card)
    response = HttpResponse(data, content_type="application/zip")
    name = slugify(f"kartu-{slug}-{options.as_of:%Y-%m-%d}")
    response["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return response


def _live_or_404(slug: str, request: HttpRequest) -> ServiceEdition:
    """The live edition of an own service: what is another agency's is as unknown as what is not published."""
    try:
        edition = registry.live_edition(slug)
    except registry.NotPublished as error:
        raise Http404(str(error)) from error
    if not scope.is_own(edition.entry, request.user):
        raise Http404
    return edition


def _content(edition: ServiceEdition, form: PackForm) -> CardContent:
    return build_content(edition.content(), snapshot.current(), form.options())


def _preview_slides(content: CardContent, form: PackForm) -> list[Slide]:
    """The slides of a preview; kept for a while, because a film strip asks for them one by one."""
    format = form.cleaned_data["format"]
    key = "preview-" + picture_digest(content, format, None, None)
    slides = cache.get(key)
    if slides is None:
        slides = draw(content, format, kind="svg")
        cache.set(key, slides, PREVIEW_SECONDS)
    return slides
