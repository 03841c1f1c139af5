"""The 14 parts of a service standard, and which of them a service says. Pure: no row is read here.

The law (UU 25/2009 art. 21) names 14 parts; Permenpan RB 15/2014 groups them: six about the giving of the service, which
must be published, and eight about the managing of it, which stand in the decree. What is kept here is a list of evidence:
nothing adds it up to a grade, because the Ombudsman weighs what people experience, not what is filled in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices


@dataclass(frozen=True)
class Part:
    """One part. `section` is its place in the service's form, `field` its column where an agency can say it for all."""

    key: str
    name: str
    short: str
    is_public: bool
    section: str
    field: str = ""


PARTS = (
    Part("persyaratan", "Persyaratan", "Persyaratan", True, "persyaratan"),
    Part("prosedur", "Sistem, mekanisme, dan prosedur", "Prosedur", True, "alur"),
    Part("waktu", "Jangka waktu penyelesaian", "Waktu", True, "waktu"),
    Part("biaya", "Biaya atau tarif", "Biaya", True, "biaya"),
    Part("produk", "Produk pelayanan", "Produk", True, "hasil"),
    Part("pengaduan", "Penanganan pengaduan, saran, dan masukan", "Pengaduan", True, "pengaduan"),
    Part("dasar-hukum", "Dasar hukum", "Dasar hukum", False, "dasar-hukum"),
    Part("sarana", "Sarana, prasarana, dan fasilitas", "Sarana", False, "standar", "facilities"),
    Part("kompetensi", "Kompetensi pelaksana", "Kompetensi", False, "standar", "staff_competence"),
    Part("pengawasan", "Pengawasan internal", "Pengawasan", False, "standar", "internal_supervision"),
    Part("jumlah-pelaksana", "Jumlah pelaksana", "Jumlah pelaksana", False, "standar", "number_of_staff"),
    Part("jaminan", "Jaminan pelayanan", "Jaminan pelayanan", False, "standar", "service_guarantee"),
    Part(
        "keamanan", "Jaminan keamanan dan keselamatan", "Jaminan keamanan", False, "standar", "safety_guarantee"
    ),
    Part("evaluasi", "Evaluasi kinerja pelaksana", "Evaluasi", False, "standar", "performance_evaluation"),
)  # fmt: skip
PUBLIC = tuple(part for part in PARTS if part.is_public)
INTERNAL = tuple(part for part in PARTS if not part.is_public)
GROUPS = (
    ("Penyampaian pelayanan", "wajib diumumkan", PUBLIC),
    ("Pengelolaan pelayanan", "internal", INTERNAL),
)
"""The two groups of Permenpan RB 15/2014."""


class State(TextChoices):
    """Where a part comes from. The value names its look, the label is what people read beside the sign."""

    FILLED = "filled", "Terisi"
    INHERITED = "inherited", "Dari instansi"
    DRAFT_ONLY = "draft", "Di draf saja"
    MISSING = "missing", "Kosong"

    @property
    def sign(self) -> str:
        """A sign that differs by form, not by colour alone."""
        return {"filled": "✓", "inherited": "↑", "draft": "◐", "missing": "–"}[self.value]

    @property
    def is_gap(self) -> bool:
        """Whether something is left to do: what stands in the draft only is not published yet."""
        return self in (State.DRAFT_ONLY, State.MISSING)


@dataclass(frozen=True)
class Score:
    """How one part stands in one service."""

    part: Part
    state: State
    note: str = ""


def parts_said(data: Mapping[str, Any]) -> frozenset[str]:
    """Keys of the parts that a document, or a draft in its shape, says something of."""
    said = {
        "persyaratan": data["requirements"],
        "prosedur": data["steps"],
        "waktu": data["processing_time"]["text"].strip(),
        "biaya": data["fee"]["text"].strip(),
        "produk": data["product"],
        "pengaduan": data["channels"],
        "dasar-hukum": data["legal_bases"],
    }
    return frozenset(key for key, value in said.items() if value)


def scores(
    drafted: Collection[str], published: Collection[str] | None, own: Collection[str], given: Collection[str]
) -> tuple[Score, ...]:
    """All 14 parts in order.

    `drafted` and `published` are keys of parts that editions hold (None: nothing is published), `own` and `given`
    fields of the other parts that the service itself, or its agency for all services, fills in.
    """
    return tuple(
        _of_row(part, own, given) if part.field else _of_edition(part, drafted, published) for part in PARTS
    )


def _of_edition(part: Part, drafted: Collection[str], published: Collection[str] | None) -> Score:
    if published is not None and part.key in published:
        return Score(part, State.FILLED, "" if part.key in drafted else "kosong di draf")
    return Score(part, State.DRAFT_ONLY if part.key in drafted else State.MISSING)


def _of_row(part: Part, own: Collection[str], given: Collection[str]) -> Score:
    if part.field in own:
        return Score(part, State.FILLED)
    return Score(part, State.INHERITED if part.field in given else State.MISSING)
