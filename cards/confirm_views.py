"""What should be looked at again, and saying that it is still right."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from cards.standard_views import board_link
from services import confirming, scope, snapshot, staleness
from services.descriptions import plain_text
from services.entry_kinds import KINDS, EntryKind
from services.facts import SharedFacts
from services.links import Link
from services.models import Edition, Entry
from services.paging import list_address, page_after, page_before
from services.staff.pages import show_staff, staff_page
from services.standard import PARTS
from services.standard_text import Item, Said, edition_parts
from services.wording import date_words

PER_PAGE = 50
STALE_TITLE = "Perlu diperiksa lagi"
CONFIRMED = "confirmed"
"""Where the session keeps the last confirmation, so that it can be taken back."""


class ConfirmForm(forms.Form):
    """What someone says: that they compared, and as what they say so."""

    compared = forms.BooleanField(
        label="Sudah saya bandingkan dengan peraturan dan praktik di loket",
        error_messages={"required": "Centang setelah Anda membandingkan isinya."},
    )
    position = forms.CharField(
        label="Jabatan Anda",
        max_length=150,
        help_text="Tampil di halaman publik, tanpa nama Anda.",
        error_messages={"required": "Isi jabatan Anda, misalnya Kepala Seksi Identitas Penduduk."},
    )


def stale_link() -> Link:
    """The way back to the list."""
    return Link(STALE_TITLE, reverse("stale-entries"))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page("services.view_service", "faq.view_question")
def stale(request: HttpRequest) -> HttpResponse:
    """Own live entries that may no longer hold; with `milik=saya` only those one answers for.

    Those where it helps can be ticked and confirmed at once; what was compared is said once for all.
    """
    found = staleness.stale_entries(request.user)
    ticked = set(request.POST.getlist("entries"))
    chosen = [each for each in found if each.confirm_url and _value(each) in ticked]
    form = ConfirmForm(request.POST or None, initial={"position": _position(found, request.user)})
    if request.method == "POST" and form.is_valid() and chosen:
        return _confirm_all(request, chosen, form.cleaned_data["position"])
    mine = [each for each in found if each.entry.owner_id == request.user.pk]
    only_mine = request.GET.get("milik") == "saya"
    page = Paginator(mine if only_mine else found, PER_PAGE).get_page(request.GET.get("halaman"))
    path = reverse("stale-entries")

    def address(number: int) -> str:
        return list_address(path, {"milik": "saya" if only_mine else ""}, number)

    context = {
        "page": page,
        "previous": page_before(page, address, "Sebelumnya"),
        "next": page_after(page, address, "Berikutnya"),
        "tabs": [
            (f"Semua ({len(found)})", path, not only_mine),
            (f"Tanggung jawab saya ({len(mine)})", f"{path}?milik=saya", only_mine),
        ],
        "confirmed": _just_confirmed(request),
        "rows": [(each, _value(each), _value(each) in ticked) for each in page],
        "may_confirm": any(each.confirm_url for each in page),
        "form": form,
        "nothing_ticked": request.method == "POST" and not chosen,
    }
    status = 400 if request.method == "POST" else 200
    trail = [board_link()]
    return show_staff(request, "staff/standard/stale.html", STALE_TITLE, context, trail=trail, status=status)


def _value(stale: staleness.StaleEntry) -> str:
    """How the form names an entry: "layanan:12"."""
    return f"{stale.kind.path}:{stale.entry.pk}"


def _position(found: list[staleness.StaleEntry], user: Any) -> str:
    """What someone is called where the first entry is kept that they may confirm."""
    first = next((each for each in found if each.confirm_url), None)
    return confirming.position_of(first.entry, user) if first else ""


def _confirm_all(request: HttpRequest, chosen: list[staleness.StaleEntry], position: str) -> HttpResponse:
    """Write each down; one that was taken down in the meantime is told and left out."""
    done = 0
    for each in chosen:
        try:
            confirming.confirm(each.entry, by=request.user, position=position)
            done += 1
        except ValidationError as error:
            messages.warning(request, f"{each.entry}: {' '.join(error.messages)}")
    if done:
        messages.success(request, f"{done} entri dinyatakan masih benar per hari ini.")
    return redirect(request.get_full_path())


def _just_confirmed(request: HttpRequest) -> dict[str, Any] | None:
    """The confirmation that brought one here, with its undo."""
    last = request.session.get(CONFIRMED)
    if not last or request.GET.get("selesai") != f"{last['kind']}-{last['pk']}":
        return None
    return last | {"undo_url": reverse("confirm-undo", args=[last["kind"], last["pk"]])}


def _own_entry(request: HttpRequest, path: str, pk: int) -> tuple[EntryKind, Entry]:
    """An own entry that this person may confirm; else 404 or 403."""
    if path not in KINDS:
        raise Http404("jenis")
    entry = get_object_or_404(scope.own(KINDS[path].model.objects.all(), request.user), pk=pk)
    if not confirming.may_confirm(entry, request.user):
        raise PermissionDenied
    return KINDS[path], entry


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page()
def confirm_entry(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """What the public reads now, and the form that says it is still right."""
    of_kind, entry = _own_entry(request, kind, pk)
    edition = entry.current_edition()
    if edition is None or edition.is_withdrawal:
        messages.warning(
            request, "Entri ini tidak sedang terbit, jadi belum ada yang dinyatakan masih benar."
        )
        return redirect(of_kind.form_url, entry.pk)
    form = ConfirmForm(
        request.POST or None, initial={"position": confirming.position_of(entry, request.user)}
    )
    if request.method == "POST" and form.is_valid() and _confirmed(request, of_kind, entry, form):
        return redirect(f"{reverse('stale-entries')}?selesai={kind}-{pk}")
    facts = snapshot.current()
    context = {
        "form": form,
        "entry": entry,
        "edition": edition,
        "reasons": staleness.reasons_of(entry),
        "last": _last_words(entry),
        "parts": _live_facts(edition, facts),
        "public_url": reverse(of_kind.public_url, args=[entry.slug]),
        "form_url": reverse(of_kind.form_url, args=[entry.pk]),
    }
    trail = [board_link(), stale_link()]
    status = 200 if not form.errors else 400
    return show_staff(
        request, "staff/standard/confirm.html", f"Masih benar? {entry}", context, trail=trail, status=status
    )


def _confirmed(request: HttpRequest, kind: EntryKind, entry: Entry, form: ConfirmForm) -> bool:
    """Write it down and remember how to take it back; what is refused goes to the form."""
    try:
        before = confirming.confirm(entry, by=request.user, position=form.cleaned_data["position"])
    except ValidationError as error:
        form.add_error(None, error)
        return False
    url = reverse(kind.public_url, args=[entry.slug])
    request.session[CONFIRMED] = {
        "kind": kind.path,
        "pk": entry.pk,
        "name": str(entry),
        "url": url,
        "before": before,
    }
    return True


@require_POST
@staff_page()
def undo(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Take the last confirmation back."""
    _, entry = _own_entry(request, kind, pk)
    last = request.session.get(CONFIRMED) or {}
    is_it = (last.get("kind"), last.get("pk")) == (kind, pk)
    if is_it and confirming.undo(entry, by=request.user, before=last["before"]):
        del request.session[CONFIRMED]
        messages.success(request, f"Pernyataan untuk “{entry}” dibatalkan.")
    else:
        messages.warning(request, "Tidak ada pernyataan Anda yang dapat dibatalkan.")
    return redirect("stale-entries")


def _last_words(entry: Entry) -> str:
    """Who said so last, and when."""
    if not entry.confirmed_on:
        return "Belum pernah dinyatakan masih benar."
    day = date_words(entry.confirmed_on, short=True)
    return f"Terakhir dinyatakan masih benar oleh {entry.confirmed_position} pada {day}."


def _live_facts(edition: Edition, facts: SharedFacts) -> list[tuple[str, Said]]:
    """The parts of an edition that may have become wrong, in words."""
    document = edition.document
    if "requirements" not in document:
        details = plain_text(document["details"])
        answer = [Item(document["answer"]), *([Item(details)] if details else [])]
        return [("Pertanyaan", Said((Item(document["question"]),))), ("Jawaban", Said(tuple(answer)))]
    said = edition_parts(document, facts.channels)
    places = [facts.offices[key] for key in document["offices"] if key in facts.offices]
    offices = Said(tuple(Item(each.name, (each.address,)) for each in places), "listed")
    rows = [(part.name, said[part.key]) for part in PARTS if part.key in said]
    return [(words, each) for words, each in [*rows, ("Tempat", offices)] if each.items]
