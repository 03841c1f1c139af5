"""Where a question belongs: to whom, beside which others, or to nobody because it is none."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from faq.inbox import acting
from faq.inbox.acting import Change
from faq.inbox.forms import AssignForm, whole_numbers
from faq.inbox.listing import queue
from faq.inbox.one import alike_row, most_alike, own_inquiries, title_of
from faq.inbox.people import answerers_of, name_of
from faq.inbox.taking_back import offer
from faq.inbox.views import inbox_trail
from faq.models import Inquiry, InquiryState
from services.filters import LONGEST_QUERY, typed_line
from services.links import Link
from services.staff.pages import show_staff, staff_page

MOST_TO_PICK = 40
CHANGED = (
    "Pertanyaan itu baru saja diubah orang lain. Lihat keadaannya sekarang, lalu ulangi bila masih perlu."
)


@staff_page("faq.answer_inquiry")
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a question to a colleague, to oneself (`saya`), or to nobody."""
    found = get_object_or_404(own_inquiries(request).select_related("agency"), pk=pk)
    form = AssignForm(request.POST, people=answerers_of(found.agency))
    to = request.user if "saya" in request.POST else form.cleaned_data["petugas"] if form.is_valid() else None
    if "saya" not in request.POST and not form.is_valid():
        messages.error(request, "Pilih petugas dari daftar.")
        return redirect("inquiry", pk)
    try:
        change = acting.assign(lead=found.pk, to=to, by=request.user)
    except ValueError as refused:
        messages.error(request, str(refused))
        return redirect("inquiry", pk)
    if to is None:
        words = "Pertanyaan ini tidak lagi ditugaskan kepada siapa pun."
    else:
        words = "Pertanyaan ini tugas Anda sekarang." if to == request.user else f"{name_of(to)} diberi tahu."
    offer(request, change, words)
    return redirect("inquiry", change.lead.lead_id or change.lead.pk)


@staff_page("faq.answer_inquiry")
@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Put questions aside as spam (`ke=spam`), or back among those that wait (`ke=baru`)."""
    found = get_object_or_404(own_inquiries(request), pk=pk)
    to = InquiryState.OPEN if request.POST.get("ke") == InquiryState.OPEN else InquiryState.SPAM
    keys = [found.pk] if "sendiri" in request.POST else [each.pk for each in acting.group_of(found)]
    words = (
        "Ditandai sebagai spam. Penanya tidak menerima jawaban."
        if to == InquiryState.SPAM
        else "Kembali menunggu jawaban."
    )
    return _done(request, pk, lambda: acting.mark(chosen=keys, by=request.user, to=to), words, told=True)


@staff_page("faq.answer_inquiry")
@require_POST
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one question out of its group."""
    found = get_object_or_404(own_inquiries(request), pk=pk)
    words = "Dipisahkan, dan tidak digabung lagi dengan sendirinya."
    return _done(request, pk, lambda: acting.split(member=found.pk, by=request.user), words)


@staff_page("faq.answer_inquiry")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick what asks the same; the most alike stand first, or those with an officer's own words."""
    found = get_object_or_404(own_inquiries(request), pk=pk)
    if found.lead_id or found.state != InquiryState.OPEN:
        return redirect("inquiry", found.lead_id or pk)
    if request.method == "POST":
        picked = set(whole_numbers(request.POST.getlist("dengan"))) - {pk}
        if not picked:
            messages.error(request, "Pilih paling sedikit satu pertanyaan yang sama.")
            return redirect("inquiry-merge", pk)
        words = "Digabung. Jawaban berikutnya dikirim ke semua penanyanya."
        return _done(request, pk, lambda: acting.merge(leads={pk, *picked}, by=request.user), words)
    query = typed_line(request.GET.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
    today = timezone.localdate()
    context = {
        "inquiry": found,
        "query": query,
        "rows": [alike_row(each, today) for each in _to_pick(request, found, query)],
    }
    trail = [*inbox_trail(), Link(title_of(found), acting.address_of(found))]
    return show_staff(request, "faq/staff/inbox_merge.html", "Gabungkan yang sama", context, trail=trail)


def _to_pick(request: HttpRequest, found: Inquiry, query: str) -> list[Inquiry]:
    others = queue(request.user).filter(agency=found.agency_id).exclude(pk=found.pk).select_related("service")
    if query:
        return list(others.filter(text__icontains=query)[:MOST_TO_PICK])
    alike = most_alike(found, MOST_TO_PICK)
    rest = others.exclude(pk__in=[each.pk for each in alike])
    return [*alike, *rest[: MOST_TO_PICK - len(alike)]]


def _done(
    request: HttpRequest, pk: int, act: Callable[[], Change], words: str, *, told: bool = False
) -> HttpResponse:
    """Do it, offer to take it back, and show what there is now."""
    try:
        change = act()
    except acting.Overtaken:
        messages.warning(request, CHANGED)
        return redirect("inquiry", pk)
    offer(request, change, words, told=told)
    return redirect("inquiry", change.lead.pk)
