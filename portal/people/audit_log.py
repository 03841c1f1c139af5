"""Reads of the audit log: whose records someone sees, what they filter by, and what a record is about."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import Model, Q, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.text import capfirst

from portal.people import directory
from services import day_bounds, scope
from services.audit import ACTIONS
from services.models import AuditRecord

MOST_PEOPLE = 300


def visible(viewer: Any) -> QuerySet[AuditRecord]:
    """Records of own agencies; those of no agency, like changes of shared lists, only for who covers all."""
    if scope.covers_all(viewer):
        return AuditRecord.objects.all()
    return scope.own(AuditRecord.objects.all(), viewer)


class FilterForm(forms.Form):
    """What to look for. Everything is optional; what makes no sense is ignored and told."""

    q = forms.CharField(label="Kata", required=False, max_length=100)
    orang = forms.ChoiceField(label="Orang", required=False)
    tindakan = forms.ChoiceField(label="Tindakan", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    dari = day_bounds.optional_day("Sejak")
    sampai = day_bounds.optional_day("Sampai")

    def __init__(self, data: Any, *, records: QuerySet[AuditRecord]) -> None:
        super().__init__(data)
        names = records.order_by("by_name").values_list("by_name", flat=True).distinct()[:MOST_PEOPLE]
        kinds = records.order_by("kind").values_list("kind", flat=True).distinct()
        self.fields["orang"].choices = [("", "Semua"), *((name, name) for name in names if name)]
        self.fields["tindakan"].choices = [("", "Semua"), *ACTIONS.items()]
        self.fields["jenis"].choices = [("", "Semua"), *((kind, kind_words(kind)) for kind in kinds if kind)]

    def narrowed(self, records: QuerySet[AuditRecord]) -> QuerySet[AuditRecord]:
        """The records that fit."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        exact = {"orang": "by_name", "tindakan": "action", "jenis": "kind"}
        records = records.filter(**{exact[name]: value for name, value in given.items() if name in exact})
        if day := given.get("dari"):
            records = records.filter(at__gte=_start_of(day))
        if day := given.get("sampai"):
            records = records.filter(at__lt=_start_of(day + datetime.timedelta(days=1)))
        for word in given.get("q", "").split():
            records = records.filter(
                Q(name__icontains=word) | Q(key__icontains=word) | Q(by_name__icontains=word)
            )
        return records

    @property
    def parameters(self) -> dict[str, str]:
        """The filter as it stands in an address."""
        return {name: self.data.get(name, "") for name in self.fields}


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def kind_words(kind: str) -> str:
    """A class of rows in words: "services.service" is "Layanan"."""
    model = _model(kind)
    return capfirst(model._meta.verbose_name) if model else kind


def _model(kind: str) -> type[Model] | None:
    try:
        return apps.get_model(kind)
    except (LookupError, ValueError):
        return None


DETAIL_WORDS = {
    "fields": "bagian", "before": "sebelum", "after": "sesudah", "roles": "peran", "how": "", "number": "edisi",
    "invited_by": "diundang oleh", "reason": "alasan", "live_from": "mulai", "remark": "catatan", "peran": "peran",
    "instansi": "instansi", "note": "catatan", "replacement": "pengganti", "edition": "edisi", "position": "jabatan",
    "merged": "digabung dengan perubahan orang lain", "days": "berlaku (hari)", "entries": "entri",
    "undone": "dibatalkan",
    "version": "versi draf", "dates": "tanggal", "offices": "kantor", "format": "jenis berkas", "file": "berkas",
    "created": "baru", "changed": "berubah", "left": "tetap", "published": "terbit", "not_published": "belum terbit",
    "rows": "baris", "code": "kode", "source": "sumber", "added": "ditambah", "own_change": "perubahan sendiri",
    "review_by_other": "peninjau harus orang lain", "formats": "ukuran", "platform": "media", "date": "tanggal",
    "url": "tautan", "removed_on": "dihapus dari media", "via": "dari", "ends": "sampai", "weights": "bobot",
    "inquiries": "pertanyaan warga",
}  # fmt: skip
"""Every detail that is written down, in words; "" where its value says it all."""


def detail_words(detail: Any) -> str:
    """The details of a record in one line."""
    if isinstance(detail, dict):
        parts = [
            (DETAIL_WORDS.get(name, name.replace("_", " ")), detail_words(value))
            for name, value in detail.items()
        ]
        return "; ".join(f"{name}: {words}" if name else words for name, words in parts if words)
    if isinstance(detail, list | tuple):
        return ", ".join(filter(None, map(detail_words, detail)))
    if isinstance(detail, bool):
        return "ya" if detail else "tidak"
    return "" if detail is None else str(detail)


def addresses(records: Iterable[AuditRecord], viewer: Any) -> dict[tuple[str, str], str]:
    """Where the things of these records are edited, by (kind, key): those that are there and are the viewer's."""
    keys: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record.kind and record.key:
            keys[record.kind].add(record.key)
    found = {}
    for kind, wanted in keys.items():
        for key, pk in _rows(kind, wanted, viewer):
            if address := _address(kind, pk):
                found[kind, str(key)] = address
    return found


def _rows(kind: str, keys: set[str], viewer: Any) -> Iterable[tuple[Any, Any]]:
    model = _model(kind)
    if model is None:
        return []
    if kind == "auth.user":
        rows, name = directory.people(viewer), "pk"
    else:
        rows, name = scope.own(model._default_manager.all(), viewer), _key_name(model)
    if name == "pk":
        keys = {key for key in keys if key.isdigit()}
    return rows.filter(**{f"{name}__in": keys}).values_list(name, "pk")


def _key_name(model: type[Model]) -> str:
    """What `services.audit` calls a row of this class by."""
    names = {field.name for field in model._meta.concrete_fields}
    return next((name for name in ("slug", "key", "code") if name in names), "pk")


def _address(kind: str, pk: Any) -> str:
    if kind == "auth.user":
        return reverse("person", args=[pk])
    model = _model(kind)
    if model is None or not admin.site.is_registered(model):
        return ""
    try:
        return reverse(f"admin:{kind.replace('.', '_')}_change", args=[pk])
    except NoReverseMatch:
        return ""
