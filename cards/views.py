"""The public answers about cards, and the picture of a link."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cards import codes, link_pictures, registry
from cards.check_page import CheckPage
from cards.issued import visits
from cards.registry import Verdict
from services.filters import typed_line
from services.freshness import for_everyone
from services.links import Link
from services.models import ServiceEdition
from services.reading import live_edition
from services.views import home_link
from services.visitors import has_been_too_often, is_too_often

GUESSED, MOST_GUESSES = "card-code", 600
"""Well-formed codes that no card bears, from one address within an hour. Hundreds of phones may share an address."""


@require_safe
@never_cache
def card_check(request: HttpRequest) -> HttpResponse:
    """Type a code; a well-formed one leads to its answer, another is told why not."""
    typed = typed_line(request.GET.get("kode", "")[:500])
    code = codes.normalise(typed)
    if typed and codes.is_valid(code):
        return redirect("card", code=codes.display(code))
    return _ask(request, typed, status=404 if typed else 200)


def _ask(request: HttpRequest, typed: str, *, status: int, refused: bool = False) -> HttpResponse:
    context = {"trail": [home_link()], "typed": typed, "is_mistyped": bool(typed), "length": codes.LENGTH}
    context |= {"host": urlsplit(settings.SITE_URL).netloc, "is_refused": refused}
    return render(request, "cards/check.html", context, status=status)


@require_safe
@never_cache
def card(request: HttpRequest, code: str) -> HttpResponse:
    """Whether the card with this code is ours and still holds. Never cached: it must be right now.

    Who guesses on and on learns nothing more, also not from a code that is right.
    """
    if has_been_too_often(request, GUESSED, MOST_GUESSES):
        return _ask(request, "", status=429, refused=True)
    answer = registry.check(code)
    if answer.verdict is Verdict.UNKNOWN:  # a slip of the finger is none: its check character shows it
        is_too_often(request, GUESSED, MOST_GUESSES)
    if answer.card and code != codes.display(answer.code):
        return redirect("card", code=codes.display(answer.code))
    if answer.card and request.method == "GET":
        visits.note(answer.card)
    context = {
        "trail": [home_link(), Link(_("Periksa kartu"), reverse("card-check"))],
        "page": CheckPage(answer, code),
        "host": urlsplit(settings.SITE_URL).netloc,
    }
    return render(request, "cards/card.html", context, status=answer.status_code)


@require_safe
@for_everyone(large=True)
def link_preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The picture messengers show beside a link to a service: JPEG, 1200 × 630, of the live edition only."""
    edition = live_edition(ServiceEdition, slug)
    if edition:
        return HttpResponse(link_pictures.picture(edition), content_type="image/jpeg")
    if ServiceEdition.objects.current().filter(slug=slug).exists():
        return HttpResponse(status=410)
    raise Http404
