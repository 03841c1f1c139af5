import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from cards import packs, registry
from cards.content import CardOptions
from cards.formats import DEFAULT_FORMAT, PACK_FORMATS
from cards.models import Card
from cards.rendering import TooManySlides
from services.models import ServiceEdition


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
            raise CommandError(f"Format {', '.join(sorted(unknown))} tidak ada. Yang ada: {', '.join(PACK_FORMATS)}.")
        cards = [
            (self._folder(out, slug, key, formats), card)
            for slug in self._slugs(service)
            for key in formats
            for card in [registry.issue(slug, CardOptions(as_of=registry.today(), format=key))]
        ]
        quiet = options["verbosity"] == 0
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            jobs = [pool.submit(_write, folder, card) for folder, card in cards]
            bar = tqdm(zip(cards, jobs, strict=True), total=len(jobs), unit=" paket", desc="Kartu", disable=quiet)
            slides, failed = 0, []
            for (_, card), job in bar:
                try:
                    slides += job.result()
                except TooManySlides as error:
                    failed.append(f"{card.service}: {error}")
        for reason in failed:
            self.stderr.write(f"  {reason}")
        if failed:
            raise CommandError(f"{len(failed)} paket tidak dapat ditulis.")
        self.stdout.write(f"{len(cards)} paket, {slides} slide, di {out}.")

    def _slugs(self, wanted: list[str]) -> list[str]:
        live = ServiceEdition.objects.live().order_by("entry__position", "title").values_list("slug", flat=True)
        if missing := set(wanted) - set(live):
            raise CommandError(f"Tidak sedang terbit: {', '.join(sorted(missing))}.")
        return list(dict.fromkeys(wanted)) or list(live)

    @staticmethod
    def _folder(out: Path, slug: str, format: str, formats: list[str]) -> Path:
        return out / slug / format if len(formats) > 1 else out / slug


def _write(folder: Path, card: Card) -> int:
    """Draw and write one pack. Returns the number of slides. Old slides of a longer pack are taken away."""
    written = dict(packs.files(card))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9][0-9]-*.png"):
        old.unlink()
    for name, data in written.items():
        (folder / name).write_bytes(data)
    return sum(name.endswith(".png") for name in written)
