"""The catalogue as tables, for workbooks and CSV: which sheet has which columns, and what each stands for.

A column's `path` is where its value stands in a row of the catalogue file. What has no column stands as JSON in the
last column, so that a table loses nothing.
"""

from dataclasses import dataclass
from typing import Any

from services import choices
from services.catalogue_fields import WEEKDAYS

REST = "Lainnya (JSON)"
DAY_NAMES = dict(zip(WEEKDAYS, [str(day.label) for day in choices.Weekday], strict=True))
YES, NO, CLOSED = "ya", "tidak", "tutup"


@dataclass(frozen=True)
class Column:
    """`kind`: how a cell is read and written, see `catalogue_cells`. `target`: the kind of rows whose keys it names."""

    title: str
    path: str
    kind: str = "text"
    target: str = ""
    choices: Any = None
    help: str = ""


@dataclass(frozen=True)
class Table:
    """One sheet. `path`: where its rows stand in the file; of two names the second is a list within rows of the first.

    `key` is the field that names a row, `named` the one it is made of where it is blank. `beside`: where rows without
    an owner stand.
    """

    name: str
    path: tuple[str, ...]
    columns: tuple[Column, ...]
    key: str = "key"
    named: str = ""
    owner: str = ""
    beside: str = ""
    help: str = ""

    @property
    def file_name(self) -> str:
        """Its name as a CSV file: "tanya-jawab.csv"."""
        return f"{self.name.casefold().replace(' ', '-')}.csv"


def _text(*pairs: tuple[str, str]) -> tuple[Column, ...]:
    return tuple(Column(title, path) for title, path in pairs)


def _hours(period: str, prefix: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"{prefix} {name}", f"hours.{period}.{day}", "day", help="08:00-12:00, 13:00-15:00 atau tutup")
        for day, name in DAY_NAMES.items()
    )


SERVICES = Table(
    "Layanan",
    ("services",),
    (
        Column("Slug", "slug", help="Alamat singkat. Kosongkan: dibuat dari nama."),
        Column("Nama", "name", help="Wajib. Nama resmi layanan."),
        Column("Nama singkat", "short_name", help="Paling banyak 60 huruf. Kosongkan: sama dengan nama."),
        Column("Nama Inggris", "name_en"),
        Column("Kategori", "category", "key", "categories", help="Wajib. Nama atau kunci kategori."),
        Column("Penyelenggara", "provider", "key", "providers", help="Kosongkan: instansi Anda."),
        Column("Unit penanggung jawab", "responsible_unit"),
        Column("Ringkasan", "summary", help="Satu kalimat: untuk apa layanan ini."),
        Column("Ringkasan Inggris", "summary_en"),
        Column("Penjelasan", "description", help="Boleh HTML sederhana."),
        Column("Sebutan sehari-hari", "everyday_names", "lines"),
        Column("Kata pencarian", "search_terms", "lines"),
        Column("Siapa yang dapat mengurus", "who_can_apply", "lines"),
        Column("Bila diwakilkan", "representation"),
        Column("Tidak diperlukan", "not_required", "lines"),
        Column("Waktu", "processing_time.text", help="Misalnya: Paling lama 3 hari kerja."),
        Column("Waktu paling lama", "processing_time.max_value", "number"),
        Column("Satuan waktu", "processing_time.unit", "choice", choices=choices.TimeUnit),
        Column("Waktu dihitung sejak", "processing_time.starts_when"),
        Column("Asal standar waktu", "processing_time.kind", "choice", choices=choices.TimeKind),
        *_text(("Dasar waktu", "processing_time.basis"), ("Catatan waktu", "processing_time.note")),
        Column("Biaya", "fee.text", help="Dengan kata: Gratis, atau Rp50.000 per lembar."),
        Column("Biaya angka", "fee.amount", "number", help="0 berarti gratis."),
        Column("Mata uang", "fee.currency"),
        *_text(
            ("Dasar biaya", "fee.basis"), ("Catatan biaya", "fee.note"), ("Biaya lain", "fee.other_costs")
        ),
        Column("Hasil", "product", "lines"),
        Column("Masa berlaku", "validity"),
        Column("Batas melapor", "reporting_deadline.text"),
        Column("Batas melapor hari", "reporting_deadline.days", "number"),
        Column("Dasar batas melapor", "reporting_deadline.basis"),
        Column("Dasar hukum", "legal_bases", "keys", "legal_bases"),
        Column("Tempat", "locations", "keys", "locations", help="Nama atau kunci kantor, satu per baris."),
        Column("Catatan tempat", "location_note"),
        Column("Konsultasi daring", "online.consult", "yes"),
        Column("Pengajuan daring", "online.apply", "choice", choices=choices.OnlineApply),
        Column("Keterangan daring", "online.text"),
        Column("Kanal pengaduan", "complaint_channels", "keys", "channels"),
        Column("Saran", "tips", "lines"),
        Column("Layanan terkait", "related", "keys", "services"),
        Column("Tingkat pemeriksaan", "evidence.level", "choice", choices=choices.EvidenceLevel),
        Column("Catatan pemeriksaan", "evidence.note"),
        Column(
            "Diperiksa per", "evidence.facts_as_of", "as of", help="2026-01; tanda - berarti tidak disebut."
        ),
        Column("Sumber", "sources", "lines"),
        *_text(
            ("Sarana prasarana", "standard_parts.facilities"),
            ("Kompetensi pelaksana", "standard_parts.staff_competence"),
            ("Pengawasan internal", "standard_parts.internal_supervision"),
            ("Jumlah pelaksana", "standard_parts.number_of_staff"),
            ("Jaminan pelayanan", "standard_parts.service_guarantee"),
            ("Jaminan keamanan", "standard_parts.safety_guarantee"),
            ("Evaluasi kinerja", "standard_parts.performance_evaluation"),
        ),
        Column("Periksa lagi tiap bulan", "review_months", "number"),
    ),
    key="slug",
    named="name",
    help="Satu baris satu layanan.",
)
SHORTHAND = (
    Column("Persyaratan", "requirements", help="Satu per baris; bentuknya diduga dari kata-katanya."),
    Column("Langkah", "steps", help="Satu per baris, misalnya “Petugas: memeriksa berkas”."),
)
"""Columns that a plain list of services may have instead of sheets of their own. Read, never written."""

TABLES = (
    SERVICES,
    Table(
        "Keadaan",
        ("services", "cases"),
        (Column("Kunci", "key", help="Kosongkan: dibuat dari keadaannya."), Column("Keadaan", "label")),
        named="label",
        owner="Layanan",
        help="Keadaan pemohon yang menentukan berkasnya, misalnya hilang atau rusak.",
    ),
    Table(
        "Persyaratan",
        ("services", "requirements"),
        (
            Column("Kunci", "id", help="Kosongkan: dibuat dari persyaratannya."),
            Column("Persyaratan", "label", help="Sebaiknya paling banyak 64 huruf."),
            Column("Bentuk", "form", "choice", choices=choices.RequirementForm),
            Column("Kode formulir", "form_code"),
            Column("Dokumen", "document", "key", "documents"),
            Column("Lembar", "copies", "number"),
            Column("Hanya jika", "condition"),
            Column("Untuk keadaan", "cases", "keys", "cases", help="Kosong berarti selalu."),
            *_text(("Catatan", "note"), ("Didapat di", "where_to_get")),
            Column("Pengganti untuk", "alternative_to", "key", "requirements"),
            Column("Rujukan hukum", "legal_ref"),
        ),
        key="id",
        named="label",
        owner="Layanan",
        help="Satu baris satu persyaratan, urut seperti yang dibaca warga.",
    ),
    Table(
        "Langkah",
        ("services", "steps"),
        (
            Column("Siapa", "actor", help="pemohon, petugas, pejabat, atau sistem"),
            *_text(("Di mana", "where"), ("Apa yang dilakukan", "text")),
            Column("Untuk keadaan", "cases", "keys", "cases", help="Kosong berarti selalu."),
        ),
        key="",
        owner="Layanan",
        help="Satu baris satu langkah, berurutan.",
    ),
    Table(
        "Tanya jawab",
        ("services", "faqs"),
        (
            Column("Kunci", "id", help="Kosongkan: dibuat dari pertanyaannya."),
            *_text(("Pertanyaan", "question"), ("Jawaban", "answer"), ("Rincian", "details")),
            Column("Kata kunci", "keywords", "lines"),
            Column("Topik", "topic", "key", "faq_topics"),
            Column("Layanan yang disebut", "related_services", "keys", "services"),
            Column("Untuk keadaan", "cases", "keys", "cases", help="Kosong berarti semua keadaan."),
            Column("Pertanyaan terkait", "related_questions", "lines", help="Kuncinya, paling banyak tiga."),
            Column("Instansi", "provider", "key", "providers"),
        ),
        key="id",
        named="question",
        owner="Layanan",
        beside="general_faqs",
        help="Kosongkan Layanan untuk pertanyaan umum.",
    ),
    Table(
        "Instansi",
        ("office",),
        (
            *_text(
                ("Nama", "name"), ("Kunci", "provider"), ("Nama Inggris", "name_en"),
                ("Nama singkat", "short_name"), ("Induk", "parent"), ("Semboyan", "tagline"),
                ("Zona waktu", "timezone"), ("Situs", "website"), ("Surel", "email"), ("Telepon", "phone"),
                ("WhatsApp", "whatsapp_consultation"), ("Jam WhatsApp", "whatsapp_hours"),
                ("Warna", "brand_color"), ("Keputusan standar pelayanan", "service_standard_decree"),
            ),
            Column("Aksesibilitas", "accessibility", "lines"),
            Column("Menjawab dalam hari kerja", "answer_days", "number"),
        ),
        key="",
        help="Profil instansi yang menerbitkan; satu baris.",
    ),
    Table(
        "Penyelenggara",
        ("providers",),
        (*_text(("Kunci", "key"), ("Nama", "name"), ("Nama Inggris", "name_en")),
         Column("Diterbitkan oleh", "publisher", "key", "providers")),
        named="name",
    ),
    Table(
        "Kategori",
        ("categories",),
        (*_text(("Kunci", "key"), ("Nama", "name"), ("Nama Inggris", "name_en"), ("Ikon", "icon")),
         Column("Urutan", "order", "number")),
        named="name",
    ),
    Table(
        "Kantor",
        ("locations",),
        (
            *_text(("Kunci", "key"), ("Nama", "name")),
            Column("Instansi", "provider", "key", "providers"),
            *_text(("Jenis", "type"), ("Alamat", "address"), ("Kode pos", "postal_code")),
            Column("Lintang", "latitude", "decimal"),
            Column("Bujur", "longitude", "decimal"),
            Column("Koordinat rekaan", "coordinates_fictional", "yes"),
            *_text(("Telepon", "phone"), ("Patokan", "landmark")),
            Column("Kursi roda", "wheelchair_access", "yes"),
            *_hours("regular", "Jam"),
            *_hours("ramadan", "Jam Ramadan"),
            Column("Catatan jam", "hours_note"),
            Column("Antrean terakhir menit", "last_queue_minutes_before_close", "number"),
        ),
        named="name",
        help="Kosongkan semua jam Ramadan bila jamnya tetap.",
    ),
    Table(
        "Titik keliling",
        ("locations", "schedule"),
        (
            Column("Minggu ke", "weeks_of_month", "numbers", help="1, 3"),
            Column("Hari", "weekday", "weekday"),
            Column("Tempat", "place"),
            Column("Lintang", "latitude", "decimal"),
            Column("Bujur", "longitude", "decimal"),
        ),
        key="",
        owner="Kantor",
        help="Di mana layanan keliling berdiri.",
    ),
    Table(
        "Hari tutup",
        ("calendar", "closures"),
        (
            *_text(("Tanggal", "date"), ("Sampai", "until"), ("Alasan", "name")),
            Column("Jenis", "kind", "choice", choices=choices.ClosureKind),
            Column("Kantor", "offices", "keys", "locations", help="Kosong berarti semua kantor."),
            Column("Tidak berlaku di sini", "ignored", "yes"),
        ),
        key="",
    ),
    Table(
        "Masa Ramadan",
        ("calendar", "ramadan_periods"),
        (
            Column("Tahun", "year", "number"),
            Column("Tahun Hijriah", "hijri", "number"),
            *_text(("Dari", "from"), ("Sampai", "to")),
            Column("Perkiraan", "estimated", "yes"),
            Column("Catatan", "note"),
        ),
        key="",
    ),
    Table(
        "Kanal",
        ("channels",),
        (
            *_text(
                ("Kunci", "key"), ("Nama", "name"), ("Jenis", "kind"), ("Alamat atau nomor", "value"),
                ("Tautan", "url"), ("SMS", "sms"), ("Tanggapan pertama", "first_response"),
                ("Penyelesaian", "resolution"), ("Catatan privasi", "privacy_note"), ("Catatan", "note"),
            ),
            Column("Kanal nyata", "real", "yes"),
        ),
        named="name",
    ),
    Table(
        "Formulir",
        ("forms",),
        (*_text(("Kode", "code"), ("Nama", "name")), Column("Gratis", "free", "yes"), Column("Tersedia di", "where")),
        key="code",
    ),
    Table(
        "Dasar hukum",
        ("legal_bases",),
        _text(("Kunci", "key"), ("Sebutan singkat", "short"), ("Judul", "title"), ("Tentang", "about")),
        named="short",
    ),
    Table(
        "Topik",
        ("faq_topics",),
        _text(("Kunci", "key"), ("Nama", "name"), ("Nama Inggris", "name_en")),
        named="name",
    ),
    Table(
        "Dokumen",
        ("documents",),
        (
            *_text(("Kunci", "key"), ("Nama", "name"), ("Nama Inggris", "name_en")),
            Column("Diterbitkan lewat layanan", "issued_by_services", "keys", "services"),
            *_text(("Penerbit", "issuer"), ("Cara mendapatkan", "how_to_get")),
        ),
        named="name",
    ),
    Table(
        "Peristiwa",
        ("life_events",),
        (
            *_text(("Kunci", "key"), ("Nama", "name"), ("Nama Inggris", "name_en"), ("Ringkasan", "summary")),
            Column("Urutan", "order", "number"),
            Column("Layanan", "services", "keys", "services"),
        ),
        named="name",
    ),
)  # fmt: skip
OTHER = "Lainnya"
"""The sheet of what no table has: two columns, where it stands and its value as JSON."""
UNREAD = {"petunjuk", "pilihan"}
"""Sheets of ours that say nothing."""


def table(name: str) -> Table | None:
    """The table with this sheet name or file name, however it is written."""
    wanted = name.strip().casefold().replace("-", " ").replace("_", " ")
    return next((each for each in TABLES if each.name.casefold() == wanted), None)
