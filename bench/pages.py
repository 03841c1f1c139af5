"""`python -m bench.pages`: what single pages, searches and cards cost of CPU, and how many queries they ask.

Everything runs in one process on one core, on a database of its own in a temporary folder, without a server and its page
cache. Times are CPU milliseconds, best and median of several rounds, warm.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import grown, search

ROUNDS = 30
GROWING = [
    "/", "/layanan/ktp-el-hilang-rusak/", "/layanan/", "/layanan/?q=ktp+hilang", "/cari/?q=ktp+hilang", "/dokumen/kk/",
    "/peristiwa/punya-bayi/", "/kantor/mpp/", "/perubahan/", "/sitemap.xml",
]  # fmt: skip
"""Pages whose cost must not follow the number of entries."""


def set_up(folder: str) -> None:
    """A fresh database with the demo catalogue."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3",
        "SECRET_KEY": "only-for-measuring",
        "SITE_URL": "http://127.0.0.1:8000",
        "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("import_catalogue", Path("services/data/catalogue.yaml"), verbosity=0)


def timed(work: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """Best and median CPU milliseconds of one call."""
    work()
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return min(spent), statistics.median(spent)


def row(name: str, figures: tuple[float, float], note: str = "") -> None:
    """Print one line of the table."""
    best, median = figures
    print(f"  {name:<44} {best:8.1f} {median:8.1f}  {note}")


def pages() -> None:
    """Milliseconds, queries and bytes of every kind of page."""
    import gzip

    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    paths = [
        "/", "/layanan/", "/layanan/?q=ktp+hilang", "/layanan/ktp-el-hilang-rusak/",
        "/layanan/kk-baru/?keadaan=menikah", "/kantor/mpp/", "/tanya-jawab/", "/tanya-jawab/umum-hoaks/",
        "/periksa/",
    ]  # fmt: skip
    for path in paths:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(path)
        assert response.status_code == 200, path
        size = len(gzip.compress(response.content, 6)) / 1000
        note = f"{len(queries)} queries, {size:.1f} kB HTML compressed"
        row(path, timed(lambda path=path: client.get(path)), note)


def growth() -> None:
    """What a page costs as the number of entries grows."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    for count in grown.SIZES:
        grown.grow(count)
        for path in GROWING:
            row(f"{count:>6} entries  {path}", timed(lambda path=path: client.get(path), 10))


def cards() -> None:
    """Milliseconds of one slide, drawn from the text each time."""
    from cards.content import CardOptions, build_content
    from cards.registry import check_url, today
    from cards.rendering import render, render_link_preview
    from services import snapshot
    from services.models import ServiceEdition

    document = ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak").content()
    facts = snapshot.current()
    content = build_content(document, facts, CardOptions(as_of=today()))
    slides = len(render(content))
    options = {"code": "7F3K9Q2M", "check_url": check_url("7F3K9Q2M")}

    def per_slide(figures: tuple[float, float]) -> tuple[float, float]:
        return figures[0] / slides, figures[1] / slides

    for kind in ("png", "jpeg", "svg"):
        figures = per_slide(timed(lambda kind=kind: render(content, kind=kind, **options), 10))
        row(f"portrait {kind}, per slide", figures, f"{1000 / figures[1]:.0f} slides per second and core")
    row("link preview (JPEG 1200 × 630)", timed(lambda: render_link_preview(content), 10))
    options = CardOptions(as_of=today())
    row("text of a pack, with its digest", timed(lambda: build_content(document, facts, options).digest))


def main() -> None:
    """Measure everything and print one table."""
    with tempfile.TemporaryDirectory() as folder:
        set_up(folder)
        print(f"Python {sys.version.split()[0]}, SQLite, one core; CPU milliseconds")
        print(f"  {'':<44} {'best':>8} {'median':>8}")
        print("Pages, without a page cache")
        pages()
        print("Cards")
        cards()
        print("Growth")
        growth()
    search.main()


if __name__ == "__main__":
    main()
