"""Data in and out in the browser: upload, look, apply; and what axe finds on its pages."""

from playwright.sync_api import Page, expect

from tests.browser.access import axe_faults

LIST = 'Nama;Kategori;Ringkasan;Persyaratan\r\n"Izin Keramaian Contoh";surat;Untuk acara;"KTP-el; Fotokopi KK"\r\n'


def choose(page: Page, content: str, name: str = "daftar.csv") -> None:
    page.goto("/kelola/data/")
    page.get_by_label("Berkas").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Periksa dulu").click()


def test_list_of_services_is_brought_in_after_a_look(sign_in, complaints):
    page = sign_in("editor", at=None)
    choose(page, LIST)
    expect(page.get_by_role("heading", level=1)).to_have_text("Yang akan berubah")
    row = page.get_by_role("listitem").filter(has_text="Izin Keramaian Contoh").first
    expect(row).to_contain_text("Baru")
    row.get_by_text("Isinya").click()
    expect(row).to_contain_text("Fotokopi KK")
    assert axe_faults(page) == []
    page.get_by_role("button", name="Terapkan").click()
    expect(page.get_by_text("Selesai: 1 baris baru")).to_be_visible()
    assert axe_faults(page) == []
    choose(page, LIST.replace("surat", "bulan"))
    expect(page.get_by_text("lembar Layanan, baris 2 · kolom Kategori")).to_be_visible()
    assert [each for each in complaints if "422" not in each] == []
