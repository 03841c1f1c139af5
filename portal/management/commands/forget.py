"""Delete what its rule says is over. For a daily timer; a second run finds nothing left."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from services.retention import RULES


class Command(BaseCommand):
    """`manage.py forget`: once a day; `--list` only says what is deleted, when, and why."""

    help = "Hapus data yang masa simpannya habis. Jalankan sekali sehari."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--list", action="store_true", help="Hanya tampilkan aturannya.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            for rule in RULES.values():
                self.stdout.write(f"{rule.key}: {rule.what}, {rule.after}. {rule.why}")
            return
        failed = []
        for rule in RULES.values():
            try:
                self.stdout.write(f"{rule.key}: {rule.forget()} dihapus")
            except Exception as error:  # one rule that fails must not keep personal data of another
                failed.append(f"{rule.key} ({error})")
        if failed:
            raise CommandError(f"Gagal: {'; '.join(failed)}")
