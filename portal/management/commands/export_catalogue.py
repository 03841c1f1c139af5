from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import catalogue
from services.models import Agency


class Command(BaseCommand):
    """Export the catalogue; importing the file again changes nothing."""

    help = "Ekspor seluruh katalog (draf terakhir) ke berkas YAML."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--agency", help="kunci instansi: hanya layanan yang diterbitkannya")

    def handle(self, *args: Any, file: Path, agency: str | None, **options: Any) -> None:
        publisher = Agency.objects.filter(key=agency).first()
        if agency and publisher is None:
            known = ", ".join(Agency.objects.values_list("key", flat=True))
            raise CommandError(f"Instansi “{agency}” tidak ada. Yang ada: {known}.")
        try:
            file.write_text(catalogue.export_text(publisher), encoding="utf-8")
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat ditulis: {error}") from error
        self.stdout.write(f"Katalog ditulis ke {file}.")
