"""The server's clock jumps forward or back: nothing is lost by it, and nothing stays shut for good."""

import datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import RequestFactory

from cards.batches import leases, orders
from cards.models import Batch, BatchState
from faq.models import SearchCount
from portal.operating import daily_log, shelf
from services import publishing, visitors
from services.models import Service, ServiceEdition
from tests.people import make_staff, signed_in

NOW = datetime.datetime(2026, 11, 20, 2, 0, tzinfo=datetime.UTC)
YEAR = datetime.timedelta(days=365)
HOUR = datetime.timedelta(hours=1)


def at(moment):
    return time_machine.travel(moment, tick=False)


def test_editions_keep_their_order(demo):
    service = Service.objects.get(slug="kk-baru")
    for number, moment in enumerate((NOW, NOW - HOUR, NOW + HOUR), start=1):
        with at(moment):
            service.name = f"Edisi ke-{number}"
            service.save()
            publishing.publish(service)
    newest = ServiceEdition.objects.filter(entry=service).order_by("-number")[:3]
    assert [each.title for each in newest] == ["Edisi ke-3", "Edisi ke-2", "Edisi ke-1"]
    assert [each.live_from for each in newest] == sorted((each.live_from for each in newest), reverse=True)
    with at(NOW):  # the clock is right again: what was published while it was wrong holds
        assert ServiceEdition.objects.live().get(entry=service).title == "Edisi ke-2"
    with at(NOW + HOUR):
        assert ServiceEdition.objects.live().get(entry=service).title == "Edisi ke-3"


def test_lease_of_a_batch_is_neither_lost_nor_kept_for_ever(demo):
    batch = orders.order(
        [orders.Subject("paket", "kk-baru", "KK")], orders.BatchOptions(), by=make_staff("Humas", "h")
    )
    with at(NOW):
        first = leases.take("a")
    with at(NOW - HOUR):  # back: the holder goes on, and its lease ends an hour earlier again
        first.hold()
        assert leases.take("b") is None
    with at(NOW):
        second = leases.take("b")
        assert second.batch == batch
        with pytest.raises(leases.LeaseLost):  # forward: who lost it writes nothing
            first.hold()
        second.finish(BatchState.CANCELLED)
    assert Batch.objects.get().worker == ""


def test_sessions_end_and_begin_again(demo):
    with at(NOW):
        client = signed_in(make_staff("Penyunting", "p"))
        assert client.get("/kelola/").status_code == 200
    with at(NOW + YEAR):
        assert client.get("/kelola/").status_code == 302
    with at(NOW - HOUR):
        again = signed_in(make_staff("Penyunting", "q"))
        assert again.get("/kelola/").status_code == 200


def test_limits_of_visitors_end(rf: RequestFactory):
    request = rf.get("/")
    with at(NOW + YEAR):
        for _ in range(3):
            visitors.is_too_often(request, "x", 2)
        assert visitors.is_too_often(request, "x", 2)
    with at(NOW + YEAR + HOUR + HOUR):
        assert not visitors.is_too_often(request, "x", 2)


class TestRoutineWork:
    @pytest.fixture(autouse=True)
    def _folder(self, settings, tmp_path):
        settings.BACKUPS_ROOT, settings.BACKUPS_KEPT = tmp_path, 0

    def test_wrong_year_deletes_nothing(self, demo):
        with at(NOW):
            SearchCount.objects.create(day=NOW.date(), words="ktp", times=1, was_found=True)
            call_command("daily", verbosity=0)
        with at(NOW + 3 * YEAR), pytest.raises(CommandError, match="timedatectl"):
            call_command("daily", verbosity=0)
        assert SearchCount.objects.filter(words="ktp").exists()
        with at(NOW + datetime.timedelta(days=1)):
            call_command("daily", verbosity=0)
        assert daily_log.failed_steps() == 0

    def test_new_backup_stays_beside_names_of_days_to_come(self, tmp_path):
        later = [tmp_path / f"sebelum-datang-2030010{day}-010101.zip" for day in (1, 2)]
        new = tmp_path / "sebelum-datang-20261120-090000.zip"
        for each in (*later, new):
            each.touch()
        shelf.prune(tmp_path, 1, spare=new)
        assert shelf.backups(tmp_path) == [new, later[1]]
