"""Access: axe finds nothing on any page, at three widths, light and dark; the browser complains of nothing."""

import json

import pytest

from tests.browser import access
from tests.browser.access import PUBLIC_PAGES, axe_faults, colour_faults, too_wide

SERVER = "production"
"""Nothing is changed here, and only a real server shows the real page for an address that is not there."""
STAFF_PAGES = ["/studio/", "/studio/buat/layanan/kk-baru/", "/studio/paket/baru/"]
LAID_OUT_ANEW = {
    "/", "/cari/?q=ktp+ilang", "/layanan/", "/layanan/ktp-el-hilang-rusak/", "/peristiwa/punya-bayi/", "/kantor/mpp/",
    "/tanya-jawab/", "/k/0000-0000/", "/masuk/",
}  # fmt: skip
"""One page of each layout that a wide window changes; there all of axe's rules look at it, too."""


def look_at(page, path: str) -> list[str]:
    """What is wrong with a page that was just opened: by width and colour scheme.

    At 320 px the layout is that of 390, and in the dark only colours are different.
    """
    page.set_viewport_size({"width": 320, "height": 900})
    wrong = [f"320 px: {each}" for each in too_wide(page)]
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        faults = axe_faults if width == 390 or path in LAID_OUT_ANEW else colour_faults
        wrong += [f"{width} px: {each}" for each in [*too_wide(page), *faults(page)]]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{width} px, dark: {each}" for each in colour_faults(page)]
    return wrong


@pytest.mark.parametrize("path", PUBLIC_PAGES)
def test_axe_finds_nothing_on_public_pages(looker, path):
    assert look_at(looker.at(path), path) == []
    assert [each for each in looker.complaints if "404" not in each] == []


def test_axe_finds_nothing_in_the_studio(sign_in, site, complaints):
    page, wrong = sign_in("pr", at=None), {}
    for path in STAFF_PAGES:
        page.goto(site.address + path)
        wrong |= {path: found} if (found := look_at(page, path)) else {}
    assert wrong == {}, json.dumps(wrong, indent=1)
    assert complaints == []


def test_axe_finds_what_is_wrong(page):
    """Guards the look itself: one that sees nothing would pass every page."""
    page.set_content(
        "<html lang=id><title>Rusak</title><main><h1>Rusak</h1><p style='color:#ddd'>Pucat</p><img src=x>"
    )
    for _ in range(2):  # what was found once is found again
        assert {each.split(":")[0] for each in axe_faults(page)} == {"image-alt", "color-contrast"}


def test_colours_are_looked_at_once_and_new_ones_always(page):
    good = "<html lang=id><title>Baik</title><main style='background:#fff'><p style='color:#123'>Gelap</p>%s</main>"
    page.set_content(good % "")
    assert colour_faults(page) == []
    assert access.look(page, "newColours", sorted(access._known)) == []
    for change in ("<p style='color:#ccc'>Pucat</p>", "<p style='color:#123;background:#234'>Gelap</p>"):
        page.set_content(good % change)
        assert len(colour_faults(page)) == 1, change


def test_skip_link_is_the_first_stop_and_leads_to_the_content(page):
    page.goto("/layanan/ktp-el-hilang-rusak/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Langsung ke isi"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "isi"
