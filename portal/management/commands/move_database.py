"""Move an office to another database: every row, compared on both sides, or nothing."""

from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection
from tqdm import tqdm

from portal.moving import copying, tables
from portal.moving.databases import opened
from portal.moving.faults import MoveError


class Command(BaseCommand):
    """`manage.py move_database --from sqlite:///db.sqlite3`, into the database of DATABASE_URL."""

    help = (
        "Pindahkan semua data dari basis data lain ke yang disebut DATABASE_URL (baru dimigrasi, belum diisi). "
        "Hentikan server lebih dulu. Bila gagal, basis data tujuan tetap kosong."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="source", required=True, metavar="ALAMAT",
            help="basis data asal, hanya dibaca: sqlite:///db.sqlite3 atau postgres://nama:sandi@host/basisdata",
        )  # fmt: skip

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        try:
            with opened(source) as alias:
                moved = self._move(alias)
        except (MoveError, DatabaseError) as error:
            raise CommandError(f"{str(error).strip()} Tidak ada yang dipindahkan.") from error
        self._tell(moved)

    def _move(self, alias: str) -> copying.Moved:
        copying.check(alias, DEFAULT_DB_ALIAS)
        total = 2 * sum(tables.count(model, alias) for model in tables.ordered())
        with tqdm(total=total, desc="Memindahkan dan membandingkan", unit=" baris", disable=None) as bar:
            moved = copying.move(alias, DEFAULT_DB_ALIAS, advance=bar.update)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # or the first queries are planned for empty tables
        return moved

    def _tell(self, moved: copying.Moved) -> None:
        for table, (rows, digest) in sorted(moved.tables.items()):
            if rows:
                self.stdout.write(f"  {table:<44} {rows:>9}  {digest[:12]}")
        self.stdout.write(
            self.style.SUCCESS(
                f"{moved.rows} baris dalam {len(moved.tables)} tabel dipindahkan, dan sama di kedua sisi.\n"
                f"  dari {moved.source}\n  ke   {moved.target}"
            )
        )
        if moved.left_out:
            self.stdout.write(
                f"Tidak dipindahkan, karena bukan milik versi ini: {', '.join(moved.left_out)}."
            )
        self.stdout.write(
            "Berikutnya:\n"
            f"  1. Berkas tidak ada di basis data. Bila pindah mesin, salin juga: {_files()}.\n"
            "  2. Pastikan DATABASE_URL di .env menyebut basis data yang baru, lalu jalankan: manage.py check --deploy\n"
            "  3. Nyalakan server, dan lihat satu halaman serta satu kartu.\n"
            "  4. Simpan basis data asal sampai cadangan pertama dari yang baru ada; isinya tidak berubah."
        )


def _files() -> str:
    """Where files are that belong to the rows."""
    packs = getattr(storages["packs"], "location", None)
    return ", ".join(str(place) for place in (packs, settings.MEDIA_ROOT) if place)
