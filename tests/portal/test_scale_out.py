"""Two app servers behind nginx keep nothing to themselves: whoever asks need not know which of them answers."""

import io
import threading
import time
import zipfile

import pytest

from faq.asking.answer_views import MOST_GUESSES
from faq.asking.codes import SHAPE
from tests import services_needed
from tests.forms import form_data
from tests.portal.two_servers import BUCKET, CHANGED, NEW_SUMMARY, running

_missing = services_needed.missing("nginx", "redis-server")
pytestmark = [pytest.mark.postgresql, pytest.mark.skipif(bool(_missing), reason=_missing)]
SEEN_WITHIN = 2
"""Seconds until what was published on one server is read on the other."""


@pytest.fixture(scope="module")
def everything(django_db_setup, django_db_blocker, tmp_path_factory):
    with django_db_blocker.unblock(), running(tmp_path_factory.mktemp("office")) as started:
        yield started


@pytest.fixture(scope="module")
def office(everything):
    return everything[0]


@pytest.fixture(scope="module")
def redis(everything):
    return everything[1]


@pytest.fixture(scope="module")
def humas(office):
    """The cookie of somebody who signed in on the first server."""
    first = office.apps[0]
    form = office.ask("/masuk/", app=first)
    cookies = _cookies(form)
    data = form_data(form) | {"username": ["humas"], "password": ["a-long-password"]}
    answer = office.ask("/masuk/", app=first, cookie=cookies, form=data)
    assert answer.status == 302, answer.text
    return f"{cookies}; {_cookies(answer)}"


def _cookies(answer):
    set_ones = answer.headers.get("set-cookie", "")
    pairs = [part.strip().split(";")[0] for part in set_ones.replace(", ", "\n").split("\n")]
    return "; ".join(pair for pair in pairs if pair.startswith(("sessionid=", "csrftoken=")))


def _press(office, app, path, cookie, **typed):
    """Open a page and send its form, filled in."""
    page = office.ask(path, app=app, cookie=cookie)
    assert page.status == 200, (page.status, page.headers)
    cookie = "; ".join(filter(None, [cookie, _cookies(page)]))
    return office.ask(path, app=app, cookie=cookie, form=form_data(page) | typed)


def test_who_signs_in_on_one_is_known_to_the_other(office, humas):
    for app in office.apps:
        assert office.ask("/studio/", app=app, cookie=humas).status == 200
    assert office.ask("/studio/", app=office.apps[1]).status == 302


def test_an_hours_guesses_are_counted_together(office):
    def guess(number):
        code = SHAPE.with_check_character(f"{number:015}".replace("1", "A"))
        path = f"/tanya/{SHAPE.display(code)}/"
        return office.ask(path, app=office.apps[number % 2], address="198.51.100.7").status

    assert {guess(number) for number in range(MOST_GUESSES)} == {404}
    assert [guess(number) for number in (MOST_GUESSES, MOST_GUESSES + 1)] == [429, 429]


def test_what_one_publishes_the_other_shows(office):
    first, other = office.apps
    path = f"/layanan/{CHANGED}/"
    before = office.ask(path, app=other)
    assert before.status == 200
    assert NEW_SUMMARY not in before.text
    action = f"/kelola/entri/layanan/{office.people['changed']}/terbitkan/"
    answer = _press(office, first, action, office.people["reviewer"])
    assert answer.status == 302, answer.text
    deadline = time.monotonic() + SEEN_WITHIN
    while NEW_SUMMARY not in office.ask(path, app=other).text:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert path in office.ask("/cari/?q=gentarasa", app=other).text
    one, two = (office.ask(path, app=app) for app in office.apps)
    assert one.headers["etag"] == two.headers["etag"]  # also static files have the same names on both


def test_a_batch_is_drawn_once_and_fetched_from_any(office, humas):
    import boto3

    first, other = office.apps
    choice = {
        "isi": ["paket:pengantar-skck"], "ukuran": ["portrait"], "tema": ["light"], "bahasa": ["id"],
        "rincian": ["brief"], "jenis": ["jpeg"],
    }  # fmt: skip
    ordered = _press(office, first, "/studio/paket/baru/", humas, **choice)
    assert ordered.status == 302, ordered.text
    both = [office.manage("draw_batches") for _ in office.apps]
    said = " ".join(process.communicate(timeout=60)[0] for process in both)
    assert "1 paket massal dikerjakan" in said
    assert "0 paket massal dikerjakan" in said
    path = ordered.headers["location"] + "unduh/"
    result = office.ask(path, app=other, cookie=humas)
    names = zipfile.ZipFile(io.BytesIO(result.content)).namelist()
    assert "DAFTAR.txt" in names
    assert any(name.endswith(".jpg") for name in names)
    assert office.ask(path, app=other).status == 302  # nobody else
    environment = first.environment
    store = boto3.client(
        "s3", endpoint_url=environment["PACKS_STORE_URL"], region_name="us-east-1",
        aws_access_key_id="key", aws_secret_access_key="secret",
    )  # fmt: skip
    kept = store.list_objects(Bucket=BUCKET)["Contents"]
    assert [each["Key"].count("/") for each in kept] == [
        1
    ]  # the single packs went when they were in the whole


def test_readers_notice_nothing_of_a_server_that_is_killed(office):
    _first, other = office.apps
    answers, stop = [], threading.Event()

    def read(number):
        turn = 0
        while not stop.is_set():
            turn += 1
            # nobody has asked for these addresses before: nginx has no copy
            answers.append(office.ask(f"/layanan/{CHANGED}/?keadaan=x{number}-{turn}").status)

    readers = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for reader in readers:
        reader.start()
    _until(lambda: len(answers) > 10)
    other.kill()
    seen = len(answers)
    _until(lambda: len(answers) > seen + 20)
    stop.set()
    for reader in readers:
        reader.join()
    other.start()
    assert set(answers) == {200}


def _until(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_without_redis_the_site_is_slower_but_right(office, redis, humas):
    first = office.apps[0]
    redis.stop(at_once=True)
    try:
        started = time.monotonic()
        pages = ["/", f"/layanan/{CHANGED}/", "/cari/?q=kk", f"/kartu/{CHANGED}.jpg", "/tanya/"]
        assert {office.ask(f"{path}", app=first).status for path in pages} == {200}
        assert office.ask("/studio/", app=first, cookie=humas).status == 200
        verdict = {"membantu": "ya", "jenis": "layanan", "kunci": CHANGED}
        assert office.ask("/umpan-balik/", app=first, form=verdict).status < 500
        assert time.monotonic() - started < 10
    finally:
        redis.start()
    time.sleep(2.1)  # portal.soft_cache asks again
    guesses = [
        SHAPE.with_check_character(f"{number:015}".replace("1", "B")) for number in range(MOST_GUESSES + 1)
    ]
    asked = [
        office.ask(f"/tanya/{SHAPE.display(code)}/", app=first, address="198.51.100.9").status
        for code in guesses
    ]
    assert asked[-1] == 429  # limits count again


def test_without_app_servers_nginx_shows_what_it_has(office):  # the last one: they stay dead
    page = office.ask("/layanan/akta-kelahiran/")
    assert page.status == 200
    for app in office.apps:
        app.kill()
    again = office.ask("/layanan/akta-kelahiran/")
    assert again.status == 200
    assert again.content == page.content
    new = office.ask("/layanan/akta-kematian/")
    assert (new.status, new.headers["retry-after"]) == (503, "60")
    assert "tidak dapat dibuka" in new.text
