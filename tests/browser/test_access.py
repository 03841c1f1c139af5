"""Access: axe finds nothing on any page, at three widths, light and dark; the browser complains of nothing."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "/", "/layanan/", "/layanan/?q=ktp+hilang", "/layanan/?q=zzzz", "/layanan/?kategori=keluarga&gratis=ya",
    "/layanan/ktp-el-hilang-rusak/", "/layanan/kk-baru/?keadaan=menikah", "/layanan/akta-kelahiran/", "/kantor/",
    "/kantor/mpp/", "/kantor/keliling/", "/tanya-jawab/", "/tanya-jawab/umum-hoaks/", "/periksa/", "/periksa/?kode=abc",
    "/k/0000-0000/", "/masuk/",
]  # fmt: skip
STAFF_PAGES = ["/studio/", "/studio/kk-baru/"]
LOOKS = [(width, scheme) for scheme in ("light", "dark") for width in (320, 390, 1280)]


def faults(page) -> list[str]:
    result = Axe().run(page, options={"resultTypes": ["violations"]})
    return [
        f"{each['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for each in result.response["violations"]
        for node in each["nodes"]
    ]


def widest(page) -> int:
    """How many pixels the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def look_at(page, paths: list[str], width: int, scheme: str) -> dict[str, list[str]]:
    """What is wrong with these pages at this width and colour scheme, by path."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    wrong = {}
    for path in paths:
        page.goto(path)
        if found := faults(page):
            wrong[path] = found
        if widest(page) > 0:
            wrong[path] = [*wrong.get(path, []), f"wider than {width} px"]
    return wrong


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_public_pages(page, complaints, width, scheme):
    wrong = look_at(page, PAGES, width, scheme)
    assert wrong == {}, json.dumps(wrong, indent=1)
    assert [each for each in complaints if "404" not in each] == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_the_studio(sign_in, complaints, width, scheme):
    wrong = look_at(sign_in("pr"), STAFF_PAGES, width, scheme)
    assert wrong == {}, json.dumps(wrong, indent=1)
    assert complaints == []


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page):
    page.goto("/layanan/ktp-el-hilang-rusak/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"


def test_every_control_is_large_enough_to_touch(page):
    page.goto("/layanan/ktp-el-hilang-rusak/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, summary, input:not([type=hidden]), nav a, .button')]
            .map(each => [each.outerHTML.slice(0, 80), (each.closest('label') || each).getBoundingClientRect()])
            .filter(([, box]) => box.width && box.height && box.height < 43.5)
            .map(([html]) => html)"""
    )
    assert small == []
