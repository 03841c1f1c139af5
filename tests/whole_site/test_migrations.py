"""Every migration of ours goes back and forth with rows there, on whatever database this run is about."""

import datetime

import pytest
from django.apps import apps
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

from services.models import Agency, AuditRecord, Notice, SearchEntry
from tests import other_databases

OURS = ["cards", "faq", "portal", "services"]
KEPT = ["services.Service", "services.ServiceEdition", "services.Office", "faq.Question", "cards.Card"]
"""Rows that were there from the first migration on, and stay whole through all of them."""
BEFORE_THE_MOVE = [("cards", "0004_studio"), ("services", "0009_notices")]
MADE_AT = datetime.datetime(2026, 10, 1, 8, 0, tzinfo=datetime.UTC)
SAID = {
    "kind": "gangguan", "title": "Perekaman berhenti", "text": "Alat rusak.", "advice": "Datang besok.",
    "claim": "", "basis": "", "starts_on": datetime.date(2026, 10, 1),
}  # fmt: skip


@pytest.fixture
def copy(django_db_setup, django_db_blocker, tmp_path):
    with django_db_blocker.unblock():
        url = other_databases.copy_of_start(tmp_path / "copy.sqlite3")
        with other_databases.standing_on(url):
            yield


@pytest.fixture(autouse=True)
def _rendered_once(monkeypatch):
    """Django plans the way back with models that it renders anew at every operation: once for each migration will do."""

    def mutate_state(self, project_state, preserve=True):
        state = project_state.clone() if preserve else project_state
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, state)
        return state

    monkeypatch.setattr(Migration, "mutate_state", mutate_state)


def migrate(*targets):
    """Go to these migrations, each of the app's; returns the models as they are there."""
    executor = MigrationExecutor(connection)
    return executor.migrate(list(targets)).apps


def ends(leaves):
    graph = MigrationExecutor(connection).loader.graph
    return [node for node in (graph.leaf_nodes() if leaves else graph.root_nodes()) if node[0] in OURS]


def counted(models):
    return {name: models.get_model(name)._base_manager.count() for name in KEPT}


def test_all_go_back_to_the_first_and_forth_again_with_rows(copy):
    """On the way notices move between the studio's table and the shared facts: cards name a notice by its number."""
    before = counted(apps)
    assert before["services.Service"] > 20
    agency = Agency.objects.get(key="disdukcapil")
    accounts = agency.social
    assert len(accounts) > 1
    Notice.objects.create(pk=57, agency=agency, **SAID | {"title": "Yang baru"})
    AuditRecord.objects.create(action="add", kind="services.notice", key="57")

    old = migrate(BEFORE_THE_MOVE[0])
    assert list(old.get_model("cards.Notice").objects.values_list("pk", "title")) == [(57, "Yang baru")]
    assert old.get_model("services.AuditRecord").objects.get(key="57").kind == "cards.notice"
    assert "cards_notice" in connection.introspection.table_names()
    old.get_model("cards.Notice").objects.all().delete()
    assert counted(migrate(*ends(leaves=False))) == before

    old = migrate(*BEFORE_THE_MOVE)
    agency = old.get_model("services.Agency").objects.get(key="disdukcapil")
    old.get_model("cards.Notice").objects.create(pk=41, agency_id=agency.pk, **SAID)
    old.get_model("cards.Notice").objects.update(made_at=MADE_AT)
    old.get_model("services.AuditRecord").objects.create(action="add", kind="cards.notice", key="41")
    migrate(*ends(leaves=True))
    assert counted(apps) == before
    assert Agency.objects.get(key="disdukcapil").social == accounts
    notice = Notice.objects.get()
    assert (notice.pk, notice.made_at, notice.changed_at, notice.severity) == (41, MADE_AT, MADE_AT, "biasa")
    assert {name: getattr(notice, name) for name in SAID} == SAID
    assert AuditRecord.objects.get(key="41").kind == "services.notice"
    added = Notice.objects.create(agency=Agency.objects.get(key="disdukcapil"), **SAID)
    assert added.pk > 41, "new numbers go on after those that moved"
    SearchEntry.objects.all().delete()
    emit_post_migrate_signal(0, False, connection.alias)  # what follows every migration: the index, the roles
    assert SearchEntry.objects.count() > 100
