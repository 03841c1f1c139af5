from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.people import changing


class Command(BaseCommand):
    """Forget someone's second factor: for whoever lost phone and recovery codes, and has no administrator."""

    help = "Hapus kode kedua seseorang yang kehilangan ponsel dan kode cadangannya; ia memasangnya lagi saat masuk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="nama pengguna")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Tidak ada pengguna “{username}”.")
        if changing.reset_second_factor(user, by=None):
            self.stdout.write(f"Kode kedua {username} dihapus, semua sesinya berakhir, dan ini dicatat.")
        else:
            self.stdout.write(f"{username} tidak punya kode kedua.")
