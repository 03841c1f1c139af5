"""The calendar and notices as PR officers use them: with a mouse, on a phone, and without scripts."""

import datetime

from playwright.sync_api import expect

from tests.browser.access import axe_faults, look, open_all, too_wide, unseen_focus


def test_plan_is_dragged_to_another_day_and_back_by_undo(sign_in, site, complaints):
    page = sign_in("pr", at=None)
    page.set_viewport_size({"width": 1280, "height": 900})
    month = datetime.date.today().replace(day=1) + datetime.timedelta(days=40)
    address = f"{site.address}/studio/kalender/?bulan={month:%Y-%m}"
    page.goto(address)
    page.locator(f"[data-day='{month:%Y-%m}-10'] .day__add").click()
    page.get_by_label("Cari layanan").fill("akta lahir")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Pencatatan Kelahiran").first.click()
    expect(page.get_by_label("Tanggal")).to_have_value(f"{month:%Y-%m}-10")
    page.get_by_label("Judul").fill("Akta tanpa antre")
    page.get_by_role("button", name="Masukkan ke kalender").click()
    plan = page.locator("[data-move]")
    expect(plan).to_have_text("Akta tanpa antredirencanakan")
    plan.drag_to(page.locator(f"[data-day='{month:%Y-%m}-16']"))
    expect(page.locator(f"[data-day='{month:%Y-%m}-16'] .plan")).to_be_visible()
    page.get_by_role("button", name="Batalkan").click()
    expect(page.locator(f"[data-day='{month:%Y-%m}-10'] .plan")).to_be_visible()
    assert axe_faults(page) + too_wide(page) + unseen_focus(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert axe_faults(page) + too_wide(page) + look(page, "headingsThatSkip") == []
    page.get_by_role("link", name="Akta tanpa antre").click()
    page.get_by_role("link", name="Buat kartunya").click()
    expect(page).to_have_url(f"{site.address}/studio/buat/layanan/akta-kelahiran/?rencana=1")
    assert complaints == []


def test_fact_check_is_written_masked_and_seen_as_a_card(sign_in, site, complaints):
    page = sign_in("pr", at="/studio/kabar/baru/")
    expect(page.get_by_label("Kabar yang beredar")).to_be_hidden()
    page.get_by_label("Cek fakta").check()
    page.get_by_label("Kabar yang beredar").fill("Semua KTP lama hangus.")
    page.get_by_label("Judul").fill("KTP-el berlaku seumur hidup")
    expect(page.get_by_text("tersisa 63 huruf")).to_be_visible()
    page.get_by_label("Isi", exact=True).fill("Tidak ada yang hangus. Tanya Budi 081234567890.")
    page.get_by_role("button", name="Simpan kabar").click()
    expect(page.get_by_role("heading", name="Ada yang tampak seperti data pribadi")).to_be_visible()
    assert axe_faults(page) + too_wide(page) == []
    page.get_by_role("button", name="Samarkan lalu simpan").click()
    expect(page.get_by_text("Tanya Budi [telepon disamarkan].")).to_be_visible()
    picture = page.get_by_role("img", name="Pratinjau kartu")
    expect(picture).to_be_visible()
    assert picture.evaluate("async image => { await image.decode(); return image.naturalWidth }") > 0
    open_all(page)
    assert axe_faults(page) + too_wide(page) + look(page, "headingsThatSkip") == []
    assert complaints == []
