from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from faq.models import Question
from services import publishing
from services.comparing import compare
from services.models import Entry, Service

KINDS: dict[str, type[Entry]] = {"layanan": Service, "tanya": Question}


def moment(text: str) -> datetime:
    """A date and time such as 2026-12-01T08:00, on the site's clock if it names no zone."""
    try:
        parsed = parse_datetime(text)
    except ValueError:
        parsed = None
    if parsed is None:
        raise ArgumentTypeError("tulis waktu seperti 2026-12-01T08:00")
    return parsed if parsed.tzinfo else timezone.make_aware(parsed)


class Command(BaseCommand):
    """Editions of one entry: look, check, publish, schedule, withdraw, restore, compare."""

    help = "Edisi satu layanan atau tanya jawab: lihat, periksa, terbitkan, jadwalkan, tarik, pulihkan, bandingkan."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--kind", choices=KINDS, default="layanan", help="jenis entri")
        actions = parser.add_subparsers(dest="action", required=True)
        for name, words in [
            ("list", "daftar edisi"),
            ("check", "apa yang kurang sebelum bisa terbit"),
            ("publish", "terbitkan draf, sekarang atau pada --at"),
            ("unschedule", "batalkan edisi yang terjadwal"),
            ("withdraw", "tarik dari publik"),
            ("restore", "kembalikan isi edisi lama ke draf"),
            ("diff", "beda dua edisi, atau edisi dan draf"),
        ]:
            action = actions.add_parser(name, help=words)
            action.add_argument("slug")
            if name == "publish":
                action.add_argument("--at", type=moment, help="2026-12-01T08:00")
                action.add_argument("--note", default="", help="catatan perubahan")
            elif name == "withdraw":
                action.add_argument("--reason", required=True)
                action.add_argument("--replacement", default="", help="slug penggantinya")
                action.add_argument("--at", type=moment)
            elif name == "restore":
                action.add_argument("number", type=int)
            elif name == "diff":
                action.add_argument("old", type=int)
                action.add_argument("new", type=int, nargs="?", help="kosong berarti draf")

    def handle(self, *args: Any, action: str, kind: str, slug: str, **options: Any) -> None:
        entry = KINDS[kind].objects.filter(slug=slug).first()
        if entry is None:
            raise CommandError(f"Tidak ada {kind} dengan alamat singkat “{slug}”.")
        try:
            getattr(self, f"_{action}")(entry, options)
        except publishing.NotReady as error:
            problems = "\n  ".join(f"{each.field}: {each.message}" for each in error.problems)
            raise CommandError(f"Draf belum lengkap:\n  {problems}") from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error

    def _list(self, entry: Entry, options: dict[str, Any]) -> None:
        current = entry.current_edition()
        for edition in entry.editions.order_by("number"):
            mark = "*" if current and edition.pk == current.pk else " "
            what = f"ditarik: {edition.withdrawal_reason}" if edition.is_withdrawal else edition.digest[:12]
            self.stdout.write(
                f"{mark} {edition.number:>3}  {_words(edition.live_from)}  {what}  {edition.note}"
            )
        if publishing.has_unpublished_changes(entry):
            self.stdout.write("Draf berisi perubahan yang belum terbit.")

    def _check(self, entry: Entry, options: dict[str, Any]) -> None:
        problems = publishing.preflight(entry)
        for problem in problems:
            self.stdout.write(f"  {problem.field}: {problem.message}")
        self.stdout.write(f"{len(problems)} hal perlu dilengkapi." if problems else "Siap terbit.")

    def _publish(self, entry: Entry, options: dict[str, Any]) -> None:
        before = entry.current_edition()
        edition = publishing.publish(entry, live_from=options["at"], note=options["note"])
        if before and before.pk == edition.pk:
            self.stdout.write(f"Tidak ada yang berubah: tetap edisi {edition.number}.")
        else:
            self.stdout.write(f"Edisi {edition.number} berlaku sejak {_words(edition.live_from)}.")

    def _unschedule(self, entry: Entry, options: dict[str, Any]) -> None:
        dropped = publishing.unschedule(entry)
        self.stdout.write("Jadwal dibatalkan." if dropped else "Tidak ada yang terjadwal.")

    def _withdraw(self, entry: Entry, options: dict[str, Any]) -> None:
        edition = publishing.withdraw(
            entry, reason=options["reason"], replacement=options["replacement"], live_from=options["at"]
        )
        self.stdout.write(f"Ditarik sejak {_words(edition.live_from)}.")

    def _restore(self, entry: Entry, options: dict[str, Any]) -> None:
        publishing.restore(entry, options["number"])
        self.stdout.write(f"Draf sekarang berisi edisi {options['number']}. Terbitkan bila sudah benar.")

    def _diff(self, entry: Entry, options: dict[str, Any]) -> None:
        old = self._document(entry, options["old"])
        if options["new"] is None:
            new = publishing.build(entry).model_dump(mode="json")
        else:
            new = self._document(entry, options["new"])
        changes = compare(old, new)
        for change in changes:
            self.stdout.write(f"{change.label}: {_shown(change.before)} → {_shown(change.after)}")
        if not changes:
            self.stdout.write("Tidak ada beda.")

    def _document(self, entry: Entry, number: int) -> dict[str, Any]:
        edition = entry.editions.filter(number=number).first()
        if edition is None or edition.is_withdrawal:
            raise CommandError(f"Edisi {number} tidak ada atau tidak berisi dokumen.")
        return edition.content().model_dump(mode="json")


def _words(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H.%M}"


def _shown(value: Any) -> str:
    if value in (None, "", []):
        return "(tidak ada)"
    return value["label"] if isinstance(value, dict) and "label" in value else str(value)
