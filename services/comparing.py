"""What differs between two editions, part by part, in words people use."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

LABELS = {
    "name": "Nama", "short_name": "Nama singkat", "name_en": "Nama (Inggris)", "summary": "Ringkasan",
    "summary_en": "Ringkasan (Inggris)", "description": "Penjelasan", "category": "Kategori", "agency": "Instansi",
    "responsible_unit": "Unit penanggung jawab", "everyday_names": "Sebutan sehari-hari",
    "search_terms": "Kata pencarian", "who_can_apply": "Siapa yang dapat mengurus",
    "representation": "Perwakilan", "cases": "Keadaan", "requirements": "Persyaratan",
    "not_required": "Tidak diperlukan", "steps": "Alur", "processing_time": "Waktu", "fee": "Biaya",
    "product": "Hasil", "validity": "Masa berlaku", "reporting_deadline": "Batas melapor",
    "legal_bases": "Dasar hukum", "offices": "Tempat", "location_note": "Catatan tempat", "online": "Daring",
    "channels": "Kanal pengaduan", "tips": "Saran", "related": "Layanan terkait", "evidence": "Pemeriksaan",
    "question": "Pertanyaan", "answer": "Jawaban", "details": "Rincian", "keywords": "Kata kunci", "topic": "Topik",
    "services": "Layanan", "related_questions": "Pertanyaan terkait", "label": "sebutan", "form": "bentuk",
    "form_code": "kode formulir", "form_name": "nama formulir",
    "copies": "jumlah lembar", "condition": "hanya jika", "note": "catatan",
    "where_to_get": "didapat di", "alternative_to": "pengganti untuk", "legal_ref": "rujukan hukum",
    "document": "dokumen", "text": "uraian", "max_value": "paling lama", "unit": "satuan",
    "starts_when": "dihitung sejak", "kind": "asal standar", "basis": "dasar", "amount": "jumlah",
    "currency": "mata uang", "other_costs": "biaya lain", "days": "hari", "consult": "konsultasi",
    "apply": "pengajuan", "level": "tingkat", "sources": "sumber", "facts_as_of": "diperiksa per",
    "short": "sebutan singkat", "title": "judul", "about": "tentang", "actor": "siapa", "where": "di mana",
}  # fmt: skip


ALIKE = 0.5
"""From which share of common words two items of a list are taken for one that was rewritten."""


@dataclass(frozen=True)
class Change:
    """One difference. `path` names the place for machines, `label` for people; absent values are None."""

    path: tuple[str, ...]
    kind: Literal["added", "removed", "changed", "moved"]
    label: str
    before: Any = None
    after: Any = None


def compare(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    """The differences between two documents of the same kind (as `model_dump(mode="json")` gives them).

    Items that have a key are matched by it, so a renamed requirement is one change, not two; a change of
    order is told once. Other lists are matched by value; an item said in nearly the same words is one change.
    """
    return list(_mappings(old, new, (), ""))


def _mappings(old: dict, new: dict, path: tuple[str, ...], label: str) -> Iterator[Change]:
    for name in [*old, *(name for name in new if name not in old)]:
        before, after = old.get(name), new.get(name)
        if before == after or name in {"schema_version", "slug", "key"}:
            continue
        words = " · ".join(filter(None, [label, LABELS.get(name, name)]))
        yield from _values(before, after, (*path, name), words)


def _values(before: Any, after: Any, path: tuple[str, ...], label: str) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        yield from _mappings(before, after, path, label)
    elif isinstance(before, list) and isinstance(after, list):
        keyed = all(isinstance(item, dict) and "key" in item for item in [*before, *after])
        yield from (_keyed if keyed else _plain)(before, after, path, label)
    elif before in (None, "", []):
        yield Change(path, "added", label, None, after)
    elif after in (None, "", []):
        yield Change(path, "removed", label, before, None)
    else:
        yield Change(path, "changed", label, before, after)


def _keyed(before: list, after: list, path: tuple[str, ...], label: str) -> Iterator[Change]:
    old, new = ({item["key"]: item for item in items} for items in (before, after))
    for key, item in old.items():
        if key not in new:
            yield Change((*path, key), "removed", f"{label} · {_title(item)}", item, None)
        elif item != new[key]:
            yield from _mappings(item, new[key], (*path, key), f"{label} · {_title(new[key])}")
    for key, item in new.items():
        if key not in old:
            yield Change((*path, key), "added", f"{label} · {_title(item)}", None, item)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield Change(path, "moved", label, [_title(i) for i in before], [_title(i) for i in after])


def _plain(before: list, after: list, path: tuple[str, ...], label: str) -> Iterator[Change]:
    """Lists whose items have no key: an item that was rewritten where it stood is one change."""
    removed, added = _only_in(before, after), _only_in(after, before)
    for old, new in _rewritten(removed, added):
        removed.remove(old)
        added.remove(new)
        yield Change(path, "changed", label, old, new)
    yield from (Change(path, "removed", label, item, None) for item in removed)
    yield from (Change(path, "added", label, None, item) for item in added)
    if _common(before, after) != _common(after, before):
        yield Change(path, "moved", label, before, after)


def _only_in(items: list, others: list) -> list:
    """The items that the others lack, as often as they lack them."""
    rest, only = list(others), []
    for item in items:
        if item in rest:
            rest.remove(item)
        else:
            only.append(item)
    return only


def _common(items: list, others: list) -> list:
    """The items that the others have too, as often as they have them."""
    rest, common = list(others), []
    for item in items:
        if item in rest:
            rest.remove(item)
            common.append(item)
    return common


def _rewritten(removed: list, added: list) -> list[tuple[Any, Any]]:
    """Pairs of a removed and an added item that are alike enough to be the same thing said anew."""
    pairs, rest = [], list(added)
    for old in removed:
        best = max(rest, key=lambda new: _likeness(old, new), default=None)
        if best is not None and _likeness(old, best) >= ALIKE:
            rest.remove(best)
            pairs.append((old, best))
    return pairs


def _likeness(old: Any, new: Any) -> float:
    return SequenceMatcher(None, _words(old), _words(new)).ratio()


def _words(item: Any) -> list[str]:
    return str(item.get("text", item) if isinstance(item, dict) else item).casefold().split()


def _title(item: dict) -> str:
    return item.get("label") or item.get("short") or item["key"]
