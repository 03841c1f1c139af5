"""What the counter shows: rows to tap, entries in speaking order, and what a device keeps."""

import datetime
import gzip
import json
import re
import uuid

import pytest

from faq.counter import device_views, reading, tapping
from faq.counter.device import device_data
from portal import roles
from services.models import Agency
from tests.faq.counters import NOW, SERVICE
from tests.people import make_staff, signed_in

pytestmark = pytest.mark.usefixtures("at_ten")


def tap(officer, key, kind="layanan", at=NOW):
    tapping.record(officer, [tapping.Pressed(uuid.uuid4(), kind, key, at)], NOW)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_tapped_most_stands_first(desk, officer, django_assert_max_num_queries):
    for key in ("kk-baru", "kk-baru", SERVICE):
        tap(officer, key)
    tap(officer, "ktp-el-baru", at=NOW - datetime.timedelta(days=8))
    with django_assert_max_num_queries(22):
        page = desk.get("/loket/").context["page"]
    assert [(row.key, row.today) for row in page.rows[:2]] == [("kk-baru", 2), (SERVICE, 1)]
    assert len(page.rows) == 12
    assert (page.total_today, page.heading) == (3, "Paling sering ditanyakan 7 hari ini")


def test_search_forgives_typos_and_keeps_to_ones_own(desk, officer):
    rows = desk.get("/loket/", {"q": "ktp ilang"}).context["page"].rows
    assert rows[0].key == SERVICE
    assert {row.kind for row in rows} == {"layanan", "tanya-jawab"}
    stranger = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    other = signed_in(make_staff(roles.COUNTER, "lain", [stranger]))
    page = other.get("/loket/", {"q": "ktp ilang"})
    assert "layanan" not in {row.kind for row in page.context["page"].rows}
    assert other.get(f"/loket/layanan/{SERVICE}/").status_code == 404


def test_entry_is_read_in_the_order_people_ask_and_in_their_case(desk):
    answer = desk.get(f"/loket/layanan/{SERVICE}/?keadaan=hilang")
    parts = {part.key: part.lines for part in answer.context["page"].parts}
    assert list(parts) == ["biaya", "waktu", "bawa", "tidak-perlu", "tempat", "langkah"]
    assert parts["biaya"] == ("Gratis.",)
    assert any("kehilangan" in line for line in parts["bawa"])
    assert any("uka sampai" in line for line in parts["tempat"])
    assert all(line.endswith(".") for lines in parts.values() for line in lines)
    words = text(answer)
    assert f'href="/layanan/{SERVICE}.pdf?keadaan=hilang"' in words
    assert 'href="https://wa.me/?text=' in words
    assert '<svg viewBox="' in words
    assert 'name="case" value="hilang"' in words
    damaged = desk.get(f"/loket/layanan/{SERVICE}/?keadaan=rusak").context["page"].parts[2].lines
    assert damaged != parts["bawa"]


def test_own_office_is_named_first(desk):
    desk.post("/loket/kantor/", {"office": "mpp"})
    parts = {part.key: part.lines for part in desk.get(f"/loket/layanan/{SERVICE}/").context["page"].parts}
    assert parts["tempat"][0].startswith("Mal Pelayanan Publik")


def test_question_is_read_sentence_by_sentence(desk):
    rows = desk.get("/loket/", {"q": "apakah ktp hilang bayar"}).context["page"].rows
    question = next(row for row in rows if row.kind == "tanya-jawab")
    page = desk.get(question.url).context["page"]
    assert page.parts[0].key == "jawaban"
    assert f"/tanya-jawab/{question.key}/" in page.public_url


@pytest.mark.parametrize("path", ["/loket/kantor/mpp/", "/loket/layanan/tidak-ada/", "/loket/tanya-jawab/x/"])
def test_what_cannot_be_read_is_not_there(desk, path):
    assert desk.get(path).status_code == 404


def test_sentences_are_cut_where_a_voice_would_pause():
    said = "Datang ke Jl. Merdeka No. 1. Bawa KTP (asli). Selesai"
    assert reading.sentences(said) == ("Datang ke Jl. Merdeka No. 1.", "Bawa KTP (asli).", "Selesai.")
    assert reading.sentences(" ") == ()


def test_tally_tells_mine_from_all_and_today_from_the_week(desk, officer):
    other = make_staff(roles.EDITOR)
    tap(officer, SERVICE)
    tap(other, SERVICE)
    tap(officer, SERVICE, at=NOW - datetime.timedelta(days=2))
    answer = desk.get("/loket/hitungan/")
    row = answer.context["rows"][0]
    assert (row.mine, row.today, row.week) == (1, 2, 3)
    assert len(answer.context["taps"]) == 1


# --- what a device keeps -------------------------------------------------------------------------------------------


def test_device_keeps_all_that_is_public_in_little_room(desk, officer):
    answer = desk.get("/loket/isi.json", headers={"Accept-Encoding": "gzip"})
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < 60_000
    kept = json.loads(gzip.decompress(answer.content))
    entries = {(each["kind"], each["key"]): each for each in kept["entries"]}
    service = entries["layanan", SERVICE]
    bring = {key: part for key, *part in service["ways"]["hilang"]}["bawa"]
    lines = [service["lines"][number] for number in bring[2]]
    page = desk.get(f"/loket/layanan/{SERVICE}/?keadaan=hilang").context["page"]
    assert tuple(lines) == {part.key: part.lines for part in page.parts}["bawa"]
    assert not any("hari ini" in line for line in service["lines"])  # what holds now only is not kept
    again = desk.get("/loket/isi.json", headers={"Accept-Encoding": "gzip", "If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_device_gets_new_data_when_an_entry_or_a_shared_fact_changes(desk, officer):
    before = desk.get("/loket/isi.json")["ETag"]
    Agency.objects.get(key="disdukcapil").save()
    assert desk.get("/loket/isi.json")["ETag"] != before


def test_device_data_holds_only_ones_own(demo):
    stranger = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    other = make_staff(roles.COUNTER, "lain", [stranger])
    assert {each["kind"] for each in json.loads(device_data(other, "x"))["entries"]} <= {"tanya-jawab"}


def test_page_that_stands_in_names_nobody(desk, officer):
    page = text(desk.get("/loket/luring/"))
    assert page == text(signed_in(make_staff(roles.EDITOR)).get("/loket/luring/"))
    assert "csrfmiddlewaretoken" not in page
    assert 'data-user=""' in page
    needed = set(re.findall(r'(?:href|src)="/static/([^"]+)"', page))
    assert needed <= set(device_views.PARTS)


def test_worker_stays_below_the_counter_and_can_be_switched_off(desk, settings):
    script = text(desk.get("/loket/sw.js"))
    assert '"place": "/loket/"' in script
    assert "counter-worker.js" in script
    settings.OFFLINE = False
    assert "counter-worker-off.js" in text(desk.get("/loket/sw.js"))
    assert 'data-worker=""' in text(desk.get("/loket/"))
