"""What an import does, row by row, in words of the office."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from faq.models import Topic
from services import choices, models
from services.catalogue_cells import labels
from services.catalogue_report import Report
from services.catalogue_tables import DAY_NAMES, NO, TABLES, YES
from services.comparing import LABELS, Change, compare

KINDS = {
    "services": "Layanan", "faqs": "Tanya jawab", "office": "Profil instansi", "providers": "Penyelenggara",
    "categories": "Kategori", "locations": "Kantor", "ramadan_periods": "Masa Ramadan", "closures": "Hari tutup",
    "channels": "Kanal pengaduan", "forms": "Formulir", "legal_bases": "Dasar hukum", "faq_topics": "Topik",
    "documents": "Dokumen", "life_events": "Peristiwa hidup",
}  # fmt: skip
MORE_LABELS = {
    "provider": "Penyelenggara", "publisher": "Diterbitkan oleh", "locations": "Tempat", "from": "Dari", "to": "Sampai",
    "complaint_channels": "Kanal pengaduan", "sources": "Sumber", "standard_parts": "Standar internal",
    "review_months": "Periksa lagi setiap (bulan)", "hours": "Jam", "regular": "hari biasa", "ramadan": "Ramadan",
    "hours_limits": "Hari untuk layanan tertentu", "hours_note": "Catatan jam", "special_hours": "Jam khusus",
    "schedule": "Titik keliling", "address": "Alamat", "postal_code": "Kode pos", "latitude": "Lintang",
    "longitude": "Bujur", "coordinates_fictional": "Koordinat rekaan", "phone": "Telepon", "landmark": "Patokan",
    "wheelchair_access": "Kursi roda", "last_queue_minutes_before_close": "Antrean terakhir (menit sebelum tutup)",
    "type": "Jenis", "date": "Tanggal", "until": "Sampai", "ignored": "Tidak berlaku di sini", "icon": "Ikon",
    "order": "Urutan", "value": "Alamat atau nomor", "url": "Tautan", "sms": "SMS", "first_response": "Tanggapan pertama",
    "resolution": "Penyelesaian", "privacy_note": "Catatan privasi", "real": "Kanal nyata", "free": "Gratis",
    "related_services": "Layanan yang disebut", "related_questions": "Pertanyaan terkait",
    "issued_by_services": "Diterbitkan lewat layanan", "issuer": "Penerbit",
    "how_to_get": "Cara mendapatkan", "year": "Tahun", "hijri": "Tahun Hijriah", "estimated": "Perkiraan",
    "parent": "Induk", "tagline": "Semboyan", "timezone": "Zona waktu", "website": "Situs",
    "email": "Surel", "whatsapp_consultation": "WhatsApp", "whatsapp_hours": "Jam WhatsApp", "brand_color": "Warna",
    "social": "Media sosial", "answer_days": "Menjawab pertanyaan dalam (hari kerja)",
    "hashtags": "Tagar", "call_to_action": "Ajakan", "verify_line": "Baris cek keaslian", "service_pledge": "Maklumat",
    "service_standard_decree": "Keputusan standar pelayanan", "accessibility": "Aksesibilitas",
    "standard_internal_components": "Standar internal", "facilities": "Sarana prasarana",
    "staff_competence": "Kompetensi pelaksana", "internal_supervision": "Pengawasan internal",
    "number_of_staff": "Jumlah pelaksana", "service_guarantee": "Jaminan pelayanan",
    "safety_guarantee": "Jaminan keamanan", "performance_evaluation": "Evaluasi kinerja",
    "catalogue_meta": "Keterangan katalog", "calendar_note": "Catatan kalender", "where": "Di mana", "id": "Kunci",
    "short": "Sebutan singkat", "code": "Kode", "place": "Tempat", "weekday": "Hari", "weeks_of_month": "Minggu ke-",
    **DAY_NAMES,
}  # fmt: skip
CHOICES = {
    "form": choices.RequirementForm, "unit": choices.TimeUnit, "apply": choices.OnlineApply,
    "level": choices.EvidenceLevel, "kind": choices.TimeKind,
}  # fmt: skip
TITLES = ("name", "question", "short", "label", "code", "year")
KEPT_NAMES = {"label", "short", "key", "text", "slug"}
"""Parts that comparing knows by these names."""


@dataclass(frozen=True)
class Difference:
    """One field in words; `before` is "" where nothing stood there, `after` where nothing stands there now."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowPlan:
    """What happens to one row: "baru" or "berubah", its differences, and what becomes public or why not.

    `unready` says what a draft lacks before it can be published later.
    """

    title: str
    key: str
    is_new: bool
    differences: list[Difference]
    is_published: bool = False
    reasons: list[str] = field(default_factory=list)
    unready: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Section:
    """All rows of one kind."""

    title: str
    rows: list[RowPlan]
    left: list[str]


def sections(report: Report) -> list[Section]:
    """The plan of an import, kind by kind; a row that is only published is listed too."""
    speaker = _Speaker()
    found = []
    for kind, title in KINDS.items():
        names = [*report.created.get(kind, []), *report.changed.get(kind, [])]
        rows = [_row(kind, name, report, speaker) for name in dict.fromkeys(names)]
        left = report.left.get(kind, [])
        rows += [
            _untouched(name, report) for name in left if kind in {"services", "faqs"} and _told(name, report)
        ]
        if rows or left:
            found.append(Section(title, rows, left))
    return sorted(found, key=lambda section: not section.rows)


def _told(name: str, report: Report) -> bool:
    return name in report.published or name in report.not_published


def _untouched(name: str, report: Report) -> RowPlan:
    return RowPlan(name, name, False, [], name in report.published, report.not_published.get(name, []))


def _row(kind: str, name: str, report: Report, speaker: "_Speaker") -> RowPlan:
    before, after = report.said.get((kind, name), (None, {}))
    is_entry = kind in {"services", "faqs"}
    return RowPlan(
        title=next((str(after[each]) for each in TITLES if after.get(each)), name),
        key=name,
        is_new=name in report.created.get(kind, []),
        differences=speaker.differences(kind, before or {}, after),
        is_published=is_entry and name in report.published,
        reasons=report.not_published.get(name, []) if is_entry else [],
        unready=report.unready.get(name, []) if is_entry else [],
    )


class _Speaker:
    """Puts rows of the file into words; the names of what they refer to are read once."""

    def __init__(self) -> None:
        shelves: list[tuple[Any, str, str]] = [
            (models.Category, "key", "name"), (models.Agency, "key", "name"), (models.Office, "key", "name"),
            (models.Channel, "key", "name"), (models.LegalBasis, "key", "short"), (models.Document, "key", "name"),
            (models.Service, "slug", "name"), (Topic, "key", "name"),
        ]  # fmt: skip
        kinds = ["categories", "providers", "locations", "channels", "legal_bases", "documents", "services",
                 "faq_topics"]  # fmt: skip
        names = {
            kind: dict(model.objects.values_list(key, name))
            for kind, (model, key, name) in zip(kinds, shelves, strict=True)
        }
        columns = [column for table in TABLES for column in table.columns if column.target in names]
        self.names = {column.path: names[column.target] for column in columns}

    def differences(self, kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Difference]:
        """Field by field, what was and what is; blank fields of a new row are left out."""
        old, new = self._spoken(before, kind), self._spoken(after, kind)
        return [
            Difference(each.label, *sides)
            for each in compare(old, new)
            if (sides := _sides(each))[0] or sides[1]
        ]

    def _spoken(self, row: dict[str, Any], kind: str) -> dict[str, Any]:
        """The row with Indonesian names for its fields, and words for keys and values of closed lists."""
        said = {}
        for name, value in row.items():
            if name == "faqs" or (name in {"slug", "key"} and kind != "item"):
                continue
            label = name if name in KEPT_NAMES else MORE_LABELS.get(name) or LABELS.get(name, name)
            if name == "id" and kind == "item":
                label = "key"
            said[label] = self._value(name, value, kind)
        return said

    def _value(self, name: str, value: Any, kind: str) -> Any:
        if isinstance(value, dict):
            return self._spoken(value, name)
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, list):
            if name in DAY_NAMES and value and kind != "hours_limits":
                return say(value)
            if all(isinstance(each, dict) for each in value):
                return [self._spoken(each, "item") for each in value]
            return [self._value(name, each, kind) for each in value]
        if name in CHOICES and not (name == "kind" and kind != "processing_time"):
            return labels(CHOICES[name]).get(str(value), value)
        if name == "kind" and kind == "closures":
            return labels(choices.ClosureKind).get(str(value), value)
        if name == "actor" and value:
            return str(value).capitalize()
        known = self.names.get(name)
        return known.get(value, value) if known and isinstance(value, str) else value


def _sides(change: Change) -> tuple[str, str]:
    if change.kind == "moved":
        return "urutan lama: " + say(change.before), "urutan baru: " + say(change.after)
    return say(change.before), say(change.after)


def say(value: Any) -> str:
    """Any value as one text: lists with commas, intervals as 08:00-12:00, mappings as "nama: isi"."""
    if value is None or value == "" or value == {} or value == []:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, dict):
        inner = [(name, say(each)) for name, each in value.items() if name != "key"]
        return "; ".join(
            words if name in KEPT_NAMES else f"{name}: {words}" for name, words in inner if words
        )
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(_is_clock(each) for each in value):
            return "-".join(str(each)[:5] for each in value)
        return ", ".join(filter(None, map(say, value)))
    return str(value)


def _is_clock(value: Any) -> bool:
    return isinstance(value, str) and len(value) in (5, 8) and value[2] == ":" and value[:2].isdigit()


def counted(report: Report) -> dict[str, int]:
    """How many rows an import makes, changes and leaves, and how many entries it publishes or does not."""
    return {
        "created": report.count("created"),
        "changed": report.count("changed"),
        "left": report.count("left"),
        "published": len(report.published),
        "not_published": len(report.not_published),
    }


def sorted_unknown(report: Report, ignored: Iterable[str]) -> list[str]:
    """What of the file was not understood: keys that are kept as they are, and columns that were not read."""
    kept = [f"kunci {path} tidak dikenal; disimpan dan ikut diekspor" for path in sorted(report.unknown)]
    return [*kept, *(f"{each} tidak dikenal; tidak dibaca" for each in ignored)]
