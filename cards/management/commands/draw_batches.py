import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cards.batches import drawing, keeping, leases


class Command(BaseCommand):
    """Draw the batches that wait; from a timer, or started by their page."""

    help = (
        "Gambar paket massal yang menunggu, termasuk yang terhenti karena server mati, lalu hapus hasil yang sudah "
        "lewat masa simpannya (PACKS_KEPT_DAYS)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tidy", action="store_true", help="hanya hapus hasil yang lewat masa simpannya")

    def handle(self, *args: Any, tidy: bool, **options: Any) -> None:
        if not tidy:
            signal.signal(signal.SIGTERM, _leave)
            count = drawing.draw_all(leases.new_worker())
            self.stdout.write(f"{count} paket massal dikerjakan.")
        self.stdout.write(f"Hasil {keeping.tidy()} paket massal dihapus karena lewat masa simpannya.")


def _leave(*args: Any) -> None:
    """Asked to stop: the batch is given back, so that the next one need not wait for the lease to run out."""
    raise SystemExit(143)
