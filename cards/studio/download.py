"""From a preview to a card with a code: issued, drawn, sent as a ZIP."""

import logging

import typst
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from cards import archive, codes, registry
from cards.calendar import plans
from cards.models import Card
from cards.poster_rendering import render_poster
from cards.rendering import TooManySlides
from cards.studio import cautions, pack
from cards.studio.making import Making, making_of
from cards.studio.pages import not_published, own_kind, show_making
from cards.studio.strip import CANNOT_DRAW, NO_CODE
from services.staff.pages import staff_page

logger = logging.getLogger(__name__)

CODE = "X-Card-Code"
"""The header that tells the page's script which card was sent."""


@staff_page("cards.issue_card")
@require_POST
def download(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """Issue the card of these choices and send its pack. What stands in the way is told on the maker's page."""
    found = own_kind(request, kind, subject)
    try:
        making = making_of(found, registry.source_of(found.kind, subject), request.POST)
        if problem := _problem(making):
            return show_making(request, making, problem=problem, status=400)
        card = _issued(request, making)
        data = _zipped(card, making)
    except registry.NotPublished as error:  # it may have been withdrawn since the page was opened
        return not_published(request, found, subject, str(error), status=409)
    except TooManySlides as error:
        return show_making(request, making, problem=str(error), status=400)
    except typst.TypstError:
        logger.exception("card of %s %s", found.kind, subject)
        return show_making(request, making, problem=CANNOT_DRAW, status=400)
    registry.count_download(card)
    if making.chosen.plan:
        plans.link_card(making.chosen.plan, card, request.user)
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{archive.file_name(card)}"'
    response[CODE] = codes.display(card.code)
    return response


def _problem(making: Making) -> str:
    """Why nothing can be issued; everything is counted before, because what cannot be drawn must not get a code."""
    if making.faults:
        return making.faults[0].words
    if words := cautions.unknown_letters(making):
        return words
    return next(iter(pack.problems_of(making, pack.parts_as_issued(making))), "") or _poster_problem(making)


def _poster_problem(making: Making) -> str:
    """Why one of the posters cannot be drawn; asked before the first code only, since it takes as long as drawing."""
    if making.issued:
        return ""
    try:
        for size in making.chosen.posters:
            render_poster(making.content, size, code=NO_CODE, check_url=registry.check_url(NO_CODE))
    except TooManySlides as error:
        return str(error)
    except typst.TypstError:
        logger.exception("poster of %s %s", making.kind.kind, making.key)
        return CANNOT_DRAW
    return ""


def _issued(request: HttpRequest, making: Making) -> Card:
    return registry.issue(
        making.key,
        making.chosen.options(making.offer),
        kind=making.kind.kind,
        formats=[*making.chosen.formats, *making.chosen.posters],
        by=request.user,
    )


def _zipped(card: Card, making: Making) -> bytes:
    chosen = making.chosen
    return archive.zipped(card, chosen.picture, formats=chosen.formats, posters=chosen.posters)
