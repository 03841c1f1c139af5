"""The catalogue file in and out: nothing lost, nothing twice, every fault named and then nothing changed."""

import copy

import pytest
from django.core.management import CommandError, call_command

from faq.models import Question, QuestionEdition
from portal import catalogue
from services.catalogue_faults import CatalogueError
from services.models import Agency, Office, Requirement, Service, ServiceEdition
from tests.stored import stored
from tests.yaml_files import read_yaml, write_yaml


@pytest.fixture(scope="module")
def original(catalogue_text):
    return read_yaml(catalogue_text)


@pytest.fixture
def data(original):
    return copy.deepcopy(original)


def load(data, **options):
    return catalogue.import_text(write_yaml(data, allow_unicode=True), **options)


def faults_of(data):
    before = stored()
    with pytest.raises(CatalogueError) as refused:
        load(data)
    assert stored() == before, "a refused file changes nothing"
    return [str(fault) for fault in refused.value.faults]


def test_round_trip_keeps_every_key_of_everything(demo, original):
    exported = read_yaml(catalogue.export_text())
    for service, twin in zip(original["services"], exported["services"], strict=True):
        for key, value in service.items():
            assert twin[key] == value, f"{service['slug']}.{key}"
        assert twin.keys() == service.keys()
    assert exported == original


def test_import_of_the_same_file_leaves_everything(demo, original):
    editions = ServiceEdition.objects.count()
    report = load(original)
    assert (report.count("created"), report.count("changed"), report.published) == (0, 0, [])
    assert report.count("left") == 256
    assert ServiceEdition.objects.count() == editions


def test_import_of_the_exported_file_leaves_everything(demo):
    report = catalogue.import_text(catalogue.export_text())
    assert (report.count("created"), report.count("changed")) == (0, 0)


def test_everything_is_published(demo):
    assert ServiceEdition.objects.live().count() == 26
    assert QuestionEdition.objects.live().count() == 102


def test_import_changes_only_what_differs_and_publishes_it(demo, data):
    service = data["services"][1]
    service["requirements"][1]["note"] = "Masih berlaku 30 hari."
    service["requirements"].pop(0)
    service["related"] = ["kk-baru"]
    data["locations"][0]["hours"]["regular"]["mon"] = [["09:00", "12:00"]]
    report = load(data)
    assert report.changed == {"locations": ["kantor-dinas"], "services": [service["slug"]]}
    assert report.published == [service["slug"]]
    document = ServiceEdition.objects.live().get(slug=service["slug"]).content()
    assert [each.key for each in document.requirements] == ["surat-kehilangan", "ktp-rusak", "fotokopi-kk"]
    assert document.related == ("kk-baru",)
    assert catalogue.export_data() == data


def test_import_with_draft_publishes_nothing(demo, data):
    data["services"][0]["summary"] = "Ringkasan lain."
    assert load(data, publish=False).published == []
    assert Service.objects.get(slug="ktp-el-baru").summary == "Ringkasan lain."
    assert ServiceEdition.objects.live().get(slug="ktp-el-baru").content().summary != "Ringkasan lain."


def test_service_that_fails_preflight_is_imported_as_draft_and_named(demo, data):
    data["services"][0]["steps"] = []
    report = load(data)
    assert "Alur belum diisi" in report.not_published["ktp-el-baru"][0]
    assert ServiceEdition.objects.live().get(slug="ktp-el-baru").content().steps


def test_import_does_not_bring_back_what_was_withdrawn(demo, data):
    from services import publishing

    publishing.withdraw(Service.objects.get(slug="ktp-el-baru"), reason="Digabung.")
    data["services"][0]["summary"] = "Ringkasan lain."
    report = load(data)
    assert "ktp-el-baru" in report.not_published
    assert not ServiceEdition.objects.live().filter(slug="ktp-el-baru").exists()


def other_catalogue(data):
    """Another office's file: its own service, provider, place and category, and some of what is there already."""
    service = copy.deepcopy(data["services"][0]) | {
        "slug": "izin-trayek", "name": "Izin Trayek", "short_name": "Izin trayek", "provider": "dishub",
        "category": "angkutan", "locations": ["kantor-dishub"], "related": ["kk-baru"], "legal_bases": [],
        "fee": {"amount": 250000, "currency": "IDR", "text": "Rp250.000 per kendaraan"},
        "complaint_channels": ["lapor"], "faqs": [{"id": "trayek-1", "question": "Berapa?", "answer": "Rp250.000."}],
    }  # fmt: skip

    return {
        "meta": {"schema_version": 1, "kind": "demo", "notice": "Contoh kedua"},
        "office": {"name": "Dinas Perhubungan Kabupaten Contoh", "short_name": "Dishub Contoh"},
        "providers": [{"key": "dishub", "name": "Dishub Kabupaten Contoh"}, data["providers"][2]],
        "categories": [{"key": "angkutan", "name": "Angkutan", "order": 10}],
        "locations": [data["locations"][0] | {"key": "kantor-dishub", "name": "Kantor Dishub"}],
        "services": [service],
    }


def test_another_catalogue_merges(demo, data):
    before = catalogue.export_data()
    report = load(other_catalogue(data))
    assert report.created["services"] == ["izin-trayek"]
    assert "services" not in report.changed
    assert ServiceEdition.objects.live().count() == 27
    after = catalogue.export_data()
    assert [s for s in after["services"] if s["slug"] != "izin-trayek"] == before["services"]
    assert Agency.objects.get(key="kelurahan").publisher.key == "disdukcapil", "who publishes it stays"
    assert Office.objects.get(key="kantor-dishub").agency.key == "dishub"
    assert after["office"] == before["office"]


def test_export_of_one_agency_is_its_own_catalogue(demo, data):
    second = other_catalogue(data)
    load(second)
    exported = catalogue.export_data(Agency.objects.get(key="dishub"))
    assert exported["office"] == second["office"] | {"provider": "dishub", "timezone": "Asia/Jakarta"}
    assert exported["meta"] == second["meta"]
    assert [service["slug"] for service in exported["services"]] == ["izin-trayek"]


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda d: d["services"][1]["requirements"][1].update(form="scan"),
         ["services ktp-el-hilang-rusak › requirements surat-kehilangan", "form", "tidak dikenal"]),
        (lambda d: d["services"][0].pop("name"), ["services ktp-el-baru", "name", "wajib diisi"]),
        (lambda d: d["services"][0].update(category="tidak-ada"), ["services ktp-el-baru", "category", "tidak-ada"]),
        (lambda d: d["services"][0].update(locations=["bulan"]), ["services ktp-el-baru", "locations", "bulan"]),
        (lambda d: d["services"][0]["requirements"][3].update(cases=["xyz"]), ["requirements bukti-kawin", "xyz"]),
        (lambda d: d["services"][4]["requirements"][3].update(alternative_to="f-1-05"), ["f-1-05", "alternative_to"]),
        (lambda d: d["services"][0]["fee"].update(amount=-1), ["services ktp-el-baru", "fee.amount", "paling sedikit 0"]),
        (lambda d: d["services"][0]["fee"].update(amount="gratis"), ["fee.amount", "angka bulat"]),
        (lambda d: d["services"].append(copy.deepcopy(d["services"][0])), ["services ktp-el-baru", "lebih dari sekali"]),
        (lambda d: d["services"][0].update(slug="ada spasi"), ["slug", "huruf, angka"]),
        (lambda d: d["services"][0].update(not_requird=["x"]), ["not_requird", "not_required"]),
        (lambda d: d["locations"][0]["hours"]["regular"].update(mon=[["12:00", "08:00"]]),
         ["locations kantor-dinas", "hours.regular.mon", "setelah jam buka"]),
        (lambda d: d["locations"][0]["hours"]["regular"].update(mon=[["08:00", "25:00"]]), ["jam ditulis"]),
        (lambda d: d["locations"][0]["hours"]["regular"].update(senin=[]), ["locations kantor-dinas", "senin"]),
        (lambda d: d["locations"][0]["hours_limits"].update(sabtu=[]),
         ["locations kantor-dinas", "hours_limits.sabtu", "hari tidak dikenal"]),
        (lambda d: d["locations"][0]["hours_limits"].update(sat=["xyz"]),
         ["locations kantor-dinas", "hours_limits.sat", "“xyz” tidak ada di services"]),
        (lambda d: d["calendar"]["closures"][0].update(date="1 Januari"), ["calendar.closures", "2026-01-31"]),
        (lambda d: d["office"].update(email="bukan surel"), ["office disdukcapil", "email"]),
        (lambda d: d["office"].update(timezone="Mars/Olympus"), ["office disdukcapil", "timezone"]),
        (lambda d: d["general_faqs"][0].update(topic="x"), ["general_faqs umum-jam-layanan", "topic"]),
        (lambda d: d["documents"][0].update(issued_by_services=["x"]), ["documents kk", "issued_by_services"]),
        (lambda d: d.update(services="banyak"), ["services", "daftar"]),
        (lambda d: d.pop("office"), ["office", "wajib diisi"]),
    ],
)  # fmt: skip
def test_fault_names_row_field_and_reason(demo, data, break_it, words):
    break_it(data)
    faults = "\n".join(faults_of(data))
    for word in words:
        assert word in faults


def test_days_for_some_services_are_written_changed_and_taken_back(demo, data):
    main = data["locations"][0]
    main["hours_limits"] = {"mon": [], "sat": ["kk-baru"]}
    assert load(data).changed == {"locations": ["kantor-dinas"]}
    assert catalogue.export_data()["locations"][0]["hours_limits"] == main["hours_limits"]
    assert not load(data).changed
    main.pop("hours_limits")
    load(data)
    assert "hours_limits" not in catalogue.export_data()["locations"][0]


def test_all_faults_are_told_at_once(demo, data):
    data["services"][0]["fee"]["amount"] = -1
    data["services"][5].pop("name")
    assert len(faults_of(data)) == 2


@pytest.mark.parametrize(
    "text", ["", "42", "- a\n- b", "a: [", "office: {name: A, name: B}", "\x00", "a: &a [*a]"]
)
def test_text_that_is_no_catalogue_is_refused(demo, text):
    with pytest.raises(CatalogueError):
        catalogue.import_text(text)


def test_key_nobody_knows_is_kept_and_told(demo, data):
    data["services"][0]["color_of_counter"] = "biru"
    data["services"][0]["requirements"][0]["weight_grams"] = 5
    data["services"][0]["fee"]["paid_with"] = ["QRIS"]
    report = load(data)
    assert report.unknown == {
        "services.color_of_counter",
        "services.requirements.weight_grams",
        "services.fee.paid_with",
    }
    assert catalogue.export_data()["services"][0] == data["services"][0]
    assert load(data).count("changed") == 0


def test_unquoted_clock_is_understood(demo, catalogue_text):
    text = catalogue_text.replace(
        "[['08:00', '12:00'], ['13:00', '15:00']]", "[[10:30, 12:00], ['13:00', '15:00']]", 1
    )
    catalogue.import_text(text)
    first = Office.objects.get(key="kantor-dinas").opening_hours.filter(period="regular", weekday=0).first()
    assert f"{first.opens:%H:%M}" == "10:30"


def test_commands_write_read_and_fail_with_words(demo, tmp_path, capsys, data):
    file = tmp_path / "katalog.yaml"
    call_command("export_catalogue", file)
    call_command("import_catalogue", file)
    assert "Tetap 256" in capsys.readouterr().out
    data["services"][0]["category"] = "salah"
    file.write_text(write_yaml(data))
    with pytest.raises(CommandError, match="Tidak ada yang diubah"):
        call_command("import_catalogue", file)
    assert "services ktp-el-baru · category" in capsys.readouterr().err
    with pytest.raises(CommandError, match="tidak dapat dibaca"):
        call_command("import_catalogue", tmp_path / "tidak-ada.yaml")
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("export_catalogue", file, agency="xyz")


def test_edited_draft_is_overwritten_by_the_file_but_kept_in_its_editions(demo, original):
    from services import publishing

    service = Service.objects.get(slug="ktp-el-baru")
    Requirement.objects.filter(service=service, key="f-1-02").update(note="Catatan petugas.")
    edition = publishing.publish(service)
    report = load(original)
    assert report.changed == {"services": ["ktp-el-baru"]}
    assert "Catatan petugas." in str(service.editions.get(number=edition.number).document)


def test_questions_belong_to_their_service(demo):
    assert Question.objects.filter(service__slug="ktp-el-baru").count() == 4
    assert Question.objects.filter(service=None).count() == 15


def test_import_leaves_a_schedule_alone(demo, original):
    from datetime import timedelta

    from django.utils import timezone

    from services import publishing

    service = Service.objects.get(slug="ktp-el-baru")
    service.fee_note = "Mulai Desember."
    service.save()
    publishing.publish(service, live_from=timezone.now() + timedelta(days=9))
    report = catalogue.import_text(catalogue.export_text())
    assert "terjadwal" in report.not_published["ktp-el-baru"][0]
    assert service.scheduled_edition()
    assert not ServiceEdition.objects.live().get(slug="ktp-el-baru").content().fee.note


def test_key_nobody_knows_at_the_top_is_kept(demo, data):
    data["tariffs"] = {"parkir": 2000}
    data["calendar"]["source"] = "SKB"
    load(data)
    exported = catalogue.export_data()
    assert (exported["tariffs"], exported["calendar"]["source"]) == ({"parkir": 2000}, "SKB")
    assert load(data).count("changed") == 0
