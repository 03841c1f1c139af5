"""The open API: every answer is what its document says, cacheable, open to every site, and never a 500."""

import datetime
import json
import re
from html import unescape
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import User
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator

from portal import wsgi
from portal.api import endpoints, visitor
from portal.api.addresses import ENDPOINTS
from portal.api.openapi import address, document
from services import publishing, snapshot
from services.models import Agency, Notice, Office, Service, ServiceEdition
from tests.kept_pages import Site
from tests.portal import api_shape

NOW = datetime.datetime.fromisoformat("2026-11-23T09:30:20+07:00")
DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
API = "/api/v1/"


@pytest.fixture(autouse=True)
def clock(demo):
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def notice():
    agency = Agency.objects.get(key="disdukcapil")
    day = NOW.date()
    return Notice.objects.create(
        agency=agency, title="Padam", kind="gangguan", text="Listrik padam.", starts_on=day
    )


def examples() -> list[tuple[str, dict]]:
    """Every address that has an example here, filled in, with what the document says of its good answer."""
    found = []
    for path, item in document()["paths"].items():
        keys = {each["name"]: each.get("example") for each in item["parameters"]}
        if None not in keys.values():
            found.append((path.format(**keys), item["get"]["responses"]["200"]))
    return found


def validator(schema: dict) -> Draft202012Validator:
    definitions = {"components": document()["components"]}
    return Draft202012Validator(schema | definitions, format_checker=Draft202012Validator.FORMAT_CHECKER)


def faults(content: bytes, schema: dict) -> list[str]:
    return [
        f"{each.json_path}: {each.message}" for each in validator(schema).iter_errors(json.loads(content))
    ]


def test_every_answer_is_what_the_document_says_and_is_open_and_conditional(client, notice):
    seen = 0
    for path, said in examples():
        answer = client.get(path)
        kind = answer["Content-Type"]
        assert answer.status_code == 200, path
        assert kind in said["content"], path
        if kind == "application/json":
            assert faults(answer.content, said["content"][kind]["schema"]) == [], path
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
        assert re.fullmatch(r"public, max-age=(40|3600)", answer["Cache-Control"]), path
        again = client.get(path, headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304, path
        seen += 1
    assert seen == len(ENDPOINTS) - 1  # no leaflet was drawn yet, so there is no card to show


def test_a_released_field_stays():
    stored = api_shape.STORED.read_text(encoding="utf-8").splitlines()
    now = api_shape.lines()
    assert [each for each in stored if each not in now] == [], "released, and gone or changed"
    assert now == stored, "new: run python -m tests.portal.api_shape"


def test_the_page_of_documents_names_every_address():
    for each in ENDPOINTS:
        assert address(each) in DOCS, each.path


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("services/?limit=0", ["limit"]),
        ("services/?limit=101&kategori=x", ["limit", "kategori"]),
        ("services/?offset=-1", ["offset"]),
        ("services/?limit=1_0", ["limit"]),
        ("services/?q=" + "x" * 101, ["q"]),
        ("services/?category=a/b", ["category"]),
        ("offices/?open=ya", ["open"]),
        ("changes/?cursor=1.2", ["cursor"]),
        ("changes/?since=2026-01-01", ["since"]),
        ("services/kk-baru/?x=1", ["x"]),
    ],
)
def test_odd_parameters_are_named_with_what_they_take(client, query, names):
    answer = client.get(API + query)
    problem = answer.json()
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert {each["parameter"] for each in problem["errors"]} == set(names)
    assert all(each["detail"] and each["detail_en"] for each in problem["errors"])
    assert faults(answer.content, {"$ref": "#/components/schemas/Problem"}) == []


@pytest.mark.parametrize(
    "query",
    [
        "changes/?since=0001-01-01T00:00:00%2B14:00",
        "changes/?since=9999-12-31T23:59:59-12:00",
        "changes/?since=2026-01-01T00:00:00+07:00",
        "changes/?cursor=9999999999999999.9999999999999999.9999999999999999",
        "changes/?cursor=1.1.1.9999999999999999.1.9999999999999999.1.1",
        "services/?offset=1000000",
        "services/?q=%00%F0%9F%98%80%27%22%5C",
        "services/?office=tidak-ada&free=&life_event=tidak-ada",
        "notices/?office=x",
    ],
)
def test_far_and_strange_questions_are_answered(client, query):
    assert client.get(API + query).status_code == 200


def test_what_is_missing_withdrawn_or_written_to_is_a_problem(client):
    publishing.withdraw(
        Service.objects.get(slug="kk-baru"), reason="Digabung.", replacement="kk-hilang-rusak"
    )
    gone = client.get(f"{API}services/kk-baru/")
    assert gone.status_code == 410
    assert "Digabung." in gone.json()["detail"]
    assert gone.json()["replacement"].endswith("/api/v1/services/kk-hilang-rusak/")
    for path in ("services/tidak-ada/", "nope", "offices/%0A%C2%85/", "cards/0000-0000/", "notices/99/"):
        answer = client.get(API + path)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json"), path
    strict = Client(enforce_csrf_checks=True)
    for method in (strict.post, strict.put, strict.delete):
        refused = method(f"{API}services/")
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD, OPTIONS")
    asked = client.options(f"{API}services/")
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Headers"] == "If-None-Match"
    moved = client.get(f"{API}services?limit=2")
    assert (moved.status_code, moved["Location"]) == (301, "/api/v1/services/?limit=2")


def test_pages_of_a_list_lead_through_all_of_it(client):
    slugs, at = [], f"{API}services/?limit=7"
    while at:
        answer = client.get(at)
        data = answer.json()
        slugs += [each["slug"] for each in data["items"]]
        at = data["next"]
        assert (f'<{at}>; rel="next"' in answer.get("Link", "")) is bool(at)
    assert len(slugs) == len(set(slugs)) == data["total"] == ServiceEdition.objects.live().count()


def test_lists_read_only_the_documents_of_their_page(client, settings):
    for path, most in [
        ("services/?limit=5", 4),
        ("services/?limit=5&office=mpp", 4),
        ("offices/", 1),
        ("changes/", 8),
    ]:
        client.get(API + path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(API + path)
        assert len(queries) <= most, path
        documents = [each["sql"] for each in queries if '"document"' in each["sql"].partition("FROM")[0]]
        assert all("IN (" in each for each in documents), path


def test_office_is_open_now_until_it_closes(client, clock):
    office = client.get(f"{API}offices/mpp/").json()
    assert office["open_now"] is True
    assert office["next_change"].startswith("2026-11-23T")
    clock.move_to(datetime.datetime.fromisoformat(office["next_change"]))
    later = client.get(f"{API}offices/mpp/").json()
    assert later["open_now"] is False
    assert later["next_change"] > office["next_change"]
    assert [each["key"] for each in client.get(f"{API}offices/?open=true").json()["items"]].count("mpp") == 0


def test_office_says_its_state_as_its_page_does(client, clock):
    clock.move_to(datetime.datetime.fromisoformat("2026-12-25T09:00:00+07:00"))
    for path in ("offices/mpp/", "services/kk-baru/"):
        data = client.get(API + path).json()
        place = data if path.startswith("offices") else next(x for x in data["places"] if x["key"] == "mpp")
        assert place["state_text"].startswith("Tutup hari ini ("), path
        assert place["state_text_en"].startswith("Closed today ("), path
        for language, words in (("", place["state_text"]), ("/en", place["state_text_en"])):
            page = client.get(f"{language}/kantor/mpp/").content.decode()
            assert words in unescape(re.sub(r"<[^>]+>", "", page)), words


def test_keys_that_are_not_there_are_counted_behind_the_page_cache_too(demo, settings):
    settings.API_PER_HOUR = 5
    site = Site()
    site.cache = visitor.known(site.cache)
    missing = [site.get(f"{API}services/nope{number}/").status for number in range(7)]
    assert missing == [404] * 5 + [429] * 2
    assert site.get(f"{API}services/nope1/", REMOTE_ADDR="203.0.113.10").status == 404  # somebody else
    settings.API_PER_HOUR = 100
    assert site.get(f"{API}services/kk-baru/").status == site.get(f"{API}services/").status == 200
    settings.API_PER_HOUR = 5
    kept = [site.get(f"{API}services/kk-baru/").status for _ in range(7)]
    assert kept == [200] * 7  # what the page cache has costs nothing
    assert isinstance(wsgi.application, visitor.Known)
    cache.clear()


def test_lines_to_copy_are_marked_as_indonesian(client):
    page = client.get("/en/sematan/?layanan=akta-kelahiran-terlambat").content.decode()
    assert re.search(r'<pre [^>]*lang="id"', page)


def test_nothing_of_staff_is_told(client, notice):
    user = User.objects.create(
        username="rahasia-petugas", first_name="Rahasiawati", email="rahasia@contohkab.example"
    )
    service = Service.objects.get(slug="kk-baru")
    service.summary = "Ringkasan baru."
    service.owner = user
    service.save()
    publishing.publish(service, by=user, note="Diperbaiki.")
    for path, _said in examples():
        text = client.get(path)
        body = b"".join(text.streaming_content) if text.streaming else text.content
        assert b"rahasia" not in body.lower(), path


def test_too_many_requests_are_told_when_to_come_back(client, settings):
    settings.API_PER_HOUR = 100
    answers = [client.get(f"{API}services/?limit={number % 9 + 1}") for number in range(101)]
    assert [each.status_code for each in answers].count(429) == 1
    refused = answers[-1]
    assert refused["Retry-After"] == str(29 * 60 + 40)
    assert refused["Access-Control-Allow-Origin"] == "*"
    assert (
        client.get(f"{API}services/", REMOTE_ADDR="").status_code == 200
    )  # the page cache asks for everyone
    cache.clear()


def test_database_that_does_not_answer_is_a_problem_too(client, monkeypatch):
    def lost():
        raise OperationalError("gone")

    monkeypatch.setattr(endpoints.snapshot, "current", lost)
    answer = client.get(f"{API}services/?limit=3")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert answer["Content-Type"] == "application/problem+json"


def test_readable_page_has_lines_that_work(client):
    for language in ("", "/en"):
        page = client.get(f"{language}{API}").content.decode()
        lines = re.findall(r"curl (?:-O|--compressed) &?#?x?2?7?;?([^&<' ]+)", page)
        assert len(lines) > 15
        for line in lines[:4]:
            assert client.get(line.partition("8000")[2] or line).status_code == 200, line


def test_facts_have_digests_that_change_with_them(client):
    before = client.get(f"{API}changes/").json()["facts"]
    office = Office.objects.get(key="mpp")
    office.phone = "0800-111-222"
    office.save()
    snapshot.rebuild()
    after = client.get(f"{API}changes/").json()["facts"]
    assert [name for name in before if before[name] != after[name]] == ["offices"]
