"""The cursor of changes: a mirror never misses an edition, whenever it was written and whenever it took effect."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from portal.api.cursor import Cursor
from services import publishing
from services.models import Service, ServiceEdition

NOW = datetime.datetime.fromisoformat("2026-11-23T09:30:20+07:00")
MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)
CHANGES = "/api/v1/changes/"


@pytest.fixture(autouse=True)
def clock(demo):
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


class Mirror:
    """Somebody who keeps a copy: reads on from where they were."""

    def __init__(self, client):
        self.client, self.cursor, self.held = client, "", {}

    def read(self, limit=7):
        """What came; reads to the end."""
        came, at = [], f"{CHANGES}?limit={limit}" + (f"&cursor={self.cursor}" if self.cursor else "")
        while at:
            data = self.client.get(at).json()
            came += data["items"]
            at = data["next"]
        self.cursor = data["cursor"]
        for each in came:
            key = (each["kind"], each["slug"])
            if each["edition"] >= self.held.get(key, (0, ""))[0]:
                self.held[key] = (each["edition"], each["what"])
        return came


@pytest.fixture
def mirror(client):
    return Mirror(client)


def change(slug, **options):
    service = Service.objects.get(slug=slug)
    service.summary += " Baru."
    service.save()
    return publishing.publish(service, **options)


def test_first_reading_brings_everything_once_and_then_nothing(mirror, client):
    came = mirror.read()
    assert len({(each["kind"], each["slug"], each["edition"]) for each in came}) == len(came)
    assert sum(each["kind"] == "service" for each in came) == ServiceEdition.objects.count()
    assert mirror.read() == []
    first = client.get(f"{CHANGES}?cursor={mirror.cursor}")
    assert (
        client.get(f"{CHANGES}?cursor={mirror.cursor}", headers={"If-None-Match": first["ETag"]}).status_code
        == 304
    )


def test_editions_withdrawals_and_schedules_come_when_they_take_effect(mirror, clock):
    mirror.read()
    change("kk-baru")
    change("akta-kelahiran", live_from=NOW + HOUR)
    assert [each["slug"] for each in mirror.read()] == ["kk-baru"]
    clock.move_to(NOW + HOUR)
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Digabung.")
    came = {(each["slug"], each["what"]) for each in mirror.read()}
    assert {("akta-kelahiran", "published"), ("kk-baru", "withdrawn")} <= came
    clock.move_to(NOW + 3 * HOUR)
    mirror.read()
    assert mirror.read() == []
    assert mirror.held[("service", "kk-baru")] == (3, "withdrawn")


def test_what_was_written_late_or_while_the_clock_stood_back_is_not_missed(mirror, clock):
    """An edition that says an earlier moment than what the mirror has read already: a long import, a clock set back."""
    mirror.read()
    change("akta-kelahiran")
    mirror.read()
    late = change("kk-baru")
    past = NOW - 20 * MINUTE
    ServiceEdition.objects.filter(pk=late.pk).update(live_from=past, published_at=past)
    assert "kk-baru" in [each["slug"] for each in mirror.read()]


def test_what_is_written_while_a_mirror_reads_page_by_page_comes_in_the_next_reading(mirror, client, clock):
    first = client.get(f"{CHANGES}?limit=5").json()
    late = change("kk-baru")
    ServiceEdition.objects.filter(pk=late.pk).update(live_from=timezone.now() - 400 * 24 * HOUR)
    data = first
    while data["next"]:
        data = client.get(data["next"]).json()
    mirror.cursor = data["cursor"]
    assert "kk-baru" in [each["slug"] for each in mirror.read()]


def test_since_leaves_out_what_is_older(client):
    assert client.get(CHANGES, {"since": NOW.isoformat()}).json()["items"] == []
    change("kk-baru")
    data = client.get(CHANGES, {"since": NOW.isoformat()}).json()
    assert [each["slug"] for each in data["items"]] == ["kk-baru"]
    assert data["total"] == 1


@pytest.mark.parametrize("cursor", [Cursor(5, (1, 2)), Cursor(5, (1, 2), (7, 1, 9), (3, 4))])
def test_cursor_is_read_as_it_was_written(cursor):
    assert Cursor.read(str(cursor)) == cursor
