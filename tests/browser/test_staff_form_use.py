"""The form of an entry in use: on a phone, by keyboard, with and without scripts."""

import re

from playwright.sync_api import Page, expect

from tests.browser.access import axe_faults, look, open_all, too_wide
from tests.browser.test_staff_forms import open_section, open_service

DESK = {"width": 1280, "height": 900}


def test_form_is_accessible_folded_and_open_at_two_widths(sign_in, site, complaints):
    page = sign_in("editor", at=None)
    open_service(page, site, "kk-baru")
    expect(page.locator(".ck-editor__editable")).to_be_attached()
    assert too_wide(page) == []
    open_all(page)
    page.locator(".staff-me").evaluate("menu => { menu.open = false; }")
    assert too_wide(page) == []
    assert axe_faults(page) == []
    # Boxes to tick have labels of 44 px, and a select behind select2 is only for machines.
    small = [each for each in look(page, "smallTargets") if "requirements-" in each]
    assert [each for each in small if "checkbox" not in each and "<select" not in each] == []
    page.set_viewport_size(DESK)
    assert axe_faults(page) == []
    assert complaints == []


def test_rows_are_moved_by_keyboard_and_leaving_asks(sign_in):
    page = sign_in("admin", at=None)
    page.set_viewport_size(DESK)
    page.goto("/kelola/services/service/?q=kk-hilang-rusak")
    page.locator("#result_list tbody th a").first.click()
    open_section(page, "persyaratan")
    lines = page.locator("#requirements-group .entry-row.has_original:visible .entry-row__lead")
    first, second = lines.nth(0).inner_text(), lines.nth(1).inner_text()
    page.get_by_role("button", name=f"Turunkan: {first}").focus()
    page.keyboard.press("Enter")
    expect(lines.nth(0)).to_have_text(second)
    expect(page.get_by_role("button", name=f"Turunkan: {first}")).to_be_focused()
    expect(page.locator("#form-said")).to_contain_text(f"{first} kini nomor 2 dari")
    expect(page.locator("#unsaved")).to_have_text("Ada perubahan yang belum disimpan")

    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Ke daftar").click()
    expect(page.locator("#unsaved")).to_be_visible()
    assert asked == ["beforeunload"]

    page.keyboard.press("Control+s")
    expect(page.get_by_text("Perubahan Anda tersimpan.")).to_be_visible()
    expect(lines.nth(0)).to_have_text(second)
    expect(lines.nth(1)).to_have_text(first)
    page.get_by_role("link", name="Ke daftar").click()
    expect(page).to_have_url(re.compile(r"/service/\?"))


def drag(page: Page, row: str, onto: str) -> None:
    """Drag a row by its handle, as a mouse does."""
    start, end = (page.locator(f"{each} .entry-row__handle").bounding_box() for each in (row, onto))
    page.mouse.move(start["x"] + 8, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(end["x"] + 8, end["y"] + end["height"] / 2, steps=12)
    page.mouse.move(end["x"] + 8, end["y"] + end["height"] - 2, steps=4)
    page.mouse.up()


def test_new_row_is_counted_dragged_and_saved_from_a_phone(sign_in, site, complaints):
    page = sign_in("admin", at=None)
    open_service(page, site, "legalisir-dokumen")
    section = open_section(page, "persyaratan")
    count = section.locator(".entry-row.has_original").count()
    section.get_by_role("button", name="Tambah persyaratan").click()
    label = page.locator(f"#id_requirements-{count}-label")
    expect(label).to_be_focused()
    label.fill("Surat kuasa bermeterai dari pemilik dokumen yang tidak dapat hadir")
    expect(page.locator(f"#id_requirements-{count}-label_sisa")).to_have_text(
        "2 huruf terlalu panjang (sebaiknya paling banyak 64)"
    )
    label.fill("Surat kuasa")
    expect(page.locator(f"#id_requirements-{count}-label_sisa")).to_have_text("tersisa 53 huruf")
    page.locator(f"#id_requirements-{count}-form").select_option("surat_asli")
    new = page.locator(f"#requirements-{count}")
    expect(new.locator(".entry-row__more")).to_have_text("Surat asli")
    expect(section.locator(".entry-section__state")).to_have_text(f"{count + 1} persyaratan")
    new.locator("summary").first.click()
    page.set_viewport_size(DESK)
    section.scroll_into_view_if_needed()
    drag(page, "#requirements-0", "#requirements-1")
    expect(page.locator("#form-said")).to_contain_text("kini nomor 2")
    page.get_by_role("button", name="Simpan draf", exact=True).click()
    expect(page.get_by_text("Perubahan Anda tersimpan.")).to_be_visible()
    expect(
        page.locator("#requirements-group .entry-row.has_original .entry-row__lead").nth(count)
    ).to_have_text("Surat kuasa")
    assert complaints == []


def test_address_opens_the_section_and_without_scripts_all_is_open(sign_in, without_scripts):
    page = sign_in("admin", at="/kelola/services/service/1/change/#id_fee_note")
    expect(page.locator("#id_fee_note")).to_be_focused()
    expect(page.locator("#id_time_text")).to_be_hidden()
    page.goto("/kelola/services/service/1/change/#section-standar")
    expect(page.locator("#id_facilities")).to_be_visible()
    without_scripts.context.add_cookies(page.context.cookies())
    without_scripts.goto("/kelola/services/service/1/change/")
    expect(without_scripts.locator("#id_fee_note")).to_be_visible()
    expect(without_scripts.locator("#id_requirements-0-position")).to_be_visible()
