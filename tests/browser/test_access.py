"""Access to services: axe finds nothing on any page, at three widths, light and dark; each can be used by touch, by
keyboard, with forced colours, at 400 % zoom and without CSS; the browser complains of nothing."""

import pytest

from tests.browser import access
from tests.browser.access import SERVICE_PAGES, axe_faults, colour_faults

SERVER = "production"
"""Nothing is changed here, and only a real server shows the real page for an address that is not there."""


@pytest.mark.parametrize("path", SERVICE_PAGES)
def test_page_can_be_seen_and_used_by_everybody(looker, path):
    assert access.faults(looker.at(path), path) == []
    assert [each for each in looker.complaints if "404" not in each] == []


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
