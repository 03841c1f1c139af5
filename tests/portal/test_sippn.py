"""Rows for SIPPN: exactly its fields, from what is live, for one's own agencies; what is empty is named."""

import csv
import io

import pytest
from django.urls import reverse

from portal import roles
from portal.exchange.sippn import FIELDS, sippn_rows
from services import publishing
from services.models import Agency, Service
from tests.people import make_staff, signed_in


@pytest.fixture
def agency(demo):
    return Agency.objects.get(key="disdukcapil")


def test_row_has_exactly_the_fields_of_sippn_in_words(agency):
    row = next(each for each in sippn_rows([agency]) if each.slug == "ktp-el-baru")
    assert list(row.values) == list(FIELDS)
    assert row.values["organiser"].startswith("Dinas Kependudukan")
    assert row.values["decree_number"].startswith("Keputusan Kepala Dinas")
    assert row.values["fee"] == "Gratis"
    assert row.values["lapor_link"].startswith("https://www.lapor.go.id")
    assert row.values["procedure"].startswith("1. Pemohon: ")
    assert row.empty == []
    labels = [label for label, _ in row.groups]
    assert labels[0] == ""
    assert len(labels) > 1
    assert f"{labels[1]}:\n1. " in row.values["requirements"]


def test_only_what_is_live_is_listed_and_a_draft_is_not_read(agency):
    service = Service.objects.get(slug="ktp-el-baru")
    service.fee_text = "Rp1"
    service.save()
    publishing.withdraw(Service.objects.get(slug="kk-baru"), reason="Pindah.")
    rows = {each.slug: each for each in sippn_rows([agency])}
    assert rows["ktp-el-baru"].values["fee"] == "Gratis"
    assert "kk-baru" not in rows
    assert {each.slug for each in sippn_rows([Agency.objects.get(key="bapenda")])}.isdisjoint(rows)


def test_page_names_empty_fields_and_files_say_the_same(agency):
    agency.standard_decree = ""
    agency.save()
    client = signed_in(make_staff(roles.EDITOR, agencies=[agency]))
    page = client.get(reverse("exchange-sippn")).content.decode()
    assert "26 layanan" in page
    assert "Nomor keputusan standar pelayanan" in page
    answer = client.get(reverse("exchange-sippn-file", args=["csv"]))
    table = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert table[0] == list(FIELDS.values())
    assert len(table) == 27
    data = client.get(reverse("exchange-sippn-file", args=["json"])).json()
    assert data[0].keys() == FIELDS.keys()
    assert data[0]["requirements"][0]["requirements"]
    assert client.get(reverse("exchange-sippn-file", args=["xlsx"])).content.startswith(b"PK")
    assert client.get(reverse("exchange-sippn-file", args=["xml"])).status_code == 404
