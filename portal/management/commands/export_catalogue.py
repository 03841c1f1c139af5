from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.catalogue_export import export_data
from portal.exchange.downloads import CATALOGUE
from services.catalogue_faults import CatalogueError
from services.models import Agency


class Command(BaseCommand):
    """Export the catalogue; importing the file again changes nothing."""

    help = (
        "Ekspor seluruh katalog (draf terakhir) ke berkas YAML, XLSX, ZIP berisi CSV, atau CSV layanan saja."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="jenisnya menurut akhirannya: .yaml, .xlsx, .zip, .csv")
        parser.add_argument("--agency", help="kunci instansi: hanya layanan yang diterbitkannya")
        parser.add_argument("--dry-run", action="store_true", help="hitung saja, jangan tulis berkas")

    def handle(self, *args: Any, file: Path, agency: str | None, dry_run: bool, **options: Any) -> None:
        publisher = Agency.objects.filter(key=agency).first()
        if agency and publisher is None:
            known = ", ".join(Agency.objects.values_list("key", flat=True))
            raise CommandError(f"Instansi “{agency}” tidak ada. Yang ada: {known}.")
        _, write = CATALOGUE.get(file.suffix.lstrip(".").casefold(), CATALOGUE["yaml"])
        try:
            content = write(export_data(publisher))
            if dry_run:
                self.stdout.write(f"{len(content)} bita; {file} tidak ditulis.")
                return
            file.write_bytes(content)
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat ditulis: {error}") from error
        self.stdout.write(f"Katalog ditulis ke {file}.")
