from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from portal.exchange.files import Upload, read_upload
from portal.exchange.wording import sections, sorted_unknown
from services import audit
from services.catalogue_faults import CatalogueError
from services.catalogue_reading import LARGEST_FILE
from services.catalogue_report import Report
from services.models import Agency


class Command(BaseCommand):
    """Import a catalogue file; see `portal.catalogue.import_rows`."""

    help = (
        "Impor berkas katalog (YAML, XLSX, CSV, atau ZIP berisi CSV). Yang lolos pemeriksaan langsung terbit, "
        "kecuali dengan --draft. Dengan --dry-run hanya ditunjukkan apa yang akan berubah."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="berkas katalog, misalnya services/data/catalogue.yaml")
        parser.add_argument("--draft", action="store_true", help="simpan sebagai draf, jangan terbitkan")
        parser.add_argument(
            "--dry-run", action="store_true", help="tunjukkan apa yang akan berubah, jangan ubah"
        )
        parser.add_argument(
            "--agency", help="kunci instansi pemilik berkas tabel; bawaan: yang pertama menerbitkan"
        )

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        try:
            upload = read_upload(self._content(file), file.name, self._agency(options["agency"]))
            if options["dry_run"]:
                self._show(upload, publish=not options["draft"])
                return
            report = upload.write(publish=not options["draft"], progress=_progress(verbosity))
        except CatalogueError as error:
            for fault in error.faults:
                self.stderr.write(f"  {fault}")
            raise CommandError(f"{len(error.faults)} kesalahan di {file}. Tidak ada yang diubah.") from error
        counts = {name: report.count(name) for name in ("created", "changed")}
        audit.record("import", name=file.name, **counts, published=len(report.published))
        if verbosity:
            self._tell(report, upload, verbosity)

    def _agency(self, key: str | None) -> Agency | None:
        if not key:
            return Agency.objects.exclude(official_name="").first() or Agency.objects.first()
        agency = Agency.objects.filter(key=key).first()
        if agency is None:
            known = ", ".join(Agency.objects.values_list("key", flat=True))
            raise CommandError(f"Instansi “{key}” tidak ada. Yang ada: {known}.")
        return agency

    def _content(self, file: Path) -> bytes:
        try:
            with file.open("rb") as opened:
                return opened.read(LARGEST_FILE + 1)
        except OSError as error:
            raise CommandError(f"Berkas {file} tidak dapat dibaca: {error.strerror}") from error

    def _show(self, upload: Upload, *, publish: bool) -> None:
        report = upload.preview(publish=publish)
        for section in sections(report):
            self.stdout.write(f"{section.title}: {len(section.rows)} baris, {len(section.left)} tetap")
            for row in section.rows:
                word = "baru" if row.is_new else "berubah" if row.differences else "tetap"
                self.stdout.write(f"  {row.key}: {word}{', akan terbit' if row.is_published else ''}")
                for each in row.differences if not row.is_new else []:
                    self.stdout.write(
                        f"    {each.label}: {each.before or '(kosong)'} → {each.after or '(kosong)'}"
                    )
        self._tell_ends(report, upload, f"Akan terbit {len(report.published)} edisi baru.")
        self.stdout.write("Percobaan saja: tidak ada yang diubah.")

    def _tell(self, report: Report, upload: Upload, verbosity: int) -> None:
        for outcome, word in [("created", "Dibuat"), ("changed", "Diubah"), ("left", "Tetap")]:
            kinds = getattr(report, outcome)
            counts = ", ".join(f"{kind} {len(names)}" for kind, names in kinds.items() if names)
            self.stdout.write(f"{word} {report.count(outcome)}" + (f": {counts}" if counts else ""))
            if outcome == "changed" or verbosity > 1:
                for kind, names in kinds.items():
                    for name in names:
                        self.stdout.write(f"  {kind} {name}")
        self._tell_ends(report, upload, f"Terbit {len(report.published)} edisi baru.")

    def _tell_ends(self, report: Report, upload: Upload, published: str) -> None:
        self.stdout.write(published)
        for slug, reasons in report.not_published.items():
            self.stdout.write(self.style.WARNING(f"  {slug} tidak terbit: {'; '.join(reasons)}"))
        for each in sorted_unknown(report, upload.ignored):
            self.stdout.write(self.style.WARNING(f"  {each}"))


def _progress(verbosity: int) -> Any:
    return lambda entries: tqdm(entries, desc="Menerbitkan", unit=" entri", disable=verbosity == 0 or None)
