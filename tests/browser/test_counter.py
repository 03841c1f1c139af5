"""The counter without internet: what is tapped waits on the device and arrives once, under the name of who tapped it."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.access import axe_faults, too_wide

SERVICE_WORKERS = "allow"
SERVICE = "ktp-el-hilang-rusak"
COUNT = """
from faq.models import Tap
print("counted:", *(f"{tap.by.username}/{tap.key}" for tap in Tap.objects.filter(taken_back=False).order_by("by", "at")))
"""
UNTIL_KEPT = """async () => {
    await navigator.serviceWorker.ready;
    while (!(await caches.match("/loket/isi.json")) || !navigator.serviceWorker.controller) {
        await new Promise(done => setTimeout(done, 25));
    }
}"""
"""Playwright's own waiting takes a promise for a yes."""


def counted(site) -> list[str]:
    printed = site.run(COUNT).splitlines()
    return next(line for line in printed if line.startswith("counted:")).split()[1:]


def button(page: Page, name: str):
    return page.get_by_role("button", name=f"Ditanya lagi {name}", exact=True)


def state(page: Page):
    return page.locator("[data-counter]")


@pytest.fixture
def nothing_counted(site):
    site.run("from faq.models import Tap; Tap.objects.all().delete()")


def test_taps_without_internet_arrive_once(sign_in, site, nothing_counted, complaints):
    page = sign_in("counter", at="/loket/")
    page.evaluate(UNTIL_KEPT)
    page.context.set_offline(True)
    button(page, "Penerbitan KTP-el Baru").click()
    expect(state(page)).to_contain_text("1 ketukan menunggu dikirim")
    page.reload()
    expect(page.get_by_text("Tanpa internet. Isi ini disimpan")).to_be_visible()
    assert axe_faults(page) + too_wide(page) == []
    page.get_by_role("searchbox").fill("ktp ilang hilang")
    page.get_by_role("link", name="Penggantian KTP-el Hilang atau Rusak").click()
    page.get_by_role("link", name="KTP-el hilang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Penggantian KTP-el Hilang atau Rusak")
    expect(page.locator("#bawa")).to_contain_text("kehilangan dari kepolisian")
    assert axe_faults(page) + too_wide(page) == []
    page.get_by_role("button", name="Ditanya lagi").click()
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("Dibatalkan").locator("visible=true")).to_be_visible()
    page.wait_for_timeout(700)  # a second press within 0.7 seconds is taken for a slip
    page.get_by_role("button", name="Ditanya lagi").click()
    page.get_by_role("link", name="Kembali ke loket").click()
    page.get_by_label("Yang ditanyakan, dengan").fill("paspor 3201234567890123")
    page.get_by_role("button", name="Catat pertanyaan lain").click()
    expect(state(page)).to_contain_text("3 ketukan menunggu dikirim")
    page.context.set_offline(False)
    expect(state(page)).to_contain_text("Semua ketukan terkirim.")
    page.goto(site.address + "/loket/")
    expect(state(page)).to_contain_text("Semua ketukan terkirim.")
    assert sorted(counted(site)) == ["counter/", "counter/ktp-el-baru", f"counter/{SERVICE}"]
    page.get_by_text("Contoh Loket").click()
    page.locator(".staff-me__menu").get_by_role("button", name="Keluar", exact=True).click()
    page.wait_for_url(site.address + "/")
    assert [name for name in page.evaluate("caches.keys()") if name.startswith("loket-")] == []
    assert [each for each in complaints if "ERR_INTERNET_DISCONNECTED" not in each] == []


def test_lost_answers_and_another_officer_count_nothing_twice(
    browser, browser_context_args, site, nothing_counted
):
    # What a worker answers cannot be disturbed by the test.
    context = browser.new_context(**browser_context_args | {"service_workers": "block"})
    page = context.new_page()

    def enter(name):
        page.goto(site.address + "/masuk/?next=/loket/")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("sandi").fill(site.passwords[name])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/loket/")

    enter("counter")
    sending = "**/loket/kirim/"
    page.route(sending, lambda route: route.fulfill(status=500))
    button(page, "Penerbitan KTP-el Baru").click()
    expect(state(page)).to_contain_text("Server belum bisa menerima")
    page.unroute_all(behavior="wait")
    page.route(sending, lambda route: (route.fetch(), route.abort()))  # it arrives, its answer does not
    page.reload()
    expect(state(page)).to_contain_text("Tanpa internet: 1 ketukan menunggu")
    assert counted(site) == ["counter/ktp-el-baru"]
    page.get_by_role("button", name="Ditanya lagi Perubahan Kartu Keluarga").click()
    expect(state(page)).to_contain_text("2 ketukan menunggu")
    # Signed out by the clock; a colleague takes the device.
    context.clear_cookies(name="sessionid")
    page.unroute_all(behavior="wait")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(state(page)).to_contain_text("Masuk lagi: 2 ketukan menunggu dikirim.")
    enter("editor")
    expect(state(page)).to_contain_text("2 ketukan petugas lain menunggu di perangkat ini")
    button(page, "Penerbitan KTP-el Baru").click()
    expect(page.get_by_text("Tercatat").locator("visible=true")).to_be_visible()
    expect(state(page)).to_contain_text("Semua ketukan terkirim. 2 ketukan petugas lain")
    context.clear_cookies(name="sessionid")
    enter("counter")
    expect(state(page)).to_contain_text("Semua ketukan terkirim.")
    found = counted(site)
    assert sorted(found) == ["counter/kk-perubahan-data", "counter/ktp-el-baru", "editor/ktp-el-baru"], found
    context.close()
