"""What people with a preview link see: the drafts of the link, and a form for what they have to say."""

import re
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from services import entry_kinds, preview_links, visitors
from services.links import Link
from services.masking import MAIL, NUMBER, PHONE
from services.models import Entry, PreviewLink, PreviewRemark
from services.preview import closed, draft, show_preview
from services.staff.preview_bar import visitor_bar
from services.views import home_link
from services.workflow_notes import moment_words

REMARKS_AN_HOUR = 10
"""Remarks from one address."""
GONE, TOO_MANY = 410, 429
SENT = signing.TimestampSigner(salt="preview-remark")
SHOWN_SECONDS = 60 * 60
"""For how long the address that thanks shows what was sent."""
TOKEN = re.compile("[A-Za-z0-9_-]{1,40}")
"""What a token can look like; others are not looked up."""


class RemarkForm(forms.Form):
    """What a reader says of a draft. `website` is a trap: people do not see it."""

    text = forms.CharField(
        label="Catatan Anda",
        max_length=preview_links.LONGEST_REMARK,
        widget=forms.Textarea({"rows": 5}),
        error_messages={
            "required": "Tulis catatan Anda.",
            "max_length": f"Catatan paling banyak {preview_links.LONGEST_REMARK} huruf.",
        },
    )
    name = forms.CharField(
        label="Nama Anda (boleh kosong)",
        required=False,
        max_length=preview_links.LONGEST_NAME,
        error_messages={"max_length": f"Nama paling banyak {preview_links.LONGEST_NAME} huruf."},
    )
    website = forms.CharField(label="Kosongkan isian ini", required=False, max_length=500)


@require_safe
def link_page(request: HttpRequest, token: str) -> HttpResponse:
    """The drafts of a link; the one itself, where there is only one."""
    link = _link(token)
    entries = preview_links.entries_of(link) if link and link.is_open else []
    if not entries:
        return _gone(request, link)
    rows = [
        {"url": _address(link, each), "name": str(each) or "Tanpa nama", "kind": _word(each)}
        for each in entries
    ]
    if len(rows) == 1:
        return closed(redirect(rows[0]["url"]))
    context = {"link": link, "rows": rows, "until": moment_words(link.expires_at), "trail": [home_link()]}
    return closed(render(request, "staff/preview_link.html", context))


@require_http_methods(["GET", "HEAD", "POST"])
def link_entry(request: HttpRequest, token: str, kind: str, slug: str) -> HttpResponse:
    """One draft of a link, with the form below it."""
    link = _link(token)
    entries = preview_links.entries_of(link) if link and link.is_open else []
    entry = next((each for each in entries if each.slug == slug and _path(each) == kind), None)
    if entry is None:
        return _gone(request, link)
    form, status = RemarkForm(request.POST or None), 200
    if request.method == "POST":
        status, kept = _take(request, link, entry, form)
        if status == 200:
            said = SENT.sign(kept.pk) if kept else "terkirim"
            return closed(redirect(f"{_address(link, entry)}?catatan={said}#catatan"))
    return _show(request, link, entries, entry, form, status)


def _take(
    request: HttpRequest, link: PreviewLink, entry: Entry, form: RemarkForm
) -> tuple[int, PreviewRemark | None]:
    """Keep a remark; 200 if that is done, or pretended for whoever fell into the trap."""
    if not form.is_valid():
        return 400, None
    said = form.cleaned_data
    if said["website"]:
        return 200, None
    if preview_links.is_full(link) or visitors.is_too_often(request, "remark", REMARKS_AN_HOUR):
        form.add_error(
            None, "Sudah terlalu banyak catatan untuk sekarang. Coba lagi nanti, atau hubungi petugas."
        )
        return TOO_MANY, None
    return 200, preview_links.remark(link, entry, name=said["name"], text=said["text"])


def _sent(request: HttpRequest, link: PreviewLink) -> PreviewRemark | None:
    """The remark this address thanks for, while it is fresh."""
    try:
        key = SENT.unsign(request.GET.get("catatan", ""), max_age=SHOWN_SECONDS)
    except signing.BadSignature:
        return None
    return link.remarks.filter(pk=key).first()


def _show(
    request: HttpRequest, link: PreviewLink, entries: list[Entry], entry: Entry, form: RemarkForm, status: int
) -> HttpResponse:
    current = entry.current_edition()
    public_url = reverse(entry_kinds.of(entry).public_url, args=[entry.slug])
    is_live = current is not None and not current.is_withdrawal
    sent = _sent(request, link)
    frame: dict[str, Any] = {
        "bar": visitor_bar(link, entry, is_live, public_url, len(entries) > 1),
        "preview_after": "staff/preview_remark.html",
        "form": form,
        "action": f"{_address(link, entry)}#catatan",
        "is_sent": sent is not None or request.GET.get("catatan") == "terkirim",
        "sent": sent,
        "was_masked": sent is not None
        and any(each in sent.text + sent.name for each in (NUMBER, PHONE, MAIL)),
        "agency": link.agency,
    }
    return show_preview(request, draft(entry), _address(link, entry), frame, status=status)


def _link(token: str) -> PreviewLink | None:
    if not TOKEN.fullmatch(token):
        return None
    return PreviewLink.objects.select_related("agency", "created_by").filter(token=token).first()


def _gone(request: HttpRequest, link: PreviewLink | None) -> HttpResponse:
    """Nothing to see: 410 where a link was and is closed, 404 where there never was one, or not this entry."""
    is_over = link is not None and not link.is_open
    back = Link("Draf lain di tautan ini", reverse("preview-link", args=[link.token])) if link else None
    has_others = link is not None and link.is_open and bool(preview_links.entries_of(link))
    context = {
        "is_over": is_over,
        "is_revoked": is_over and link.revoked_at is not None,
        "agency": link.agency if link else None,
        "back": back if has_others else None,
        "trail": [home_link()],
    }
    return closed(render(request, "staff/preview_gone.html", context, status=GONE if is_over else 404))


def _path(entry: Entry) -> str:
    return entry_kinds.of(entry).path


def _word(entry: Entry) -> str:
    return entry_kinds.of(entry).word.capitalize()


def _address(link: PreviewLink, entry: Entry) -> str:
    return reverse("preview-link-entry", args=[link.token, _path(entry), entry.slug])
