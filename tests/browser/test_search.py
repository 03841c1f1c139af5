"""Searching in a real browser: suggestions while typing, with the keyboard, on a slow network, and without scripts."""

from playwright.sync_api import Page, expect


def test_suggestions_are_chosen_with_the_keyboard(page: Page, complaints):
    page.goto("/")
    field = page.get_by_role("combobox", name="Mau urus apa?")
    field.press_sequentially("akta kel")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    field.press("Enter")
    page.wait_for_url("**/layanan/akta-kelahiran/")
    assert complaints == []


def test_escape_closes_and_enter_searches_what_was_typed(page: Page, complaints):
    page.goto("/cari/")
    field = page.get_by_role("combobox")
    field.press_sequentially("ktp ilang")
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_value("ktp ilang")
    field.press("Enter")
    page.wait_for_url("**/cari/?q=ktp+ilang")
    expect(page.locator("main a[href^='/layanan/ktp-el-hilang-rusak/']").first).to_be_visible()
    assert complaints == []


def test_a_suggestion_can_be_pressed(page: Page):
    page.goto("/cari/")
    page.get_by_role("combobox").press_sequentially("skck")
    page.get_by_role("option").first.click()
    page.wait_for_url("**/layanan/pengantar-skck/")


def test_a_dead_network_only_means_no_suggestions(page: Page):
    page.goto("/cari/")
    page.route("**/cari/saran/**", lambda route: route.abort())
    field = page.get_by_role("combobox")
    field.press_sequentially("skck")
    field.press("Enter")
    page.wait_for_url("**/cari/?q=skck")


def test_the_search_works_without_scripts(without_scripts: Page):
    without_scripts.goto("/")
    without_scripts.get_by_label("Mau urus apa?").fill("dompet ilang")
    without_scripts.get_by_role("button", name="Cari").click()
    without_scripts.wait_for_url("**/cari/?q=dompet+ilang")
    expect(without_scripts.locator("main h3 a").first).to_have_attribute(
        "href", "/layanan/ktp-el-hilang-rusak/"
    )
