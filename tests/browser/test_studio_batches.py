"""Batches with a real server, which starts the process that draws them."""

import zipfile

from playwright.sync_api import Page, expect


def test_batch_is_drawn_in_the_background_and_its_page_follows(sign_in, complaints: list[str]):
    page: Page = sign_in("pr", at="/studio/paket/baru/")
    services = page.locator("[data-group]").first
    services.locator("summary").click()
    services.get_by_role("button", name="Kosongkan").click()
    services.get_by_label("Surat Pengantar SKCK").check()
    expect(services.locator("[data-group-chosen]")).to_have_text("1")
    page.get_by_role("button", name="Gambar semuanya").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    link = page.get_by_role("link", name="Unduh ZIP")
    expect(link).to_be_visible(timeout=60_000)  # nobody reloaded the page
    expect(page.locator("[data-item]")).to_contain_text("slide")
    with page.expect_download() as fetched:
        link.click()
    names = zipfile.ZipFile(fetched.value.path()).namelist()
    assert "001-pengantar-skck/01-cover.png" in names
    assert complaints == []
