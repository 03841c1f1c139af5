from typing import Any

from django.core.management.base import BaseCommand

from services.search import index


class Command(BaseCommand):
    """Build the search index again from what is published."""

    help = "Bangun ulang indeks pencarian dari semua yang terbit. Aman dijalankan kapan saja."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{index.rebuild()} entri pencarian.")
