"""The loop of searches in vain, in a browser: searched, grouped, dealt with, found."""

import re

from playwright.sync_api import Page, expect

WORDS = "zumbalaya qorvatu"


def test_a_search_in_vain_becomes_a_synonym_and_then_finds(site, page: Page, sign_in, browser, complaints):
    reader = browser.new_context(base_url=site.address).new_page()
    for _ in range(2):
        reader.goto(f"/cari/?q={WORDS}")
    reader.goto("/layanan/?q=zumbalaya")
    sign_in("admin", at="/kelola/celah/")
    # Counts are written after an answer; this page writes what waits before it counts.
    page.get_by_role("link", name=WORDS, exact=True).click()
    page.get_by_role("link", name="Beri padanan kata").click()
    page.get_by_label("Kata di situs ini").fill("Kartu Keluarga")
    page.get_by_label("Kata yang diketik warga").fill(WORDS)
    page.get_by_role("button", name="Lihat hasilnya dulu").click()
    trial = page.get_by_role("listitem").filter(has_text="Nanti:")
    expect(trial).to_contain_text("Kartu Keluarga")
    page.get_by_role("button", name="Simpan padanan").click()
    dealt_with = page.get_by_role("listitem").filter(has_text=WORDS)
    expect(dealt_with).to_contain_text("belum dicari lagi sesudahnya")
    reader.goto(f"/cari/?q={WORDS}")
    hit = reader.locator(".find__part a").first
    expect(hit).to_contain_text("Kartu Keluarga")
    with reader.expect_request(re.compile("/cari/dibuka/")) as told:
        hit.click()
    assert told.value.post_data == "q=zumbalaya+qorvatu"
    # The page that opened must not count it again by where it came from.
    with reader.expect_request(re.compile("/layanan/")) as opened:
        reader.reload()
    assert "cari" not in opened.value.headers.get("referer", "")
    assert complaints == []
    reader.context.close()


def test_results_opened_without_scripts_are_told_by_the_page_before(
    site, without_scripts: Page, page: Page, sign_in
):
    without_scripts.goto("/cari/?q=ktp hilang")
    without_scripts.locator(".find__part a").first.click()
    expect(without_scripts).to_have_url(re.compile("/layanan/"))
    sign_in("admin", at="/kelola/celah/")  # writes what waits
    rows = "S.objects.filter(words='ktp hilang').values_list('times', 'opened')"
    asked = f"from faq.models import SearchCount as S; print(*{rows})"
    assert site.run(asked).strip() == "(1, 1)"
