"""A disruption on an editor's phone: written from a common case, seen by residents at once, ended in one press."""

from playwright.sync_api import expect

from tests.browser.access import axe_faults, look, open_all, too_wide


def faults(page):
    open_all(page)
    return axe_faults(page) + too_wide(page) + look(page, "smallTargets") + look(page, "headingsThatSkip")


def test_disruption_is_written_seen_and_ended(sign_in, site, complaints):
    page = sign_in("editor", at=None)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(site.address + "/studio/kabar/")
    page.get_by_role("link", name="Jaringan putus").click()
    page.get_by_text("Layanan: semua").click()
    page.get_by_label("Cari layanan").fill("kartu keluarga")
    page.get_by_label("Penerbitan Kartu Keluarga Baru").check()
    expect(page.get_by_label("Penerbitan KTP-el Baru")).to_be_hidden()
    expect(page.get_by_text("1 dipilih")).to_be_visible()
    expect(page.get_by_label("Hari terakhir")).to_be_hidden()
    page.get_by_role("button", name="Lihat dulu tampilannya").click()
    expect(page.get_by_role("heading", name="Begini tampilnya. Belum disimpan.")).to_be_visible()
    assert axe_faults(page) + too_wide(page) == []
    page.get_by_role("button", name="Simpan kabar").click()
    expect(page.get_by_role("heading", name="Yang tampil di situs")).to_be_visible()
    assert axe_faults(page) + too_wide(page) + look(page, "headingsThatSkip") == []
    detail = page.url
    number = detail.rstrip("/").rpartition("/")[2]
    for path in ("/", "/kabar/", f"/kabar/{number}/", "/layanan/kk-baru/", "/en/kantor/mpp/"):
        page.goto(site.address + path)
        if path != "/layanan/kk-baru/":  # where it looks as it does on the others
            assert faults(page) == [], path
        expect(
            page.get_by_role("region", name="Kabar mendesak" if "/en/" not in path else "Urgent notices")
        ).to_be_visible()
    page.goto(detail)
    page.get_by_role("button", name="Berakhir sekarang").click()
    expect(page.get_by_text("berakhir pukul")).to_be_visible()
    page.goto(site.address + "/")
    expect(page.get_by_role("region", name="Kabar mendesak")).to_have_count(0)
    assert complaints == []
