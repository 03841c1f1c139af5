"""What is looked at on every page: axe's rules, and what axe cannot see (focus, touch, zoom, forced colours, no CSS).

Every function takes a page that is already open and returns its faults as sentences, so that one visit serves all.
"""

from collections import Counter
from pathlib import Path
from typing import Any

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
    "/api/v1/", "/en/api/v1/", "/sematan/", "/sematan/?layanan=kk-baru",
]  # fmt: skip
"""One page of every kind and in every state that looks different; of the English ones, those that mix languages."""


COLOURS = ["color-contrast", "link-in-text-block"]
"""Axe's rules of colours: they take longer than all others together."""
_known: set[str] = set()
"""Ways to colour text that axe found good on a page before; see `newColours` of access.js."""
_undecided: Counter[str] = Counter()
"""On how many pages axe could not tell of a way, as over a picture."""
TRIES = 3
"""Pages on which axe is asked of such a way."""


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds on the page as it is shown, with all its rules."""
    rules = {rule: {"enabled": False} for rule in COLOURS}
    return _axe(page, "document", {"rules": rules})["faults"] + colour_faults(page)


def colour_faults(page: Page) -> list[str]:
    """What axe-core finds with its rules of colours. It looks only at what no page before was coloured like."""
    ways = set(look(page, "newColours", sorted(_known)))
    if not ways:
        return []
    found = _axe(page, "{include: [['[data-way]']]}", {"runOnly": {"type": "rule", "values": COLOURS}})
    if not found["faults"]:
        _undecided.update(ways.difference(found["passed"]))
        _known.update(found["passed"], (way for way in ways if _undecided[way] == TRIES))
    return found["faults"]


def _axe(page: Page, what: str, options: dict) -> dict[str, list[str]]:
    """Faults as sentences, and the ways to colour text that passed."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return page.evaluate(
        f"""options => axe.run({what}, options).then(result => ({{
            faults: result.violations.flatMap(rule => rule.nodes.map(node =>
                `${{rule.id}}: ${{node.html.slice(0, 160)}} ${{(node.failureSummary || "").slice(0, 200)}}`)),
            passed: result.passes.filter(rule => rule.id === "color-contrast").flatMap(rule => rule.nodes)
                .map(node => node.element.dataset.way).filter(Boolean),
        }}))""",
        options | {"resultTypes": ["violations", "passes"], "preload": False, "elementRef": True},
    )


def too_wide(page: Page) -> list[str]:
    """Whether one has to scroll sideways."""
    extra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [f"{extra} px wider than the window"] if extra > 0 else []


def look(page: Page, name: str, given: Any = None) -> Any:
    """One of the looks of access.js: a list of faults, if it does not say otherwise."""
    return page.evaluate(f"given => {LOOKS.rstrip().rstrip(';')}.{name}(given)", given)


def open_all(page: Page) -> None:
    """Unfold what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def unseen_focus(page: Page) -> list[str]:
    """Stops of the Tab key that do not show that they are one."""
    page.keyboard.press("Tab")  # what a script focuses after this counts as reached by keyboard
    return look(page, "unseenFocus")
