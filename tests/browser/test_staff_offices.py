"""Hours and closures as staff do them on a phone."""

from playwright.sync_api import expect

from tests.browser.access import axe_faults, open_all, too_wide

HOURS = "/kelola/kantor/mpp/jam/"


def test_hours_are_copied_previewed_saved_and_taken_back(sign_in, site, complaints):
    page = sign_in("admin", at=HOURS)
    page.locator("#d0-0-tutup").fill("11.00")
    page.get_by_label("Jumat", exact=True).check()
    page.get_by_role("button", name="Salin").click()
    expect(page.locator("#d4-0-tutup")).to_have_value("11.00")
    page.get_by_role("button", name="Kosongkan jam ini").first.click()
    expect(page.locator("#d0-0-tutup")).to_have_value("")
    page.get_by_role("button", name="Lihat pratinjau").click()
    expect(page.get_by_role("heading", name="Begini warga akan melihatnya")).to_be_visible()
    page.get_by_role("button", name="Simpan jam ini").click()
    expect(page.get_by_text("disimpan.")).to_be_visible()
    open_all(page)
    assert axe_faults(page) + too_wide(page) == []
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("dikembalikan seperti sebelumnya")).to_be_visible()
    expect(page.locator("#d0-0-buka")).not_to_have_value("")
    assert complaints == []


def test_closure_becomes_a_card_whose_code_tells_when_it_is_taken_back(sign_in, site, complaints):
    page = sign_in("admin", at="/kelola/kantor/tutup/baru/?kantor=mpp")
    page.get_by_label("Alasan tutup").fill("Pindah loket")
    page.get_by_label("Dari tanggal").fill("2031-12-01")
    page.get_by_role("button", name="Lihat pratinjau").click()
    expect(page.locator(".preview")).to_contain_text("tutup: Pindah loket")
    page.get_by_role("button", name="Simpan dan umumkan").click()
    page.get_by_role("link", name="Buat kartu pemberitahuan").click()
    page.get_by_role("button", name="Terbitkan kartu").click()
    check = page.locator("a[href*='/k/']").get_attribute("href")
    page.goto(check)
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")
    page.goto(site.address + "/kelola/kantor/tutup/")
    page.get_by_role("button", name="Hapus Pindah loket").click()
    assert complaints == []
    page.goto(check)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tidak berlaku lagi")
