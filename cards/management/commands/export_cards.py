import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, get_args

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cards import archive, registry
from cards.content import CardOptions, Detail, Theme
from cards.formats import DEFAULT_FORMAT, PACK_FORMATS
from cards.models import Card, CardKind
from cards.packs import issue_what_fits
from cards.rendering import TooManySlides
from faq.models import QuestionEdition
from services.models import ServiceEdition

UPLOADS = "unggahan.txt"
QUESTIONS = "tanya-jawab"


class Export(NamedTuple):
    """The cards of one subject in one format, and the folder they go to."""

    folder: Path
    cards: list[Card]
    format: str


class Command(BaseCommand):
    """Write the packs of live services to a folder: DIR/<slug>/01-cover.png …"""

    help = "Tulis kartu semua layanan yang terbit (atau yang disebut) ke sebuah folder."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder tujuan")
        parser.add_argument("--service", action="extend", nargs="+", default=[], metavar="SLUG")
        parser.add_argument(
            "--questions", nargs="*", metavar="SLUG", help=f"juga tanya jawab (semua, atau ini), ke DIR/{QUESTIONS}/"
        )  # fmt: skip
        parser.add_argument(
            "--format", action="extend", nargs="+", default=[], metavar="KEY", help=", ".join(PACK_FORMATS)
        )
        parser.add_argument("--theme", default="light", metavar="KEY", help=", ".join(get_args(Theme)))
        parser.add_argument("--detail", default="full", metavar="KEY", help=", ".join(get_args(Detail)))
        parser.add_argument(
            "--picture", default="png", metavar="KEY", help=", ".join(get_args(archive.Picture))
        )

    def handle(self, *args: Any, out: Path, **options: Any) -> None:
        formats = list(dict.fromkeys(options["format"])) or [DEFAULT_FORMAT]
        theme, picture = options["theme"], options["picture"]
        _known("Format", formats, PACK_FORMATS)
        _known("Tema", [theme], get_args(Theme))
        _known("Rincian", [options["detail"]], get_args(Detail))
        _known("Jenis berkas", [picture], get_args(archive.Picture))
        services = _live(
            ServiceEdition.objects.live().order_by("entry__position", "title"), options["service"]
        )
        asked = options["questions"]
        live_ones = QuestionEdition.objects.live().order_by("entry__position", "entry_id")
        questions = [] if asked is None else _live(live_ones, asked)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"Folder {out} tidak dapat dibuat: {error}") from error
        self.stdout.write(f"Alamat di setiap kartu: {settings.SITE_URL} (SITE_URL)")
        wanted = CardOptions(as_of=registry.today(), theme=theme, detail=options["detail"])
        exports = _issued(CardKind.PACK, services, wanted, formats, out)
        exports += _issued(CardKind.QUESTION, questions, wanted, formats, out / QUESTIONS)
        slides = _written(exports, picture, is_quiet=options["verbosity"] == 0)
        self.stdout.write(f"{len(exports)} paket, {slides} slide, di {out}.")
        for folder, cards, _ in exports:
            if len(cards) > 1:
                self.stdout.write(f"  {folder} perlu {len(cards)} unggahan; lihat {UPLOADS} di sana.")


def _known(what: str, asked: list[str], known: tuple[str, ...]) -> None:
    if unknown := sorted(set(asked) - set(known)):
        raise CommandError(f"{what} {', '.join(unknown)} tidak ada. Yang ada: {', '.join(known)}.")


def _live(editions: Any, wanted: list[str]) -> list[str]:
    """The slugs to export: those named, which must all be live, or every live one."""
    live = list(editions.values_list("slug", flat=True))
    if missing := set(wanted) - set(live):
        raise CommandError(f"Tidak sedang terbit: {', '.join(sorted(missing))}.")
    return list(dict.fromkeys(wanted)) or live


def _issued(
    kind: CardKind, slugs: list[str], options: CardOptions, formats: list[str], out: Path
) -> list[Export]:
    """The cards of these subjects: several of one where a carousel cannot hold all its cases."""
    exports = []
    for slug in slugs:
        try:
            cards = issue_what_fits(slug, options, kind=kind, formats=formats)
        except TooManySlides as error:
            raise CommandError(f"{slug}: {error}") from error
        folder = out / slug
        exports += [Export(folder / key if len(formats) > 1 else folder, cards, key) for key in formats]
    return exports


def _written(exports: list[Export], picture: archive.Picture, *, is_quiet: bool) -> int:
    """Draw and write them all, as many at a time as there are cores; returns the number of slides."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [pool.submit(_write, each, picture) for each in exports]
        return sum(
            job.result() for job in tqdm(jobs, unit=" paket", desc="Menggambar kartu", disable=is_quiet)
        )


def _write(export: Export, picture: archive.Picture) -> int:
    """Write the cards of a subject, numbered on; slides of an earlier export are taken away. Returns how many slides."""
    folder, cards, format = export
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("[0-9][0-9]-*.png"), *folder.glob("[0-9][0-9]-*.jpg")):
        old.unlink()
    count, uploads = 0, []
    for number, card in enumerate(cards, start=1):
        first = count + 1
        for name, data in archive.files(card, picture, formats=[format], posters=()):
            if name.endswith((".png", ".jpg")):
                count += 1
                name = f"{count:02}{name[2:]}"
            elif number > 1:
                name = name.replace(".txt", f"-{number}.txt")
            (folder / name).write_bytes(data)
        uploads.append(f"Unggahan {number}: slide {first:02} sampai {count:02}")
    (folder / UPLOADS).unlink(missing_ok=True)
    if len(cards) > 1:
        (folder / UPLOADS).write_text("\n".join(uploads) + "\n", encoding="utf-8")
    return count
