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

SERVICE_PAGES = [
    "/", "/cari/", "/cari/?q=ktp+ilang", "/cari/?q=zzzz", "/cari/?q=perpanjang+sim",
    "/layanan/", "/layanan/?q=zzzz", "/layanan/?kategori=keluarga&gratis=ya", "/layanan/ktp-el-hilang-rusak/",
    "/layanan/kk-baru/?keadaan=menikah", "/layanan/akta-kelahiran/", "/layanan/akta-kelahiran/riwayat/",
    "/peristiwa/", "/peristiwa/punya-bayi/", "/dokumen/", "/dokumen/ktp-el/", "/perubahan/",
    "/en/", "/en/cari/?q=lost+id+card", "/en/layanan/ktp-el-hilang-rusak/",
]  # fmt: skip
"""What leads to a service, and all about it."""
OTHER_PAGES = [
    "/kantor/", "/kantor/mpp/", "/kantor/keliling/", "/kabar/", "/tanya-jawab/", "/tanya-jawab/umum-hoaks/",
    "/tanya/?layanan=ktp-el-hilang-rusak&keadaan=hilang", "/tanya/0000-0000-0000-0001/",
    "/umpan-balik/salah/?jenis=layanan&halaman=kk-baru&edisi=1",
    "/periksa/", "/periksa/?kode=abc", "/k/0000-0000/", "/simpanan/", "/luring/", "/masuk/", "/tidak-ada/",
    "/en/kantor/mpp/", "/en/simpanan/",
    "/api/v1/", "/en/api/v1/", "/sematan/", "/sematan/?layanan=kk-baru",
]  # fmt: skip
PUBLIC_PAGES = SERVICE_PAGES + OTHER_PAGES
"""One page of every kind and in every state that looks different; of the English ones, those that mix languages."""

LAID_OUT_ANEW = {
    "/", "/cari/?q=ktp+ilang", "/layanan/", "/layanan/ktp-el-hilang-rusak/", "/peristiwa/punya-bayi/", "/kantor/mpp/",
    "/tanya-jawab/", "/k/0000-0000/", "/masuk/",
}  # fmt: skip
"""One page of each layout that a wide window changes; there all of axe's rules look at it, too."""

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
    # To describe what is good takes axe a third of its time; nobody reads it here.
    faults = _axe(page, "document", {"rules": rules, "reporter": "no-passes"})["faults"]
    return faults + colour_faults(page)


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
            passed: (result.passes || []).filter(rule => rule.id === "color-contrast").flatMap(rule => rule.nodes)
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


def faults(page: Page, path: str) -> list[str]:
    """What is wrong with the public page that was just opened at this address, in every way there is to look at it."""
    return faults_at_every_width(page, laid_out_anew=path in LAID_OUT_ANEW) + faults_in_every_mode(page)


def faults_at_every_width(page: Page, *, laid_out_anew: bool) -> list[str]:
    """What is wrong with a page that was just opened: by width and colour scheme.

    At 320 px the layout is that of 390, and in the dark only colours are different. All of axe's rules look at the wide
    window, too, where it is `laid_out_anew`.
    """
    page.set_viewport_size({"width": 320, "height": 900})
    wrong = [f"320 px: {each}" for each in too_wide(page)]
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        asked = axe_faults if width == 390 or laid_out_anew else colour_faults
        wrong += [f"{width} px: {each}" for each in [*too_wide(page), *asked(page)]]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{width} px, dark: {each}" for each in colour_faults(page)]
    return wrong


def open_all(page: Page) -> None:
    """Unfold what is folded, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")


def unseen_focus(page: Page) -> list[str]:
    """Stops of the Tab key that do not show that they are one."""
    page.keyboard.press("Tab")  # what a script focuses after this counts as reached by keyboard
    return look(page, "unseenFocus")


def faults_in_every_mode(page: Page) -> list[str]:
    """What is wrong for touch, the keyboard, with forced colours, at 400 % and without CSS. The last look takes the
    styles away.
    """
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    wrong = look(page, "headingsThatSkip")
    open_all(page)
    wrong += [*look(page, "smallTargets"), *unseen_focus(page)]
    page.emulate_media(forced_colors="active")
    wrong += [f"forced colours: {each}" for each in unseen_focus(page)]
    wrong += [f"forced colours: {each}" for each in look(page, "lostInForcedColours")]
    page.emulate_media(forced_colors="none")
    # 1280 × 1024 at 400 %
    page.set_viewport_size({"width": 320, "height": 256})
    wrong += [f"400 %: {each}" for each in (*too_wide(page), *look(page, "clipped"))]
    wrong += [f"without CSS: {each}" for each in look(page, "badWithoutCss")]
    return wrong
