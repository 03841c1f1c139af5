import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cards import archive, registry
from cards.content import CardOptions
from cards.formats import DEFAULT_FORMAT, PACK_FORMATS
from cards.models import Card
from cards.packs import options_that_fit
from cards.rendering import TooManySlides
from services import snapshot
from services.models import ServiceEdition

UPLOADS = "unggahan.txt"


class Command(BaseCommand):
    """Write the packs of live services to a folder: DIR/<slug>/01-cover.png …"""

    help = "Tulis kartu semua layanan yang terbit (atau yang disebut) ke sebuah folder, sebagai PNG."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder tujuan")
        parser.add_argument("--service", action="extend", nargs="+", default=[], metavar="SLUG")
        parser.add_argument(
            "--format", action="extend", nargs="+", default=[], metavar="KEY", help=", ".join(PACK_FORMATS)
        )

    def handle(self, *args: Any, out: Path, service: list[str], format: list[str], **options: Any) -> None:
        formats = list(dict.fromkeys(format)) or [DEFAULT_FORMAT]
        if unknown := set(formats) - set(PACK_FORMATS):
            raise CommandError(
                f"Format {', '.join(sorted(unknown))} tidak ada. Yang ada: {', '.join(PACK_FORMATS)}."
            )
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CommandError(f"Folder {out} tidak dapat dibuat: {error}") from error
        self.stdout.write(f"Alamat di setiap kartu: {settings.SITE_URL} (SITE_URL)")
        packs = [
            (self._folder(out, slug, key, formats), self._issue(slug, key))
            for slug in self._slugs(service)
            for key in formats
        ]
        quiet = options["verbosity"] == 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = [pool.submit(_write, folder, cards) for folder, cards in packs]
            slides = sum(
                job.result() for job in tqdm(jobs, unit=" layanan", desc="Menggambar kartu", disable=quiet)
            )
        self.stdout.write(f"{len(packs)} paket, {slides} slide, di {out}.")
        for folder, cards in packs:
            if len(cards) > 1:
                self.stdout.write(f"  {folder} perlu {len(cards)} unggahan; lihat {UPLOADS} di sana.")

    def _issue(self, slug: str, format: str) -> list[Card]:
        """The cards of a service: several where one carousel cannot hold all its cases."""
        document = registry.live_edition(slug).content()
        wanted = CardOptions(as_of=registry.today(), format=format)
        try:
            choices = options_that_fit(document, snapshot.current(), wanted)
        except TooManySlides as error:
            raise CommandError(f"{slug}: {error}") from error
        return [registry.issue(slug, options) for options in choices]

    def _slugs(self, wanted: list[str]) -> list[str]:
        live = (
            ServiceEdition.objects.live().order_by("entry__position", "title").values_list("slug", flat=True)
        )
        if missing := set(wanted) - set(live):
            raise CommandError(f"Tidak sedang terbit: {', '.join(sorted(missing))}.")
        return list(dict.fromkeys(wanted)) or list(live)

    @staticmethod
    def _folder(out: Path, slug: str, format: str, formats: list[str]) -> Path:
        return out / slug / format if len(formats) > 1 else out / slug


def _write(folder: Path, cards: list[Card]) -> int:
    """Draw and write the cards of a service, numbered on; slides of an earlier export are taken away.

    Returns the number of slides.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]-*.png"):
        old.unlink()
    count, uploads = 0, []
    for number, card in enumerate(cards, start=1):
        first = count + 1
        for name, data in archive.files(card):
            if name.endswith(".png"):
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
