"""In what words each part of a published document is spoken of when it changes.

`FIELDS` names every part a resident reads. What is not among them (search words, sources, keys of shared rows) is a
small correction to them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from services.choices import EvidenceLevel, OnlineApply, RequirementForm, actor_label
from services.descriptions import plain_text
from services.document import Fee, Requirement
from services.evidence import as_of_words
from services.facts import SharedFacts
from services.headlines import time_unit_words
from services.language import in_english, in_language, localized
from services.papers import form_words
from services.sentences import marked
from services.wording import money

EVERY = "*"
"""Stands in a path for the key of whichever item."""


@dataclass(frozen=True)
class Side:
    """One of the two documents that are compared, with what is needed to say in words what it names by key."""

    document: dict[str, Any]
    facts: SharedFacts


Show = Callable[[Any, Side], str]


def text(value: Any, side: Side) -> str:
    """What the office wrote, without markup."""
    return in_language(plain_text(str(value)), "")


def fee(value: Any, side: Side) -> str:
    """The fee in the office's words; "Gratis" alone in the page's language."""
    return _("Gratis") if str(value).casefold().strip(" .") == "gratis" else text(value, side)


def fee_number(value: Any, side: Side) -> str:
    """The fee as a number."""
    stated = Fee.model_validate(side.document["fee"])
    return _("tidak dinyatakan") if stated.amount is None else money(stated.amount, stated.currency)


def time_number(value: Any, side: Side) -> str:
    """The outer limit of the time standard."""
    limit = side.document["processing_time"]
    if limit["max_value"] is None or not limit["unit"]:
        return _("tidak dinyatakan")
    return time_unit_words(limit["max_value"], limit["unit"])


def deadline_days(value: Any, side: Side) -> str:
    """Within how many days to report."""
    return time_unit_words(value, "hari") if value else _("tidak dinyatakan")


def of_choice(choices: type) -> Show:
    """The label of a closed vocabulary's value."""
    return lambda value, side: str(choices(value).label) if value else _("tidak dinyatakan")


def of_shelf(shelf: str) -> Show:
    """The name of a shared row; its key where the row is gone."""

    def show(value: Any, side: Side) -> str:
        row = getattr(side.facts, shelf).get(value)
        if row is None:
            return in_language(str(value), "")
        return localized(row, "name")

    return show


def yes_or_no(value: Any, side: Side) -> str:
    """Whether something is possible."""
    return _("bisa") if value else _("tidak bisa")


def copies(value: Any, side: Side) -> str:
    """How many copies of a paper; without a number it is one."""
    return str(value) if value else _("tidak disebut")


def as_of(value: Any, side: Side) -> str:
    """The month or day the facts stand for."""
    return as_of_words(value) if value else _("tidak disebut")


def case_names(value: Any, side: Side) -> str:
    """The cases something holds for; none named means all."""
    labels = {case["key"]: case["label"] for case in side.document.get("cases", ())}
    if not value:
        return _("semua keadaan")
    return in_language(" · ".join(labels.get(key, key) for key in value), "")


def answered_cases(value: Any, side: Side) -> str:
    """The cases a question answers for, by their keys: its document does not know what the service calls them."""
    return (
        in_language(" · ".join(key.replace("-", " ") for key in value), "") if value else _("semua keadaan")
    )


def requirement_name(value: Any, side: Side) -> str:
    """The requirement with this key."""
    labels = {each["key"]: each["label"] for each in side.document.get("requirements", ())}
    return in_language(labels.get(value, str(value)), "")


def requirement(value: Any, side: Side) -> str:
    """A paper in one line: "Surat kuasa (Surat asli; Jika diwakilkan)"."""
    paper = Requirement.model_validate(value)
    more = [form_words(paper), in_language(paper.condition, "")]
    if paper.cases:
        more.append(case_names(paper.cases, side))
    return _mixed(in_language(paper.label, ""), *_in_brackets(more))


def step(value: Any, side: Side) -> str:
    """A step in one line: "Petugas: memeriksa berkas (di loket)"."""
    more = [in_language(value["where"], "")]
    if value["cases"]:
        more.append(case_names(value["cases"], side))
    said = in_language(value["text"], "")
    return _mixed(f"{actor_label(value['actor'])}: ", said, *_in_brackets(more))


def _in_brackets(parts: list[str]) -> list[str]:
    """What is said beside: " (", "…", "; ", "…", ")"; nothing if there is none."""
    said = [word for part in parts if part for word in ("; ", part)]
    return [" (", *said[1:], ")"] if said else []


def _mixed(*parts: str) -> str:
    """Words of the interface and of the office in one line; on English pages HTML that marks the office's."""
    return mark_safe("".join(map(marked, parts))) if in_english() else "".join(parts)


def labelled(value: Any, side: Side) -> str:
    """An item by its label or short name."""
    return in_language(value.get("label") or value.get("short") or value["key"], "")


def stated(value: Any, side: Side) -> str:
    """A part that has its words in `text`."""
    return in_language(value["text"], "")


@dataclass(frozen=True)
class Field:
    """How a part of a document is spoken of when it is new, gone, another, or in another order.

    `whole`: it is one statement even where it is a list; `unless`: it is not told where the part next to it with this
    name changed too, because that says the same in words.
    """

    changed: str | Promise
    added: str | Promise = ""
    removed: str | Promise = ""
    moved: str | Promise = ""
    show: Show = text
    whole: bool = False
    unless: str = ""


FIELDS: dict[tuple[str, ...], Field] = {
    ("name",): Field(_lazy("Nama layanan")),
    ("summary",): Field(_lazy("Ringkasan")),
    ("description",): Field(_lazy("Penjelasan")),
    ("category",): Field(_lazy("Kategori"), show=of_shelf("categories")),
    ("agency",): Field(_lazy("Instansi"), show=of_shelf("agencies")),
    ("responsible_unit",): Field(_lazy("Unit penanggung jawab")),
    ("who_can_apply",): Field(
        _lazy("Yang dapat mengurus"), _lazy("Kini juga dapat mengurus"), _lazy("Tidak lagi disebut dapat mengurus"),
        _lazy("Urutan yang dapat mengurus diubah"),
    ),
    ("representation",): Field(_lazy("Aturan bila diwakilkan")),
    ("cases",): Field(
        _lazy("Keadaan"), _lazy("Keadaan baru"), _lazy("Keadaan yang tidak ada lagi"), _lazy("Urutan keadaan diubah"),
        show=labelled,
    ),
    ("cases", EVERY, "label"): Field(_lazy("Sebutan keadaan")),
    ("requirements",): Field(
        _lazy("Berkas"), _lazy("Berkas baru"), _lazy("Tidak perlu lagi"), _lazy("Urutan berkas diubah"), show=requirement
    ),
    ("requirements", EVERY, "label"): Field(_lazy("Sebutan berkas")),
    ("requirements", EVERY, "form"): Field(_lazy("Bentuk berkas"), show=of_choice(RequirementForm)),
    ("requirements", EVERY, "form_code"): Field(_lazy("Kode formulir")),
    ("requirements", EVERY, "form_name"): Field(_lazy("Nama formulir")),
    ("requirements", EVERY, "copies"): Field(_lazy("Jumlah lembar"), show=copies, whole=True),
    ("requirements", EVERY, "condition"): Field(_lazy("Syarat kapan berkas diperlukan")),
    ("requirements", EVERY, "cases"): Field(_lazy("Berkas ini untuk"), show=case_names, whole=True),
    ("requirements", EVERY, "note"): Field(_lazy("Catatan berkas")),
    ("requirements", EVERY, "where_to_get"): Field(_lazy("Berkas didapat di")),
    ("requirements", EVERY, "alternative_to"): Field(_lazy("Bisa menggantikan"), show=requirement_name),
    ("requirements", EVERY, "legal_ref"): Field(_lazy("Dasar berkas")),
    ("not_required",): Field(
        _lazy("Yang tidak diperlukan"), _lazy("Tidak diperlukan"), _lazy("Tidak lagi disebut tidak diperlukan"),
        _lazy("Urutan yang tidak diperlukan diubah"),
    ),
    ("steps",): Field(
        _lazy("Langkah"), _lazy("Langkah baru"), _lazy("Langkah yang tidak ada lagi"), _lazy("Urutan langkah diubah"),
        show=step,
    ),
    ("processing_time", "text"): Field(_lazy("Waktu")),
    ("processing_time", "max_value"): Field(_lazy("Batas waktu"), show=time_number, whole=True, unless="text"),
    ("processing_time", "unit"): Field(_lazy("Batas waktu"), show=time_number, whole=True, unless="text"),
    ("processing_time", "starts_when"): Field(_lazy("Waktu dihitung sejak")),
    ("processing_time", "basis"): Field(_lazy("Dasar waktu")),
    ("processing_time", "note"): Field(_lazy("Catatan waktu")),
    ("fee", "text"): Field(_lazy("Biaya"), show=fee),
    ("fee", "amount"): Field(_lazy("Biaya dalam angka"), show=fee_number, whole=True, unless="text"),
    ("fee", "currency"): Field(_lazy("Biaya dalam angka"), show=fee_number, whole=True, unless="text"),
    ("fee", "basis"): Field(_lazy("Dasar biaya")),
    ("fee", "note"): Field(_lazy("Catatan biaya")),
    ("fee", "other_costs"): Field(_lazy("Biaya lain di luar kantor")),
    ("product",): Field(
        _lazy("Hasil"), _lazy("Hasil baru"), _lazy("Hasil yang tidak ada lagi"), _lazy("Urutan hasil diubah")
    ),
    ("validity",): Field(_lazy("Masa berlaku")),
    ("reporting_deadline",): Field(
        _lazy("Batas melapor"), _lazy("Batas melapor"), _lazy("Batas melapor yang tidak ada lagi"), show=stated
    ),
    ("reporting_deadline", "text"): Field(_lazy("Batas melapor")),
    ("reporting_deadline", "days"): Field(_lazy("Batas melapor"), show=deadline_days, whole=True, unless="text"),
    ("reporting_deadline", "basis"): Field(_lazy("Dasar batas melapor")),
    ("legal_bases",): Field(
        _lazy("Dasar hukum"), _lazy("Dasar hukum baru"), _lazy("Dasar hukum yang dihapus"),
        _lazy("Urutan dasar hukum diubah"), show=labelled,
    ),
    ("legal_bases", EVERY, "short"): Field(_lazy("Sebutan dasar hukum")),
    ("offices",): Field(
        _lazy("Tempat"), _lazy("Kini juga bisa diurus di"), _lazy("Tidak lagi diurus di"), _lazy("Urutan tempat diubah"),
        show=of_shelf("offices"),
    ),
    ("location_note",): Field(_lazy("Catatan tempat")),
    ("online", "apply"): Field(_lazy("Mengurus daring"), show=of_choice(OnlineApply)),
    ("online", "consult"): Field(_lazy("Konsultasi daring"), show=yes_or_no),
    ("online", "text"): Field(_lazy("Keterangan daring")),
    ("channels",): Field(
        _lazy("Kanal pengaduan"), _lazy("Kanal pengaduan baru"), _lazy("Kanal pengaduan yang tidak ada lagi"),
        _lazy("Urutan kanal pengaduan diubah"), show=of_shelf("channels"),
    ),
    ("tips",): Field(
        _lazy("Saran petugas"), _lazy("Saran baru"), _lazy("Saran yang dihapus"), _lazy("Urutan saran diubah")
    ),
    ("evidence", "level"): Field(_lazy("Pemeriksaan isi"), show=of_choice(EvidenceLevel), whole=True),
    ("evidence", "facts_as_of"): Field(_lazy("Isi diperiksa per"), show=as_of, whole=True),
    ("question",): Field(_lazy("Pertanyaan")),
    ("answer",): Field(_lazy("Jawaban")),
    ("details",): Field(_lazy("Rincian jawaban")),
}  # fmt: skip
OF_QUESTIONS: dict[tuple[str, ...], Field] = {
    ("cases",): Field(_lazy("Jawaban ini untuk"), show=answered_cases, whole=True),
}
"""Parts of questions that are called like another part of services."""


def field_of(place: tuple[str, ...], document: dict[str, Any]) -> Field | None:
    """How the part at a place of this document is spoken of; None where no resident reads it."""
    own = OF_QUESTIONS.get(place) if "question" in document else None
    return own or FIELDS.get(place)
