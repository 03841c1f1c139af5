"""What a first visit costs on a phone, as Chromium counts it, from a server like the real one."""

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import expect

SERVER = "production"
WORDS_LIMIT = 60_000
"""Bytes of HTML and CSS, compressed, headers included."""
WHOLE_LIMIT = 100_000
REQUESTS_LIMIT = 10
REGISTRATION_LIMIT = 2048
"""Bytes of the script that starts the service worker, compressed: the only one on every page."""

SERVICE = "/layanan/ktp-el-hilang-rusak/"
PAGES = [
    "/", "/layanan/", SERVICE, "/layanan/kk-baru/", "/peristiwa/punya-bayi/", "/kantor/", "/kantor/mpp/",
    "/tanya-jawab/", "/tanya-jawab/umum-hoaks/", "/cari/?q=ktp+hilang", "/dokumen/", f"/en{SERVICE}",
]  # fmt: skip


@dataclass
class Visit:
    """What came over the line for one page: (kind, bytes) by address."""

    loaded: dict[str, tuple[str, int]] = field(default_factory=dict)

    def bytes_of(self, *kinds: str) -> int:
        return sum(size for kind, size in self.loaded.values() if not kinds or kind in kinds)


@pytest.fixture
def visit(browser, browser_context_args, production):
    """Opens a page in a browser that has seen nothing yet."""

    def visited(path: str, **options) -> Visit:
        found, kinds = Visit(), {}
        # The service worker fetches what it keeps after the page is there; it is not part of the page.
        context = browser.new_context(
            **browser_context_args | {"base_url": production.address, "service_workers": "block"} | options
        )
        page = context.new_page()
        network = context.new_cdp_session(page)
        network.on("Network.responseReceived", lambda each: kinds.update({each["requestId"]: each}))

        def finished(each):
            response = kinds[each["requestId"]]
            url = response["response"]["url"]
            if not url.startswith("data:"):
                found.loaded[url] = (response["type"], round(each["encodedDataLength"]))

        network.on("Network.loadingFinished", finished)
        network.send("Network.enable")
        page.goto(path, wait_until="networkidle")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        context.close()
        return found

    return visited


@pytest.mark.parametrize("path", PAGES)
def test_first_visit_stays_within_its_budget(visit, path):
    found = visit(path)
    assert found.bytes_of("Document", "Stylesheet") <= WORDS_LIMIT, found
    assert found.bytes_of() <= WHOLE_LIMIT, found
    assert len(found.loaded) <= REQUESTS_LIMIT, found


def test_everything_is_counted_and_compressed(visit, production):
    """Guards the test itself: a measurement that misses things would pass everything."""
    found = visit(SERVICE)
    kinds = [kind for kind, size in found.loaded.values()]
    assert kinds.count("Document") == 1
    assert kinds.count("Stylesheet") >= 3
    assert "Font" in kinds
    heavy = visit(SERVICE, extra_http_headers={"Accept-Encoding": "identity"})
    assert heavy.bytes_of("Document", "Stylesheet") > 3 * found.bytes_of("Document", "Stylesheet")


def test_script_that_starts_the_worker_is_small(visit):
    sizes = [size for url, (kind, size) in visit("/").loaded.items() if "/js/offline." in url]
    assert sizes
    assert sizes[0] <= REGISTRATION_LIMIT


def test_no_script_is_loaded_where_scripts_are_off(visit):
    found = visit(SERVICE, java_script_enabled=False)
    assert found.bytes_of("Script") == 0
