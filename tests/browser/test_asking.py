"""Asking on a phone: with scripts, where answers appear while typing, and without, where they are the next step."""

import re

from playwright.sync_api import Page, expect

from faq.asking import form_tokens
from tests.browser import access

PATIENCE = 1000 * (form_tokens.SHORTEST_SECONDS + 1)
CODE = re.compile(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}")


def test_answers_appear_while_typing_and_a_question_gets_a_code(page: Page, complaints):
    page.goto("/tanya/?layanan=ktp-el-hilang-rusak&keadaan=hilang")
    expect(page.get_by_label("Keadaan Anda")).to_have_value("hilang")
    text = page.get_by_label("Pertanyaan Anda")
    text.press_sequentially("KTP saya hilang, apakah bayar?")
    expect(page.get_by_role("heading", name="Mungkin ini jawabannya")).to_be_visible()
    assert [*access.axe_faults(page), *access.too_wide(page), *access.look(page, "smallTargets")] == []
    page.get_by_role("button", name="Ini menjawab").first.click()
    expect(page.get_by_role("heading", name="Senang bisa membantu")).to_be_visible()

    page.goto("/tanya/")
    page.get_by_label("Tentang layanan apa").select_option("kk-baru")
    page.get_by_label("Keadaan Anda").select_option(index=1)
    page.get_by_label("Pertanyaan Anda").fill("Bolehkah tetangga mengantre untuk saya? NIK 3301221201900001")
    page.wait_for_timeout(PATIENCE)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    page.wait_for_url("**/terkirim/")
    code = page.locator("#kode-anda").inner_text()
    assert CODE.fullmatch(code)
    expect(page.get_by_text("Data pribadi kami samarkan")).to_be_visible()
    assert [*access.axe_faults(page), *access.too_wide(page)] == []
    page.goto("/tanya/")
    page.get_by_label("Masukkan kode Anda").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Buka").click()
    expect(page.get_by_role("heading", name="Sudah kami terima")).to_be_visible()
    expect(page.get_by_text("NIK [nomor disamarkan]")).to_be_visible()
    assert [*access.axe_faults(page), *access.too_wide(page), *complaints] == []


def test_asking_works_without_scripts(without_scripts: Page):
    page = without_scripts
    page.goto("/layanan/kk-baru/")
    page.locator("#bawa").get_by_role("link", name="Ajukan pertanyaan").click()
    page.get_by_label("Pertanyaan Anda").fill("Apakah kantor buka hari Sabtu?")
    page.wait_for_timeout(PATIENCE)
    page.get_by_role("button", name="Kirim pertanyaan").click()
    expect(page.get_by_role("heading", name="Sudah ada jawabannya?")).to_be_visible()
    assert access.look(page, "deadWithoutScripts") == []
    page.get_by_role("button", name="Tetap kirim").click()
    page.wait_for_url("**/terkirim/")
    code = page.locator("#kode-anda").inner_text()
    page.goto(f"/tanya/{code}/")
    expect(page.get_by_text("Apakah kantor buka hari Sabtu?")).to_be_visible()
    page.get_by_role("link", name="Hapus pertanyaan ini").click()
    page.get_by_role("button", name="Ya, hapus").click()
    expect(page.get_by_role("heading", name="Pertanyaan sudah dihapus")).to_be_visible()
    assert page.goto(f"/tanya/{code}/").status == 404
