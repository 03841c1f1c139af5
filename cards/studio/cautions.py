"""What an officer should know before downloading, and what to do about it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from cards import hashtags, typeface
from cards.alt_texts import ALT_TEXT_LIMIT
from cards.platforms import PLATFORMS, POSTED_ON
from cards.registry import today
from cards.studio import pack, shapes, untranslated
from cards.studio.making import Making
from cards.studio.pack import Part
from services import entry_kinds, publishing
from services.links import Link
from services.models import Agency
from services.wording import date_words, list_words

DEFAULT_COLOUR = "#0f766e"
"""The colour of an agency that chose none (`services.models.Agency.brand_color`)."""


MOST_NAMED = 8
"""Characters that a warning names one by one."""


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
    found = [Caution("error", words) for words in pack.problems_of(making, parts)]
    if words := unknown_letters(making):
        found.append(Caution("error", words))
    return [*found, *_of_platforms(making, parts), *_small_text(making), *_cut_alts(making), *_tags(making)]


def _of_platforms(making: Making, parts: list[Part]) -> list[Caution]:
    """Where a size usually goes that takes fewer pictures than it has; for a chosen platform that is an error."""
    chosen = making.chosen.preset
    found = []
    for each in parts:
        if each.problem or not each.count or (chosen and each.format in chosen.formats):
            continue
        small = [
            PLATFORMS[key]
            for key in POSTED_ON
            if each.format in PLATFORMS[key].formats
            and each.count > (PLATFORMS[key].most_slides or each.count)
        ]
        if small:
            most = list_words(f"{platform.label} {platform.most_slides}" for platform in small)
            words = f"{shapes.label(each.format)} menjadi {each.count} slide. Paling banyak sekali unggah: {most}."
            found.append(Caution("info", words))
    return found


def unknown_letters(making: Making) -> str:
    """Why a text must not go out whose letters the typeface lacks: each would be an empty box. "" where none is."""
    lacking = typeface.lacking(making.content)
    if not lacking:
        return ""
    named = list_words(f"“{each}”" for each in lacking[:MOST_NAMED])
    more = f" dan {len(lacking) - MOST_NAMED} lainnya" if len(lacking) > MOST_NAMED else ""
    return f"Huruf kartu tidak punya tanda {named}{more}: di kartu menjadi kotak kosong. Ganti dulu."


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


def _tags(making: Making) -> list[Caution]:
    """Hashtags that promise what does not hold for this service."""
    tags = list_words(f"#{each}" for each in hashtags.left_out(making.content))
    words = f"Tagar {tags} tidak ikut di takarir: layanan ini tidak gratis, atau biayanya belum diisi."
    return [Caution("warning", words)] if tags else []


def _slides(numbers: list[int]) -> str:
    return f"slide {list_words(str(each) for each in numbers)}"


def of_language(making: Making) -> str:
    """How many slides of an English card are still in Indonesian; "" where none is."""
    if making.chosen.language == "id" or making.strip is None:
        return ""
    options = making.chosen.but(language="id").options(making.offer)
    indonesian = making.kind.build(making.source, making.facts, options)
    found = untranslated.slides(making.strip.slides, making.content, indonesian)
    if not found:
        return ""
    return (
        f"{len(found)} dari {len(making.strip.slides)} slide masih berbahasa Indonesia, karena isi entrinya hanya "
        "ada dalam bahasa itu."
    )


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
