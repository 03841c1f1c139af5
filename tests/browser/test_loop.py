"""The loop that lowers the queue, from one end to the other, each by the people who walk it."""

import re

from playwright.sync_api import Browser, Page, expect

from faq.asking import form_tokens

MISSED = "dekrepitasi wuwungan"


def review(page: Page, title: str) -> None:
    """Publish what an editor submitted, as the reviewer finds it."""
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(page.get_by_label("Keadaan entri")).to_contain_text("Terbit (edisi 1)")


def test_what_nobody_found_becomes_an_answer_that_is_found(sign_in, page: Page, complaints):
    page.goto(f"/cari/?q={MISSED}")
    page.goto(f"/cari/?q={MISSED}")
    sign_in("editor", at="/kelola/celah/")
    page.get_by_role("link", name=MISSED, exact=True).click()
    page.get_by_role("button", name="Buat draf tanya jawab").click()
    page.locator("#id_question").fill("Apa itu dekrepitasi wuwungan?")
    page.locator("#id_answer").fill("Istilah karangan. Kantor ini tidak mengurusnya.")
    page.get_by_role("button", name="Simpan dan ajukan").first.click()
    expect(page.get_by_label("Keadaan entri")).to_contain_text("Menunggu tinjauan")

    sign_in("reviewer", at="/kelola/pemberitahuan/")
    review(page, "untuk ditinjau")

    page.goto(f"/cari/?q={MISSED}")
    page.get_by_role("link", name="Apa itu dekrepitasi wuwungan?").click()
    expect(page.get_by_role("main")).to_contain_text("Istilah karangan")

    sign_in("editor", at="/kelola/celah/ditangani/")
    expect(page.get_by_role("listitem").filter(has_text=MISSED)).to_contain_text(
        "Apa itu dekrepitasi wuwungan?"
    )
    assert complaints == []


def test_a_question_is_answered_for_all_and_becomes_a_card(
    sign_in, site, page: Page, browser: Browser, complaints
):
    resident = browser.new_context(base_url=site.address, viewport={"width": 390, "height": 844}).new_page()
    resident.goto("/tanya/?layanan=kk-baru")
    resident.get_by_label("Pertanyaan Anda").fill(
        "Bolehkah gudang kosong dijadikan alamat keluarga? NIK 3301221201900001"
    )
    resident.wait_for_timeout(1000 * (form_tokens.SHORTEST_SECONDS + 1))
    resident.get_by_role("button", name="Kirim pertanyaan").click()
    resident.wait_for_url("**/terkirim/")
    answer = f"/tanya/{resident.locator('#kode-anda').inner_text()}/"

    sign_in("editor", at="/kelola/tanya/")
    page.get_by_role("link", name=re.compile("^Bolehkah gudang kosong")).click()
    expect(page.get_by_role("main")).to_contain_text("NIK [nomor disamarkan]")
    page.get_by_role("button", name="Terbitkan sebagai tanya jawab").click()
    page.get_by_label("Pertanyaan", exact=True).fill("Bolehkah gudang menjadi alamat KK?")
    page.get_by_label("Jawaban singkat").fill("Tidak. Alamat KK harus rumah yang dihuni.")
    page.get_by_role("button", name="Jawab, dan ajukan untuk ditinjau").click()
    expect(page.get_by_role("main")).to_contain_text("diajukan")

    resident.goto(answer)
    expect(resident.get_by_role("main")).to_contain_text("Alamat KK harus rumah yang dihuni.")

    sign_in("reviewer", at="/kelola/pemberitahuan/")
    review(page, "untuk ditinjau")
    resident.goto(answer)
    resident.get_by_role("link", name="Tautan jawaban ini").click()
    expect(resident.get_by_role("heading", level=1)).to_have_text("Bolehkah gudang menjadi alamat KK?")
    slug = resident.url.rstrip("/").rsplit("/", 1)[1]

    sign_in("pr", at=f"/studio/buat/tanya-jawab/{slug}/")
    with page.expect_download():
        page.get_by_role("button", name="Unduh ZIP").click()
    code = page.get_by_text("Kode kartu ini").locator("strong").text_content()
    resident.goto(f"/k/{code}/")
    expect(resident.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")
    resident.context.close()
    assert complaints == []
