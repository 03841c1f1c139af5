"""Catalogues of several offices in one portal: nothing lost, nothing taken from each other."""

import pytest
from django.test import Client

from portal import catalogue
from services.catalogue_faults import CatalogueError
from services.models import Agency, Category, LifeEvent, Office, Service, ServiceEdition
from tests.portal.other_catalogues import SUBDISTRICT, TRANSPORT
from tests.yaml_files import write_yaml


def unchanged(report):
    return (report.count("created"), report.changed, report.published) == (0, {}, [])


def test_file_written_by_hand_says_what_it_means(demo):
    report = catalogue.import_text(TRANSPORT)
    assert report.published == ["uji-kir", "kir-1"]
    office = Office.objects.get(key="kantor-dishub")
    assert (office.postal_code, office.phone, office.latitude) == ("00123", "0217654", 0)
    monday = office.opening_hours.filter(weekday=0).order_by("opens")
    assert [f"{row.opens:%H:%M}" for row in monday] == ["08:00", "10:30", "13:00"]
    assert f"{office.opening_hours.get(weekday=4).closes:%H:%M}" == "11:30"
    service = Service.objects.get(slug="uji-kir")
    assert (service.not_required, service.tips, service.facts_as_of) == (["Calo"], [], "2026-02-03")
    assert service.deadline_days == 0
    assert Agency.objects.get(key="dishub").whatsapp == "0812345678"


def test_it_is_left_alone_when_imported_again(demo):
    catalogue.import_text(TRANSPORT)
    assert unchanged(catalogue.import_text(TRANSPORT))
    assert unchanged(catalogue.import_text(catalogue.export_text()))


def test_its_pages_are_shown(demo, client: Client):
    catalogue.import_text(TRANSPORT)
    for path in ["/", "/layanan/", "/layanan/uji-kir/", "/kantor/kantor-dishub/", "/tanya-jawab/kir-1/"]:
        assert client.get(path).status_code == 200


def test_export_of_several_offices_loses_none(demo, catalogue_text):
    catalogue.import_text(TRANSPORT)
    catalogue.import_text(SUBDISTRICT)
    exported = catalogue.export_data()
    assert [row["provider"] for row in exported["further_offices"]] == ["dishub", "kec-barat"]
    transport = exported["further_offices"][0]
    assert transport["meta"]["facts_as_of"] == "2026-02-03"
    assert transport["catalogue"] == {"parking_rates": {"motor": 2000, "mobil": "5000.50"}}
    empty_everything()
    catalogue.import_text(write_yaml(exported, allow_unicode=True), publish=False)
    assert catalogue.export_data() == exported
    assert Agency.objects.get(key="kelurahan").publisher.key == "disdukcapil"
    assert Office.objects.get(key="kantor-dishub").agency.key == "dishub"
    assert Agency.objects.get(key="kec-barat").timezone == "Asia/Makassar"


def empty_everything():
    from django.apps import apps

    from faq.models import QuestionEdition

    for editions in (QuestionEdition, ServiceEdition):
        editions.objects.all().delete()
    for name in ["faq.Question", "faq.Topic", "services.Service", "services.Office", "services.Closure"]:
        apps.get_model(name).objects.all().delete()
    Agency.objects.update(publisher=None)
    for name in [
        "Agency",
        "Category",
        "Channel",
        "Document",
        "Form",
        "LegalBasis",
        "LifeEvent",
        "RamadanPeriod",
    ]:
        apps.get_model("services", name).objects.all().delete()


def test_the_order_of_files_does_not_matter_for_services(demo, catalogue_text):
    before = catalogue.export_data()["services"]
    empty_everything()
    catalogue.import_text(TRANSPORT, publish=False)
    catalogue.import_text(catalogue_text, publish=False)
    services = catalogue.export_data()["services"]
    demo_as_of = {"facts_as_of": "2026-01"}
    assert [row["evidence"].pop("facts_as_of", None) for row in services[1:]] == [*demo_as_of.values()] * 26
    assert services[1:] == before
    assert unchanged(catalogue.import_text(TRANSPORT, publish=False))
    assert unchanged(catalogue.import_text(catalogue_text, publish=False))


def test_file_adds_to_a_shared_row_and_takes_nothing_away(demo):
    event = LifeEvent.objects.get(key="menikah")
    before = [need.service.slug for need in event.needs.all()]
    catalogue.import_text(SUBDISTRICT)
    event.refresh_from_db()
    assert event.summary, "what the file does not say of a shared row stays"
    assert {need.service.slug for need in event.needs.all()} == {*before, "dispensasi-nikah"}
    catalogue.import_text(SUBDISTRICT)
    assert {need.service.slug for need in event.needs.all()} == {*before, "dispensasi-nikah"}


def test_file_may_not_take_over_the_service_of_another_publisher(demo):
    with pytest.raises(CatalogueError, match="services kk-baru · slug: sudah dipakai"):
        catalogue.import_text(TRANSPORT.replace("uji-kir", "kk-baru"))


def test_file_may_not_take_over_the_question_of_another_service(demo):
    taken = Service.objects.get(slug="kk-baru").questions.first().slug
    with pytest.raises(CatalogueError, match="id: sudah dipakai"):
        catalogue.import_text(TRANSPORT.replace("kir-1", taken))


def test_file_may_not_take_over_the_profile_of_another_office(demo):
    text = TRANSPORT.replace("- {key: dishub", "- {key: disdukcapil, name: Disdukcapil}\n- {key: dishub")
    with pytest.raises(CatalogueError, match="office · provider: instansi “disdukcapil” sudah terbit"):
        catalogue.import_text(text)
    catalogue.import_text(text.replace("  website:\n", "  provider: dishub\n"))
    assert Agency.objects.get(key="disdukcapil").official_name.startswith("Dinas Kependudukan")


def test_two_holidays_on_one_day_are_both_kept(demo):
    days = "".join(
        f"  - {{date: 2026-11-11, name: {name}, kind: libur_nasional}}\n" for name in ("Satu", "Dua")
    )
    text = TRANSPORT.replace("  closures:\n", f"  closures:\n{days}")
    catalogue.import_text(text)
    names = [
        row["name"] for row in catalogue.export_data()["calendar"]["closures"] if row["date"] == "2026-11-11"
    ]
    assert names == ["Satu", "Dua"]
    assert unchanged(catalogue.import_text(text))


def test_export_of_one_agency_stands_alone(demo):
    catalogue.import_text(SUBDISTRICT)
    alone = catalogue.export_text(Agency.objects.get(key="kec-barat"))
    empty_everything()
    report = catalogue.import_text(alone)
    assert report.created["services"] == ["dispensasi-nikah"]
    assert Category.objects.filter(key="perkawinan").exists()
