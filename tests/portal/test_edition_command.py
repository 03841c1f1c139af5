"""manage.py edition: everything about editions from the command line."""

import pytest
from django.core.management import CommandError, call_command

from services.models import Service, ServiceEdition

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def edition(demo, capsys):
    def run(*arguments):
        call_command("edition", *arguments)
        return capsys.readouterr().out

    return run


def test_publish_diff_restore_withdraw(edition):
    Service.objects.filter(slug=SLUG).update(fee_amount=5000, fee_text="Rp5.000")
    assert "Biaya · jumlah: 0 → 5000" in edition("diff", SLUG, "1")
    assert "Edisi 2 berlaku sejak" in edition("publish", SLUG, "--note", "Tarif baru")
    assert "tetap edisi 2" in edition("publish", SLUG)
    assert "Biaya · uraian: Gratis → Rp5.000" in edition("diff", SLUG, "1", "2")
    assert "edisi 1" in edition("restore", SLUG, "1")
    assert "Tidak ada beda" in edition("diff", SLUG, "1")
    assert "Draf berisi perubahan" in edition("list", SLUG)
    assert "Ditarik" in edition("withdraw", SLUG, "--reason", "Digabung", "--replacement", "ktp-el-baru")
    assert not ServiceEdition.objects.live().filter(slug=SLUG).exists()
    assert "ditarik: Digabung" in edition("list", SLUG)


def test_schedule_and_unschedule(edition):
    Service.objects.filter(slug=SLUG).update(summary="Nanti.")
    assert "2999-01-01 08.00" in edition("publish", SLUG, "--at", "2999-01-01T08:00")
    assert "dibatalkan" in edition("unschedule", SLUG)
    assert "Tidak ada yang terjadwal" in edition("unschedule", SLUG)


def test_check_names_what_is_missing(edition):
    assert "Siap terbit" in edition("check", SLUG)
    Service.objects.filter(slug=SLUG).update(time_text="")
    assert "processing_time: Waktu penyelesaian belum diisi." in edition("check", SLUG)
    with pytest.raises(CommandError, match="Waktu penyelesaian"):
        edition("publish", SLUG)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "tidak-ada"),
        ("restore", SLUG, "9"),
        ("diff", SLUG, "9"),
        ("withdraw", SLUG, "--reason", "x", "--replacement", "y"),
        ("publish", SLUG, "--at", "kemarin"),
        ("publish", SLUG, "--at", "2020-01-01T08:00"),
    ],
)
def test_mistakes_are_told(edition, arguments):
    with pytest.raises(CommandError):
        edition(*arguments)


def test_questions_have_editions_too(edition):
    assert "Siap terbit" in edition("--kind", "tanya", "check", "umum-hoaks")
    assert "Ditarik" in edition("--kind", "tanya", "withdraw", "umum-hoaks", "--reason", "Usang")


def test_half_finished_draft_cannot_be_compared_and_says_why(edition):
    Service.objects.get(slug=SLUG).steps.all().delete()
    with pytest.raises(CommandError, match="steps"):
        edition("diff", SLUG, "1")
