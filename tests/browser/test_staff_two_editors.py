"""Two people, two browsers, one draft; and two saves that arrive at the same moment."""

import http.client
import threading
from http.cookies import SimpleCookie
from types import SimpleNamespace
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Site
from tests.browser.test_staff_forms import open_service
from tests.forms import form_data

SLUG = "legalisir-dokumen"
STAFF = """
from django.contrib.auth.models import User
from tests.people import make_staff
for name in ("siti", "budi"):
    User.objects.filter(username=name).exists() or make_staff("Penyunting", name)
"""


@pytest.fixture(scope="module")
def colleagues(site):
    """Two editors of the demo office."""
    site.run(STAFF)


def at_the_form(context: BrowserContext, site: Site, name: str) -> Page:
    context.add_cookies([site.cookie_of(name)])
    page = context.new_page()
    open_service(page, site, SLUG)
    return page


@pytest.fixture
def two(browser, browser_context_args, site, colleagues):
    """Siti with scripts and Budi without, each at the form of the same service."""
    contexts = [
        browser.new_context(**browser_context_args, java_script_enabled=scripts) for scripts in (True, False)
    ]
    yield [at_the_form(context, site, name) for context, name in zip(contexts, ("siti", "budi"), strict=True)]
    for context in contexts:
        context.close()


def summary(page: Page):
    return page.locator("textarea[name=summary]")


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan draf", exact=True).click()


def test_second_editor_chooses_and_nothing_is_lost(two):
    siti, budi = two
    summary(siti).fill("Ringkasan dari Siti.")
    save(siti)
    expect(siti.get_by_text("Perubahan Anda tersimpan.")).to_be_visible()
    summary(budi).fill("Ringkasan dari Budi.")
    budi.locator("input[name=short_name]").fill("Legalisir Budi")
    save(budi)
    expect(budi.get_by_role("heading", level=1)).to_have_text("Draf ini sudah disimpan orang lain")
    expect(budi.get_by_text("siti mengubah: Ringkasan satu kalimat")).to_be_visible()
    both = budi.get_by_role("group", name="Ringkasan satu kalimat")
    expect(both.get_by_role("radio", name="Isian siti")).not_to_be_checked()
    expect(both.get_by_role("radio", name="Isian saya")).not_to_be_checked()
    expect(both).to_contain_text("Ringkasan dari Siti.")
    own = budi.get_by_role("group", name="Nama singkat")
    expect(own.get_by_role("radio", name="Isian saya")).to_be_checked()
    both.get_by_role("radio", name="Isian saya").check()
    budi.get_by_role("button", name="Simpan pilihan ini").click()
    expect(summary(budi)).to_have_value("Ringkasan dari Budi.")
    expect(budi.locator("input[name=short_name]")).to_have_value("Legalisir Budi")
    budi.get_by_role("link", name="Batalkan perubahan ini").click()
    budi.get_by_role("button", name="Kembalikan draf ke versi ini").click()
    expect(summary(budi)).to_have_value("Ringkasan dari Siti.")
    budi.wait_for_load_state()  # before its styles are there, a page has any width
    assert budi.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_of_two_saves_at_one_moment_one_is_asked(site, colleagues):
    answers: list[int] = []
    ready = threading.Barrier(2)
    address = site.address + site.form_of(SLUG)
    sent = [_filled_in(site, name, address) for name in ("siti", "budi")]

    def post(headers: dict[str, str], body: str) -> None:
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
        ready.wait()
        connection.request("POST", urlsplit(address).path, body, headers)
        answer = connection.getresponse()
        answer.read()
        answers.append(answer.status)
        connection.close()

    threads = [threading.Thread(target=post, args=each) for each in sent]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [302, 409]


def _filled_in(site: Site, name: str, address: str) -> tuple[dict[str, str], str]:
    """What the form at an address would send with another summary: headers and body."""
    session = site.cookie_of(name)
    cookie = f"{session['name']}={session['value']}"
    with urlopen(Request(address, headers={"Cookie": cookie})) as answer:
        token = SimpleCookie(answer.headers["Set-Cookie"])["csrftoken"]
        data = form_data(SimpleNamespace(content=answer.read()), "service_form")
    headers = {
        "Cookie": f"{cookie}; csrftoken={token.value}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": site.address,
    }
    return headers, urlencode(data | {"summary": [f"Ringkasan {name}."]}, doseq=True)
