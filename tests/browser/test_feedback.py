"""Was this helpful, in a real browser: in place with scripts, over pages without them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.access import axe_faults, too_wide

PAGE = "/layanan/kk-baru/?keadaan=menikah"
LEAST_SECONDS = 2
"""Faster than `faq.feedback.once` takes from people."""


def test_answers_in_its_place_and_tells_what_was_masked(page: Page, context, complaints):
    page.goto(PAGE)
    place = page.get_by_role("region", name="Apakah halaman ini membantu?")
    place.get_by_role("button", name="Belum").click()
    expect(place.get_by_text("Sudah kami hitung")).to_be_focused()
    assert axe_faults(page) == []
    assert too_wide(page) == []
    place.get_by_label("Syaratnya tidak jelas").check()
    place.get_by_label("Ceritakan").fill("Telepon 081234567890 tidak dijawab")
    page.wait_for_timeout(LEAST_SECONDS * 1000)
    place.get_by_role("button", name="Kirim").click()
    expect(place.get_by_text("Telepon [telepon disamarkan] tidak dijawab")).to_be_visible()
    expect(place.locator("[data-first]")).to_be_focused()
    assert page.url.endswith(PAGE)
    assert context.cookies() == []
    assert complaints == []


def test_works_without_scripts_and_leads_back(without_scripts: Page):
    page = without_scripts
    page.goto(PAGE)
    page.get_by_role("button", name="Ya", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    page.get_by_role("link", name="Kembali ke halaman tadi").click()
    page.wait_for_url(f"**{PAGE}#membantu")
    page.get_by_role("button", name="Belum").click()
    page.get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_contain_text("Pilih satu alasan")
    page.get_by_role("link", name="Kembali ke halaman tadi").click()
    page.wait_for_url(f"**{PAGE}#membantu")
    page.get_by_role("link", name="Laporkan yang salah").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Laporkan yang salah")
    assert re.search(r"edisi=1$", page.url)
    page.get_by_role("link", name="Kembali ke halaman tadi").click()
    page.wait_for_url(f"**{PAGE}#membantu")
