"""Batches: drawn apart from the server, by one worker at a time, and none of it lost when that worker dies."""

import datetime
import errno
import io
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cards import codes, packs
from cards.batches import drawing, keeping, leases, orders, shelf, starting
from cards.batches.leases import LEASE, take
from cards.batches.orders import BatchOptions, Subject
from cards.batches.progress import Progress
from cards.models import Batch, BatchItem, BatchState, Card
from cards.rendering import TooManySlides
from portal import roles
from services import publishing
from services.models import Agency, Service, ServiceEdition
from tests import other_databases
from tests.people import make_staff, signed_in

SLUGS = ("pengantar-skck", "pindah-domisili-datang")
QUICK = BatchOptions(sections=("cover", "last"))
PLACE = "/studio/paket/"


@pytest.fixture(autouse=True)
def _packs(settings, tmp_path):
    settings.STORAGES = {
        **settings.STORAGES,
        "packs": {
            **settings.STORAGES["packs"],
            "OPTIONS": {"location": str(tmp_path / "packs"), "base_url": ""},
        },
    }


PNG = b"\x89PNG of a test"


@pytest.fixture
def drawn_quickly(monkeypatch):
    """What is drawn matters elsewhere; here it is how."""

    def files(card, picture, *, formats, posters):
        yield f"01-cover.{'jpg' if picture == 'jpeg' else 'png'}", PNG
        yield "caption.txt", card.code.encode()

    monkeypatch.setattr(drawing.archive, "files", files)
    monkeypatch.setattr(packs, "slide_count", lambda content, format: 1)


@pytest.fixture
def officer(demo):
    return make_staff(roles.PR, "humas")


@pytest.fixture
def slugs(demo):
    return list(
        Service.objects.filter(editions__isnull=False).order_by("slug").values_list("slug", flat=True)
    )[:2]


@pytest.fixture
def batch(officer, slugs, drawn_quickly):
    return orders.order([Subject("paket", slug, slug) for slug in slugs], QUICK, by=officer)


def again(row):
    row.refresh_from_db()
    return row


def result_of(batch):
    with shelf.opened(again(batch).result) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_every_pack_is_in_the_result_in_order(batch, slugs):
    assert drawing.draw_all("a") == 1
    pack = result_of(batch)
    folders = list(dict.fromkeys(name.split("/")[0] for name in pack.namelist() if "/" in name))
    assert folders == [f"{number:03}-{slug}" for number, slug in enumerate(slugs, start=1)]
    assert pack.read(f"001-{slugs[0]}/01-cover.png") == PNG
    listed = pack.read("DAFTAR.txt").decode()
    for item in batch.items.all():
        (card,) = item.cards.all()
        assert codes.display(card.code) in listed
        assert item.slides == 1
        assert card.issued_by == batch.made_by
    assert (batch.state, batch.worker, batch.size) == (BatchState.DONE, "", shelf.size(batch.result))
    assert [each.name for each in Path(storages["packs"].path(str(batch.pk))).iterdir()] == [
        batch.result.split("/")[1]
    ]


def test_no_two_workers_draw_the_same_batch(batch):
    first = take("a")
    assert first.batch == batch
    assert take("b") is None
    with time_machine.travel(timezone.now() + LEASE - datetime.timedelta(seconds=1), tick=False):
        first.hold()
        assert take("b") is None


def test_batches_are_drawn_one_after_the_other(batch, officer, slugs):
    orders.order([Subject("paket", slugs[0], "x")], QUICK, by=officer)
    first = take("a")
    assert take("b") is None  # one is enough for the machine
    drawing.draw(first)
    assert take("b").batch != batch


def test_lease_that_ran_out_is_taken_over_and_its_old_holder_writes_nothing(batch):
    first = take("a")
    item = batch.items.first()
    with time_machine.travel(timezone.now() + LEASE + datetime.timedelta(seconds=1), tick=False):
        assert leases.somebody_is_needed()
        second = take("b")
        assert second.batch == batch
        with pytest.raises(leases.LeaseLost):
            drawing._draw_item(item, first)
        assert not again(item).is_done
        drawing.draw(first)  # gives up at once
        assert again(batch).worker == "b"
        drawing.draw(second)
    assert again(batch).state == BatchState.DONE


def test_what_was_drawn_is_not_drawn_again(batch, monkeypatch):
    drawing._draw_item(batch.items.first(), take("a"))
    drawn = []
    issue = drawing.issue_what_fits
    monkeypatch.setattr(
        drawing,
        "issue_what_fits",
        lambda key, *more, **looks: drawn.append(key) or issue(key, *more, **looks),
    )
    with time_machine.travel(timezone.now() + LEASE + datetime.timedelta(seconds=1)):
        drawing.draw_all("b")
    assert drawn == [batch.items.last().subject]
    assert Card.objects.count() == 2
    assert again(batch).state == BatchState.DONE


def test_pack_whose_file_is_gone_is_drawn_again(batch):
    lease = take("a")
    item = batch.items.first()
    drawing._draw_item(item, lease)
    storages["packs"].delete(f"{batch.pk}/{item.pk}.zip")
    drawing.draw(lease)
    assert again(batch).state == BatchState.DONE
    assert Card.objects.count() == 2


def test_card_that_takes_the_process_down_is_not_tried_for_ever(batch):
    batch.items.filter(position=1).update(attempts=drawing.MOST_ATTEMPTS)
    drawing.draw_all("a")
    assert "dilewati" in batch.items.first().problem
    assert again(batch).state == BatchState.DONE


def test_problem_of_one_card_does_not_stop_the_others(batch, slugs):
    publishing.withdraw(Service.objects.get(slug=slugs[0]), reason="Pindah.")
    drawing.draw_all("a")
    first, second = batch.items.all()
    assert (first.is_done, second.is_done) == (False, True)
    assert "tidak sedang terbit" in first.problem
    assert f"001-{slugs[0]}/  {slugs[0]}: TIDAK ADA" in result_of(batch).read("DAFTAR.txt").decode()


def test_card_too_long_for_one_post_is_split(officer, drawn_quickly, monkeypatch):
    def count(content, format):
        if sum(section.kind == "requirements" for section in content.sections) > 2:
            raise TooManySlides(40)
        return 20

    monkeypatch.setattr(packs, "slide_count", count)
    options = BatchOptions(formats=("portrait", "story"))
    batch = orders.order([Subject("paket", "perubahan-biodata", "Biodata")], options, by=officer)
    drawing.draw_all("a")
    cards = batch.items.get().cards.all()
    assert len(cards) > 1
    names = result_of(batch).namelist()
    assert f"001-perubahan-biodata/unggahan-{len(cards)}/01-cover.png" in names


def test_full_disk_is_told_and_can_be_gone_on_with(batch, monkeypatch):
    def full(*args):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as broken:
        broken.setattr(drawing.archive, "written", full)
        drawing.draw_all("a")
    assert (again(batch).state, batch.worker) == (BatchState.FAILED, "")
    assert "Penyimpanan server penuh" in batch.problem
    assert orders.go_on(batch)
    drawing.draw_all("b")
    assert (again(batch).state, batch.problem) == (BatchState.DONE, "")
    assert Card.objects.count() == 2


def test_cancelled_while_waiting_ends_at_once_and_can_be_gone_on_with(batch):
    assert orders.cancel(batch)
    assert again(batch).state == BatchState.CANCELLED
    assert drawing.draw_all("a") == 0
    assert not orders.cancel(batch)
    assert orders.go_on(batch)
    assert drawing.draw_all("a") == 1


def test_cancelled_while_drawn_ends_at_the_next_step_and_keeps_what_is_drawn(batch):
    lease = take("a")
    drawing._draw_item(batch.items.first(), lease)
    orders.cancel(batch)
    assert again(batch).state == BatchState.RUNNING
    assert "berjalan terus" not in Progress(again(batch)).hint
    drawing.draw(lease)
    assert (again(batch).state, batch.items.filter(is_done=True).count()) == (BatchState.CANCELLED, 1)


def test_worker_that_is_asked_to_end_gives_its_batch_back(batch, monkeypatch):
    def leave(*args, **kwargs):
        raise SystemExit(143)

    with monkeypatch.context() as stopping:
        stopping.setattr(drawing, "issue_what_fits", leave)
        with pytest.raises(SystemExit):
            drawing.draw_all("a")
    assert (again(batch).state, batch.worker, batch.lease_until) == (BatchState.WAITING, "", None)
    assert leases.somebody_is_needed()


def test_results_are_removed_after_their_time(batch, settings, capsys):
    drawing.draw_all("a")
    folder = Path(storages["packs"].path(str(batch.pk)))
    stray = folder.with_name("999999")
    stray.mkdir()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=settings.PACKS_KEPT_DAYS, hours=1)):
        call_command("draw_batches", tidy=True)
    assert not folder.exists()
    assert not stray.exists()
    assert again(batch).result == ""
    assert "2 paket massal dihapus" in capsys.readouterr().out


def test_nothing_recent_or_unfinished_is_removed(batch, officer, slugs):
    waiting = orders.order([Subject("paket", slugs[0], "x")], QUICK, by=officer)
    drawing.draw(take("a"))
    folder = Path(storages["packs"].path(str(waiting.pk)))
    folder.mkdir()
    assert keeping.tidy() == 0
    assert shelf.has(again(batch).result)
    assert folder.exists()


class TestPages:
    @pytest.fixture
    def client(self, officer):
        return signed_in(officer)

    def test_empty_list_says_what_to_do(self, client):
        assert "Belum ada paket massal." in client.get(PLACE).content.decode()

    def test_order_is_drawn_and_fetched(self, client, slugs, drawn_quickly):
        page = client.get(f"{PLACE}baru/").content.decode()
        assert f'value="paket:{slugs[0]}"' in page
        sent = {"isi": [f"paket:{slug}" for slug in slugs], "ukuran": ["portrait"], "tema": "brand", "bahasa": "id",
                "jenis": "jpeg"}  # fmt: skip
        address = client.post(f"{PLACE}baru/", sent)["Location"]
        page = client.get(address).content.decode()
        assert "<progress" in page
        assert "0 dari 2 kartu digambar" in page
        drawing.draw_all("a")
        state = client.get(f"{address}keadaan.json").json()
        assert (state["finished"], state["percent"]) == (True, 100)
        assert "Unduh ZIP" in client.get(address).content.decode()
        response = client.get(f"{address}unduh/")
        assert response["Content-Disposition"].startswith('attachment; filename="paket-kartu-')
        pack = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
        assert f"001-{slugs[0]}/01-cover.jpg" in pack.namelist()
        assert list(Card.objects.values_list("downloads", flat=True)) == [1, 1]
        assert Card.objects.first().content["theme"] == "brand"

    def test_nothing_chosen_is_told(self, client):
        response = client.post(f"{PLACE}baru/", {"tema": "light"})
        assert response.status_code == 400
        page = response.content.decode()
        assert "Pilih paling sedikit satu kartu." in page
        assert "Pilih paling sedikit satu ukuran." in page
        assert not Batch.objects.exists()

    def test_only_own_subjects_can_be_chosen(self, client, batch):
        other = Agency.objects.create(key="lain", name="Lain", official_name="Lain", position=99)
        stranger = signed_in(make_staff(roles.PR, "lain", [other]))
        sent = {
            "isi": ["paket:pengantar-skck"],
            "ukuran": ["portrait"],
            "tema": "light",
            "bahasa": "id",
            "jenis": "png",
        }
        assert stranger.post(f"{PLACE}baru/", sent).status_code == 400

    def test_batch_of_another_agency_does_not_exist(self, client, batch):
        drawing.draw_all("a")
        other = Agency.objects.create(key="lain", name="Lain", official_name="Lain", position=99)
        stranger = signed_in(make_staff(roles.PR, "lain", [other]))
        for part in ("", "keadaan.json", "unduh/"):
            assert stranger.get(f"{PLACE}{batch.pk}/{part}").status_code == 404
        for part in ("batal/", "lanjut/", "ulang/"):
            assert stranger.post(f"{PLACE}{batch.pk}/{part}").status_code == 404
        assert "Belum ada paket massal." in stranger.get(PLACE).content.decode()

    def test_cancel_go_on_and_repeat(self, client, batch):
        address = f"{PLACE}{batch.pk}/"
        client.post(f"{address}batal/")
        page = client.get(address).content.decode()
        assert "Lanjutkan" in page
        client.post(f"{address}lanjut/")
        assert again(batch).state == BatchState.WAITING
        assert client.get(f"{address}unduh/").status_code == 404
        copy = client.post(f"{address}ulang/")["Location"]
        assert copy != address
        assert BatchItem.objects.count() == 4

    def test_visit_starts_a_worker_only_where_one_is_needed(self, client, settings, batch, monkeypatch):
        settings.DRAWS_BATCHES_ITSELF = True
        started = []
        monkeypatch.setattr(starting, "start", lambda: started.append(1))
        client.get(PLACE)
        client.get(PLACE)  # the one just started needs a moment
        assert started == [1]
        starting.cache.clear()
        lease = take("a")
        client.get(PLACE)
        assert started == [1]
        with time_machine.travel(timezone.now() + LEASE + datetime.timedelta(seconds=1)):
            client.get(f"{PLACE}{batch.pk}/keadaan.json")
        assert started == [1, 1]
        assert lease.batch == batch


def rows(query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall() if cursor.description else []


def test_killed_worker_loses_nothing(django_db_setup, django_db_blocker, tmp_path):
    """In a database of its own: another process draws."""
    with django_db_blocker.unblock():
        url = other_databases.copy_of_start(tmp_path / "db.sqlite3")
        with other_databases.standing_on(url):
            slugs = list(ServiceEdition.objects.live().order_by("slug").values_list("slug", flat=True))[:4]
            subjects = [Subject("paket", slug, slug) for slug in slugs]
            orders.order(subjects, QUICK, by=make_staff(roles.PR, "humas"))
            check_killed_worker(url, tmp_path)


def check_killed_worker(url, folder):
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": url, "PACKS_ROOT": str(folder / "packs"),
                   "SITE_URL": "http://testserver", "DJANGO_SETTINGS_MODULE": "portal.settings"}  # fmt: skip
    command = [sys.executable, "manage.py", "draw_batches"]
    quiet = {"cwd": settings.BASE_DIR, "env": environment, "stdout": subprocess.DEVNULL}
    cards = (
        "SELECT i.position, c.code FROM cards_batchitem i JOIN cards_batchitem_cards l ON l.batchitem_id = i.id "
        "JOIN cards_card c ON c.id = l.card_id ORDER BY i.position"
    )
    with subprocess.Popen(command, **quiet) as worker:
        while worker.poll() is None and not rows("SELECT 1 FROM cards_batchitem WHERE is_done"):
            time.sleep(0.02)
        worker.kill()
    before = rows(cards)
    assert 0 < len(before) < 4
    assert rows("SELECT state, result FROM cards_batch") == [("jalan", "")]
    rows("UPDATE cards_batch SET lease_until = '2026-01-01 00:00:00'")
    subprocess.run(command, check=True, **quiet)
    after = rows(cards)
    assert after[: len(before)] == before
    assert [position for position, _ in after] == list(range(1, 5))
    assert rows("SELECT count(*), count(DISTINCT subject) FROM cards_card") == [(4, 4)]
    ((state, result),) = rows("SELECT state, result FROM cards_batch")
    assert state == "selesai"
    folders = {name.split("/")[0] for name in zipfile.ZipFile(folder / "packs" / result).namelist()}
    assert len(folders) == 5
