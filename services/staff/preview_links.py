"""Preview links in the workspace: made, copied, revoked, and what their readers said of a draft."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from services import entry_kinds, preview_links, scope
from services.links import Link
from services.models import Entry, PreviewLink, PreviewRemark
from services.models.desk import label_of
from services.preview import closed
from services.staff.own_entry import entry_trail, own_entry
from services.staff.pages import show_staff, staff_page
from services.staff.preview_link_form import LinkForm, Picker, create, value_of
from services.workflow_notes import moment_words, person_words

VIEW = ("services.view_previewlink", "services.add_previewlink")
MOST_CLOSED = 20
"""Links that expired or were revoked which the list still shows."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*VIEW)
def all_links(request: HttpRequest) -> HttpResponse:
    """The links of one's agencies, and a form for a new one."""
    return _page(request, "Tautan pratinjau", "staff/preview_links.html", [], _own_links(request), {}, [])


@require_http_methods(["GET", "HEAD", "POST"])
@staff_page(*VIEW)
def entry_links(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The links that show one entry, what their readers remarked, and a form for a new one."""
    known, entry = own_entry(request, kind, pk)
    links = [each for each in _own_links(request) if preview_links.shows(each, entry)]
    remarks = PreviewRemark.objects.filter(kind=label_of(entry), entry=entry.pk)
    remarks = remarks.select_related("link", "settled_by")
    context = {
        "entry": entry,
        "open_remarks": [each for each in remarks if each.settled_at is None],
        "settled_remarks": [each for each in remarks if each.settled_at is not None],
        "may_settle": request.user.has_perm("services.change_previewlink"),
        "all_url": reverse("preview-links"),
        "preview_url": reverse("entry-preview", args=[kind, pk]),
    }
    template, trail = "staff/entry/preview_links.html", entry_trail(known, entry)
    return _page(request, "Tautan pratinjau", template, [value_of(entry)], links, context, trail)


def _page(
    request: HttpRequest,
    title: str,
    template: str,
    preselected: list[str],
    links: list[PreviewLink],
    context: dict[str, Any],
    trail: list[Link],
) -> HttpResponse:
    """The list of links with the form above it. "Cari" shows the form again, with what was ticked."""
    may_add = request.user.has_perm("services.add_previewlink")
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    is_search = "_search" in request.POST
    is_sent = request.method == "POST" and not is_search
    chosen = request.POST.getlist("entries") if request.method == "POST" else preselected
    picker = Picker(request, chosen, request.POST.get("cari", ""))
    form = LinkForm(request.POST if is_sent else None, initial=_typed(request) if is_search else None)
    if is_sent and form.is_valid() and not picker.error:
        link = create(form, picker)
        messages.success(
            request, f"Tautan untuk {link.label} dibuat. Salin atau kirim lewat WhatsApp di bawah."
        )
        return redirect(f"{request.path}#tautan-{link.pk}")
    context |= {
        "form": form,
        "picker": picker,
        "picker_error": picker.error if is_sent else "",
        "form_is_open": request.method == "POST" or not links,
        "may_add": may_add,
        "links": [_row(request, each) for each in links],
    }
    return closed(show_staff(request, template, title, context, trail=trail))


def _typed(request: HttpRequest) -> dict[str, str]:
    """What was typed before searching, so that it stays."""
    return {name: request.POST.get(name, "") for name in ("label", "days")}


def _own_links(request: HttpRequest) -> list[PreviewLink]:
    """The open ones, newest first, then some of the others."""
    own = scope.own(PreviewLink.objects.select_related("agency", "created_by"), request.user)
    own = own.annotate(open_remarks=Count("remarks", filter=Q(remarks__settled_at=None)))
    is_open = Q(revoked_at=None, expires_at__gt=timezone.now())
    return [*own.filter(is_open), *own.exclude(is_open)[:MOST_CLOSED]]


def _row(request: HttpRequest, link: PreviewLink) -> dict[str, Any]:
    """A link as the list shows it; its address only while it is open."""
    entries = preview_links.entries_of(link)
    until = moment_words(link.expires_at)
    address = settings.SITE_URL + reverse("preview-link", args=[link.token])
    return {
        "link": link,
        "entries": [_entry_link(each) for each in entries],
        "gone": len(link.entries) - len(entries),
        "until": until,
        "made": f"{person_words(link.created_by)}, {moment_words(link.created_at)}",
        "state": _state(link),
        "address": address if link.is_open else "",
        "share_url": preview_links.share_url(link, entries, address, until),
        "may_revoke": link.is_open and request.user.has_perm("services.change_previewlink"),
    }


def _entry_link(entry: Entry) -> Link:
    address = reverse("entry-preview-links", args=[entry_kinds.of(entry).path, entry.pk])
    return Link(str(entry) or "Tanpa nama", address)


def _state(link: PreviewLink) -> dict[str, str]:
    if link.revoked_at:
        return {"words": f"Dicabut {moment_words(link.revoked_at)}", "pill": "pill--bad"}
    if not link.is_open:
        return {"words": "Kedaluwarsa", "pill": "pill--quiet"}
    return {"words": "Terbuka", "pill": "pill--good"}


@require_POST
@staff_page("services.change_previewlink")
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a link."""
    link = get_object_or_404(scope.own(PreviewLink.objects.all(), request.user), pk=pk)
    preview_links.revoke(link, by=request.user)
    messages.success(request, f"Tautan untuk {link.label} dicabut. Siapa pun yang membukanya kini ditolak.")
    return redirect("preview-links")


@require_POST
@staff_page("services.change_previewlink")
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of a remark that it was dealt with, or (`buka`) that it was not."""
    remark = get_object_or_404(PreviewRemark, pk=pk)
    kind = next((each for each in entry_kinds.KINDS.values() if each.label == remark.kind), None)
    if kind is None:
        raise Http404("jenis entri")
    own_entry(request, kind.path, remark.entry)
    is_settled = "buka" not in request.POST
    remark.settled_at = timezone.now() if is_settled else None
    remark.settled_by = request.user if is_settled else None
    remark.save(update_fields=["settled_at", "settled_by"])
    messages.success(request, "Catatan ditandai selesai." if is_settled else "Catatan dibuka lagi.")
    return redirect(f"{reverse('entry-preview-links', args=[kind.path, remark.entry])}#catatan")
