"""Offices by distance: sorted on the device, told kindly when that fails, and never told to anybody."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.access import too_wide

NEAR_THE_SUBDISTRICT = {"latitude": -6.951, "longitude": 110.05, "accuracy": 20}
FIRST = "Kantor Disdukcapil Contoh (utama)"
NEAREST = "Kantor Kecamatan Contoh Utara, loket adminduk"
SORT = "[data-sort]"
UNDO = "[data-undo]"

FAILING = "navigator.geolocation.getCurrentPosition = (found, failed) => failed({ code: %d })"


@pytest.fixture
def located(context: BrowserContext) -> BrowserContext:
    context.grant_permissions(["geolocation"])
    context.set_geolocation(NEAR_THE_SUBDISTRICT)
    return context


def names(page: Page) -> list[str]:
    return page.locator("[data-offices] .office__name").all_inner_texts()


def test_nearest_office_comes_first_and_nothing_is_sent(located, page: Page, complaints):
    page.goto("/kantor/")
    page.wait_for_load_state("networkidle")
    original = names(page)
    assert original[0] == FIRST
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.locator(SORT).click()
    status = page.locator(".nearest__status")
    expect(status).to_contain_text("Diurutkan dari yang terdekat.")
    expect(status).to_contain_text("Koordinat di data contoh ini rekaan")
    assert names(page)[0] == NEAREST
    distances = page.locator("[data-distance]").all_inner_texts()
    assert distances[0] == "± 110 m dari Anda"
    assert all(re.fullmatch(r"± [\d,]+ k?m dari Anda", each) for each in distances)
    assert re.fullmatch(r"± \d,\d km dari Anda", distances[1])

    page.locator(UNDO).click()
    assert names(page) == original
    expect(status).to_have_text("Urutan semula sudah kembali.")
    expect(page.locator(SORT)).to_be_focused()
    assert page.locator("[data-distance]:visible").count() == 0
    assert sent == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    assert complaints == []


def test_numbers_are_in_the_language_of_the_page(located, page: Page):
    page.goto("/en/kantor/")
    page.locator(SORT).click()
    expect(page.locator("[data-distance]").nth(1)).to_contain_text(re.compile(r"± \d\.\d km"))


def test_rough_location_is_called_rough(located, page: Page):
    located.set_geolocation(NEAR_THE_SUBDISTRICT | {"accuracy": 12_000})
    page.goto("/kantor/")
    page.locator(SORT).click()
    expect(page.locator(".nearest__status")).to_contain_text("secara kasar (± 12 km)")


def test_refusal_leaves_the_list_as_it_is(page: Page, complaints):
    page.goto("/kantor/")
    page.locator(SORT).click()
    expect(page.locator(".nearest__status")).to_contain_text("Izin lokasi tidak diberikan")
    assert names(page)[0] == FIRST
    expect(page.locator(UNDO)).to_be_hidden()
    assert complaints == []


def test_failure_is_told_and_can_be_tried_again(page: Page):
    page.goto("/kantor/")
    for code, words in [(2, "tidak dapat ditemukan"), (3, "terlalu lama"), (9, "tidak dapat ditemukan")]:
        page.evaluate(f"() => {{ {FAILING % code}; }}")
        page.locator(SORT).click()
        expect(page.locator(".nearest__status")).to_contain_text(words)
        assert page.locator(SORT).get_attribute("aria-disabled") is None


def test_office_without_a_place_stays_last(located, page: Page):
    page.add_init_script(
        "document.addEventListener('DOMContentLoaded', () => {"
        " const first = document.querySelector('[data-offices] .office');"
        " delete first.dataset.lat; delete first.dataset.lon; })"
    )
    page.goto("/kantor/")
    page.locator(SORT).click()
    expect(page.locator(UNDO)).to_be_visible()
    assert names(page)[-1] == FIRST
    assert page.locator("[data-distance]").last.is_hidden()


def test_without_scripts_there_is_no_button_and_the_filter_works(without_scripts: Page):
    page = without_scripts
    page.goto("/kantor/")
    expect(page.locator(SORT)).to_be_hidden()
    assert len(names(page)) == 5
    page.get_by_role("link", name=re.compile("^Buka sekarang")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kantor dan jam buka")
    expect(page.locator('.choice[aria-current="true"]')).to_contain_text("Buka sekarang")


@pytest.mark.parametrize("path", ["/kantor/", "/kantor/keliling/", "/en/kantor/keliling/", "/kantor/mpp/"])
def test_office_pages_fit_and_can_be_touched(page: Page, path):
    page.goto(path)
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert (width, too_wide(page), too_small(page)) == (width, [], [])


def too_small(page: Page) -> list[str]:
    """What a finger would miss."""
    return page.evaluate(
        """() => [...document.querySelectorAll('main button, main summary, main .choice, main .maps a, main .served a')]
            .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
            .filter(([, box]) => box.width && box.height && box.height < 43.5)
            .map(([html]) => html)"""
    )
