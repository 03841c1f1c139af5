"""Access: axe finds nothing on any page, at three widths, light and dark; the browser complains of nothing."""

import json

import pytest

from tests.browser.access import PUBLIC_PAGES, axe_faults, too_wide

SERVER = "production"
"""Nothing is changed here, and only a real server shows the real page for an address that is not there."""
STAFF_PAGES = ["/studio/", "/studio/buat/layanan/kk-baru/", "/studio/paket/baru/"]
COLOURS = ["color-contrast", "link-in-text-block"]
WIDTHS = [320, 390, 1280]
AXE_LOOKS = {390: {"light": None, "dark": COLOURS}}
"""Axe's rules by width and colour scheme, None for all: at 320 px the layout is that of 390, in the dark only colours
are different, and they are the same at every width."""
LAID_OUT_ANEW = {
    "/", "/cari/?q=ktp+ilang", "/layanan/", "/layanan/ktp-el-hilang-rusak/", "/peristiwa/punya-bayi/", "/kantor/mpp/",
    "/tanya-jawab/", "/k/0000-0000/", "/masuk/",
}  # fmt: skip
"""One page of each layout that a wide window changes; axe looks at them at 1280 px, too."""
SAME_COLOURS = {
    "/cari/", "/cari/?q=zzzz", "/cari/?q=perpanjang+sim", "/layanan/", "/layanan/kk-baru/?keadaan=menikah",
    "/layanan/akta-kelahiran/", "/peristiwa/", "/dokumen/", "/kantor/keliling/", "/periksa/", "/luring/",
    "/tidak-ada/", "/en/", "/en/cari/?q=lost+id+card", "/en/layanan/ktp-el-hilang-rusak/", "/en/kantor/mpp/",
    "/en/simpanan/",
}  # fmt: skip
"""Pages whose every colour stands on another page of the list: another state, another service, another language. Axe's
slowest rules, those of colours, pass them by; all others look at them too."""


def look_at(page, path: str) -> list[str]:
    """What is wrong with a page that was just opened in light colours, at every width, light and dark."""
    wrong = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong += [f"{width} px: {each}" for each in too_wide(page)]
        looks = {"light": None} if width == 1280 and path in LAID_OUT_ANEW else AXE_LOOKS.get(width, {})
        for scheme, rules in looks.items():
            passed_by = COLOURS if path in SAME_COLOURS else []
            if passed_by == rules:
                continue
            page.emulate_media(color_scheme=scheme)
            wrong += [
                f"{width} px, {scheme}: {each}" for each in axe_faults(page, only=rules, passed_by=passed_by)
            ]
    return wrong


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_axe_finds_nothing_on_public_pages(looker, path):
    assert look_at(looker.at(path), path) == []
    assert [each for each in looker.complaints if "404" not in each] == []


def test_axe_finds_nothing_in_the_studio(sign_in, site, complaints):
    page, wrong = sign_in("pr"), {}
    for path in STAFF_PAGES:
        page.emulate_media(color_scheme="light")
        page.goto(site.address + path)
        wrong |= {path: found} if (found := look_at(page, path)) else {}
    assert wrong == {}, json.dumps(wrong, indent=1)
    assert complaints == []


def test_axe_finds_what_is_wrong(page):
    """Guards the look itself: one that sees nothing would pass every page."""
    page.set_content(
        "<html lang=id><title>Rusak</title><main><h1>Rusak</h1><p style='color:#ddd'>Pucat</p><img src=x>"
    )
    assert {each.split(":")[0] for each in axe_faults(page)} == {"image-alt", "color-contrast"}


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page):
    page.goto("/layanan/ktp-el-hilang-rusak/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
