"""The board of service standards and "masih benar" in the browser: by phone and desk, axe, the public page."""

import re

from playwright.sync_api import expect

BOARD, STALE = "/kelola/standar/", "/kelola/standar/perlu-diperiksa/"


def open_confirmation(page, name: str) -> None:
    """By the number of the service, which the links of its row bear."""
    page.goto(BOARD)
    address = page.locator(".board tr", has_text=name).locator("a.cell").first.get_attribute("href")
    number = re.search(r"service/(\d+)/", address)[1]
    page.goto(f"/kelola/standar/masih-benar/layanan/{number}/")


def test_phone_shows_a_list_and_desk_a_table_whose_names_stay_in_sight(sign_in):
    page = sign_in("editor", at=BOARD)
    listed = page.get_by_role("list", name="Layanan dan yang kurang")
    expect(listed.get_by_role("link", name="KK baru", exact=True)).to_be_visible()
    expect(page.locator("table.board")).to_be_hidden()
    page.set_viewport_size({"width": 1000, "height": 800})
    expect(listed).to_be_hidden()
    name = page.locator("table.board th[scope=row]").nth(1)
    before = name.bounding_box()["x"]
    page.locator(".board-table").evaluate("table => { table.scrollLeft = 400; }")
    assert abs(name.bounding_box()["x"] - before) < 2


def test_confirming_shows_on_the_public_page_and_can_be_taken_back(sign_in, site, complaints):
    page = sign_in("reviewer", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    open_confirmation(page, "KIA")
    page.get_by_role("button", name="Masih benar").click()
    expect(page.get_by_role("alert")).to_contain_text("Centang setelah Anda membandingkan")
    page.get_by_label("Sudah saya bandingkan").check()
    page.get_by_label("Jabatan Anda").fill("Kepala Seksi Identitas Anak")
    page.get_by_role("button", name="Masih benar").click()
    said = page.get_by_role("status").filter(has_text="dinyatakan masih benar")
    public = said.get_by_role("link", name="Halaman publiknya").get_attribute("href")
    reader = page.context.browser.new_page()
    reader.goto(site.address + public)
    expect(reader.locator("#pemeriksaan")).to_contain_text(
        "Dinyatakan masih benar oleh Kepala Seksi Identitas Anak"
    )
    said.get_by_role("button", name="Batalkan").click()
    expect(page.locator(".messagelist")).to_contain_text("dibatalkan")
    reader.reload()
    expect(reader.locator("#pemeriksaan")).not_to_contain_text("Dinyatakan")
    reader.close()
    assert [each for each in complaints if "400" not in each] == []
