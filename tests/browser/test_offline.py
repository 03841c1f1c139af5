"""Without internet: what was seen or saved can be read, with its date; what must be asked now is not."""

import http.server
import threading

import pytest
from playwright.sync_api import Page, expect

from tests.browser.line import Line
from tests.production import Server, free_port

SERVER = "production"
SERVICE_WORKERS = "allow"
SERVICE = "/layanan/ktp-el-hilang-rusak/"
NAME = "Penggantian KTP-el Hilang atau Rusak"
IS_STORED = "async address => Boolean(await caches.match(address))"
ADDRESSES = """async () => (await Promise.all((await caches.keys()).map(async name =>
    (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname)))).flat()"""
TOLD = "([order, addresses]) => savedServices.tell(order, addresses)"
OLD_SERVICE = "/layanan/sudah-tidak-ada/"
LISTED = """address => savedServices.write(
    [{slug: "lama", names: {id: "Layanan lama", en: ""}, urls: {id: address, en: `/en${address}`}}])"""
"""Puts a service on the list, but no copy of it on the device."""


@pytest.fixture
def internet(production):
    """The line to the server, which a test may stop."""
    line = Line(production)
    line.start()
    yield line
    line.stop()


@pytest.fixture
def switched_off(production, tmp_path):
    """The same site on a server that was started with OFFLINE=0."""
    server = Server(tmp_path, free_port())
    same = {name: production.environment[name] for name in ("SITE_URL", "DATABASE_URL", "STATIC_ROOT")}
    server.environment |= same
    server.start(OFFLINE="0")
    yield server
    server.stop()


@pytest.fixture
def visitor(browser, browser_context_args, internet) -> Page:
    context = browser.new_context(**browser_context_args | {"base_url": internet.address})
    yield context.new_page()
    context.close()


def until(page: Page, test: str, argument: str | None = None) -> None:
    """Wait until an async JavaScript function is true; Playwright's own waiting takes its promise for a yes."""
    page.evaluate(
        f"""async argument => {{
            for (let each = 0; each < 200; each++) {{
                if (await ({test})(argument)) return;
                await new Promise(done => setTimeout(done, 25));
            }}
            throw new Error("waited for too long");
        }}""",
        argument,
    )


def seen(page: Page, address: str) -> Page:
    """Open a page, and wait until it is stored."""
    page.goto(address)
    until(page, IS_STORED, address)
    return page


def saved(page: Page, address: str = SERVICE) -> Page:
    page.goto(address)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Tersimpan. Bisa dibaca tanpa internet.")).to_be_visible()
    return page


def note(page: Page):
    return page.locator(".stored-note")


def test_page_seen_once_opens_without_internet_with_its_date(visitor, internet):
    page = seen(visitor, SERVICE)
    expect(note(page)).to_have_count(0)
    internet.stop()
    page.goto(SERVICE)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    year = page.evaluate("new Date().getFullYear()")
    expect(note(page)).to_contain_text(f"{year}, ")
    expect(note(page)).to_contain_text("mungkin sudah berubah")
    assert page.evaluate("document.styleSheets.length") >= 4
    assert page.evaluate("document.fonts.check('16px Plus Jakarta Sans')")


def test_stored_page_does_not_say_what_is_open_now(visitor, internet):
    page = seen(visitor, "/kantor/mpp/")
    expect(page.locator(".state").first).not_to_have_text("Lihat jam bukanya")
    internet.stop()
    page.reload()
    expect(page.locator(".state").first).to_have_text("Lihat jam bukanya")
    assert page.locator("[data-now]").count() == 0


def test_page_that_is_not_stored_leads_to_what_is(visitor, internet):
    page = saved(visitor)
    seen(page, "/kantor/")
    internet.stop()
    page.goto("/tanya-jawab/")
    expect(note(page)).to_contain_text("belum tersimpan di perangkat ini")
    expect(page.locator("[data-saved-list]").get_by_role("link", name=NAME)).to_be_visible()
    expect(page.locator("[data-seen-list]").get_by_role("listitem")).to_have_count(1)
    page.locator("[data-seen-list]").get_by_role("link", name="Kantor").click()
    expect(page).to_have_url(f"{internet.address}/kantor/")
    expect(note(page)).to_contain_text("Tersimpan")


def test_card_is_never_answered_from_memory(visitor, internet):
    page = seen(visitor, "/")
    for path in ("/k/0000-0000/", "/periksa/", "/en/periksa/", "/masuk/"):
        page.goto(path)
    page.goto("/")
    assert not {"/k/0000-0000/", "/periksa/", "/en/periksa/", "/masuk/"} & set(page.evaluate(ADDRESSES))
    # Even if there were a copy, it would not be shown.
    page.evaluate(
        "async () => (await caches.open('pages-1')).put('/k/0000-0000/', new Response('<main>asli</main>'))"
    )
    internet.stop()
    page.goto("/k/0000-0000/")
    expect(note(page)).to_contain_text("tidak bisa diperiksa tanpa internet")


def test_saved_service_opens_in_both_languages_and_for_a_case_not_seen(visitor, internet):
    page = saved(visitor)
    internet.stop()
    for address in (SERVICE, f"/en{SERVICE}", f"{SERVICE}?keadaan=rusak"):
        page.goto(address)
        expect(note(page)).to_be_visible()
        expect(page.get_by_role("main")).to_contain_text("Surat keterangan kehilangan")
    page.goto("/simpanan/")
    expect(page.get_by_role("link", name=NAME)).to_be_visible()


def test_saved_service_is_taken_off_and_brought_back(visitor, internet):
    page = saved(visitor)
    page.get_by_role("link", name="Lihat simpanan").click()
    page.get_by_role("button", name=f"Hapus {NAME}").click()
    undo = page.get_by_role("button", name=f"Batalkan {NAME}")
    expect(undo).to_be_focused()
    undo.click()
    expect(page.get_by_role("button", name=f"Hapus {NAME}")).to_be_focused()
    page.get_by_role("button", name=f"Hapus {NAME}").click()
    page.reload()
    expect(page.get_by_text("Belum ada layanan yang disimpan.")).to_be_visible()
    page.goto(SERVICE)
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_visible()


def test_button_takes_off_what_it_saved(visitor):
    page = saved(visitor)
    page.get_by_role("button", name="Hapus dari simpanan").click()
    expect(page.get_by_text("Dihapus dari simpanan.")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_visible()
    until(page, "async () => (await (await caches.open('saved-1')).keys()).length === 0")


def test_saving_without_internet_says_so(visitor, internet):
    page = seen(visitor, SERVICE)
    internet.stop()
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Belum tersimpan. Periksa sambungan internet")).to_be_visible()
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_visible()


def test_only_so_many_pages_stay_and_the_oldest_go_first(visitor):
    page = seen(visitor, "/")
    page.evaluate(
        """async () => {
            const cache = await caches.open("pages-1");
            const headers = each => ({"X-Stored-At": new Date(each * 1000).toISOString()});
            for (let each = 59; each >= 0; each--) {
                await cache.put(`/lama/${each}/`, new Response("lama", {headers: headers(each)}));
            }
        }"""
    )
    seen(page, "/kantor/")
    until(page, "async () => (await (await caches.open('pages-1')).keys()).length === 60")
    kept = page.evaluate(
        "async () => (await (await caches.open('pages-1')).keys()).map(each => new URL(each.url).pathname)"
    )
    assert {"/", "/kantor/", "/lama/2/", "/lama/59/"} <= set(kept)
    assert not {"/lama/0/", "/lama/1/"} & set(kept)


def test_saved_copy_stays_where_the_device_is_full(visitor, internet):
    page = saved(visitor)
    session = page.context.new_cdp_session(page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": internet.address, "quotaSize": 1})
    assert page.evaluate(TOLD, ["save", [SERVICE]]) == {"done": False, "full": True}
    assert page.evaluate(
        "async address => Boolean(await (await caches.open('saved-1')).match(address))", SERVICE
    )


def test_pages_only_seen_make_room_for_what_is_saved(visitor):
    page = seen(visitor, "/")
    page.evaluate(
        """async () => {
            const cache = await caches.open("pages-1");
            for (let each = 0; each < 9; each++) await cache.put(`/lama/${each}/`, new Response("lama"));
        }"""
    )
    page.context.service_workers[-1].evaluate(
        """() => {
            const put = Cache.prototype.put;
            Cache.prototype.put = async () => {
                Cache.prototype.put = put;
                throw new DOMException("", "QuotaExceededError");
            };
        }"""
    )
    assert page.evaluate(TOLD, ["save", [SERVICE]]) == {"done": True}
    assert page.evaluate("async () => (await (await caches.open('pages-1')).keys()).length") == 5
    assert page.evaluate(IS_STORED, "/")
    assert page.evaluate(IS_STORED, SERVICE)


def test_copy_that_was_lost_comes_back_with_the_next_page(visitor):
    page = saved(visitor)
    page.evaluate(
        """async address => {
            await caches.delete("saved-1");
            await (await caches.open("pages-1")).put(`/en${address}`, new Response("pernah dibuka"));
        }""",
        SERVICE,
    )
    page.goto("/kantor/")
    until(page, "async address => (await caches.open('saved-1')).match(address)", SERVICE)
    until(page, "async address => (await caches.open('saved-1')).match(`/en${address}`)", SERVICE)
    until(page, "async address => !(await (await caches.open('pages-1')).match(`/en${address}`))", SERVICE)
    assert page.evaluate("async address => (await caches.match(`/en${address}`)).text()", SERVICE) == (
        "pernah dibuka"
    )


def test_page_that_is_gone_is_dropped_from_the_device(visitor):
    page = seen(visitor, "/")
    page.evaluate(
        "async address => (await caches.open('pages-1')).put(address, new Response('lama'))", OLD_SERVICE
    )
    page.goto(OLD_SERVICE)
    expect(page.get_by_role("heading", level=1)).to_have_text("Halaman ini tidak ada")
    until(page, "async address => !(await caches.match(address))", OLD_SERVICE)


@pytest.mark.parametrize("had_copy", [True, False])
def test_saved_service_that_is_gone_says_so(visitor, had_copy):
    page = seen(visitor, "/")
    page.evaluate(LISTED, OLD_SERVICE)
    if had_copy:
        page.evaluate(
            "async address => (await caches.open('saved-1')).put(address, new Response('lama'))", OLD_SERVICE
        )
        page.goto(OLD_SERVICE)
        until(page, "async address => (await caches.match(address)).status === 404", OLD_SERVICE)
    page.goto("/simpanan/")
    expect(page.get_by_text("Sudah ditarik atau dipindahkan; tidak berlaku lagi.")).to_be_visible()
    expect(page.get_by_role("button", name="Hapus Layanan lama")).to_be_visible()


def test_button_is_not_offered_where_a_worker_is_refused(visitor):
    page = visitor
    page.add_init_script(
        """ServiceWorkerContainer.prototype.register =
            () => Promise.reject(new DOMException("", "SecurityError"))"""
    )
    page.goto(SERVICE)
    assert page.evaluate("savedServices.started") is False
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_have_count(0)
    page.goto("/simpanan/")
    expect(page.get_by_text("Peramban ini tidak bisa menyimpan")).to_be_visible()


def test_saving_ends_where_the_worker_is_never_ready(visitor):
    page = visitor
    page.add_init_script(
        "Object.defineProperty(ServiceWorkerContainer.prototype, 'ready', {get: () => new Promise(() => {})})"
    )
    page.clock.install()
    page.goto(SERVICE)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Menyimpan …")).to_be_visible()
    page.clock.fast_forward(20_000)
    expect(page.get_by_text("Belum tersimpan. Periksa sambungan internet")).to_be_visible()


def test_new_worker_clears_up_but_keeps_what_stored_pages_need(visitor, internet):
    page = seen(visitor, SERVICE)
    needed = page.evaluate("[...document.styleSheets].map(each => new URL(each.href).pathname)")
    for part in needed:
        until(page, "async part => !!(await caches.match(part))", part)
    page.evaluate(
        """async () => {
            await (await caches.open("shell-lama")).put("/luring/", new Response("lama"));
            await (await caches.open("statics-1")).put("/static/lama.css", new Response("lama"));
            await (await navigator.serviceWorker.ready).unregister();
        }"""
    )
    page.goto("/kantor/")
    until(page, "async () => !(await caches.match('/static/lama.css'))")
    stored = page.evaluate(ADDRESSES)
    assert set(needed) <= set(stored)
    assert "shell-lama" not in page.evaluate("caches.keys()")


def test_slow_network_shows_the_stored_page(visitor, internet):
    page = seen(visitor, SERVICE)
    with internet.frozen():
        page.goto(SERVICE, timeout=12000)
        expect(note(page)).to_be_visible()


class Broken(http.server.BaseHTTPRequestHandler):
    """A proxy in front of a server that is down."""

    def do_GET(self):
        self.send_error(502)

    def log_message(self, *arguments):
        pass


def test_server_that_fails_is_covered_by_the_stored_page(visitor, internet):
    page = seen(visitor, SERVICE)
    internet.stop()
    with http.server.ThreadingHTTPServer(("127.0.0.1", internet.port), Broken) as broken:
        threading.Thread(target=broken.serve_forever, daemon=True).start()
        page.goto(SERVICE)
        expect(note(page)).to_be_visible()
        broken.shutdown()


def test_switch_takes_everything_away(visitor, internet, switched_off):
    page = seen(visitor, SERVICE)
    internet.stop()
    internet.server = switched_off
    internet.start()
    page.goto("/kantor/")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    page.add_init_script(
        """const { register } = ServiceWorkerContainer.prototype;
        ServiceWorkerContainer.prototype.register = function (...given) {
            window.registered = true;
            return register.apply(this, given);
        };"""
    )
    page.goto(SERVICE)
    expect(page.get_by_role("heading", level=1)).to_have_text(NAME)
    # The old worker still saw the page before, and may have stored it.
    until(page, "async () => !(await caches.keys()).length")
    assert page.evaluate("window.registered") is None
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_have_count(0)


def test_list_says_what_to_do_where_scripts_or_storage_are_missing(browser, browser_context_args, production):
    for options, words in [
        ({"java_script_enabled": False}, "JavaScript"),
        ({}, "Peramban ini tidak bisa menyimpan"),
    ]:
        context = browser.new_context(**browser_context_args | {"base_url": production.address} | options)
        page = context.new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage', {get() { throw new Error('refused'); }})"
        )
        page.goto("/simpanan/")
        expect(page.locator("[data-saved]").get_by_text(words)).to_be_visible()
        page.goto(SERVICE)
        expect(page.get_by_role("button", name="Simpan", exact=True)).to_have_count(0)
        context.close()
