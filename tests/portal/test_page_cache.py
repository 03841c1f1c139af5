"""Pages that are given out without asking Django: which, to whom, and until when."""

import contextlib
import datetime
import gzip
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import OperationalError, connection, transaction

from faq import asked
from faq.feedback import counting
from faq.models import PageCount, Question, QuestionEdition, Topic
from portal.page_cache import version, writes
from portal.page_cache.models import ContentChange
from portal.page_cache.pages import best_encoding
from services import confirming, publishing, snapshot
from services.models import Agency, Notice, Office, OpeningHours, Service
from services.models.notice import NoticeKind, Severity
from tests import other_databases
from tests.drafts import saves
from tests.kept_pages import Answer, Site, a_second_later, committed

PAGE, PICTURE = "/layanan/kk-baru/", "/kartu/kk-baru.jpg"

SHOWN = {
    "services": {
        "logo", "agency", "office", "openinghours", "specialhours", "limitedday", "limitedday_services", "mobilestop",
        "closure", "closure_offices", "ramadanperiod", "category", "document", "documentissuer", "lifeevent",
        "lifeeventservice", "channel", "serviceedition", "servicespan", "notice", "notice_offices", "notice_services",
        "searchentry", "searchposting", "searchword", "searchstate", "synonym", "notours",
    },
    "faq": {"topic", "questionedition", "questionspan"},
}  # fmt: skip
"""Models whose rows public pages show, or may."""


@pytest.fixture
def site(demo, settings) -> Site:
    settings.NOTICES_WRITES = True
    return Site()


def edit(slug: str, **fields: str) -> Service:
    service = Service.objects.get(slug=slug)
    saves(None, service, fields)
    return Service.objects.get(slug=slug)


def test_second_visit_asks_neither_django_nor_the_database(site, django_assert_num_queries):
    first = site.get(PAGE)
    assert first.status == 200
    assert "Kartu Keluarga" in first.text
    with django_assert_num_queries(0):
        again = site.get(PAGE)
    assert (again, site.renders) == (first, 1)


def test_kept_page_has_every_header_that_django_gave_it(site, client):
    kept, made = site.get(PAGE), client.get(PAGE)
    own = {"cache-control", "etag", "content-length", "content-encoding", "vary", "x-request-id"}
    for name, value in made.headers.items():
        if name.lower() not in own:
            parts = sorted(kept.headers[name].split("; ")), sorted(value.split("; "))
            assert parts[0] == parts[1], name
    assert kept.headers["Cache-Control"].startswith("public, max-age=")
    assert "stale-if-error=" in kept.headers["Cache-Control"]
    assert kept.headers["Vary"] == "Accept-Encoding"
    assert not {"X-Request-ID", "Set-Cookie"} & set(kept.headers)
    assert kept.text == made.content.decode()


def _publish() -> None:
    publishing.publish(edit("kk-baru", summary="Ringkasan yang baru saja diubah."))


def _withdraw() -> None:
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Sudah tidak dilayani di sini.")


def _confirm() -> None:
    from django.contrib.auth.models import User

    user = User.objects.create_user("pemeriksa")
    confirming.confirm(Service.objects.get(slug="kk-baru"), by=user, position="Kepala Seksi Pemeriksa")


def _tell() -> None:
    today = datetime.date.today() - datetime.timedelta(days=1)
    agency = snapshot.current().site_agency().key
    row = Agency.objects.get(key=agency)
    Notice.objects.create(
        agency=row,
        title="Sistem sedang gangguan",
        severity=Severity.URGENT,
        kind=NoticeKind.DISRUPTION,
        starts_on=today,
    )


@pytest.mark.parametrize(
    ("change", "address"),
    [
        (_publish, PAGE),
        (_withdraw, PAGE),
        (_withdraw, "/layanan/"),
        (_confirm, PAGE),
        (_tell, "/"),
        (lambda: Office.objects.filter(pk=Office.objects.first().pk).update(name="Kantor Baru"), "/kantor/"),
        (lambda: OpeningHours.objects.all().delete(), "/kantor/"),
        (lambda: Topic.objects.update(name="Topik lain"), "/tanya-jawab/"),
        (
            lambda: publishing.withdraw(Question.objects.first(), reason="Sudah tidak benar."),
            "/en/tanya-jawab/",
        ),
    ],
    ids=["publish", "withdraw", "leaves-list", "confirm", "notice", "update", "delete", "topics", "question"],
)
def test_change_is_seen_at_once_here_and_within_a_second_elsewhere(site, change, address):
    before = site.get(address)
    with committed(here=False):
        change()
        snapshot.drop()
    a_second_later()
    after = site.get(address)
    assert (after.status, hash(after.text)) != (before.status, hash(before.text))
    assert after.status != 200 or after.etag != before.etag
    assert site.get(address, HTTP_IF_NONE_MATCH=before.etag).status == after.status


def test_this_process_sees_its_own_change_at_once(site):
    site.get(PAGE)
    with committed():
        _publish()
    assert "Ringkasan yang baru saja diubah." in site.get(PAGE).text


def test_what_is_rolled_back_changes_nothing_and_what_follows_does(site):
    def traces() -> int:
        return ContentChange.objects.count()

    before = traces()
    with committed():
        with contextlib.suppress(ZeroDivisionError), transaction.atomic():
            _publish()
            assert traces() == before + 1
            raise ZeroDivisionError
        assert traces() == before
        _publish()
        Topic.objects.update(position=3)
    assert traces() == before + 1  # one for all of a transaction


def test_drafts_counts_and_work_leave_the_cache_alone(site):
    site.get(PAGE)
    with committed():
        service = Service.objects.get(slug="kk-baru")
        service.steps.all().delete()
        Service.objects.filter(pk=service.pk).update(revision=99, review_state="submitted")
        PageCount.objects.create(kind="layanan", key="kk-baru", day=datetime.date(2026, 1, 5), views=3)
        asked.note("kk", was_found=True)
        asked.write()
    assert ContentChange.objects.count() == 0
    site.get(PAGE)
    assert site.renders == 1


def test_every_model_is_known_to_be_shown_or_not():
    """A new model fails here until somebody has decided: `SHOWN` above, or `UNSHOWN` in portal/page_cache/writes.py."""
    every = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    shown = {f"{app}.{name}" for app, names in SHOWN.items() for name in names}
    assert shown | writes.UNSHOWN | set(writes.PARTLY) == every
    assert not shown & writes.UNSHOWN
    for label, columns in writes.PARTLY.items():
        assert columns <= {field.column for field in apps.get_model(label)._meta.concrete_fields}


@pytest.mark.parametrize(
    ("sql", "shown"),
    [
        ('UPDATE "services_office" SET "name" = %s', True),
        ('INSERT OR IGNORE INTO "services_notice_offices" ("a") SELECT 1', True),
        ('DELETE FROM "faq_questionedition" WHERE "id" = %s', True),
        ("TRUNCATE services_office", True),
        ('INSERT INTO "a_table_nobody_knows" ("a") VALUES (1)', True),
        ('UPDATE "services_service" SET "confirmed_on" = %s WHERE "x" = 1', True),
        ('UPDATE "services_service" SET "revision" = %s WHERE "services_service"."slug" = %s', False),
        ('INSERT INTO "services_service" ("slug") VALUES (%s)', False),
        ('SELECT "name" FROM "services_office"', False),
        ('INSERT INTO "django_session" ("a") VALUES (1)', False),
        ('UPDATE "axes_accessattempt" SET "failures_since_start" = 1', False),
        ("/* by hand */ -- really\n UPDATE services_office SET name = 1", True),
        ("/* by hand */ UPDATE faq_tap SET day = 1", False),
        ("WITH x AS (SELECT 1) UPDATE services_office SET name = 1", True),
        ("MERGE INTO services_office USING x ON a = b WHEN MATCHED THEN DELETE", True),
        ("COPY services_office FROM STDIN", True),
        ("EXPLAIN ANALYZE UPDATE services_office SET name = 1", True),
        ("explain select 1", False),
        ("SELECT 1; UPDATE services_office SET name = 1", True),
        ("BEGIN; UPDATE services_office SET name = 1", True),
        ("TRUNCATE faq_tap, services_office", True),
        ("UPDATE public.services_office SET name = 1", True),
        ("UPDATE services_service SET slug = 1", True),
        ("update services_service set\nconfirmed_on=null where id=1", True),
        ("UPDATE services_service SET (revision, position) = (1, 2)", True),
        ("UPDATE services_service SET revision = ' WHERE ', slug = 2", True),
        ("UPDATE services_service SET revision = (SELECT 1 WHERE 1 = 1), slug = %s", True),
        ("UPDATE services_service SET revision = $$ WHERE $$, slug = %s", True),
        ("/* /* */ SELECT 1 */ UPDATE services_office SET name = 1", True),
        ("DELETE FROM services_service WHERE id = 1", True),
        ("INSERT INTO services_service (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET slug = 2", True),
        ("(SELECT 1) UNION (SELECT 2) FOR UPDATE;", False),
        ("SELECT * INTO a_new_table FROM services_office", False),
        ('RELEASE SAVEPOINT "s1"', False),
        ("PRAGMA foreign_keys = OFF", False),
        ("CREATE INDEX CONCURRENTLY a ON b (c)", False),
        ("DO $$ BEGIN UPDATE services_office SET name = 1; END $$", True),
        ("-- nothing", False),
    ],
)
def test_statements_that_pages_show(sql, shown):
    assert writes.is_shown(sql) is shown


def test_statement_written_by_hand_leaves_a_trace(site):
    with connection.cursor() as cursor:
        for sql, left in [
            ("/* koreksi */ UPDATE services_office SET name = 'A'", 1),
            ("/* koreksi */ UPDATE services_office SET name = 'A' WHERE id = -1", 1),
            ("WITH x AS (SELECT 1) UPDATE services_office SET name = 'A'", 2),
            ("SELECT 1;", 2),
            ("UPDATE services_office SET name = 'A' RETURNING id", 3),
        ]:
            with committed():
                cursor.execute(sql)
                if "RETURNING" in sql:
                    cursor.fetchall()
            assert ContentChange.objects.count() == left, sql


@pytest.mark.sqlite
def test_row_that_is_written_outside_of_a_transaction(settings, tmp_path, django_db_setup, django_db_blocker):
    """SQLite commits nothing while a write has rows to return, as the key of each new row is one."""
    settings.NOTICES_WRITES = True
    with django_db_blocker.unblock():
        copy = other_databases.copy_of_start(tmp_path / "site.sqlite3")
    with django_db_blocker.unblock(), other_databases.standing_on(copy):
        before = ContentChange.objects.count()
        made = Topic.objects.create(key="baru", name="Topik baru")
        assert Topic.objects.get(name="Topik baru").pk == made.pk
        assert ContentChange.objects.count() == before + 1
        with connection.cursor() as cursor:
            cursor.execute("UPDATE faq_topic SET name = 'A' RETURNING id")
            assert len(cursor.fetchone()) == 1
            assert len(cursor.fetchmany(2)) == 2
            assert len([*cursor.fetchall()]) == Topic.objects.count() - 3
        assert ContentChange.objects.count() == before + 2


def test_savepoint_rolled_back_by_hand_leaves_the_next_write_its_trace(site):
    with committed(), connection.cursor() as cursor:
        cursor.execute("SAVEPOINT by_hand")
        Topic.objects.update(position=3)
        cursor.execute("ROLLBACK TO SAVEPOINT by_hand")
        assert ContentChange.objects.count() == 0
        Topic.objects.update(position=4)
    assert ContentChange.objects.count() == 1


def test_version_that_was_asked_for_before_a_change_here_is_none_to_go_by(site):
    """Another thread reads it while this one writes."""
    site.get(PAGE)
    a_second_later()
    written = []

    def write_meanwhile(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql == version._SQL and not written:
            written.append(True)
            with committed():
                _publish()
        return result

    with connection.execute_wrapper(write_meanwhile):
        site.get(PAGE)
    assert written
    assert "Ringkasan yang baru saja diubah." in site.get(PAGE).text


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic eA=="},
        {"method": "OPTIONS"},
        {"HTTP_HOST": "jahat.example"},
        {"HTTP_HOST": "testserver:8099"},
        {"CONTENT_LENGTH": "3"},
    ],
)
def test_who_is_somebody_or_odd_goes_past_the_cache(site, headers):
    site.get(PAGE)
    answer = site.get(PAGE, **headers)
    assert site.renders == 2
    assert "public" not in answer.headers.get("Cache-Control", "")
    assert site.get(PAGE).status == 200
    assert site.renders == 2


@pytest.mark.parametrize(
    "address",
    ["/cari/?q=kk", "/en/cari/?q=kk", "/cari/saran/?q=kk", "/layanan/?q=kk", "/tanya-jawab/?q=kk", "/tanya/", "/periksa/",
     "/masuk/", "/kelola/", "/tanya/abcd-efgh/", "/layanan/tidak-ada/", "/layanan", "/healthz", "/umpan-balik/"],
)  # fmt: skip
def test_these_are_never_kept(site, address):
    for _ in range(2):
        answer = site.get(address)
        assert "public" not in answer.headers.get("Cache-Control", "")
    assert site.renders == 2
    assert not len(site.cache._plain) + len(site.cache._queried)


@pytest.mark.parametrize(
    "poison",
    [
        {
            "HTTP_X_FORWARDED_HOST": "jahat.example",
            "HTTP_X_FORWARDED_PROTO": "gopher",
            "HTTP_X_FORWARDED_FOR": "jahat",
        },
        {"HTTP_ACCEPT_LANGUAGE": "en", "HTTP_COOKIE": "jahat=1; messages=jahat"},
        {"HTTP_ACCEPT_ENCODING": "br;q=0, jahat", "HTTP_REFERER": "https://jahat.example/cari/?q=jahat"},
        {"QUERY_STRING": "utm_source=jahat&fbclid=jahat&_method=jahat"},
        {"HTTP_X_REQUEST_ID": "jahat", "HTTP_HX_REQUEST": "true", "HTTP_RANGE": "bytes=0-5"},
    ],
)
def test_nothing_a_visitor_adds_gets_into_the_page_of_others(site, poison):
    clean = Site().get(PAGE)
    first = site.get(PAGE, **poison)
    later = site.get(PAGE)
    assert "jahat" not in first.text
    assert (later.text, later.headers) == (clean.text, clean.headers)
    assert site.renders == 1


def test_page_is_made_from_nothing_but_its_name(demo):
    seen = []

    def django(environ, start):
        seen.append(environ)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"page"]

    headers = {
        f"HTTP_{name}": "x" for name in ("COOKIE", "REFERER", "ACCEPT_LANGUAGE", "X_FORWARDED_HOST", "ORIGIN")
    }
    Site(django=django).get(f"{PAGE}?keadaan=a&utm_source=b", **headers, HTTP_IF_NONE_MATCH="*")
    assert {name for name in seen[0] if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert seen[0]["QUERY_STRING"] == "keadaan=a"


def test_unknown_parameters_make_no_pages_and_known_ones_do(site):
    for number in range(5):
        site.get(f"{PAGE}?utm_source={number}")
    plain = site.get(PAGE)
    assert site.renders == 1
    case = site.get(f"{PAGE}?utm_source=a&keadaan=hilang&gclid=1")
    assert site.renders == 2
    assert site.get(f"{PAGE}?keadaan=hilang").text == case.text
    assert "?keadaan=hilang" in case.text
    assert plain.text != case.text
    assert site.renders == 2


def test_room_is_bounded_and_parameters_do_not_push_pages_out(demo, settings):
    site = Site(room=500_000)
    site.get(PAGE)
    for number in range(12):
        site.get(f"/perubahan/?halaman={number}")
    assert site.cache._queried.used <= 125_000
    site.get(PAGE)
    assert site.renders == 13


def test_picture_of_a_link_is_kept_beside_pages_and_drawn_anew_when_published(
    site, django_assert_num_queries
):
    site.get(PAGE)
    first = site.get(PICTURE)
    with django_assert_num_queries(0):
        assert site.get(PICTURE) == first
        assert site.get(PICTURE, HTTP_IF_NONE_MATCH=first.etag).status == 304
    assert first.headers["Content-Type"] == "image/jpeg"
    assert (len(site.cache._plain), len(site.cache._large), site.renders) == (1, 1, 2)
    with committed():
        publishing.publish(edit("kk-baru", name="Kartu Keluarga dengan nama lain"))
    after = site.get(PICTURE)
    assert after.etag != first.etag
    assert after.raw != first.raw


def test_conditional_request_is_answered_without_making_the_page(site, django_assert_max_num_queries):
    etag = site.get(PAGE).etag
    other = Site()  # a process that has made nothing
    with django_assert_max_num_queries(
        4
    ):  # the version, the shared facts, what comes of two kinds of editions
        answer = other.get(PAGE, HTTP_IF_NONE_MATCH=etag)
    assert (answer.status, answer.raw, answer.etag, other.renders) == (304, b"", etag, 0)
    with django_assert_max_num_queries(0):
        assert other.get(PAGE, HTTP_IF_NONE_MATCH=f'"x", {etag}').status == 304
    assert other.get("/layanan/akta-kelahiran/", HTTP_IF_NONE_MATCH=etag).status == 200


def test_head_says_what_get_would(site):
    head, page = site.get(PAGE, "HEAD"), site.get(PAGE)
    assert (head.headers, head.raw) == (page.headers, b"")
    assert site.renders == 1


def test_each_gets_the_page_in_an_encoding_it_takes(site):
    plain = site.get(PAGE)
    for accepted, encoding in {
        "gzip, deflate": "gzip",
        "gzip, br": "br",
        "br;q=0, gzip;q=0.5": "gzip",
        "": None,
    }.items():
        answer = site.get(PAGE, HTTP_ACCEPT_ENCODING=accepted)
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.raw))
        assert answer.text == plain.text
    assert best_encoding("*") == "br"
    assert best_encoding("identity;q=1, *;q=0") == ""


def test_readers_of_kept_pages_are_counted(site):
    for _ in range(3):
        site.get(PAGE)
    site.get(PAGE, HTTP_IF_NONE_MATCH=site.get(PAGE).etag)
    site.get(PAGE, HTTP_USER_AGENT="Googlebot/2.1")
    site.get(PAGE, "HEAD")
    counting.waiting.write()
    assert PageCount.objects.get(kind="layanan", key="kk-baru").views == 5
    site.get(PAGE, HTTP_REFERER="http://testserver/cari/?q=kartu+keluarga")
    assert [opening.words for opening in asked.openings._counts] == ["kartu keluarga"]


def test_database_gone_kept_pages_stay_and_come_back_fresh(site, monkeypatch):
    page = site.get(PAGE)
    with committed(here=False):
        _publish()

    def gone(*arguments):
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "close", lambda: None)  # it would take the test's transaction with it
    a_second_later()
    with connection.execute_wrapper(gone):
        stale = site.get(PAGE)
        assert (stale.status, stale.text) == (200, page.text)
        assert "detail=database" in stale.headers["Cache-Status"]
        assert site.get(PAGE, HTTP_IF_NONE_MATCH=page.etag).status == 304
        assert site.get("/layanan/akta-kelahiran/").status == 503
        a_second_later()
        assert site.get(PAGE).status == 200
    a_second_later()
    fresh = site.get(PAGE)
    assert "Ringkasan yang baru saja diubah." in fresh.text
    assert "Cache-Status" not in fresh.headers


@pytest.mark.parametrize("is_gone", [True, False], ids=["database gone", "view fails"])
def test_page_that_cannot_be_made_anew(site, monkeypatch, is_gone):
    """Without the database the last one is given and says how old it is; else not what is known to have changed."""
    site.get(PAGE)
    with committed():
        _publish()

    def fails(environ, start):
        if is_gone:
            monkeypatch.setattr(version._known, "is_lost", True)
        start("503 Service Unavailable", [])
        return [b"gone"]

    monkeypatch.setattr(site, "django", fails)
    answer = site.get(PAGE)
    assert answer.status == (200 if is_gone else 503)
    assert ("Halaman ini disimpan" in answer.text) is is_gone


def test_page_made_while_somebody_publishes_is_not_kept(site, monkeypatch):
    django = site.django

    def publishing_meanwhile(environ, start):
        answer = django(environ, start)
        with committed():
            Topic.objects.update(position=7)
        return answer

    monkeypatch.setattr(site, "django", publishing_meanwhile)
    answer = site.get(PAGE)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert not len(site.cache._plain)


@pytest.mark.parametrize(
    "header",
    [
        ("Set-Cookie", "a=1"),
        ("Cache-Control", "private, max-age=9"),
        ("Vary", "Cookie"),
        ("Cache-Control", "no-store"),
    ],
)
def test_answer_that_is_somebodys_own_is_not_kept(demo, header):
    def own(environ, start):
        start("200 OK", [("Content-Type", "text/html"), header])
        return [b"own" * 100]

    site = Site(django=own)
    assert [site.get(PAGE).headers[header[0]] for _ in range(2)] == [header[1]] * 2
    assert (site.renders, len(site.cache._plain)) == (2, 0)


def test_many_at_once_have_one_page_made(monkeypatch):
    """No database: threads of a test have none of theirs."""
    from portal.page_cache.clock import Stretch
    from portal.page_cache.present import Now, Present

    began = threading.Event()

    def slow(environ, start):
        began.wait(0.2)
        start("200 OK", [("Content-Type", "text/html")])
        return [b"page" * 100]

    import time

    moment = time.time()
    monkeypatch.setattr(version, "read", lambda: "1")
    monkeypatch.setattr(Present, "now", lambda self: Now(moment, "1", Stretch(moment - 60, moment + 9)))
    site = Site(django=slow)
    with ThreadPoolExecutor(20) as threads:
        answers: list[Answer] = list(threads.map(lambda _: site.get("/layanan/"), range(40)))
    assert site.renders == 1
    assert {answer.text for answer in answers} == {"page" * 100}


def test_bodies_are_kept_compressed(site):
    site.get(PAGE)
    page = site.cache._plain.get(("testserver", False, PAGE, ""))
    assert set(page.bodies) == {"br", "gzip"}
    assert len(page.bodies["br"]) < len(page.bodies["gzip"]) < len(gzip.decompress(page.bodies["gzip"])) / 3
    assert QuestionEdition.objects.exists()
