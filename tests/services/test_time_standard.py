"""What the words of time standards say: estimates, and counts that do not start with the handing in."""

import pytest

from services.document import ProcessingTime
from services.promise import promise_date
from services.time_standard import is_estimate, starts_with_handing_in
from tests.catalogue import make_documents, make_facts
from tests.services.test_hours import at

STANDARDS = {slug: each.processing_time for slug, each in make_documents().items()}
ESTIMATES = {
    "pengantar-nikah", "surat-keterangan-kematian", "surat-keterangan-domisili", "pengantar-skck",
}  # fmt: skip
OTHER_STARTS = {"akta-perkawinan", "biodata-pertama"}


def make_time(text, value=None, unit="", **fields):
    return ProcessingTime(text=text, max_value=value, unit=unit, **fields)


@pytest.mark.parametrize(("slug", "time"), STANDARDS.items())
def test_every_standard_of_the_catalogue_is_understood(slug, time):
    assert is_estimate(time) is (slug in ESTIMATES), time.text
    assert starts_with_handing_in(time) is (slug not in OTHER_STARTS), time.text


@pytest.mark.parametrize(
    ("text", "value", "unit", "estimate"),
    [
        ("Sekitar 15 menit", 15, "menit", True),
        ("± 2 jam", 120, "menit", True),
        ("Rata-rata setengah jam", 30, "menit", True),
        ("Kurang lebih 10 sampai 15 menit", 15, "menit", True),
        ("Sekitar 10 menit di loket", 30, "menit", False),
        ("Sekitar 30 menit; paling lama 1 hari kerja", 1, "hari kerja", False),
        ("Paling lama 1 hari kerja; biasanya sekitar 15 menit", 1, "hari kerja", False),
    ],
)
def test_number_of_an_estimate_is_no_limit(text, value, unit, estimate):
    assert is_estimate(make_time(text, value, unit)) is estimate


@pytest.mark.parametrize(
    ("text", "starts_when", "handing_in"),
    [
        ("3 hari kerja sejak berkas lengkap", "", True),
        ("3 hari kerja setelah semua persyaratan diterima", "", True),
        ("3 hari kerja sejak permohonan diterima", "", True),
        ("3 hari kerja sejak pencatatan", "berkas lengkap", False),
        ("3 hari kerja setelah verifikasi berkas", "", False),
        ("3 hari kerja", "berkas dinyatakan lengkap", True),
        ("3 hari kerja", "dilayani di loket", True),
        ("3 hari kerja", "pencatatan perkawinan", False),
        ("3 hari kerja", "", True),
    ],
)
def test_start_is_what_the_text_names_else_the_field(text, starts_when, handing_in):
    assert starts_with_handing_in(make_time(text, 3, "hari kerja", starts_when=starts_when)) is handing_in


def test_count_from_another_day_promises_nothing():
    facts = make_facts()
    promise = promise_date(STANDARDS["akta-perkawinan"], facts, None, at("2026-11-23T09:00"))
    assert not promise.is_known
