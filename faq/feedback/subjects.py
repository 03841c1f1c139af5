"""What readers can speak of: the public pages, each named by a kind and a key: ("layanan", "kk-baru").

Only pages that are there have counts and feedback; whatever else somebody sends is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import ResolverMatch, reverse

from services import entry_kinds, snapshot
from services.entry_kinds import EntryKind
from services.models import Agency, Edition, Entry, Notice, Office

PAGE = "halaman"
"""The kind of pages that are about nothing in particular; their key is the name of their address."""
PAGES = {
    "home": "Beranda", "search": "Cari", "service-list": "Daftar layanan", "office-list": "Daftar kantor",
    "question-list": "Daftar tanya jawab", "life-event-list": "Daftar peristiwa hidup",
    "document-list": "Daftar dokumen", "changes": "Yang berubah", "notice-list": "Daftar kabar",
    "card-check": "Periksa kartu", "card": "Hasil periksa kartu", "service-history": "Riwayat layanan",
}  # fmt: skip
OF_ONE = {"card": "card-check", "service-history": "service-list"}
"""Pages that exist once for each thing, and where staff are led instead."""
KINDS = {
    "service": ("layanan", "slug"), "question": ("tanya-jawab", "slug"), "office": ("kantor", "key"),
    "document": ("dokumen", "key"), "life-event": ("peristiwa", "key"), "public-notice": ("kabar", "pk"),
}  # fmt: skip
"""By name of an address: the kind of page, and which part of the address is its key."""
KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
"""What a key can look like; others are not looked up."""
KIND_WORDS = {
    "layanan": "Layanan", "tanya-jawab": "Tanya jawab", "kantor": "Kantor", "dokumen": "Dokumen",
    "peristiwa": "Peristiwa hidup", "kabar": "Kabar", PAGE: "Halaman lain",
}  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """A page: its name, its address, whose it is, who answers for it, and the edition that is live on it."""

    kind: str
    key: str
    title: str
    url: str
    agency: Agency | None = None
    entry: Entry | None = None
    edition: int | None = None

    @property
    def owner(self) -> Any:
        """Who answers for what it says; None where nobody does by name."""
        return self.entry.owner if self.entry else None


def named_by(match: ResolverMatch | None) -> tuple[str, str] | None:
    """(kind, key) of the page at an address; None for what has neither counts nor feedback. Asks no database."""
    if match is None:
        return None
    if found := KINDS.get(match.url_name or ""):
        kind, part = found
        return kind, str(match.kwargs[part])
    return (PAGE, match.url_name) if match.url_name in PAGES else None


def of_request(request: HttpRequest) -> tuple[str, str] | None:
    """(kind, key) of the page that is being made."""
    return named_by(getattr(request, "resolver_match", None))


def find(kind: str, key: str) -> Subject | None:
    """The public page with this name, or None where there is none. Two or three queries at most."""
    if not KEY.fullmatch(key):
        return None
    if known := entry_kinds.KINDS.get(kind):
        return _entry(known, key)
    finder = _FINDERS.get(kind)
    return finder(key) if finder else None


def _entry(kind: EntryKind, key: str) -> Subject | None:
    entry = kind.model.objects.select_related("owner").filter(slug=key).first()
    current = entry.current_edition() if entry else None
    if entry is None or current is None or current.is_withdrawal:
        return None
    url = reverse(kind.public_url, args=[key])
    return Subject(kind.path, key, current.title, url, entry.owning_agency, entry, current.number)


def _office(key: str) -> Subject | None:
    office = Office.objects.select_related("agency").filter(key=key).first()
    return (
        Subject("kantor", key, office.name, reverse("office", args=[key]), office.agency) if office else None
    )


def _shared(kind: str, shelf: str, page: str) -> Callable[[str], Subject | None]:
    def found(key: str) -> Subject | None:
        row = getattr(snapshot.current(), shelf).get(key)
        return Subject(kind, key, row.name, reverse(page, args=[key])) if row else None

    return found


def _notice(key: str) -> Subject | None:
    row = Notice.objects.select_related("agency").filter(pk=key).first() if _is_number(key) else None
    return (
        Subject("kabar", key, row.title, reverse("public-notice", args=[row.pk]), row.agency) if row else None
    )


def _page(key: str) -> Subject | None:
    return Subject(PAGE, key, PAGES[key], reverse(OF_ONE.get(key, key))) if key in PAGES else None


def _is_number(key: str) -> bool:
    return key.isascii() and key.isdecimal() and len(key) < 10


_FINDERS: dict[str, Callable[[str], Subject | None]] = {
    "kantor": _office,
    "dokumen": _shared("dokumen", "documents", "document"),
    "peristiwa": _shared("peristiwa", "life_events", "life-event"),
    "kabar": _notice,
    PAGE: _page,
}


def edition_read(subject: Subject, told: str) -> int | None:
    """The number of the edition that somebody says they read, if the page ever showed it."""
    if subject.entry is None or not _is_number(told):
        return None
    shown: type[Edition] = subject.entry.editions.model
    read = shown.objects.in_effect().filter(entry=subject.entry, number=int(told), document__isnull=False)
    return int(told) if read.exists() else None
