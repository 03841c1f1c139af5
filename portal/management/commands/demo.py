import secrets
import socket
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from faq.models import Question
from portal import catalogue, demo_activity, roles
from portal.accounts import DEMO_GROUP
from services.models import Agency, Membership, Service

CATALOGUE = Path(settings.BASE_DIR) / "services" / "data" / "catalogue.yaml"
PEOPLE = [
    ("editor", roles.EDITOR, "menyunting draf di /kelola/"),
    ("reviewer", roles.REVIEWER, "meninjau dan menerbitkan di /kelola/"),
    ("pr", roles.PR, "membuat kartu di /studio/"),
    ("counter", roles.COUNTER, "membaca saja, untuk petugas loket"),
    ("admin", roles.ADMINISTRATOR, "semuanya"),
]


class Command(BaseCommand):
    """Fill an empty database with the demo catalogue, and give the demo users fresh passwords."""

    help = (
        "Isi data contoh bila masih kosong, buat sandi baru untuk pengguna contoh, dan tampilkan alamatnya."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--without-activity",
            action="store_true",
            help="Isi katalog saja, tanpa pertanyaan, pencarian, dan kartu contoh.",
        )

    def handle(self, *args: Any, port: int, without_activity: bool = False, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Pengguna contoh hanya ada dengan DEBUG=1, jangan di server sungguhan.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                raise CommandError(f"Port {port} sedang dipakai. Pilih yang lain: PORT={port + 1} make run")
        is_new = not Service.objects.exists()
        if is_new:
            self._fill()
        site = f"http://127.0.0.1:{port}"
        self.stdout.write(self.style.SUCCESS(f"\nSebelum Datang siap di {site}/"))
        for path, words in [
            ("kelola/", "ruang kerja petugas"),
            ("studio/", "studio kartu"),
            ("periksa/", "cek kartu"),
        ]:
            self.stdout.write(f"  {site}/{path:<10} {words}")
        self.stdout.write("\nPengguna contoh (sandi baru setiap kali dijalankan):")
        for name, role, words in PEOPLE:
            self.stdout.write(f"  {name:<10} {self._refresh(name, role):<18} {role}: {words}")
        if is_new and not without_activity:
            demo_activity.fill({name: User.objects.get(username=name) for name, _, _ in PEOPLE})
            self.stdout.write(
                "\nPertanyaan, pencarian, ketukan, dan kartu dari sepuluh minggu terakhir adalah karangan."
            )
        self.stdout.write("")

    def _fill(self) -> None:
        def progress(entries: list) -> Any:
            return tqdm(entries, desc="Menerbitkan data contoh", unit=" entri")

        catalogue.import_text(CATALOGUE.read_text(encoding="utf-8"), progress=progress)
        self.stdout.write(
            f"Data contoh: {Service.objects.count()} layanan dan {Question.objects.count()} tanya jawab, semua terbit."
        )

    def _refresh(self, name: str, role: str) -> str:
        """Make the user if there is none, and return a fresh password."""
        user, _ = User.objects.get_or_create(username=name, defaults={"first_name": f"Contoh {role}"})
        demo, _ = Group.objects.get_or_create(name=DEMO_GROUP)
        if not user.groups.filter(pk=demo.pk).exists() and user.has_usable_password() and user.password:
            return "(bukan pengguna contoh)"
        user.groups.set([demo, Group.objects.get(name=role)])
        user.is_staff = True
        user.is_superuser = role == roles.ADMINISTRATOR
        password = secrets.token_urlsafe(9)
        user.set_password(password)
        user.save()
        for agency in Agency.objects.filter(publisher=None).exclude(official_name=""):
            Membership.objects.get_or_create(
                user=user, agency=agency, defaults={"position": f"Petugas {role}"}
            )
        return password
