"""What phones are told so that they can install the site and keep pages; that public pages are sent compressed."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.urls import reverse
from PIL import Image

from portal import offline

ROOT = Path(__file__).parent.parent.parent


def settings_of(answer) -> dict:
    return json.loads(re.search(r"self\.SETTINGS = (.*);\n", answer.content.decode())[1])


def test_manifest_makes_the_site_installable(client, demo):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    manifest = answer.json()
    assert manifest["name"] == "Sebelum Datang · Disdukcapil Contoh"
    assert (manifest["start_url"], manifest["scope"], manifest["display"]) == ("/", "/", "standalone")
    assert manifest["lang"] == "id"
    for each in manifest["shortcuts"]:
        assert client.get(each["url"]).status_code == 200


def test_manifest_without_an_agency_has_a_name(client, db, monkeypatch):
    monkeypatch.setattr("services.facts.SharedFacts.site_agency", lambda facts: None)
    assert client.get("/manifest.webmanifest").json()["name"] == "Sebelum Datang"


def test_icons_are_as_large_as_the_manifest_says(client, demo):
    icons = client.get("/manifest.webmanifest").json()["icons"]
    assert [each["purpose"] for each in icons] == ["any", "any", "maskable"]
    for each in icons:
        with Image.open(finders.find(each["src"].removeprefix("/static/"))) as icon:
            assert each["sizes"] == f"{icon.width}x{icon.height}"


def test_maskable_icon_is_filled_to_its_corners():
    with Image.open(finders.find("img/icons/icon-maskable-512.png")) as icon:
        drawn = icon.convert("RGBA")
    corners = {drawn.getpixel((x, y)) for x in (0, 511) for y in (0, 511)}
    assert corners == {(15, 118, 110, 255)}


def test_colours_are_those_of_the_tokens():
    tokens = (ROOT / "static/css/tokens.css").read_text(encoding="utf-8")
    assert f"--teal-3: {offline.THEME};" in tokens
    assert f"--paper-1: {offline.PAPER};" in tokens


def test_worker_is_asked_for_anew_each_time_and_stands_at_the_root(client, db):
    answer = client.get("/sw.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    assert '"/static/js/worker.js");' in answer.content.decode()


def test_worker_speaks_both_languages_and_knows_their_pages(client, db):
    languages = settings_of(client.get("/sw.js"))["languages"]
    assert languages["id"]["offlinePage"] == "/luring/"
    assert languages["en"]["offlinePage"] == "/en/luring/"
    assert "%(date)s" in languages["id"]["stored"]
    assert "%(date)s" in languages["en"]["stored"]


@pytest.mark.parametrize("name", ["admin:index", "studio", "sign-in", "sign-out", "ck_editor_5_upload_file"])
def test_worker_leaves_staff_pages_alone(name):
    assert reverse(name).startswith(offline.UNTOUCHED)


def test_worker_never_answers_for_a_card():
    for address in (reverse("card-check"), reverse("card", args=["7f3k-9q2x"])):
        assert address.startswith(offline.ALWAYS_ASKED)


def test_build_changes_with_any_static_file(client, db, monkeypatch):
    before = settings_of(client.get("/sw.js"))["build"]
    assert settings_of(client.get("/sw.js"))["build"] == before
    monkeypatch.setattr(offline.staticfiles_storage, "manifest_hash", "other", raising=False)
    assert settings_of(client.get("/sw.js"))["build"] != before


def test_switch_sends_the_worker_that_takes_itself_away(client, db, settings):
    settings.OFFLINE = False
    text = client.get("/sw.js").content.decode()
    assert "worker-off.js" in text
    assert "SETTINGS" not in text


def test_switch_takes_the_button_and_the_worker_off_pages(client, demo, settings):
    page = "/layanan/ktp-el-hilang-rusak/"
    text = client.get(page).content.decode()
    assert 'data-worker="/sw.js"' in text
    assert "data-save=" in text
    settings.OFFLINE = False
    text = client.get(page).content.decode()
    assert 'data-worker=""' in text
    assert "data-save=" not in text


@pytest.mark.parametrize("path", ["/simpanan/", "/luring/"])
def test_switch_is_told_where_the_list_would_be(client, demo, settings, path):
    settings.OFFLINE = False
    text = client.get(path).content.decode()
    assert "sedang tidak tersedia" in text
    assert "data-saved" not in text


NEWER = {
    "a method": r"\.(at|replaceAll|findLast|findLastIndex|toSorted|toReversed|toSpliced|with|replaceChildren"
    r"|isWellFormed|checkVisibility|hasOwn|groupBy|withResolvers|canParse|fromAsync)\(",
    "a name": r"\b(structuredClone|WeakRef|FinalizationRegistry|AggregateError|Promise\.any|AbortSignal\.(any|timeout)"
    r"|randomUUID|Intl\.Segmenter|Response\.json|reportError|submitter)\b",
    "an assignment": r"(\?\?|\|\||&&)=",
    "a private member": r"(\.|^\s*|static |async )#[a-z]\w*",
    "a static block": r"\bstatic\s*\{",
    "a look behind": r"\(\?<[=!]",
    "a selector": r":(has|is|where|focus-visible)\b",
}
"""What Chrome 80 does not know, in the web views of phones that get no updates any more. One such word stops a script."""


def newer_in(text: str) -> list[str]:
    return [name for name, pattern in NEWER.items() if re.search(pattern, text, re.M)]


@pytest.mark.parametrize("script", sorted((ROOT / "static/js").glob("*.js")), ids=lambda path: path.name)
def test_scripts_run_in_old_web_views(script):
    assert newer_in(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "line",
    [
        "Object.hasOwn(orders, order)", "list.at(-1)", "a ??= b", "a ||= b", "a &&= b", "  #secret = 1;", "this.#secret",
        "structuredClone(list)", "text.replaceAll('a', 'b')", "list.findLast(known)", "await Promise.any(all)",
        "box.matches(':has(p)')", "/(?<=a)b/",
    ],
)  # fmt: skip
def test_newer_words_are_found(line):
    assert newer_in(line)


def test_words_of_old_browsers_are_left_alone():
    line = "a?.b ?? c || d; Object.prototype.hasOwnProperty.call(a, b); link.href = '#isi'; format(a)"
    assert newer_in(line) == []


@pytest.mark.parametrize("path", ["/simpanan/", "/luring/", "/en/simpanan/", "/en/luring/"])
def test_pages_about_the_device_cost_little_and_stay_out_of_search_engines(
    client, demo, path, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):
        text = client.get(path).content.decode()
    assert '<meta name="robots" content="noindex">' in text


def test_service_page_offers_to_keep_it_in_both_languages(client, demo):
    text = client.get("/layanan/ktp-el-hilang-rusak/").content.decode()
    kept = json.loads(re.search(r'data-save="([^"]+)"', text)[1].replace("&quot;", '"'))
    assert kept["slug"] == "ktp-el-hilang-rusak"
    assert kept["urls"] == {"id": "/layanan/ktp-el-hilang-rusak/", "en": "/en/layanan/ktp-el-hilang-rusak/"}
    assert kept["names"]["id"] == "Penggantian KTP-el Hilang atau Rusak"


def zipped(client, path):
    return client.get(path, headers={"Accept-Encoding": "gzip"})


def test_public_page_is_compressed_and_unchanged(client, demo):
    answer = zipped(client, "/luring/")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
    assert gzip.decompress(answer.content) == client.get("/luring/").content


def test_compressed_page_is_not_sent_again_if_it_did_not_change(client, demo):
    etag = zipped(client, "/luring/")["ETag"]
    again = client.get("/luring/", headers={"Accept-Encoding": "gzip", "If-None-Match": etag})
    assert again.status_code == 304


def test_page_of_someone_signed_in_is_not_compressed(staff, demo):
    assert "Content-Encoding" not in zipped(staff, "/layanan/")


def test_page_that_sets_a_cookie_is_not_compressed(client, demo):
    answer = zipped(client, "/masuk/")
    assert answer.cookies
    assert "Content-Encoding" not in answer


def test_picture_is_not_compressed_again(client, demo):
    answer = zipped(client, "/kartu/kk-baru.jpg")
    assert answer["Content-Type"] == "image/jpeg"
    assert "Content-Encoding" not in answer
