from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from portal import catalogue
from services.catalogue_faults import CatalogueError
from services.catalogue_reading import LARGEST_FILE, decode
from services.catalogue_report import Report


class Command(BaseCommand):
    """Import a catalogue file; see `portal.catalogue.import_text`."""

    help = "Impor berkas katalog (YAML). Yang lolos pemeriksaan langsung terbit, kecuali dengan --draft."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="berkas katalog, misalnya services/data/catalogue.yaml")
        parser.add_argument("--draft", action="store_true", help="simpan sebagai draf, jangan terbitkan")

    def handle(self, *args: Any, file: Path, draft: bool, verbosity: int, **options: Any) -> None:
        def progress(entries: list) -> Any:
            return tqdm(entries, desc="Menerbitkan", unit=" entri", disable=verbosity == 0 or None)

        try:
            text = decode(self._content(file))
            report = catalogue.import_text(text, publish=not draft, progress=progress)
        except CatalogueError as error:
            for fault in error.faults:
                self.stderr.write(f"  {fault}")
            raise CommandError(f"{len(error.faults)} kesalahan di {file}. Tidak ada yang diubah.") from error
        if verbosity:
            self._tell(report, verbosity)

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST_FILE + 1)
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat dibaca: {error.strerror}") from error

    def _tell(self, report: Report, verbosity: int) -> None:
        for outcome, word in [("created", "Dibuat"), ("changed", "Diubah"), ("left", "Tetap")]:
            kinds = getattr(report, outcome)
            counts = ", ".join(f"{kind} {len(names)}" for kind, names in kinds.items() if names)
            self.stdout.write(f"{word} {report.count(outcome)}" + (f": {counts}" if counts else ""))
            if outcome == "changed" or verbosity > 1:
                for kind, names in kinds.items():
                    for name in names:
                        self.stdout.write(f"  {kind} {name}")
        self.stdout.write(f"Terbit {len(report.published)} edisi baru.")
        for slug, reasons in report.not_published.items():
            self.stdout.write(self.style.WARNING(f"  {slug} tidak terbit: {'; '.join(reasons)}"))
        for path in sorted(report.unknown):
            self.stdout.write(self.style.WARNING(f"  kunci {path} tidak dikenal; disimpan dan ikut diekspor"))
