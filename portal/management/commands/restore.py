"""Put a backup back into an empty database, or in place of what is there."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from portal import env
from portal.operating.backups import making, restoring
from portal.operating.backups.manifest import BackupError, Manifest

YES = "ganti"


class Command(BaseCommand):
    """`manage.py restore <file>`: checks everything first; `--check` does nothing else."""

    help = "Kembalikan cadangan ke basis data kosong. Semua diperiksa lebih dulu; bila gagal, tidak ada yang berubah."
    requires_migrations_checks = False
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="berkas cadangan")
        parser.add_argument(
            "--check", action="store_true", help="hanya periksa apakah cadangan ini utuh dan dapat dipakai"
        )
        parser.add_argument(
            "--replace",
            action="store_true",
            help="ganti basis data yang berisi; isinya dicadangkan lebih dulu",
        )
        parser.add_argument("--noinput", action="store_true", help=f"jangan minta kata “{YES}” diketik")

    def handle(
        self, *args: Any, file: Path, check: bool, replace: bool, noinput: bool, **options: Any
    ) -> None:
        try:
            if check:
                self._check(file)
                return
            restoring.check_database_answers()
            self._ask(file, replace, noinput)
            with tqdm(desc="Memeriksa", unit="B", unit_scale=True, disable=None, leave=False) as bar:
                said = restoring.restore(file, progress=lambda name, size: bar.update(size))
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(self.style.SUCCESS(f"Cadangan dari {_when(said)} sudah dikembalikan."))
        self._say_what_is_next(said)

    def _check(self, file: Path) -> None:
        said, is_older = restoring.check(file)
        self.stdout.write(
            f"Utuh: cadangan dari {_when(said)}, {len(said.files)} berkas, situs {said.site_url}."
        )
        self.stdout.write(
            "Dari versi yang lebih lama: akan disesuaikan." if is_older else "Dari versi yang sama."
        )

    def _ask(self, file: Path, replace: bool, noinput: bool) -> None:
        """Nothing that is there is replaced by mistake, and never without a copy of it."""
        if restoring.is_empty():
            return
        if not replace:
            raise CommandError(
                "Basis data ini sudah berisi. Kembalikan ke basis data kosong (DATABASE_URL lain), atau pakai --replace."
            )
        said, _is_older = restoring.check(file)
        self.stdout.write(f"Semua isi basis data ini akan diganti dengan cadangan dari {_when(said)}.")
        if not noinput and input(f"Ketik “{YES}” untuk melanjutkan: ").strip() != YES:
            raise CommandError("Dibatalkan; tidak ada yang berubah.")
        path = making.make(settings.BACKUPS_ROOT)
        self.stdout.write(f"Isi yang sekarang dicadangkan ke {path}.")

    def _say_what_is_next(self, said: Manifest) -> None:
        missing = [
            name
            for name, was_set in said.settings.items()
            if was_set and not os.environ.get(name, "").strip()
        ]
        unknown = [name for name in missing if name not in env.asked]
        steps = [
            "Jalankan manage.py forget: yang sudah dihapus sesudah cadangan itu dibuat ada lagi.",
            "Mulai ulang server, lalu buka /readyz. Semua orang masuk lagi dengan sandinya.",
        ]
        if missing:
            steps.insert(0, f"Isi setelan yang dulu terisi dan sekarang kosong: {', '.join(missing)}.")
        if unknown:
            steps.append(f"Setelan ini tidak dikenal lagi: {', '.join(unknown)}.")
        if said.site_url != settings.SITE_URL:
            steps.insert(
                0,
                f"SITE_URL dulu {said.site_url}, sekarang {settings.SITE_URL}: kartu lama menyebut yang dulu.",
            )
        self.stdout.write("Berikutnya:")
        for number, step in enumerate(steps, start=1):
            self.stdout.write(f"{number}. {step}")


def _when(said: Manifest) -> str:
    return f"{said.made_at:%Y-%m-%d %H:%M} UTC"
