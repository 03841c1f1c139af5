"""Each role on each address of the workspace. An address without a row here fails: decide who may open it."""

import functools
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.http import HttpResponseForbidden
from django.template.response import TemplateResponse
from django.test import Client

from portal import roles
from tests import module_rows
from tests.people import make_staff, signed_in
from tests.staff_addresses import House, make_house, routes

pytestmark = pytest.mark.same_on_both("roles decide, and pages answer, from the same few rows")
LETTERS = {
    "E": roles.EDITOR,
    "R": roles.REVIEWER,
    "P": roles.PR,
    "C": roles.COUNTER,
    "A": roles.ADMINISTRATOR,
}
"""A row names who gets past the guard by these letters; everyone else is refused with 403."""

PAGES = {
    "ERPCA": [
        "kelola/kantor/tutup/<int:pk>/kartu/", "kelola/kantor/tutup/<int:pk>/kartu/<slug:format>-<int:number>.png",
        "studio/kartu/", "studio/kartu/unduh.csv", "studio/kartu/radar/", "studio/kartu/<str:code>/",
        "studio/kartu/<str:code>/<slug:format>-<int:number>.jpg",
        "studio/paket/", "studio/paket/<int:pk>/", "studio/paket/<int:pk>/keadaan.json",
        "studio/kalender/", "studio/kalender/rencana-unggahan.ics", "studio/kalender/langganan/",
        "studio/kalender/langganan/<slug:token>.ics",
        "studio/", "studio/<slug:slug>/", "studio/buat/<slug:kind>/<slug:subject>/",
        "studio/buat/<slug:kind>/<slug:subject>/slide-<int:number>.svg", "kelola/password_change/",
        "kelola/entri/tautan/",
        "kelola/entri/<slug:kind>/<int:pk>/pratinjau/", "kelola/entri/<slug:kind>/<int:pk>/pratinjau/terbit/",
        "kelola/entri/<slug:kind>/<int:pk>/perubahan/", "kelola/entri/<slug:kind>/<int:pk>/tautan/",
        "kelola/pemberitahuan/", "kelola/pemberitahuan/dibaca/",
        "kelola/pemberitahuan/<int:pk>/", "kelola/pemberitahuan/<int:pk>/dibaca/", "kelola/kantor/",
        "kelola/kantor/hari-libur/", "kelola/kantor/tutup/", "kelola/standar/", "kelola/standar/papan.csv",
        "kelola/standar/lampiran.pdf", "kelola/standar/maklumat.pdf", "kelola/standar/perlu-diperiksa/",
        "kelola/standar/<slug:slug>.pdf", "kelola/standar/<slug:slug>/", "kelola/data/",
        "kelola/data/templat.xlsx", "kelola/data/templat.csv",
        "kelola/panduan/", "kelola/panduan/<slug:slug>/", "kelola/panduan/gambar/<slug:slug>.png",
        "kelola/data/katalog.<str:kind>", "kelola/data/sippn/", "kelola/data/sippn.<str:kind>", "kelola/akun/",
        "kelola/akun/sandi/", "kelola/akun/sesi/keluar-semua/", "kelola/akun/sesi/<uuid:token>/akhiri/",
        "kelola/akun/kode-kedua/", "kelola/akun/kode-kedua/ganti/", "kelola/akun/kode-kedua/cadangan/",
        "kelola/akun/kode-kedua/matikan/", "kelola/", "kelola/login/", "kelola/logout/",
        "kelola/password_change/done/", "kelola/autocomplete/", "kelola/jsi18n/",
        "kelola/r/<path:content_type_id>/<path:object_id>/", "kelola/^(?P<app_label>services|cards|faq)/$",
    ],
    "ERPA": [
        "studio/kabar/", "studio/kabar/baru/", "studio/kabar/batal/", "studio/kabar/<int:pk>/",
        "studio/kabar/<int:pk>/ubah/", "studio/kabar/<int:pk>/tarik/", "studio/kabar/<int:pk>/hapus/",
        "studio/kabar/<int:pk>/selesai/", "studio/kabar/<int:pk>/perpanjang/",
        "kelola/umpan-balik/", "kelola/umpan-balik/halaman/", "kelola/umpan-balik/halaman.csv",
        "kelola/umpan-balik/<int:pk>/",
        "kelola/celah/", "kelola/celah/unduh.csv", "kelola/celah/ditangani/", "kelola/celah/kelompok/<int:pk>/",
        "kelola/permintaan/", "kelola/permintaan/minggu.csv", "kelola/permintaan/<slug:kind>/<slug:subject>/",
        "kelola/permintaan/<slug:kind>/<slug:subject>/minggu.csv",
    ],
    "ERA": [
        "kelola/tanya/", "kelola/tanya/batal/", "kelola/tanya/<int:pk>/", "kelola/tanya/<int:pk>/jawab/",
        "kelola/tanya/<int:pk>/tugas/", "kelola/tanya/<int:pk>/tandai/", "kelola/tanya/<int:pk>/pisah/",
        "kelola/tanya/<int:pk>/gabung/", "kelola/tanya/contoh/", "kelola/tanya/contoh/baru/",
        "kelola/tanya/contoh/batal/", "kelola/tanya/contoh/<int:pk>/", "kelola/tanya/contoh/<int:pk>/hapus/",
        "kelola/umpan-balik/beres/", "kelola/umpan-balik/batal/",
        "kelola/entri/tautan/<int:pk>/cabut/",
        "kelola/entri/tautan/catatan/<int:pk>/",
        "kelola/entri/<slug:kind>/<int:pk>/pilih/",
        "kelola/standar/masih-benar/<slug:kind>/<int:pk>/",
        "kelola/standar/masih-benar/<slug:kind>/<int:pk>/batal/",
        "kelola/entri/<slug:kind>/<int:pk>/ajukan/", "kelola/entri/<slug:kind>/<int:pk>/tarik-pengajuan/",
        "kelola/entri/<slug:kind>/<int:pk>/edisi-lama/", "kelola/entri/<slug:kind>/<int:pk>/versi/",
        "kelola/entri/<slug:kind>/<int:pk>/versi/<int:revision>/",
    ],
    "ERCA": [
        "loket/", "loket/kantor/", "loket/catat/", "loket/batal/", "loket/hitungan/", "loket/kirim/",
        "loket/keadaan.json", "loket/isi.json", "loket/luring/", "loket/sw.js", "loket/<slug:kind>/<slug:subject>/",
    ],
    "PA": [
        "studio/kartu/radar/terbitkan-ulang/", "studio/kartu/radar/ralat/", "studio/kartu/radar/beres/",
        "studio/kartu/radar/batal/", "studio/kartu/<str:code>/unduh/", "studio/kartu/<str:code>/unggahan/",
        "studio/kartu/<str:code>/unggahan/batal/", "studio/kartu/<str:code>/unggahan/<int:pk>/",
        "studio/kartu/<str:code>/unggahan/<int:pk>/turun/", "studio/kartu/<str:code>/unggahan/<int:pk>/hapus/",
        "studio/kalender/baru/", "studio/kalender/batal/", "studio/kalender/saran/tolak/", "studio/kalender/saran/batal/",
        "studio/kalender/<int:pk>/", "studio/kalender/<int:pk>/pindah/", "studio/kalender/<int:pk>/hapus/",
        "studio/paket/baru/", "studio/paket/<int:pk>/batal/", "studio/paket/<int:pk>/lanjut/",
        "studio/paket/<int:pk>/ulang/", "studio/paket/<int:pk>/unduh/",
        "kelola/kantor/tutup/<int:pk>/kartu/terbitkan/", "kelola/kantor/tutup/<int:pk>/kartu/unduh/",
        "studio/buat/<slug:kind>/<slug:subject>/unduh/",
    ],
    "RA": [
        "kelola/entri/<slug:kind>/<int:pk>/kembalikan/", "kelola/entri/<slug:kind>/<int:pk>/terbitkan/",
        "kelola/entri/<slug:kind>/<int:pk>/jadwalkan/", "kelola/entri/<slug:kind>/<int:pk>/batalkan-jadwal/",
        "kelola/entri/<slug:kind>/<int:pk>/tarik/",
    ],
    "EA": [
        "kelola/tanya/<int:pk>/terbitkan/",
        "kelola/celah/tindak/<int:pk>/batal/", "kelola/celah/kelompok/<int:pk>/draf/",
        "kelola/celah/kelompok/<int:pk>/abaikan/",
        # Whoever does not cover all agencies needs the right to change these lists too; tests/faq/test_gaps_pages.py
        "kelola/celah/kelompok/<int:pk>/padanan/", "kelola/celah/kelompok/<int:pk>/bukan-di-sini/",
        "kelola/data/periksa/<slug:token>/",
        "kelola/kantor/tutup/baru/", "kelola/kantor/tutup/batal/", "kelola/kantor/tutup/<int:pk>/",
        "kelola/kantor/tutup/<int:pk>/hapus/", "kelola/kantor/tutup/<int:pk>/akhiri/",
    ],
    "A": [
        "kelola/kantor/hari-libur/impor/", "kelola/kantor/hari-libur/<int:pk>/berlaku/",
        "kelola/kantor/<slug:key>/jam/", "kelola/kantor/<slug:key>/jam/batal/",
        "kelola/kantor/instansi/<slug:key>/tampilan/", "kelola/kantor/instansi/<slug:key>/tampilan/logo/",
        "kelola/kantor/instansi/<slug:key>/tampilan/batal/",
        "kelola/kantor/instansi/<slug:key>/tampilan/<slug:style>-<int:number>.svg",
        "kelola/kantor/<slug:key>/jam/khusus/<int:pk>/hapus/", "kelola/data/semua.json", "kelola/orang/",
        "kelola/orang/undang/", "kelola/orang/undangan/<int:pk>/tautan/", "kelola/orang/undangan/<int:pk>/cabut/",
        "kelola/orang/<int:pk>/", "kelola/orang/<int:pk>/nonaktif/", "kelola/orang/<int:pk>/aktif/",
        "kelola/orang/<int:pk>/kode-kedua/", "kelola/orang/<int:pk>/buka-kunci/", "kelola/catatan/",
        "kelola/catatan/unduh.csv", "kelola/catatan/unduh.json",
        "kelola/permintaan/bobot/", "kelola/permintaan/bobot/batal/",
    ],
    "": [
        "kelola-editor/gambar/",
    ],
}  # fmt: skip
FORMS = {
    ("ERPCA", "A", "A"): [
        "services.agency", "services.office",
    ],
    ("ERPCA", "", ""): [
        "services.closure", "services.ramadanperiod", "cards.card",
    ],
    ("ERPCA", "A", ""): [
        "services.category", "services.legalbasis", "services.form", "services.channel",
        "services.document", "services.lifeevent", "services.synonym", "services.notours", "faq.topic",
    ],
    ("ERPCA", "EA", ""): [
        "services.service", "faq.question",
    ],
}  # fmt: skip
"""Django's own forms: who may read lists, forms and histories; who may add; who may delete."""

DOORS = ("/masuk/", "/kelola/login/", "/kelola/akun/sandi/")
FOR_STRANGERS = {
    "kelola/login/", "kelola/logout/", "kelola/jsi18n/",
    "studio/kalender/langganan/<slug:token>.ics",  # its token lets in
}  # fmt: skip


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[House]:
    yield from module_rows.kept(lambda: make_house("dinas-contoh", "zzcontoh"), django_db_blocker)


@pytest.fixture
def home(house, db) -> House:
    return house


@pytest.fixture
def short_refusals(monkeypatch):
    """The page that refuses takes longer than the refusal; one test looks at it."""
    monkeypatch.setattr("portal.urls.handler403", lambda request, exception: HttpResponseForbidden())


ROWS = {route: letters for letters, group in PAGES.items() for route in group}
ROWS_OF_FORMS = {label: letters for letters, group in FORMS.items() for label in group}


def form_of(route):
    """The class whose form this is, as "services.service"; "" for pages of our own."""
    label = ".".join(route.split("/")[1:3])
    return label if label in ROWS_OF_FORMS else ""


def allowed(route):
    """The letters of who may open an address. `KeyError` where nobody has decided."""
    if label := form_of(route):
        read, add, delete = ROWS_OF_FORMS[label]
        return {"add": add, "delete": delete}.get(route.split("/")[-2], read)
    return ROWS[route]


def models():
    return {model._meta.label_lower for model in admin.site._registry}


def test_every_address_has_a_row_and_every_row_an_address():
    found = {route for route, _ in routes()}
    assert sorted(route for route in found if not form_of(route) and route not in ROWS) == []
    assert sorted(set(ROWS) - found) == []
    assert models() == set(ROWS_OF_FORMS)


@functools.cache
def asks_the_method_first(route, address):
    """Whether a stranger, too, is only told that the method is unknown."""
    return Client().options(address).status_code == 405


def answer(client, route, address):
    """A method no page of ours knows asks only the guard; Django's own forms take it for GET.

    Where the method is asked about before the guard, one that is allowed must be tried.
    """
    response = client.options(address)
    if response.status_code != 405 or not asks_the_method_first(route, address):
        return response
    return client.get(address) if "GET" in response["Allow"] else client.post(address)


@pytest.fixture
def undrawn(monkeypatch):
    """Lists and forms of Django's workspace answer without being drawn, which takes longer than all else."""
    monkeypatch.setattr(TemplateResponse, "rendered_content", "")


@pytest.mark.parametrize("letter", LETTERS)
def test_each_role_opens_what_its_row_says(request, home, short_refusals, letter):
    if letter != "A":  # an administrator's are drawn; the others' come from the same templates
        request.getfixturevalue("undrawn")
    client = signed_in(make_staff(LETTERS[letter], agencies=[home.agency]))
    wrong = []
    for route, _ in routes():
        address = home.address(route)
        assert address, f"no sample for {route}"
        status = answer(client, route, address).status_code
        if (status != 403) is not (letter in allowed(route)):
            wrong.append((route, status))
    assert not wrong, wrong


def test_who_is_refused_reads_why_and_whom_to_ask(home):
    client = signed_in(make_staff(roles.COUNTER, agencies=[home.agency]))
    response = client.get("/kelola/orang/")
    assert response.status_code == 403
    for words in ("Bukan untuk peran Anda", roles.COUNTER, "zzcontoh-chief"):
        assert words in response.content.decode(), words


def test_stranger_is_asked_to_sign_in_everywhere(home, short_refusals):
    wrong = []
    for route, _ in routes():
        if route not in FOR_STRANGERS:
            response = answer(Client(), route, home.address(route))
            at_door = response.status_code == 302 and response["Location"].startswith(DOORS)
            if not at_door and response.status_code != 403:
                wrong.append((route, response.status_code))
    assert not wrong, wrong


def test_reviewer_without_a_second_factor_comes_nowhere(home):
    client = Client()
    client.force_login(make_staff(roles.REVIEWER, agencies=[home.agency]))
    for route, _ in routes():
        if route != "kelola/akun/kode-kedua/":
            response = answer(client, route, home.address(route))
            assert response.status_code == 302, route
            assert response["Location"].startswith("/kelola/akun/kode-kedua/"), route


def test_reader_changes_nothing_anywhere(home, short_refusals, undrawn):
    client = signed_in(make_staff(roles.COUNTER, agencies=[home.agency]))
    before = home.state()
    for route, _ in routes():
        if not route.startswith(("kelola/akun/", "kelola/logout/")):
            client.post(home.address(route))
    assert home.state() == before
