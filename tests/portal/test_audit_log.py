"""/kelola/catatan/: what was done, for own agencies only; read, filtered, taken along, never changed."""

import ast
import csv
import json

import pytest
from django.conf import settings

from portal import roles
from portal.exchange.wording import counted
from portal.people import audit_log
from services import audit
from services.catalogue_report import Report
from services.models import Agency, AuditRecord, Service
from tests.people import make_staff, signed_in

LOG = "/kelola/catatan/"
RECORDING = {"audit.record", "notes.note", "_record"}
"""What the code calls to write something down."""


@pytest.fixture
def agencies(demo):
    AuditRecord.objects.all().delete()
    other = Agency.objects.create(key="dinkes", name="Dinas Kesehatan", official_name="Dinas Kesehatan")
    return Agency.objects.get(key="disdukcapil"), other


@pytest.fixture
def records(agencies):
    mine, other = agencies
    service = Service.objects.get(slug="kk-baru")
    editor = make_staff(roles.EDITOR, "editor-a", [mine])
    audit.record("publish", service, by=editor, number=2)
    audit.record("change", mine, by=editor, fields=["nama"], name="=HYPERLINK(1)")
    audit.record("withdraw", other, by=make_staff(roles.EDITOR, "editor-b", [other]), reason="rahasia")
    audit.record("delete", name="bersama")
    return service


def page(client, **query):
    return client.get(LOG, query).content.decode().split("<tbody>")[-1]


def test_own_records_newest_first_with_links(agencies, records):
    client = signed_in(make_staff(roles.ADMINISTRATOR, "chief", agencies[:1]))
    text = page(client)
    assert text.index("HYPERLINK") < text.index("edisi: 2")
    assert f"/kelola/services/service/{records.pk}/change/" in text
    for hidden in ("rahasia", "editor-b", "bersama"):
        assert hidden not in text
    full = client.get(LOG).content.decode()
    assert "editor-b" not in full


def test_who_covers_all_sees_what_belongs_to_no_agency(agencies, records):
    text = page(signed_in(make_staff(roles.ADMINISTRATOR, "chief", list(agencies))))
    assert "bersama" in text
    assert "rahasia" in text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"tindakan": "publish"}, 1), ({"orang": "editor-a"}, 2), ({"jenis": "services.agency"}, 2),
        ({"q": "kk-baru"}, 1), ({"dari": "2099-01-01"}, 0), ({"sampai": "2099-01-01"}, 4), ({"sampai": "9999-12-31"}, 4),
        ({"dari": "x", "tindakan": "nope"}, 4), ({"halaman": "99"}, 4),
    ],
)  # fmt: skip
def test_filters(staff, agencies, records, query, count):
    response = staff.get(LOG, query)
    rows = [line for line in response.context["lines"] if line.record.kind != "auth.user"]
    assert len(rows) == count


def test_csv_runs_no_formula_and_json_is_complete(agencies, records):
    client = signed_in(make_staff(roles.ADMINISTRATOR, "chief", agencies[:1]))
    text = b"".join(client.get(f"{LOG}unduh.csv", {"orang": "editor-a"}).streaming_content).decode(
        "utf-8-sig"
    )
    rows = list(csv.reader(text.splitlines()))
    assert [row[5] for row in rows] == ["tentang", "'=HYPERLINK(1)", str(records)]
    answer = client.get(f"{LOG}unduh.json", {"tindakan": "publish"})
    (only,) = json.loads(b"".join(answer.streaming_content))
    assert (only["action"], only["agency"], only["detail"]) == ("publish", "disdukcapil", {"number": 2})
    assert AuditRecord.objects.filter(action="export").count() == 2


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.PR, roles.COUNTER])
def test_only_administrators_read_it(demo, role):
    client = signed_in(make_staff(role))
    for path in ("", "unduh.csv", "unduh.json"):
        assert client.get(LOG + path).status_code == 403


def test_no_page_changes_or_deletes_a_record(staff, records):
    before = list(AuditRecord.objects.order_by("pk").values())
    for path in ("", "unduh.csv", "unduh.json"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(staff, method)(LOG + path).status_code == 405
    assert list(AuditRecord.objects.order_by("pk").values())[: len(before)] == before
    assert staff.get("/kelola/services/auditrecord/").status_code == 404


def test_signing_in_and_out_is_written_down(client, agencies):
    user = make_staff(roles.EDITOR, "editor-a", agencies[:1])
    client.post("/masuk/", {"username": "editor-a", "password": "a-long-password"})
    client.post("/keluar/")
    noted = AuditRecord.objects.filter(kind="auth.user", key=str(user.pk))
    assert list(noted.values_list("action", "agency__key")) == [
        ("sign-out", "disdukcapil"),
        ("sign-in", "disdukcapil"),
    ]


def test_every_detail_that_the_code_writes_down_has_words():
    written = set()
    for folder in ("services", "faq", "cards", "portal"):
        for file in (settings.BASE_DIR / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDING:
                    written |= {each.arg for each in node.keywords if each.arg}
    said = set(counted(Report())) | {"note", "reason", "replacement", "live_from", "edition", "remark"}
    missing = (written | said) - {"by", "agency", "name", "by_name"} - set(audit_log.DETAIL_WORDS)
    assert "days" in written
    assert missing == set()
