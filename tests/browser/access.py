"""What is looked at on every page: axe's rules, and what axe cannot see (focus, touch, zoom, forced colours, no CSS).

Every function takes a page that is already open and returns its faults as sentences, so that one visit serves all.
"""

from collections.abc import Collection
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOKS = (Path(__file__).parent / "access.js").read_text(encoding="utf-8")

PUBLIC_PAGES = [
    "/", "/cari/", "/cari/?q=ktp+ilang", "/cari/?q=zzzz", "/cari/?q=perpanjang+sim",
    "/layanan/", "/layanan/?q=zzzz", "/layanan/?kategori=keluarga&gratis=ya", "/layanan/ktp-el-hilang-rusak/",
    "/layanan/kk-baru/?keadaan=menikah", "/layanan/akta-kelahiran/", "/layanan/akta-kelahiran/riwayat/",
    "/peristiwa/", "/peristiwa/punya-bayi/", "/dokumen/", "/dokumen/ktp-el/", "/perubahan/",
    "/kantor/", "/kantor/mpp/", "/kantor/keliling/", "/kabar/", "/tanya-jawab/", "/tanya-jawab/umum-hoaks/",
    "/tanya/?layanan=ktp-el-hilang-rusak&keadaan=hilang", "/tanya/0000-0000-0000-0001/",
    "/umpan-balik/salah/?jenis=layanan&halaman=kk-baru&edisi=1",
    "/periksa/", "/periksa/?kode=abc", "/k/0000-0000/", "/simpanan/", "/luring/", "/masuk/", "/tidak-ada/",
    "/en/", "/en/cari/?q=lost+id+card", "/en/layanan/ktp-el-hilang-rusak/", "/en/kantor/mpp/", "/en/simpanan/",
]  # fmt: skip
"""One page of every kind and in every state that looks different; of the English ones, those that mix languages."""


def axe_faults(page: Page, only: list[str] | None = None, passed_by: Collection[str] = ()) -> list[str]:
    """What axe-core finds, with all its rules, with `only` some, or without those that are `passed_by`."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    options: dict = {"resultTypes": ["violations"], "preload": False}
    if only:
        options["runOnly"] = {"type": "rule", "values": only}
    if passed_by:
        options["rules"] = {rule: {"enabled": False} for rule in passed_by}
    return page.evaluate(
        """options => axe.run(document, options).then(result => result.violations.flatMap(rule => rule.nodes.map(
            node => `${rule.id}: ${node.html.slice(0, 160)} ${(node.failureSummary || "").slice(0, 200)}`)))""",
        options,
    )


def too_wide(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{extra} px wider than the window"] if extra > 0 else []


def look(page: Page, name: str) -> list[str]:
    """One of the looks of access.js."""
    return page.evaluate(f"{LOOKS.rstrip().rstrip(';')}.{name}()")


def open_all(page: Page) -> None:
    """Unfold what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def unseen_focus(page: Page) -> list[str]:
    """Stops of the Tab key that do not show that they are one."""
    page.keyboard.press("Tab")  # what a script focuses after this counts as reached by keyboard
    return look(page, "unseenFocus")
