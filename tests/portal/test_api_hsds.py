"""The Open Referral export: every table as the specification wants it, every link leads somewhere, ids that stay."""

import csv
import io
import json
import re
import uuid
import zipfile

import pytest
from django.core.cache import cache

from portal.api.hsds import archive
from portal.api.hsds.tables import LINKS
from services import publishing
from services.models import Office, Service, ServiceEdition
from tests.portal.hsds_facts import FIELDS, FILES, ONE_OF

ADDRESS = "/api/v1/hsds.zip"
LOOKS = {
    "uri": r"https?://\S+",
    "email": r"\S+@\S+",
    "number": r"-?\d+(\.\d+)?",
    "date": r"\d{4}-\d\d-\d\d",
    "datetime": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d",
    "time": r"\d\d:\d\d[+-]\d\d:\d\d",
    "string": r"(?s).*",
}


def fetched(client):
    answer = client.get(ADDRESS)
    return answer, b"".join(answer.streaming_content) if answer.streaming else answer.content


def read(body):
    """The data package, and rows by the table's name."""
    files = zipfile.ZipFile(io.BytesIO(body))
    assert files.testzip() is None
    package = json.loads(files.read("datapackage.json"))
    tables = {}
    for each in package["resources"]:
        text = io.StringIO(files.read(each["path"]).decode(), newline="")
        tables[each["name"]] = list(csv.DictReader(text))
    return package, tables


def faults(table, row):
    """What is wrong with a row as the specification has it."""
    known = dict(each.rstrip("!").split(":") for each in FIELDS[table].split())
    required = {each.split(":")[0] for each in FIELDS[table].split() if each.endswith("!")}
    for name, value in row.items():
        if name not in known:
            yield f"{table}.{name} is no field"
        elif value == "":
            if name in required:
                yield f"{table}.{name} is missing"
        elif known[name] == "uuid":
            if uuid.UUID(value).version != 5:
                yield f"{table}.{name}: {value}"
        elif not re.fullmatch(LOOKS[known[name]], value):
            yield f"{table}.{name}: {value!r} is no {known[name]}"
        elif value not in ONE_OF.get(f"{table}.{name}", [value]):
            yield f"{table}.{name}: {value!r}"
    yield from (f"{table}.{name} is missing" for name in required - set(row))


@pytest.fixture
def export(demo, client):
    return fetched(client)


def test_tables_are_those_of_the_specification_and_every_link_leads_somewhere(export):
    package, tables = read(export[1])
    assert {each["name"]: each["path"] for each in package["resources"]} == FILES
    assert all(tables[name] for name in FILES)
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    for name, rows in tables.items():
        assert len(ids[name]) == len(set(ids[name])), name
        assert [fault for row in rows for fault in faults(name, row)][:5] == []
        for row in rows:
            for field in LINKS.keys() & row.keys():
                assert not row[field] or row[field] in ids[LINKS[field]], (name, field)
    assert {row["link_id"] for row in tables["attribute"]} <= set(ids["service"])
    assert len(tables["service"]) == ServiceEdition.objects.live().count()


def test_data_package_says_what_stands_in_the_files(export):
    package, tables = read(export[1])
    for each in package["resources"]:
        columns = [field["name"] for field in each["schema"]["fields"]]
        assert columns == list(tables[each["name"]][0])
        wanted = {name.split(":")[0] for name in FIELDS[each["name"]].split() if name.endswith("!")}
        said = {field["name"] for field in each["schema"]["fields"] if field["constraints"]["required"]}
        assert said == wanted, each["name"]


def test_hours_are_rules_of_the_calendar(export):
    rows = read(export[1])[1]["schedule"]
    weekly = [row for row in rows if row["freq"] == "WEEKLY"]
    assert {"byday": "MO,TU,WE,TH", "opens_at": "08:00+07:00"}.items() <= weekly[0].items()
    mobile = [row for row in rows if row["freq"] == "MONTHLY"]
    assert mobile
    assert all(re.fullmatch(r"(\d[A-Z]{2},?)+", row["byday"]) for row in mobile)
    assert any(row["description"].startswith("Tutup: ") and row["valid_from"] for row in rows)


def test_ids_and_bytes_stay_until_the_content_changes(export, client):
    answer, body = export
    kept, again = fetched(client)
    assert (again, kept["ETag"], kept.streaming) == (body, answer["ETag"], False)
    assert client.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    service = Service.objects.get(slug="kk-baru")
    service.summary = "=1+1 <script>"
    service.save()
    publishing.publish(service)
    changed, new = fetched(client)
    assert changed["ETag"] != answer["ETag"]
    before, after = (
        {row["url"]: (row["id"], row["description"]) for row in read(each)[1]["service"]}
        for each in (body, new)
    )
    assert [url for url in before if before[url][0] != after[url][0]] == []
    assert [url.split("/")[-2] for url in before if before[url] != after[url]] == ["kk-baru"]


def test_large_archives_are_sent_in_parts_and_not_kept(demo, client, monkeypatch):
    monkeypatch.setattr(archive, "MOST_KEPT", 1000)
    monkeypatch.setattr(archive, "AT_ONCE", 5)
    monkeypatch.setattr(archive, "IN_MEMORY", 100)
    answer = client.get(ADDRESS)
    parts = list(answer.streaming_content)
    assert len(parts) > 3
    assert read(b"".join(parts))[1]["service"]
    assert cache.get(archive.KEPT) is None


def test_invented_places_are_no_coordinates(export, demo):
    assert Office.objects.filter(coordinates_fictional=True).exists()
    assert {row["latitude"] for row in read(export[1])[1]["location"]} == {""}
