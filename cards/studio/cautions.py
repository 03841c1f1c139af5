"""What an officer should know before downloading, and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cards.alt_texts import ALT_TEXT_LIMIT
from cards.content import CardContent
from cards.registry import today
from cards.studio import shapes
from cards.studio.making import Making
from cards.studio.pack import Part
from services import entry_kinds, publishing
from services.links import Link
from services.models import Agency
from services.wording import date_words, list_words

DEFAULT_COLOUR = "#0f766e"
"""The colour of an agency that chose none (`services.models.Agency.brand_color`)."""


@dataclass(frozen=True)
class Caution:
    """One warning. `level` is "error" where it stands in the way of posting, "warning" or "info"."""

    level: str
    words: str
    link: Link | None = None


def of_choice(making: Making, parts: list[Part]) -> list[Caution]:
    """What these choices lead to."""
    if making.faults or making.strip is None:
        return []
    return [*_too_many(making, parts), *_small_text(making), *_cut_alts(making), *_language(making)]


def _too_many(making: Making, parts: list[Part]) -> list[Caution]:
    found = [Caution("error", making.strip.problem)] if making.strip and making.strip.problem else []
    found += [
        Caution("error", f"{shapes.label(each.format)}: {each.problem}")
        for each in parts
        if each.problem and each.format != making.chosen.shown
    ]
    preset = making.chosen.preset
    most = max((each.count or 0 for each in parts), default=0)
    if preset and not found:
        found += [Caution("warning", words) for words in preset.problems(most)]
    return found


def _small_text(making: Making) -> list[Caution]:
    """Text as small as the rules allow is still read on a phone, but not after a screenshot of a screenshot."""
    small = [slide.number for slide in making.strip.slides if slide.is_small]
    if not small:
        return []
    words = (
        f"Huruf di {_slides(small)} sekecil yang diizinkan. Masih terbaca di ponsel; supaya lebih besar, kurangi bagian "
        "atau keadaan, atau pakai ukuran yang lebih tinggi."
    )
    return [Caution("info", words)]


def _cut_alts(making: Making) -> list[Caution]:
    cut = [at for at, alt in enumerate(making.strip.alts, start=1) if alt.is_cut]
    if not cut:
        return []
    words = (
        f"Teks alternatif {_slides(cut)} lebih panjang dari {ALT_TEXT_LIMIT} huruf, jadi dipotong. Unggah takarirnya "
        "juga, supaya yang memakai pembaca layar mendapat sisanya."
    )
    return [Caution("warning", words)]


def _slides(numbers: list[int]) -> str:
    return f"slide {list_words(str(each) for each in numbers)}"


def _language(making: Making) -> list[Caution]:
    if making.chosen.language == "id":
        return []
    options = making.chosen.but(language="id").options(making.offer)
    same = _shared(making.content, making.kind.build(making.source, making.facts, options))
    if not same:
        return []
    words = (
        "Sebagian isi entri ini hanya ada dalam bahasa Indonesia, dan tetap begitu di kartu berbahasa Inggris. "
        "Periksa apakah pembacanya terbantu."
    )
    return [Caution("warning", words)]


def _shared(one: CardContent, other: CardContent) -> set[str]:
    """Long statements that both texts make in the same words."""
    said = [{block.text() for section in each.sections for block in section.blocks} for each in (one, other)]
    return {text for text in said[0] & said[1] if len(text) > 40}


def of_entry(making: Making, user: Any) -> list[Caution]:
    """What is to be known of the subject, whatever was chosen."""
    return [*_newer_drafts(making, user), *_review(making), *_look(making, user)]


def _newer_drafts(making: Making, user: Any) -> list[Caution]:
    first = next(iter(making.source.editions), None)
    kind = entry_kinds.KINDS.get(first.kind) if first else None
    entry = kind.model.objects.filter(slug=first.slug).first() if kind else None
    if entry is None or not publishing.has_unpublished_changes(entry):
        return []
    words = (
        f"Kartu dibuat dari edisi {first.number} yang sedang terbit; draf yang lebih baru menunggu diterbitkan. "
        "Bila perubahannya penting, tunggu sampai terbit."
    )
    may = user.has_perm(f"{kind.model._meta.app_label}.view_{kind.model._meta.model_name}")
    return [
        Caution(
            "warning", words, Link("Lihat drafnya", reverse(kind.form_url, args=[entry.pk])) if may else None
        )
    ]


def _review(making: Making) -> list[Caution]:
    due = making.source.review_by
    if due is None or due >= today():
        return []
    words = f"Isinya seharusnya diperiksa lagi paling lambat {date_words(due)}. Pastikan masih benar sebelum diunggah."
    return [Caution("warning", words, Link("Perlu diperiksa", reverse("stale-entries")))]


def _look(making: Making, user: Any) -> list[Caution]:
    agency = Agency.objects.filter(key=making.source.agency).first()
    missing = []
    if not making.content.logo:
        missing.append("logo")
    if making.content.brand_color.lower() == DEFAULT_COLOUR:
        missing.append("warna")
    if agency is None or not missing:
        return []
    words = f"{agency.name} belum memasang {' dan '.join(missing)} sendiri; kartu memakai yang umum."
    may = user.has_perm("services.change_agency")
    return [Caution("info", words, Link("Atur instansi", agency_form(agency)) if may else None)]


def agency_form(agency: Agency) -> str:
    """Where logo and colour are set."""
    return reverse("admin:services_agency_change", args=[agency.pk])
