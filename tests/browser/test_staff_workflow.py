"""From the editor's draft to the reader's phone: two people at the same entry, and a card that was posted before."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import axe_faults

SLUG = "surat-keterangan-domisili"
ISSUE = """
import datetime
from cards import registry
from cards.content import CardOptions
print("code:" + registry.issue("%s", CardOptions(as_of=datetime.date(2026, 11, 20))).code)
"""


@pytest.fixture
def card(site) -> str:
    """The code of a card that is out there before anything changes."""
    return re.search(r"code:(\w+)", site.run(ISSUE % SLUG)).group(1)


def open_entry(page: Page) -> None:
    page.goto(f"/kelola/services/service/?q={SLUG}")
    page.locator("#result_list tbody th a").first.click()


def status(page: Page):
    return page.get_by_label("Keadaan entri")


def test_draft_is_submitted_approved_and_public_and_the_old_card_says_so(
    sign_in, site, page, card, complaints
):
    page.goto(f"/k/{card}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("masih berlaku")

    sign_in("editor", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_entry(page)
    page.get_by_role("link", name=re.compile("^Biaya")).first.click()  # unfolds its section
    page.locator("#id_fee_amount").fill("7500")
    page.locator("#id_fee_text").fill("Rp7.500")
    page.get_by_role("button", name="Simpan dan ajukan").first.click()
    expect(status(page)).to_contain_text("Menunggu tinjauan")
    expect(status(page).get_by_role("link", name="Tinjau dan terbitkan")).to_have_count(0)
    page.goto(f"/layanan/{SLUG}/")
    expect(page.get_by_role("main")).not_to_contain_text("Rp7.500")

    sign_in("reviewer")
    page.get_by_role("link", name=re.compile(r"^Pemberitahuan, \d+ belum dibaca")).click()
    page.get_by_role("link", name=re.compile("Domisili.*untuk ditinjau")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tinjau dan terbitkan")
    expect(page.get_by_role("main")).to_contain_text("1 kartu yang sudah beredar tidak akan berlaku lagi")
    expect(page.get_by_role("main")).to_contain_text("Rp7.500")
    assert axe_faults(page) == []
    page.get_by_label("Catatan perubahan").fill("Tarif baru")
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(status(page)).to_contain_text("Terbit (edisi 2)")

    page.goto(f"/layanan/{SLUG}/")
    expect(page.get_by_role("main")).to_contain_text("Rp7.500")
    page.goto(f"/k/{card}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("isinya sudah berubah")
    expect(page.get_by_role("main")).to_contain_text("Rp7.500")
    assert complaints == []
