"""Make a backup: the database, media, the list of settings, in one file."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from portal.operating import shelf
from portal.operating.backups import making
from portal.operating.backups.manifest import BackupError


class Command(BaseCommand):
    """`manage.py backup [folder]`: safe while the site runs."""

    help = "Buat satu berkas cadangan: basis data, media, dan daftar setelan (tanpa isinya). Aman selagi situs berjalan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, help="folder tujuan; tanpa ini: BACKUPS_ROOT")
        parser.add_argument(
            "--packs",
            action="store_true",
            help="sertakan paket kartu (dapat dibuat lagi, jadi biasanya tidak perlu)",
        )
        parser.add_argument(
            "--keep",
            type=int,
            metavar="N",
            help="sesudahnya simpan N cadangan terbaru di folder itu, hapus yang lain",
        )

    def handle(self, *args: Any, folder: Path | None, packs: bool, keep: int | None, **options: Any) -> None:
        if keep is not None and keep < 1:
            raise CommandError("--keep paling sedikit 1.")
        folder = folder or settings.BACKUPS_ROOT
        try:
            with tqdm(desc="Mencadangkan", unit="B", unit_scale=True, disable=None, leave=False) as bar:
                path = making.make(folder, with_packs=packs, progress=lambda name, size: bar.update(size))
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Cadangan: {path} ({making.megabytes(path.stat().st_size)} MB)")
        if keep is not None:
            self.stdout.write(f"{len(shelf.prune(folder, keep, spare=path))} cadangan lama dihapus.")
