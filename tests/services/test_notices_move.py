"""Notices moved from the studio's tables to the shared facts without losing their numbers, by which cards name them."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from cards import notice_cards, registry
from cards.content import CardOptions
from cards.models import CardKind
from cards.notice_cards import key_of
from cards.registry import Verdict
from services.models import Agency, AuditRecord, Notice, Office

MADE_AT = datetime.datetime(2026, 10, 1, 8, 0, tzinfo=datetime.UTC)


@pytest.mark.django_db
def test_notice_of_before_keeps_its_number_texts_and_card(demo):
    """Forwards and backwards on rows of both tables; the schema itself is made by every test run."""
    loader = MigrationLoader(connection)
    move = loader.get_migration("cards", "0005_move_notices").operations[0]
    apps = loader.project_state([("cards", "0005_move_notices"), ("services", "0009_notices")]).apps
    Old = apps.get_model("cards", "Notice")
    agency = Agency.objects.get(key="disdukcapil")
    # Not entered: SQLite would refuse within the transaction of the test, and one table needs no care.
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    editor.execute(*editor.table_sql(Old))
    said = {
        "kind": "gangguan",
        "title": "Perekaman berhenti",
        "text": "Alat rusak.",
        "advice": "Datang besok.",
    }
    Old.objects.create(pk=41, agency_id=agency.pk, starts_on=timezone.localdate(), **said)
    Old.objects.update(made_at=MADE_AT)
    AuditRecord.objects.create(action="add", kind="cards.notice", key="41")
    move.code(apps, editor)
    notice = Notice.objects.get()
    assert (notice.pk, notice.made_at, notice.changed_at, notice.severity) == (41, MADE_AT, MADE_AT, "biasa")
    assert {name: getattr(notice, name) for name in said} == said
    assert AuditRecord.objects.get(key="41").kind == "services.notice"
    assert Notice.objects.create(agency=agency, title="b", text="b", starts_on=notice.starts_on).pk > 41
    Notice.objects.exclude(pk=41).delete()
    Old.objects.all().delete()
    move.reverse_code(apps, editor)
    assert list(Old.objects.values_list("pk", "made_at", "title")) == [(41, MADE_AT, "Perekaman berhenti")]
    assert not Notice.objects.exists()


BEFORE = {
    "gangguan": "cb9e9e8aae9c195f25ca53200b287d8660e92d55f7188f146d44445b60b8e714",
    "cek-fakta": "da7d973468648caf848d122b9d8e0df50b099c06a8642ab387f424eec07cfcea",
}
"""Digests of a notice as they were before it could name places and times."""


@pytest.mark.parametrize("kind", BEFORE)
def test_notice_without_places_and_times_is_to_its_cards_what_it_was(kind):
    days = {"starts_on": datetime.date(2026, 11, 22), "ends_on": datetime.date(2026, 12, 1)}
    notice = Notice(pk=1, kind=kind, title="Judul", claim="Hoaks", text="Isi", advice="A", basis="B", **days)
    assert notice_cards.digest_of(notice_cards.data_of(notice)) == BEFORE[kind]
    notice.starts_at = datetime.time(9)
    assert notice_cards.digest_of(notice_cards.data_of(notice)) != BEFORE[kind]


def test_severity_changes_no_card(demo):
    agency = Agency.objects.get(key="disdukcapil")
    said = {"kind": "gangguan", "title": "Rusak", "text": "Alat rusak.", "starts_on": timezone.localdate()}
    notice = Notice.objects.create(agency=agency, **said)
    card = registry.issue(key_of(notice), CardOptions(as_of=registry.today()), kind=CardKind.NOTICE)
    notice.severity = "mendesak"
    notice.save()
    assert registry.check(card.code).verdict is Verdict.CURRENT
    notice.offices.add(Office.objects.get(key="mpp"))
    assert registry.check(card.code).verdict is Verdict.CHANGED
