"""The rules of the house: one-way imports, settings that are written down, migrations, frozen addresses."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import URLPattern, get_resolver

from portal import env

ROOT = Path(__file__).parent.parent.parent
ORDER = ["services", "faq", "cards", "portal"]

ADDRESSES = {
    "", "healthz", "readyz", "metrics", "robots.txt", "favicon.ico", ".well-known/security.txt",
    "cari/", "cari/saran/", "cari/dibuka/",
    "layanan/", "layanan/<slug:slug>/", "kantor/", "kantor/<slug:key>/",
    "tanya-jawab/", "tanya-jawab/<slug:slug>/",
    "peristiwa/", "peristiwa/<slug:key>/", "dokumen/", "dokumen/<slug:key>/",
    "periksa/", "k/<str:code>/", "kartu/<slug:slug>.jpg", "layanan/<slug:slug>.pdf",
    "studio/kartu/", "studio/kartu/unduh.csv", "studio/kartu/radar/", "studio/kartu/radar/terbitkan-ulang/",
    "studio/kartu/radar/ralat/", "studio/kartu/radar/beres/", "studio/kartu/radar/batal/", "studio/kartu/<str:code>/",
    "studio/kartu/<str:code>/<slug:format>-<int:number>.jpg", "studio/kartu/<str:code>/unduh/",
    "studio/kartu/<str:code>/unggahan/", "studio/kartu/<str:code>/unggahan/batal/",
    "studio/kartu/<str:code>/unggahan/<int:pk>/", "studio/kartu/<str:code>/unggahan/<int:pk>/turun/",
    "studio/kartu/<str:code>/unggahan/<int:pk>/hapus/",
    "studio/paket/", "studio/paket/baru/", "studio/paket/<int:pk>/", "studio/paket/<int:pk>/keadaan.json",
    "studio/paket/<int:pk>/batal/", "studio/paket/<int:pk>/lanjut/", "studio/paket/<int:pk>/ulang/",
    "studio/paket/<int:pk>/unduh/",
    "studio/kabar/", "studio/kabar/baru/", "studio/kabar/batal/", "studio/kabar/<int:pk>/",
    "studio/kabar/<int:pk>/ubah/", "studio/kabar/<int:pk>/tarik/", "studio/kabar/<int:pk>/hapus/",
    "studio/kabar/<int:pk>/selesai/", "studio/kabar/<int:pk>/perpanjang/",
    "kabar/", "kabar/<int:pk>/", "kabar.atom",
    "api/v1/", "api/v1/services/", "api/v1/services/<slug:slug>/", "api/v1/services/<slug:slug>.jsonld",
    "api/v1/offices/",
    "api/v1/offices/<slug:key>/", "api/v1/documents/", "api/v1/documents/<slug:key>/", "api/v1/life-events/",
    "api/v1/life-events/<slug:key>/", "api/v1/questions/", "api/v1/questions/<slug:slug>/", "api/v1/notices/",
    "api/v1/notices/<int:pk>/", "api/v1/categories/", "api/v1/topics/", "api/v1/agencies/", "api/v1/changes/",
    "api/v1/cards/<slug:code>/", "api/v1/hsds.zip", "api/v1/context.jsonld", "api/v1/openapi.json",
    r"api/v1/^(?P<rest>[\s\S]+)$",
    "sematan/", "embed.js",
    "studio/kalender/", "studio/kalender/baru/", "studio/kalender/batal/", "studio/kalender/saran/tolak/",
    "studio/kalender/saran/batal/", "studio/kalender/rencana-unggahan.ics", "studio/kalender/langganan/",
    "studio/kalender/langganan/<slug:token>.ics", "studio/kalender/<int:pk>/", "studio/kalender/<int:pk>/pindah/",
    "studio/kalender/<int:pk>/hapus/",
    "studio/", "studio/<slug:slug>/", "studio/buat/<slug:kind>/<slug:subject>/",
    "studio/buat/<slug:kind>/<slug:subject>/slide-<int:number>.svg", "studio/buat/<slug:kind>/<slug:subject>/unduh/",
    "pratinjau/<str:token>/", "pratinjau/<str:token>/<slug:kind>/<slug:slug>/",
    "loket/", "loket/kantor/", "loket/catat/", "loket/batal/", "loket/hitungan/", "loket/kirim/", "loket/keadaan.json",
    "loket/isi.json", "loket/luring/", "loket/sw.js", "loket/<slug:kind>/<slug:subject>/",
    "simpanan/", "luring/", "manifest.webmanifest", "sw.js",
    "umpan-balik/", "umpan-balik/kurang/", "umpan-balik/salah/",
    "tanya/", "tanya/mirip/", "tanya/keadaan/", "tanya/kode/", "tanya/terjawab/<slug:kind>/<slug:subject>/",
    "tanya/<str:code>/", "tanya/<str:code>/terkirim/", "tanya/<str:code>/hapus/", "tanya/<str:code>/kontak/",
    "masuk/", "keluar/", "masuk/kode/", "undangan/<str:token>/", "kelola-editor/gambar/",
    "layanan/<slug:slug>/riwayat/", "perubahan/", "perubahan.atom", "sitemap.xml",
    "sitemap-<slug:section>-<int:page>.xml",
}  # fmt: skip


def modules(app):
    return [path for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def imported_apps(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("app", ORDER)
def test_imports_go_one_way(app):
    later = set(ORDER[ORDER.index(app) + 1 :])
    wrong = [(path.name, other) for path in modules(app) for other in imported_apps(path) if other in later]
    assert wrong == []


@pytest.mark.parametrize("app", ORDER)
def test_no_module_is_a_drawer_for_everything(app):
    assert not [path for path in modules(app) if path.stem in {"utils", "helpers", "common", "core"}]


def test_public_addresses_are_frozen():
    found = set()

    def walk(patterns, prefix=""):
        for each in patterns:
            address = prefix + str(each.pattern)
            if address.startswith("kelola/"):
                continue
            if isinstance(each, URLPattern):
                found.add(address)
            else:
                walk(each.url_patterns, address)

    walk(get_resolver().url_patterns)
    assert {address for address in found if "static" not in address} == ADDRESSES


def test_env_example_names_every_setting():
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    written = set(re.findall(r"^#? ?([A-Z_]+)=", text, re.MULTILINE))
    assert written == env.asked


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_requirements_are_pinned_and_explained():
    for file in ("requirements.txt", "tests/requirements.txt"):
        for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                assert re.fullmatch(r"[\w.\[\]-]+==[\w.]+ +# .{10,}", line), line


def manage(*arguments, **settings):
    environment = {"PATH": os.environ["PATH"], "PYTHONWARNINGS": "ignore", **settings}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_production_settings_pass_the_deployment_check():
    answer = manage(
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
        SECRET_KEY="aB3-dE6_fG9." * 5,
        SITE_URL="https://layanan.contohkab.go.id",
    )
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("settings", "hint"),
    [
        ({}, "SECRET_KEY"),
        ({"SECRET_KEY": "x" * 60}, "SITE_URL"),
        ({"SECRET_KEY": "x" * 60, "SITE_URL": "contoh.go.id"}, "https://"),
        ({"DEBUG": "maybe"}, "1 atau 0"),
        ({"DEBUG": "1", "DATABASE_URL": "mysql://a/b"}, "postgres://"),
    ],
)
def test_wrong_settings_fail_with_a_hint(settings, hint):
    answer = manage("check", **settings)
    assert answer.returncode != 0
    assert hint in answer.stderr.splitlines()[-1]


def test_demo_users_exist_only_with_debug():
    answer = manage("demo", SECRET_KEY="x" * 60, SITE_URL="https://layanan.contohkab.go.id")
    assert answer.returncode != 0
    assert "DEBUG=1" in answer.stderr
