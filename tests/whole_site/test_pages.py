"""Every page of the site, as a reader meets it: found by following links, and looked at one by one."""

import collections
import re
from html import unescape
from urllib.parse import parse_qs

import html5lib
import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.urls import resolve

from portal.accounts import DEMO_GROUP
from services import publishing
from services.models import Service

START = ["/", "/periksa/", "/masuk/", "/umpan-balik/", "/en/umpan-balik/salah/?jenis=layanan&halaman=kk-baru"]
GOOD_STARTS = ("/", "#", "?", "https://", "http://", "tel:", "mailto:", "geo:")
REFUSED = re.compile(r"^/(kelola|studio|keluar)|^/(en/)?umpan-balik/salah/")
"""Not for the public, and the report that every page leads to: one of those stands for all."""

ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S+\.example\S*")
INDONESIAN_WORDS = re.compile(
    r"\b(yang|dan|untuk|dari|dengan|tidak|belum|sudah|atau|bila|jika|anda|dapat|harus|perlu|layanan|berkas|kantor"
    r"|buka|tutup|biaya|waktu|tempat|langkah|semua|lihat|cari|kembali|keadaan|surat|akta|kartu|anak|penduduk|baru"
    r"|hilang|desa|kelurahan|kecamatan|dinas|kabupaten|senin|selasa|rabu|kamis|jumat|sabtu|minggu|halaman)\b",
    re.IGNORECASE,
)


def parse(response):
    """The page's tree. A parse error, however small, fails."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(response.content.decode())


def unmarked_indonesian(element, language):
    """Indonesian words that a screen reader would be told to pronounce as English."""
    language = element.get("lang", language)
    said = [
        element.text or "",
        *(element.get(name) or "" for name in ("aria-label", "placeholder", "alt", "title")),
    ]
    if language == "en" and element.tag not in {"title", "meta", "script", "style"}:
        for text in said:
            if INDONESIAN_WORDS.search(ADDRESS.sub("", text)):
                yield " ".join(text.split())[:80]
    for child in element:
        if isinstance(child.tag, str):
            yield from unmarked_indonesian(child, language)
        if language == "en" and INDONESIAN_WORDS.search(ADDRESS.sub("", child.tail or "")):
            yield " ".join(child.tail.split())[:80]


def faults(path, tree):
    """What is wrong with a page, in words."""
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    title = "".join(tree.find(".//title").itertext()).strip() if tree.find(".//title") is not None else ""
    wrong = [f"id twice: {name}" for name, count in collections.Counter(ids).items() if count > 1]
    if len(list(tree.iter("h1"))) != 1:
        wrong.append("not exactly one h1")
    if not title or title == "· Sebelum Datang":
        wrong.append("no title")
    if tree.get("lang") not in {"id", "en"}:
        wrong.append("no lang")
    if len(list(tree.iter("main"))) != 1:
        wrong.append("not exactly one main")
    for element in tree.iter():
        if element.get("style") or any(name.startswith("on") for name in element.attrib):
            wrong.append(f"inline style or script on {element.tag}")
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            wrong += [
                f"{name}={each} leads nowhere"
                for each in (element.get(name) or "").split()
                if each not in ids
            ]
        if element.tag == "img" and element.get("alt") is None:
            wrong.append("img without alt")
        address = element.get("href") or ""
        if element.tag == "a" and address.startswith("#") and address[1:] not in ids:
            wrong.append(f"{address} leads nowhere")
        if element.tag == "a" and not address.startswith(GOOD_STARTS):
            wrong.append(f"odd link {address!r}")
    wrong += [f"not marked as Indonesian: {each}" for each in unmarked_indonesian(tree, "")]
    return [f"{path}: {each}" for each in wrong], title


MOST_ALIKE = 4
"""Pages of one shape (same view, language, parameters) that are parsed strictly. Of English pages and of those with
parameters no more than these are asked for: what they say, the plain Indonesian page says too."""
IS_CLOSE_LOOK = connection.vendor == "sqlite"
"""The other half of `make test` asks for every page too, for the queries; what they say is the same."""
LINK = re.compile(r'<a\b[^>]*? href="(/[^"#]*)')
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def shape_of(path):
    """What makes pages alike: the view, the language, the names of the parameters."""
    plain, _, query = path.partition("?")
    language = "en" if plain.startswith("/en/") else "id"
    found = resolve(plain.removeprefix("/en") if language == "en" else plain)
    return found.view_name or found.route, language, tuple(sorted(parse_qs(query, keep_blank_values=True)))


def looked_at(path, response):
    """What is wrong with a page, looked at closely."""
    found, _title = faults(path, parse(response))
    return found


def looked_over(path, html):
    """What is wrong with a page of which others of its shape were looked at closely: in a fiftieth of the time."""
    ids = re.findall(r'\sid="([^"]+)"', html)
    wrong = [f"id twice: {name}" for name, count in collections.Counter(ids).items() if count > 1]
    wrong += ["not exactly one h1"] if html.count("<h1") != 1 else []
    wrong += ["inline style or script"] if re.search(r"<[^>]+\s(style|on\w+)=", html) else []
    return [f"{path}: {each}" for each in wrong]


def test_every_page_that_can_be_reached_is_whole(client, demo):
    waiting, seen, wrong = collections.deque(START), set(START), []
    titles, alike = collections.defaultdict(list), collections.Counter()
    while waiting:
        path = waiting.popleft()
        shape = shape_of(path)
        alike[shape] += 1
        is_close = alike[shape] <= MOST_ALIKE
        if not is_close and ("?" in path or path.startswith("/en/")):
            continue
        response = client.get(path)
        if response.status_code != 200:
            wrong.append(f"{path}: {response.status_code}")
            continue
        if "text/html" not in response["Content-Type"]:
            continue
        html = response.content.decode()
        wrong += looked_at(path, response) if is_close and IS_CLOSE_LOOK else looked_over(path, html)
        if "?" not in path:
            titles[shape[1], TITLE.search(html)[1]].append(path)
        for address in map(unescape, LINK.findall(html)):
            # Lists can be filtered without end: their pages are followed from the plain address only.
            if not REFUSED.match(address) and address not in seen and not ("?" in address and "?" in path):
                seen.add(address)
                waiting.append(address)
    assert wrong == []
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}
    services = [path for path in seen if re.fullmatch(r"/layanan/[\w-]+/", path)]
    questions = [path for path in seen if re.fullmatch(r"/tanya-jawab/[\w-]+/", path)]
    assert (len(services), len(questions)) == (26, 102), "everything published can be reached by links"


def test_pages_for_staff_are_whole(staff, demo):
    for path in ("/studio/", "/studio/buat/layanan/kk-baru/", "/studio/?q=tidak-ada-kata-ini"):
        response = staff.get(path)
        assert response.status_code == 200
        assert faults(path, parse(response))[0] == []


@pytest.mark.parametrize(
    "path", ["/tidak-ada/", "/layanan/tidak-ada/", "/kantor/x/", "/tanya-jawab/x/", "/k/abc/"]
)
def test_what_is_not_there_is_answered_with_help(client, demo, path):
    response = client.get(path)
    assert response.status_code == 404
    assert faults(path, parse(response))[0] == []
    assert "/layanan/" in response.content.decode()


def test_withdrawn_service_is_gone_with_its_reason(client, demo):
    publishing.withdraw(
        Service.objects.get(slug="kk-baru"), reason="Digabung.", replacement="kk-perubahan-data"
    )
    response = client.get("/layanan/kk-baru/")
    text = response.content.decode()
    assert response.status_code == 410
    assert faults("/layanan/kk-baru/", parse(response))[0] == []
    assert "Digabung." in text
    assert "/layanan/kk-perubahan-data/" in text
    assert "/layanan/kk-baru/" not in client.get("/layanan/?kategori=keluarga").content.decode()


def test_form_without_a_token_is_refused_with_words(demo):
    response = Client(enforce_csrf_checks=True).post("/masuk/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "kedaluwarsa" in response.content.decode()
    assert faults("/masuk/", parse(response))[0] == []


def test_sign_in_leads_nowhere_else(client, administrator):
    fields = {"username": "tester", "password": "a-long-password", "next": "https://example.org/"}
    assert client.post("/masuk/", fields)["Location"] == "/kelola/"


def test_demo_user_cannot_sign_in_outside_debug(client, db, settings):
    user = User.objects.create_user("editor", password="a-long-password")
    user.groups.add(Group.objects.get_or_create(name=DEMO_GROUP)[0])
    settings.DEBUG = False
    assert not client.login(username="editor", password="a-long-password")
    settings.DEBUG = True
    assert client.login(username="editor", password="a-long-password")


def test_server_error_page_stands_alone(demo, monkeypatch):
    from services import views

    monkeypatch.setattr(views, "snapshot", None)
    response = Client(raise_request_exception=False).get("/layanan/kk-baru/")
    assert response.status_code == 500
    assert faults("500", parse(response))[0] == []


@pytest.mark.parametrize(
    "path", ["/", "/layanan/", "/layanan/kk-baru/", "/periksa/", "/masuk/", "/tidak-ada/"]
)
def test_headers_protect_every_page(client, demo, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(
    "path", ["/layanan/", "/layanan/kk-baru/", "/kantor/mpp/", "/periksa/", "/k/7F3K9Q2M/"]
)
def test_only_reading_is_allowed(client, demo, path):
    assert client.post(path).status_code == 405


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=" + "a" * 5000, "kategori=x&kantor=y&instansi=z", "halaman=-1", "halaman=abc", "halaman=99999",
     "gratis=banyak", "q=%27%22%3B--", "q=%F0%9F%98%80", "peristiwa=%00", "keadaan=x", "kantor=%25", "q=%ff"],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/layanan/", "/tanya-jawab/", "/layanan/kk-baru/", "/periksa/", "/"])
def test_odd_questions_never_break_a_page(client, demo, path, query):
    response = client.get(f"{path}?{query}")
    assert response.status_code in {200, 404}
    assert faults(path, parse(response))[0] == []


def test_undefined_variable_in_a_template_fails(rf, demo, tmp_path, settings):
    from django.template import engines

    template = engines["django"].engine.get_template("cards/_code_form.html")
    from django.template import Context

    with pytest.raises(AssertionError, match=r"undefined variable .*typed"):
        template.render(Context({"is_mistyped": False}))
