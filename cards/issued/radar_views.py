"""The radar of stale cards, and what is done there: issue anew, correct, settle, several at once, and take it back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cards import codes, holding
from cards.issued import radar, renewal, replacements
from cards.issued.listing import own_cards, registry_link, studio_link
from cards.issued.rows import Row, rows_of, with_company
from cards.models import Card, Post
from cards.registry import Verdict
from cards.studio_links import make_url
from services.links import Link
from services.paging import list_address, page_after, page_before
from services.staff import undo
from services.staff.pages import show_staff, staff_page

UNDO = "cards"
GROUPS_PER_PAGE = 10
MOST_LEFT_UP = 30


@staff_page("cards.view_card")
@require_safe
@never_cache
def stale_radar(request: HttpRequest) -> HttpResponse:
    """Every card that is out there and does not hold, by what changed or by entry (`?menurut=entri`)."""
    by = radar.BY_ENTRY if request.GET.get("menurut") == radar.BY_ENTRY else radar.BY_CHANGE
    found = holding.outdated_packs(request.user)
    page = Paginator(radar.bundles(found, by), GROUPS_PER_PAGE).get_page(request.GET.get("halaman"))
    here = reverse("stale-radar")

    def address(number: int) -> str:
        return list_address(here, {"menurut": by if by == radar.BY_ENTRY else ""}, number)

    context = {
        "groups": radar.groups(page.object_list),
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "views": [
            (Link("Menurut perubahan", here), by == radar.BY_CHANGE),
            (Link("Menurut entri", list_address(here, {"menurut": radar.BY_ENTRY})), by == radar.BY_ENTRY),
        ],
        "changed": sum(each.verdict is Verdict.CHANGED for each in found),
        "withdrawn": sum(each.verdict is Verdict.WITHDRAWN for each in found),
        "left_up": _left_up(request),
        "undo": undo.offered(request, UNDO),
        "replacements": replacements.waiting(request.user),
        "may_issue": request.user.has_perm("cards.issue_card"),
        "at_once": radar.AT_ONCE,
    }
    title = "Kartu yang perlu dibereskan"
    return show_staff(
        request, "cards/issued/radar.html", title, context, trail=[studio_link(), registry_link()]
    )


def _left_up(request: HttpRequest) -> list[Row]:
    """Cards that were replaced while a posting of them is still up somewhere."""
    replaced = own_cards(request).exclude(replaced_by=None)
    keys = Post.objects.filter(removed_on=None, card__in=replaced).values("card")
    return _rows(Card.objects.filter(pk__in=keys).order_by("-issued_at")[:MOST_LEFT_UP])


def _rows(cards: QuerySet[Card]) -> list[Row]:
    return rows_of([holding.Outdated(card, Verdict.CURRENT) for card in with_company(holding.narrow(cards))])


def _chosen(request: HttpRequest) -> list[Card]:
    """The own cards that were ticked, or those whose button was pressed."""
    pressed = request.POST.get("pilih", "").split()
    typed = pressed or request.POST.getlist("kartu")
    wanted = [codes.normalise(each) for each in typed[: radar.AT_ONCE]]
    return list(own_cards(request).posted_ones().filter(code__in=wanted).select_related("agency"))


def _back(request: HttpRequest, cards: list[Card]) -> HttpResponse:
    if request.POST.get("kembali") == "kartu" and len(cards) == 1:
        return redirect("issued-card", code=codes.display(cards[0].code))
    return redirect("stale-radar")


def _each(
    request: HttpRequest,
    act: Callable[..., Card],
    words: Callable[[int], str],
    *,
    left: str = "belum diganti",
) -> HttpResponse:
    """Do something to each chosen card, tell what could not be done, and offer to take back what was."""
    cards = _chosen(request)
    if not cards:
        messages.warning(request, "Pilih paling sedikit satu kartu.")
        return _back(request, cards)
    done: list[Card] = []
    for card in cards:
        try:
            act(card, by=request.user)
            done.append(card)
        except renewal.NotPossible as error:
            messages.error(request, _not_done(card, error, left))
    if done:
        _offer(request, done, words(len(done)))
    return _back(request, cards)


def _not_done(card: Card, error: renewal.NotPossible, left: str) -> str:
    """Why a card was left as it is, with the way to where it can be made by hand."""
    words, address = (
        f"Kartu {codes.display(card.code)} {left}. {error}",
        make_url(card.kind, card.subject),
    )
    if not address or not error.in_studio:
        return words
    return format_html('{} <a href="{}">Buka di studio</a>', words, address)


def _offer(request: HttpRequest, cards: list[Card], words: str) -> None:
    key = codes.display(cards[0].code) if len(cards) == 1 else ""
    undo.offer(request, UNDO, key, words, done=renewal.done_to(cards))


@staff_page("cards.issue_card")
@require_POST
def reissue(request: HttpRequest) -> HttpResponse:
    """New cards in place of the chosen ones."""
    return _each(
        request,
        renewal.reissue,
        lambda count: f"{count} kartu diterbitkan ulang. Unduh paketnya, lalu unggah.",
    )


@staff_page("cards.issue_card")
@require_POST
def correct(request: HttpRequest) -> HttpResponse:
    """Corrections in place of the chosen ones."""
    return _each(
        request, renewal.correct, lambda count: f"{count} ralat dibuat. Unduh paketnya, lalu unggah."
    )


@staff_page("cards.issue_card")
@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Nothing needs to be done about the chosen ones."""
    return _each(
        request,
        renewal.settle,
        lambda count: f"{count} kartu dinyatakan sudah dibereskan.",
        left="tidak perlu dibereskan",
    )


@staff_page("cards.issue_card")
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    """Undo the last press, or (`pengganti`) what one new card took the place of: the cards are on the radar again."""
    done = _to_take_back(request)
    cards = renewal.take_back(done, by=request.user)
    if not cards:
        messages.warning(
            request, "Sudah tidak dapat dibatalkan: lewat setengah jam, atau ada perubahan lain."
        )
        return _back(request, cards)
    undo.forget(request, UNDO)
    messages.success(request, "Dibatalkan. Kartu baru yang sudah dibuat tetap sah dan tercatat.")
    if left := len(done) - len(cards):
        messages.warning(request, f"{left} kartu dibiarkan karena sudah diubah lagi sesudahnya.")
    return _back(request, cards)


def _to_take_back(request: HttpRequest) -> list[renewal.Done]:
    if code := request.POST.get("pengganti"):
        return renewal.done_to(replacements.replaced_by(request.user, code))
    kept = (undo.offered(request, UNDO) or {}).get("done", [])
    own = set(own_cards(request).filter(pk__in=[each["card"] for each in kept]).values_list("pk", flat=True))
    return [each for each in kept if each["card"] in own]
