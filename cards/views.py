"""The public answers about cards, and the picture of a link."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cards import codes, registry
from cards.content import CardOptions, Difference, build_content
from cards.rendering import picture_digest, render_link_preview
from services import snapshot
from services.links import Link
from services.models import ServiceEdition
from services.views import HOME

LINK_PREVIEW_SECONDS = 10 * 60


@require_safe
@never_cache
def card_check(request: HttpRequest) -> HttpResponse:
    """Type a code; a well-formed one leads to its answer, another is told why not."""
    typed = request.GET.get("kode", "").strip()[:500]
    code = codes.normalise(typed)
    if typed and codes.is_valid(code):
        return redirect("card", code=codes.display(code))
    context = {"trail": [HOME], "typed": typed, "is_mistyped": bool(typed), "length": codes.LENGTH}
    context["host"] = urlsplit(settings.SITE_URL).netloc
    return render(request, "cards/check.html", context, status=404 if typed else 200)


@require_safe
@never_cache
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the card with this code is ours and still holds. Never cached: it must be right now."""
    answer = registry.check(code)
    if answer.card and code != codes.display(answer.code):
        return redirect("card", code=codes.display(answer.code))
    replacement = None
    if answer.replacement:
        replacement = ServiceEdition.objects.live().filter(slug=answer.replacement).first()
    context = {
        "trail": [HOME, Link("Periksa kartu", reverse("card-check"))],
        "answer": answer,
        "verdict": answer.verdict.value,
        "differences": _shown(answer.differences),
        "code": codes.display(answer.code) if answer.card else code[:40],
        "replacement": replacement,
        "host": urlsplit(settings.SITE_URL).netloc,
    }
    return render(request, "cards/card.html", context, status=answer.status_code)


@dataclass(frozen=True)
class Shown:
    """A difference as the page shows it: both statements in parts, each marked if the other lacks it."""

    section: str
    label: str
    before: list[tuple[str, bool]]
    after: list[tuple[str, bool]]


def _shown(differences: tuple[Difference, ...]) -> list[Shown]:
    """The differences, each told once however many slides carry it."""
    sections: dict[tuple[str, str, str], list[str]] = {}
    for each in differences:
        sections.setdefault((each.label, each.before, each.after), []).append(each.section)
    return [_shown_once(" · ".join(dict.fromkeys(names)), *said) for said, names in sections.items()]


def _shown_once(section: str, label: str, old: str, new: str) -> Shown:
    before, after = (text.split(" · ") if text else [] for text in (old, new))
    marked_before = [(part, part not in after) for part in before]
    return Shown(section, label, marked_before, [(part, part not in before) for part in after])


@require_safe
def link_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture messengers show beside a link to a service: JPEG, 1200 × 630, of the live edition only."""
    edition = ServiceEdition.objects.current().filter(slug=slug).first()
    if edition is None:
        raise Http404
    if edition.is_withdrawal:
        return HttpResponse(status=410)
    content = build_content(edition.content(), snapshot.current(), CardOptions(as_of=registry.today()))
    key = "link-preview-" + picture_digest(content, "link", None, None)
    picture = cache.get(key)
    if picture is None:
        picture = render_link_preview(content)
        cache.set(key, picture, 24 * 60 * 60)
    response = HttpResponse(picture, content_type="image/jpeg")
    response["Cache-Control"] = f"public, max-age={LINK_PREVIEW_SECONDS}, stale-while-revalidate=86400"
    response["ETag"] = f'"{key[-32:]}"'
    return response
