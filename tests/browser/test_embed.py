"""A service on another site: the card, the link without script, and a hostile name that does nothing."""

import http.server
import threading
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

SLUG = "kk-baru"
HOSTILE = "<img src=x onerror=document.title=1><script>document.title=1</script>Nama"
POLICY = "default-src 'none'; script-src {site}; connect-src {site}"
"""What a careful site would allow, and nothing more."""
FOR_EVERYONE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
"""What lets another site's script read an answer."""


@contextmanager
def other_site(site: str, slug: str = SLUG):
    """A page of somebody else, on another origin, with the two lines in it."""
    link = f'<a href="{site}/layanan/{slug}/">Kartu Keluarga</a>'
    lines = f'{link}\n<script src="{site}/embed.js" data-layanan="{slug}" defer></script>'

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", POLICY.format(site=site))
            self.send_header("Cross-Origin-Embedder-Policy", "require-corp")
            self.end_headers()
            self.wfile.write(f"<!doctype html><title>Desa</title><body><main>{lines}</main>".encode())

        def log_message(self, *arguments):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def visitor(browser):
    context = browser.new_context()
    yield context.new_page()
    context.close()


def test_card_shows_what_holds_and_the_link_stays_without_it(browser, visitor, site):
    said = []
    visitor.on("console", lambda message: said.append(message.text))
    with other_site(site.address) as address:
        visitor.goto(address)
        card = visitor.get_by_role("region", name="Penerbitan Kartu Keluarga Baru")
        for words in ("Biaya", "Gratis", "Waktu", "Yang dibawa", "Mal Pelayanan Publik", "Dicek pada"):
            expect(card).to_contain_text(words)
        expect(card.get_by_role("link")).to_have_attribute("href", f"{site.address}/layanan/{SLUG}/")
        expect(visitor.get_by_role("link")).to_have_count(1)
        assert card.evaluate("each => getComputedStyle(each).borderTopWidth") == "4px"
        assert said == []
        without = browser.new_context(java_script_enabled=False).new_page()
        without.goto(address)
        expect(without.get_by_role("link", name="Kartu Keluarga")).to_be_visible()
        without.context.close()
    with other_site(site.address, "tidak-ada") as address:
        with visitor.expect_response("**/services/tidak-ada/") as answer:
            visitor.goto(address)
        assert answer.value.status == 404
        expect(visitor.get_by_role("link", name="Kartu Keluarga")).to_be_visible()


def test_hostile_words_are_text(visitor, site):
    def hostile(route):
        data = route.fetch().json()
        for name in ("name", "summary", "agency_name"):
            data[name] = HOSTILE
        data["fee"]["text"] = data["document"]["requirements"][0]["label"] = HOSTILE
        data["fee"]["amount"], data["url"] = None, "javascript:document.title=1"
        route.fulfill(json=data, headers=FOR_EVERYONE)

    visitor.route("**/api/v1/services/*/", hostile)
    with other_site(site.address) as address:
        visitor.goto(address)
        card = visitor.get_by_role("region")
        expect(card.get_by_role("heading")).to_have_text(HOSTILE)
        assert visitor.title() == "Desa"
        assert card.evaluate("each => each.querySelectorAll('img, script').length") == 0
        expect(card.get_by_role("link")).to_have_attribute("href", f"{site.address}/layanan/{SLUG}/")


def test_card_says_the_offices_own_state_and_what_may_stand_for_a_paper(visitor, site):
    def paper(key, instead_of="", **more):
        return {"key": key, "label": key, "alternative_to": instead_of, "cases": [], "condition": "", **more}

    def with_choices(route):
        data = route.fetch().json()
        data["places"] = data["places"][:1]
        data["places"][0].update(
            name="Loket", state_text="Tutup hari ini (Natal), buka Senin, 4 Januari 08.00"
        )
        data["document"]["requirements"] = [
            paper("KTP"), paper("Ijazah"), paper("Rapor", "Ijazah"), paper("Akta"),
            paper("Surat desa", "Akta", condition="bila hilang"),
        ]  # fmt: skip
        route.fulfill(json=data, headers=FOR_EVERYONE)

    visitor.route("**/api/v1/services/*/", with_choices)
    with other_site(site.address) as address:
        visitor.goto(address)
        card = visitor.get_by_role("region")
        expect(card.get_by_role("listitem")).to_have_text(["KTP", "Ijazah atau Rapor"])
        expect(card).to_contain_text("+ 2 lagi")
        expect(card).to_contain_text("Loket: Tutup hari ini (Natal), buka Senin, 4 Januari 08.00")


def test_page_gives_the_lines_to_copy_and_shows_the_card(visitor, site):
    visitor.goto(f"{site.address}/sematan/?layanan={SLUG}")
    lines = visitor.locator("pre code").inner_text()
    assert f'<script src="{site.address}/embed.js" data-layanan="{SLUG}" defer></script>' in lines
    expect(visitor.get_by_role("region", name="Penerbitan Kartu Keluarga Baru")).to_have_count(1)
