"""All routine work of a day in one command, for one timer."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.operating import daily, daily_log


class Command(BaseCommand):
    """`manage.py daily`: once a day; a step that fails keeps no other from being done, and the exit code tells."""

    help = (
        "Pekerjaan rutin sehari: hapus yang habis masa simpannya (forget), ingatkan pada hari kerja (remind), buat "
        "cadangan (backup), lanjutkan paket massal (draw_batches). Jalankan sekali sehari; diulang pun aman."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        failed = []
        for step, outcome in daily.run():
            self.stdout.write(f"{step}: {outcome}")
            if outcome not in ("ok", "skipped"):
                failed.append(f"{step} ({outcome})")
            if outcome != "skipped":
                self._note(step, outcome == "ok")
        if failed:
            raise CommandError(f"Gagal: {'; '.join(failed)}")

    def _note(self, step: str, is_good: bool) -> None:
        try:
            daily_log.write(step, is_good)
        except OSError as error:
            self.stderr.write(f"Tidak tercatat untuk /metrics: {error}")
