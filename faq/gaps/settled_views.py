"""What was done about searches in vain, whether people find something now, and taking it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from faq import asked
from faq.gaps import settling, tally
from faq.gaps.trying import Seen, seen
from faq.gaps.views import gaps_link
from faq.models import GapDecision, GapOutcome
from services import audit, scope
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page

PER_PAGE = 20
PILLS = {
    GapOutcome.SYNONYM: "good",
    GapOutcome.DRAFT: "draft",
    GapOutcome.NOT_OURS: "good",
    GapOutcome.DISMISSED: "quiet",
}


@dataclass(frozen=True)
class Done:
    """One decision over a group, and what became of its searches since: the proof that it helped."""

    decision: GapDecision
    title: str
    words: list[str]
    made: str
    made_url: str
    searched: int
    found: int
    opened: int
    seen: Seen
    may_undo: bool

    @property
    def pill(self) -> str:
        """The look of the outcome."""
        return PILLS[GapOutcome(self.decision.outcome)]

    @property
    def proof(self) -> str:
        """The look of what became of it: whether all, some or none of those who searched since found something."""
        if self.decision.outcome == GapOutcome.DISMISSED:
            return "quiet"
        return "good" if self.found == self.searched else "warning" if self.found else "bad"

    @property
    def others(self) -> list[str]:
        """Other ways people typed it."""
        return [each for each in self.words if each != self.title]


@staff_page("faq.view_searchcount")
@require_safe
@never_cache
def settled(request: HttpRequest) -> HttpResponse:
    """Everything that was dealt with, newest first."""
    asked.write()
    batches = _batches()
    page = Paginator(batches, PER_PAGE).get_page(request.GET.get("halaman"))

    def address(number: int) -> str:
        return list_address(reverse("gaps-settled"), {}, number)

    context = {
        "rows": [_done(each, request) for each in page],
        "page": page,
        "previous": page_before(page, address, "Lebih baru"),
        "next": page_after(page, address, "Lebih lama"),
    }
    return show_staff(request, "faq/staff/gaps_settled.html", "Sudah ditangani", context, trail=[gaps_link()])


def _batches() -> list[list[GapDecision]]:
    """Decisions that were made together, newest first."""
    found: dict[str, list[GapDecision]] = {}
    for each in GapDecision.objects.select_related("question", "by").order_by("-at", "pk"):
        found.setdefault(each.detail.get("batch") or str(each.pk), []).append(each)
    return list(found.values())


def _done(batch: Sequence[GapDecision], request: HttpRequest) -> Done:
    first = batch[0]
    day = timezone.localtime(first.at).date()
    words = [each.words for each in batch]
    since = [row for row in tally.rows_of(words) if row.day > day]
    title = first.detail.get("title") or words[0]
    made, url = _made(first, request)
    return Done(
        decision=first,
        title=title,
        words=words,
        made=made,
        made_url=url,
        searched=sum(row.times for row in since),
        found=sum(row.times for row in since if row.was_found),
        opened=sum(row.opened for row in since),
        seen=seen(title),
        may_undo=_may_undo(first, request),
    )


def _made(decision: GapDecision, request: HttpRequest) -> tuple[str, str]:
    """What the decision made, in words, and its page for who may see it."""
    if decision.outcome == GapOutcome.DRAFT:
        if decision.question is None:
            return "Draf sudah dihapus", ""
        if not scope.is_own(decision.question, request.user):
            return "Draf instansi lain", ""
        return str(decision.question), reverse("admin:faq_question_change", args=[decision.question_id])
    places = {GapOutcome.SYNONYM: "synonym", GapOutcome.NOT_OURS: "notours"}
    if decision.outcome not in places:
        return "", ""
    url = reverse(f"admin:services_{places[decision.outcome]}_change", args=[decision.detail.get("pk", 0)])
    return decision.detail.get("name", ""), url


def _may_undo(decision: GapDecision, request: HttpRequest) -> bool:
    if not request.user.has_perm("faq.settle_gap"):
        return False
    if decision.outcome in {GapOutcome.SYNONYM, GapOutcome.NOT_OURS}:
        return settling.may_change_words(request.user)
    return decision.question is None or scope.is_own(decision.question, request.user)


@staff_page("faq.settle_gap")
@require_POST
@transaction.atomic
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a decision, and take back what it made if nobody touched that since."""
    settling.wait_for_turn()
    decision = get_object_or_404(GapDecision.objects.select_related("question"), pk=pk)
    if not _may_undo(decision, request):
        raise Http404("tindak lanjut")
    is_gone = settling.undo(decision, by=request.user)
    audit.record("unsettle-gap", by=request.user, name=decision.get_outcome_display())
    if is_gone:
        messages.success(request, "Dibatalkan. Kelompoknya kembali ke daftar bila masih dicari sia-sia.")
    else:
        messages.warning(
            request,
            "Catatannya dihapus, tetapi yang dibuat dibiarkan karena sudah diubah atau dipakai sejak itu.",
        )
    return redirect("gaps-settled")
