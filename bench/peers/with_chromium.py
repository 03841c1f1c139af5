"""The card with Chromium: one browser and one page kept open, the HTML put in and a screenshot taken."""

import base64
import os
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.peers import card
from bench.peers.with_node import Missing
from tests import chromium

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Chromium:
    """A browser that Playwright starts; its CPU time is that of all its processes."""

    name = "Chromium, screenshot PNG"

    def __init__(self, font: Path) -> None:
        found = chromium.find()
        if found is None or not Path("/proc/self/stat").exists():
            raise Missing("no Chromium, or no /proc to read its CPU time from")
        before = _descendants()
        self.playwright = sync_playwright().start()
        self.browser = self.playwright.chromium.launch(executable_path=found, args=chromium.ARGUMENTS)
        self.page = self.browser.new_page(viewport={"width": card.WIDTH, "height": card.HEIGHT})
        self.others = before
        self._open(font)

    def _open(self, font: Path) -> None:
        """A page with the typeface in it: one without an address may not read files."""
        data = base64.b64encode(font.read_bytes()).decode()
        face = f"font-family:'Plus Jakarta Sans';font-weight:200 800;src:url(data:font/ttf;base64,{data})"
        self.page.set_content(f"<style>@font-face{{{face}}}body{{margin:0}}</style><body></body>")
        self.page.evaluate("document.fonts.load('500 40px Plus Jakarta Sans')")

    def cost(self, number: int) -> float:
        """Draws one card; CPU milliseconds of all of the browser's processes, in steps of 10."""
        start = self._spent()
        self.page.evaluate("html => { document.body.innerHTML = html; }", card.html(card.tree(number)))
        self.page.screenshot(type="png")
        return self._spent() - start

    def _spent(self) -> float:
        """Milliseconds of all its processes so far."""
        return sum(_ticks(each) for each in _descendants() - self.others) * 1000 / _TICKS

    def close(self) -> None:
        """Ends the browser."""
        self.browser.close()
        self.playwright.stop()


def _stat(process: str) -> list[str]:
    """Fields of /proc/<n>/stat after the name, which may hold spaces; nothing where it has ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _descendants() -> set[str]:
    """All processes that this one has started, and those that they have started."""
    parents = {name: _stat(name) for name in os.listdir("/proc") if name.isdigit()}
    found, before = {str(os.getpid())}, 0
    while len(found) > before:
        before = len(found)
        found |= {name for name, fields in parents.items() if fields and fields[1] in found}
    return found - {str(os.getpid())}


def _ticks(process: str) -> int:
    fields = _stat(process)
    return int(fields[11]) + int(fields[12]) if fields else 0
