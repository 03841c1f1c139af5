"""A service page in the hands of a resident: ticks, cases, another day, sharing; with and without scripts."""

from urllib.parse import unquote

from playwright.sync_api import Page, expect

from tests.browser.access import too_wide

LOST = "/layanan/ktp-el-hilang-rusak/?keadaan=hilang"
MARRIED = "/layanan/kk-baru/?keadaan=menikah"


def question(page: Page) -> list[str]:
    """The lines of the message to the office, as the link holds it now."""
    address = page.locator("#bawa [data-ask]").get_attribute("href")
    return unquote(address.partition("?text=")[2]).split("\n")


def test_ticks_are_counted_kept_on_the_device_and_taken_back(page: Page, complaints):
    page.goto(MARRIED)
    bar = page.get_by_role("progressbar", name="0 dari 3 siap")
    expect(bar).to_be_visible()
    page.get_by_role("checkbox", name="Formulir F-1.02").check()
    page.get_by_role("checkbox", name="SPTJM perkawinan belum tercatat").check()
    expect(page.get_by_role("progressbar", name="2 dari 3 siap")).to_be_visible()
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [2, 3]

    page.reload()
    expect(page.get_by_role("progressbar", name="2 dari 3 siap")).to_be_visible()
    page.goto("/layanan/kk-baru/?keadaan=bercerai")
    expect(page.get_by_role("checkbox", name="Formulir F-1.02")).to_be_checked()
    page.get_by_role("button", name="Hapus centang").click()
    expect(page.get_by_role("progressbar", name="0 dari 3 siap")).to_be_visible()
    expect(page.get_by_role("button", name="Urungkan")).to_be_focused()
    expect(page.get_by_role("button", name="Hapus centang")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Formulir F-1.02")).to_be_checked()
    expect(page.get_by_role("button", name="Hapus centang")).to_be_focused()
    page.goto(MARRIED)
    expect(page.get_by_role("checkbox", name="SPTJM perkawinan belum tercatat")).to_be_checked()
    assert complaints == []


def test_one_of_several_is_enough_and_all_ready_says_so(page: Page):
    page.goto(MARRIED)
    for name in ("Formulir F-1.02", "KK lama", "Fotokopi buku nikah"):
        page.get_by_role("checkbox", name=name).check()
    expect(page.get_by_role("progressbar", name="Semua siap. Silakan berangkat.")).to_be_visible()


def test_paper_with_a_condition_counts_once_it_is_ticked(page: Page):
    page.goto("/layanan/kk-baru/?keadaan=pisah")
    expect(page.get_by_role("progressbar", name="0 dari 3 siap")).to_be_visible()
    expect(page.locator("[data-ready-maybe]")).to_contain_text("1 berkas lain hanya diminta bila")
    page.get_by_role("checkbox", name="Pernyataan tidak keberatan pemilik rumah").check()
    expect(page.get_by_role("progressbar", name="1 dari 4 siap")).to_be_visible()
    expect(page.locator("[data-ready-maybe]")).to_be_hidden()


def test_ticks_reach_the_question_to_the_office_and_nothing_else(page: Page):
    sent = []
    page.goto(LOST)
    page.on("request", lambda request: sent.append(request.url))
    assert len(question(page)) == 4
    page.get_by_role("checkbox", name="Formulir F-1.02").check()
    assert question(page)[-3:-1] == [
        "Sudah punya: Formulir F-1.02.",
        "Belum punya: Surat keterangan kehilangan dari kepolisian, Fotokopi Kartu Keluarga (KK).",
    ]
    assert question(page)[-1] == "Pertanyaan saya: "
    bar = page.locator(".actions [data-ask]").get_attribute("href")
    assert bar == page.locator("#bawa [data-ask]").get_attribute("href")
    page.get_by_role("checkbox", name="Formulir F-1.02").uncheck()
    assert len(question(page)) == 4
    assert [address for address in sent if "/static/" not in address] == []


def test_link_with_the_case_is_copied(page: Page, site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(LOST)
    page.get_by_role("button", name="Salin tautan").click()
    expect(page.get_by_role("status").filter(has_text="Tautan disalin.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == site.address + LOST


def test_link_is_shown_where_it_cannot_be_copied(page: Page, site):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(LOST)
    page.get_by_role("button", name="Salin tautan").click()
    expect(page.locator("[data-share-said]")).to_contain_text(site.address + LOST)


def test_device_that_can_share_is_asked_to(page: Page, site):
    page.add_init_script("navigator.share = async (what) => { window.shared = what; }")
    page.goto(LOST)
    page.get_by_role("button", name="Bagikan lewat aplikasi lain").click()
    assert page.evaluate("window.shared.url") == site.address + LOST
    assert "KTP-el hilang" in page.evaluate("window.shared.title")


def test_choosing_a_case_leads_to_its_papers_and_back(page: Page):
    page.goto("/layanan/ktp-el-hilang-rusak/")
    page.get_by_role("link", name="KTP-el hilang").click()
    expect(page.locator("#berkas h2")).to_be_in_viewport()
    expect(page.locator("#keadaan [aria-current]")).to_have_text("KTP-el hilang")
    page.get_by_role("link", name="Ganti keadaan").click()
    expect(page.locator("#keadaan")).to_be_in_viewport()
    page.get_by_role("link", name="Tampilkan semua", exact=True).click()
    expect(page.locator("#berkas")).to_contain_text("KTP-el yang rusak")


def test_page_works_whole_without_scripts(without_scripts: Page):
    page = without_scripts
    page.goto(LOST)
    for hidden in (".ready", "[data-kept]", "[data-share-copy]", "[data-share-native]", "[data-print]"):
        assert page.locator(hidden).evaluate_all("all => all.every(each => !each.offsetParent)"), hidden
    assert len(question(page)) == 4
    page.get_by_role("checkbox", name="Formulir F-1.02").check()
    page.get_by_text("Hitung untuk hari lain").click()
    page.get_by_label("Kalau berkas diserahkan tanggal").fill("2020-01-01")
    page.locator(".promise__form").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Hitung").click()
    expect(page.get_by_label("Kalau berkas diserahkan tanggal")).to_have_accessible_description(
        "Tanggal itu sudah lewat. Pilih hari ini atau sesudahnya."
    )
    assert "keadaan=hilang" in page.url


def test_nothing_is_wider_than_the_window_or_hidden_by_the_bar(page: Page):
    page.goto(MARRIED)
    last = page.get_by_role("checkbox").last
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert too_wide(page) == [], width
        page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        last.focus()
        box, bar = last.bounding_box(), page.locator(".actions").bounding_box()
        if width < 960:
            assert box["y"] + box["height"] <= bar["y"], width
