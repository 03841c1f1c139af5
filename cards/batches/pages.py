"""Pages of batches: order one, see how far it is, fetch the result later."""

from django.db.models import F, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cards.batches import orders, shelf
from cards.batches.forms import OrderForm
from cards.batches.progress import Progress, counted, item_rows
from cards.batches.starting import start_if_needed
from cards.models import Batch, BatchItem, Card
from services import audit, scope
from services.links import Link
from services.staff.pages import show_staff, staff_page

LISTED = 30


def _trail() -> list[Link]:
    return [Link("Studio kartu", reverse("studio")), Link("Paket massal", reverse("batches"))]


def _own(request: HttpRequest) -> QuerySet[Batch]:
    """Batches of colleagues."""
    return scope.own(Batch.objects.all(), request.user)


def _own_or_404(request: HttpRequest, pk: int) -> Batch:
    """A batch of a colleague's; what is another agency's does not exist."""
    return get_object_or_404(_own(request), pk=pk)


@staff_page("cards.view_card")
@require_safe
@never_cache
def batches(request: HttpRequest) -> HttpResponse:
    """The newest batches of colleagues."""
    start_if_needed()
    newest = [Progress(each) for each in counted(_own(request)).order_by("-made_at")[:LISTED]]
    context = {"batches": newest, "may_order": request.user.has_perm("cards.issue_card")}
    return show_staff(request, "cards/batches/list.html", "Paket massal", context, trail=_trail()[:1])


@staff_page("cards.issue_card")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Choose the cards of a batch and how they look; sent, they are put in the queue."""
    form = OrderForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and form.is_valid():
        batch = orders.order(form.subjects(), form.options(), by=request.user)
        return _ordered(request, batch)
    status = 400 if form.is_bound else 200
    context = {"form": form, "groups": form.groups()}
    return show_staff(
        request, "cards/batches/new.html", "Buat paket massal", context, trail=_trail(), status=status
    )


def _ordered(request: HttpRequest, batch: Batch) -> HttpResponse:
    audit.record("issue-card", batch, by=request.user, name="paket massal", rows=batch.items.count())
    start_if_needed()
    return redirect("batch", pk=batch.pk)


@staff_page("cards.view_card")
@require_safe
@never_cache
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: a bar while it is drawn, then its ZIP; what went wrong on top of the list."""
    start_if_needed()
    return _shown(request, pk)


def _shown(request: HttpRequest, pk: int, *, refused: str = "") -> HttpResponse:
    """The page of a batch, with why what was asked of it cannot be."""
    progress = _progress(request, pk)
    context = {
        "refused": refused,
        "progress": progress,
        "batch": progress.batch,
        "rows": item_rows(progress.batch.items.all()),
        "may_order": request.user.has_perm("cards.issue_card"),
    }
    title, status = f"Paket massal {pk}", 400 if refused else 200
    return show_staff(request, "cards/batches/batch.html", title, context, trail=_trail(), status=status)


def _progress(request: HttpRequest, pk: int) -> Progress:
    return Progress(get_object_or_404(counted(_own(request)), pk=pk))


@staff_page("cards.view_card")
@require_safe
@never_cache
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, for the page's script."""
    start_if_needed()
    return JsonResponse(_progress(request, pk).as_dict())


@staff_page("cards.issue_card")
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop it; what is drawn already stays for going on."""
    orders.cancel(_own_or_404(request, pk))
    return redirect("batch", pk=pk)


@staff_page("cards.issue_card")
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with one that was cancelled or failed."""
    orders.go_on(_own_or_404(request, pk))
    start_if_needed()
    return redirect("batch", pk=pk)


@staff_page("cards.issue_card")
@require_POST
def repeat(request: HttpRequest, pk: int) -> HttpResponse:
    """The same cards as of today, as a new batch."""
    try:
        return _ordered(request, orders.again(_own_or_404(request, pk), by=request.user))
    except orders.NothingLeft as error:
        return _shown(request, pk, refused=str(error))


@staff_page("cards.issue_card")
@require_safe
@never_cache
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The ZIP of all packs, sent piece by piece; counted as a download of each card in it."""
    found = _own_or_404(request, pk)
    if not Progress(found).has_result:
        raise Http404("Hasil paket massal ini belum ada atau sudah dihapus.")
    if request.method == "GET":
        inside = BatchItem.cards.through.objects.filter(batchitem__batch=found).values("card")
        Card.objects.filter(pk__in=inside).update(downloads=F("downloads") + 1)
    name = found.result.rpartition("/")[2]
    return FileResponse(shelf.opened(found.result), as_attachment=True, filename=name)
