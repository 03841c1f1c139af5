"""The maker: choose what a pack says, see its slides at once, take them along."""

from typing import Any
from urllib.parse import parse_qsl

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cards import codes, registry, subjects
from cards.studio import cautions, pack, shapes, strip
from cards.studio.fields import fields_of, limits_words
from cards.studio.making import Making, making_of
from cards.studio.splitting import splits_of
from cards.subjects import SubjectKind
from services import entry_kinds
from services.links import Link
from services.staff.pages import show_staff, staff_page

FRAGMENT = "fetch"
"""Value of `X-Requested-With` when the page's script asks for the parts that changed."""
COUNTED = "hitung"
"""The field with which the script asks, once the strip is there, for what takes longer to know."""


@staff_page("cards.view_card")
@require_safe
@never_cache
def make(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """The maker's page; the choices are in the query. Its script asks for the changed parts only."""
    found = own_kind(request, kind, subject)
    try:
        source = registry.source_of(found.kind, subject)
    except registry.NotPublished as error:
        return not_published(request, found, subject, str(error))
    making = making_of(found, source, request.GET)
    if request.headers.get("X-Requested-With") == FRAGMENT:
        parts = _parts(request, making, is_counted=COUNTED in request.GET)
        return render(request, "cards/studio/_parts.html", parts)
    return show_making(request, making)


def own_kind(request: HttpRequest, path: str, key: str) -> SubjectKind:
    """The kind that goes by this word. What is another agency's is as unknown as what never was: 404."""
    kind = subjects.by_path(path)
    if kind is None or not kind.is_own(request.user, key):
        raise Http404
    return kind


def show_making(
    request: HttpRequest, making: Making, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """The whole page, with what went wrong with a download."""
    # Several sizes take seconds to count: the page's script asks for that once the page is there, and a download tells.
    is_counted = status != 200 or len(making.chosen.formats) < 2
    context = _parts(request, making, is_counted=is_counted) | {
        "fields": fields_of(making),
        "limits": limits_words(making.chosen.preset),
        "about": cautions.of_entry(making, request.user) if not making.faults else [],
        "refused": problem,
    }
    trail = [Link("Studio kartu", reverse("studio"))]
    return show_staff(
        request, "cards/studio/make.html", making.source.title, context, trail=trail, status=status
    )


def _parts(request: HttpRequest, making: Making, *, is_counted: bool) -> dict[str, Any]:
    """What the script replaces, and what these parts need."""
    parts = pack.parts_of(making, is_counted=is_counted)
    code = codes.display(making.issued.code) if making.issued else ""
    return {
        "making": making,
        "chosen": making.chosen,
        "faults": making.faults,
        "rows": making.rows,
        "shots": making.shots,
        "digest": making.strip.digest if making.strip else "",
        "tabs": _tabs(making),
        "cautions": cautions.of_choice(making, parts),
        "language": cautions.of_language(making),
        "splits": splits_of(making, parts) if is_counted else [],
        "counts_later": not is_counted and (len(parts) > 1 or not _is_postable(making, parts)),
        "is_postable": _is_postable(making, parts),
        "zip_list": pack.zip_list(making, parts),
        "texts": pack.texts_of(making),
        "pairs": parse_qsl(making.query),
        "download": reverse("studio-download", args=[making.kind.path, making.key]),
        "may_issue": request.user.has_perm("cards.issue_card"),
        "code": code,
        "card_url": reverse("issued-card", args=[code]) if code else "",
    }


def _is_postable(making: Making, parts: list[pack.Part]) -> bool:
    return making.strip is not None and making.strip.is_postable and not pack.problems_of(making, parts)


def _tabs(making: Making) -> list[tuple[Link, str, bool]]:
    """The formats of the strip, where there are several: each with its key and whether it is shown."""
    if len(making.chosen.formats) < 2:
        return []
    return [
        (Link(shapes.label(each), _shown(making, each)), each, each == making.chosen.shown)
        for each in making.chosen.formats
    ]


def _shown(making: Making, format: str) -> str:
    query = making.chosen.but(shown=format).query(making.offer)
    return f"{making.page}?{query}"


def not_published(
    request: HttpRequest, kind: SubjectKind, key: str, reason: str, *, status: int = 404
) -> HttpResponse:
    """There is nothing the public can read, so there is no card: why, and where that is mended."""
    entry_kind = entry_kinds.KINDS.get(kind.path)
    entry = entry_kind.model.objects.filter(slug=key).first() if entry_kind else None
    link = (
        Link("Buka entrinya", reverse(entry_kind.form_url, args=[entry.pk])) if entry_kind and entry else None
    )
    trail = [Link("Studio kartu", reverse("studio"))]
    context = {"reason": reason, "link": link}
    title = str(entry) if entry else "Belum ada kartunya"
    if entry:
        context["reason"] = reason.replace(f"“{key}”", f"“{entry}”")
    return show_staff(request, "cards/studio/unpublished.html", title, context, trail=trail, status=status)


@staff_page("cards.view_card")
@require_safe
def slide(request: HttpRequest, kind: str, subject: str, number: int) -> HttpResponse:
    """One slide of a preview as SVG: watermarked, without a code. `?v=` is the strip it belongs to."""
    found = own_kind(request, kind, subject)
    picture = strip.kept_picture(found.kind, subject, request.GET.get("v", ""), number)
    if picture is None:
        picture = _drawn_again(request, found, subject, number)
    response = HttpResponse(content_type="image/svg+xml")
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.content = picture
        response["Content-Encoding"] = "gzip"
    else:
        response.content = strip.unzipped(picture)
    patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _drawn_again(request: HttpRequest, kind: SubjectKind, key: str, number: int) -> bytes:
    try:
        making = making_of(kind, registry.source_of(kind.kind, key), request.GET)
    except registry.NotPublished as error:
        raise Http404(str(error)) from error
    if making.strip is None or not 1 <= number <= len(making.strip.pictures):
        raise Http404("slide")
    return making.strip.pictures[number - 1]


@staff_page("cards.view_card")
@require_safe
def old_address(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the maker of a service's cards was until November 2026."""
    own_kind(request, "layanan", slug)
    return HttpResponsePermanentRedirect(reverse("studio-make", args=["layanan", slug]))
