"""Data in through the workspace: what is shown is what happens, and only to one's own rows."""

import copy
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from faq.models import Question
from portal import catalogue, roles
from portal.exchange import drawer
from portal.exchange.files import read_upload
from portal.exchange.wording import sections
from services import drafting, snapshot
from services.catalogue_faults import CatalogueError
from services.models import (
    Agency,
    AuditRecord,
    Category,
    Membership,
    Office,
    SearchState,
    Service,
    ServiceEdition,
    SharedFactsSnapshot,
    SpecialHours,
)
from services.search import lexicon
from tests.forms import form_data
from tests.people import make_staff, signed_in
from tests.portal.other_catalogues import SUBDISTRICT
from tests.stored import stored
from tests.yaml_files import read_yaml, write_yaml

LIST = 'Nama;Kategori;Ringkasan\r\n"Layanan Satu";surat;{}\r\n'


@pytest.fixture
def agency(demo):
    return Agency.objects.get(key="disdukcapil")


@pytest.fixture
def editor(agency):
    return make_staff(roles.EDITOR, agencies=[agency])


@pytest.fixture
def boss(agency):
    return make_staff(roles.ADMINISTRATOR, agencies=[agency])


def upload(client, content, name="daftar.csv", **fields):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse("exchange"), {"berkas": SimpleUploadedFile(name, content), **fields})


def shown(client, content, name="daftar.csv", **fields):
    """The dry run's page and its address."""
    answer = upload(client, content, name, **fields)
    assert answer.status_code == 302, answer.content
    return client.get(answer["Location"]), answer["Location"]


def changed_service(summary="Ringkasan lain.", slug="ktp-el-baru"):
    """A table that changes the summary of one service."""
    return f"Slug;Nama;Ringkasan\r\n{slug};{Service.objects.get(slug=slug).name};{summary}\r\n"


def state():
    return (
        {name: rows for name, rows in stored().items() if name.startswith(("services_", "faq_"))},
        ServiceEdition.objects.count(),
        SharedFactsSnapshot.objects.values_list("version", flat=True).first(),
        SearchState.objects.values_list("version", flat=True).first(),
        AuditRecord.objects.filter(action__in=["publish", "import"]).count(),
    )


def test_dry_run_says_field_by_field_and_leaves_nothing_behind(
    agency, boss, catalogue_text, django_capture_on_commit_callbacks
):
    data = read_yaml(catalogue_text)
    data["services"][0]["fee"]["text"], data["services"][1]["requirements"][0]["form"] = "Rp5.000", "fotokopi"
    data["locations"][0]["hours"]["regular"]["mon"] = [["09:00", "12:00"]]
    data["documents"][0]["issued_by_services"].append("kk-baru")
    snapshot.current()
    lexicon.current()
    before, facts, words = state(), snapshot._known, lexicon._known
    content = write_yaml(data, allow_unicode=True).encode()
    with django_capture_on_commit_callbacks() as waiting:
        report = read_upload(content, "a.yaml", agency).preview(by=None)
    assert waiting == []
    assert state() == before
    assert (snapshot._known, lexicon._known) == (facts, words)
    told = {(row.key, each.label): (each.before, each.after)
            for section in sections(report) for row in section.rows for each in row.differences}  # fmt: skip
    assert told["ktp-el-baru", "Biaya · uraian"] == ("Gratis", "Rp5.000")
    assert ("Formulir diisi", "Fotokopi") in told.values()
    assert told["kantor-dinas", "Jam · hari biasa · Senin"] == ("08:00-12:00, 13:00-15:00", "09:00-12:00")
    assert "ktp-el-hilang-rusak" in report.published
    assert "bertentangan" in str(report.not_published["ktp-el-baru"])


def test_shown_is_what_is_applied_and_the_importer_is_the_author(editor, agency):
    client = signed_in(editor)
    page, address = shown(client, changed_service(), terbitkan="ya")
    assert "Ringkasan lain." in page.content.decode()
    assert "Anda tidak punya izin menerbitkan" in page.content.decode()
    answer = client.post(address, form_data(page, "apply"))
    assert answer["Location"] == reverse("exchange")
    service = Service.objects.get(slug="ktp-el-baru")
    assert service.summary == "Ringkasan lain."
    assert drafting.authors(service) == {editor.pk}
    assert service.current_edition().number == 1
    record = AuditRecord.objects.get(action="import")
    assert (record.by, record.agency, record.detail["changed"]) == (editor, agency, 1)
    assert client.get(address).status_code == 302, "the file is thrown away"


def test_drafts_say_what_they_lack_and_where_to_fill_it_in(editor):
    client = signed_in(editor)
    page, address = shown(client, LIST.format("x"))
    assert "Belum bisa terbit karena: " in page.content.decode()
    client.post(address, form_data(page, "apply"))
    text = client.get(reverse("exchange")).content.decode()
    pk = Service.objects.get(name="Layanan Satu").pk
    assert f'<a href="/kelola/services/service/{pk}/change/">Layanan Satu</a>' in text


def test_who_changed_it_publishes_it_only_where_the_agency_allows(boss, agency):
    client = signed_in(boss)
    page, _ = shown(client, changed_service(), terbitkan="ya")
    assert "yang mengubah tidak menerbitkan sendiri" in page.content.decode()
    Agency.objects.filter(pk=agency.pk).update(review_by_other=False)
    page, address = shown(client, changed_service(), terbitkan="ya")
    assert "Akan terbit" in page.content.decode()
    client.post(address, form_data(page, "apply"))
    edition = Service.objects.get(slug="ktp-el-baru").current_edition()
    assert (edition.number, edition.published_by) == (2, boss)


def test_catalogue_that_changed_meanwhile_is_shown_again(editor):
    client = signed_in(editor)
    page, address = shown(client, changed_service())
    service = Service.objects.get(slug="ktp-el-baru")
    service.summary = "Rekan sudah mengubahnya."
    service.save()
    answer = client.post(address, form_data(page, "apply"))
    assert answer.status_code == 409
    assert "berubah sejak Anda memeriksanya" in answer.content.decode()
    assert "Rekan sudah mengubahnya." in answer.content.decode()
    service.refresh_from_db()
    assert service.summary == "Rekan sudah mengubahnya."
    client.post(address, form_data(answer, "apply"))
    service.refresh_from_db()
    assert service.summary == "Ringkasan lain."


def test_kept_file_is_its_uploaders_alone(editor, boss):
    _, address = shown(signed_in(editor), changed_service())
    assert signed_in(boss).get(address)["Location"] == reverse("exchange")
    token = address.rstrip("/").rpartition("/")[2]
    stranger = signed_in(editor)
    stranger.cookies["sessionid"] = token
    assert "next=" in stranger.get(reverse("exchange"))["Location"], "a token opens no session"
    signed_in(editor).post(address, {"batal": "ya"})
    assert drawer.find(token, editor) is None


def test_faults_are_shown_by_row_and_column_and_nothing_changes(editor):
    client, before = signed_in(editor), state()
    page, _ = shown(client, "Nama;Kategori\r\nA;bulan\r\n")
    assert page.status_code == 422
    assert "lembar Layanan, baris 2 · kolom Kategori" in page.content.decode()
    assert upload(client, b"", "a.csv").status_code == 422
    assert state() == before


def yaml_upload(user, text):
    """The faults of a dry run."""
    read = read_upload(text.encode(), "a.yaml", None)
    with pytest.raises(CatalogueError) as refused:
        read.preview(by=user)
    return "\n".join(map(str, refused.value.faults))


def test_rows_of_others_and_shared_rows_are_refused_with_whom_to_ask(editor, boss, agency):
    catalogue.import_text(SUBDISTRICT)
    boss.first_name = "Rina"
    boss.save()
    camat = make_staff(roles.ADMINISTRATOR, "camat", [Agency.objects.get(key="kec-barat")])
    told = yaml_upload(camat, catalogue.export_text(agency).replace("Urus dokumen mudah", "Semboyan lain"))
    assert "services kk-baru · slug: milik Disdukcapil" in told
    assert "office disdukcapil: milik Disdukcapil" in told
    data = catalogue.export_data(agency)
    data["categories"][0]["name"] = "Rak lain"
    data["calendar"]["closures"].append({"date": "2026-12-01", "name": "Rapat"})
    told = yaml_upload(editor, write_yaml(data, allow_unicode=True))
    assert "categories identitas: Anda tidak boleh mengubah kategori" in told
    assert "minta Rina" in told
    assert "calendar.closures 2026-12-01 Rapat: berlaku untuk semua kantor" in told
    data["services"][0]["provider"] = "kec-barat"
    assert "provider: Anda bukan petugas Kecamatan Contoh Barat" in yaml_upload(editor, write_yaml(data))


def test_who_does_not_write_entries_brings_none_in(agency):
    """A reviewer may not remove a paper in the form; nor by a file."""
    reviewer = make_staff(roles.REVIEWER, agencies=[agency])
    assert upload(signed_in(reviewer), changed_service()).status_code == 403
    data = catalogue.export_data(agency)
    data["services"] = data["services"][:1]
    data["services"][0]["steps"].pop()
    assert "Anda tidak boleh menambah layanan" in yaml_upload(reviewer, write_yaml(data))


def test_entries_name_what_is_anothers_only_where_they_did_already(agency, editor):
    catalogue.import_text(SUBDISTRICT)
    data = catalogue.export_data(agency)
    (service,) = data["services"] = data["services"][:1]
    data["life_events"] = data["documents"] = data["general_faqs"] = []
    service["locations"].append("kec-barat")
    service["related"] = [*service.get("related", []), "dispensasi-nikah"]
    told = yaml_upload(editor, write_yaml(data))
    assert "locations: “kec-barat” milik Kecamatan Contoh Barat" in told
    assert "related: “dispensasi-nikah” milik Kecamatan Contoh Barat" in told
    catalogue.import_text(write_yaml(data))
    service["summary"] = "Ringkasan lain."
    report = read_upload(write_yaml(data).encode(), "a.yaml", agency).preview(by=editor)
    assert report.changed == {"services": [service["slug"]]}


def test_nobody_takes_an_agency_under_their_own_by_a_file(agency, boss):
    catalogue.import_text(SUBDISTRICT)
    Agency.objects.create(key="desa", name="Desa Lain", publisher=Agency.objects.get(key="kec-barat"))
    data = catalogue.export_data(agency)
    data["providers"].append({"key": "desa", "name": "Desa Lain", "publisher": "disdukcapil"})
    data["providers"] = [row for row in data["providers"] if row.get("publisher") != "kec-barat"]
    assert "providers desa: milik Desa Lain" in yaml_upload(boss, write_yaml(data))
    assert Agency.objects.get(key="desa").publisher.key == "kec-barat"


def test_each_role_and_a_stranger_at_the_door(agency, client):
    assert "next=" in client.get(reverse("exchange"))["Location"]
    counter = signed_in(make_staff(roles.COUNTER, agencies=[agency]))
    page = counter.get(reverse("exchange"))
    assert "tidak dapat membawa data masuk" in page.content.decode()
    assert upload(counter, LIST.format("x")).status_code == 403
    assert counter.get(reverse("exchange-check", args=["x"])).status_code == 403
    assert counter.get(reverse("exchange-everything")).status_code == 403
    assert counter.get(reverse("exchange-catalogue", args=["pdf"])).status_code == 404
    nobody = signed_in(make_staff(roles.EDITOR, "tanpa", []))
    assert "belum menjadi petugas" in nobody.get(reverse("exchange")).content.decode()
    assert nobody.get(reverse("exchange-catalogue", args=["yaml"])).status_code == 404


def test_exports_are_ones_own_named_with_the_day_and_written_down(editor, agency):
    catalogue.import_text(SUBDISTRICT)
    client = signed_in(editor)
    for kind in ("yaml", "xlsx", "zip", "csv"):
        answer = client.get(reverse("exchange-catalogue", args=[kind]))
        assert re.search(
            rf'filename="katalog-disdukcapil-20\d\d-\d\d-\d\d\.{kind}"', answer["Content-Disposition"]
        )
    assert (
        client.get(reverse("exchange-catalogue", args=["yaml"]), {"instansi": "kec-barat"}).status_code == 404
    )
    data = read_yaml(client.get(reverse("exchange-catalogue", args=["yaml"])).content)
    assert "dispensasi-nikah" not in [row["slug"] for row in data["services"]]
    formats = AuditRecord.objects.filter(action="export", by=editor).values_list("detail__format", flat=True)
    assert set(formats) == {"yaml", "xlsx", "zip", "csv"}
    for name in ("exchange-template", "exchange-csv-template"):
        assert client.get(reverse(name)).status_code == 200


def test_office_that_another_publishes_exports_and_imports_its_own(agency):
    village = Agency.objects.get(key="kelurahan")
    clerk = signed_in(make_staff(roles.EDITOR, agencies=[village]))
    exported = clerk.get(reverse("exchange-catalogue", args=["yaml"])).content
    slugs = {row["slug"] for row in read_yaml(exported)["services"]}
    assert slugs == set(village.services.values_list("slug", flat=True))
    page, _ = shown(clerk, exported, "a.yaml")
    assert "Tidak ada yang berubah" in page.content.decode()
    page, _ = shown(clerk, changed_service(slug=sorted(slugs)[0]))
    assert "Ringkasan lain." in page.content.decode()


def test_new_keys_of_the_file_go_in_and_out_and_stay_where_a_file_is_silent(agency):
    data = catalogue.export_data()
    service, office, closure = data["services"][0], data["locations"][0], data["calendar"]["closures"][0]
    service |= {"standard_parts": {"facilities": "Tiga loket"}, "review_months": 12}
    week = {"mon": [["08:00", "10:00"]]}
    office["special_hours"] = [
        {"name": "Akhir tahun", "from": "2026-12-28", "to": "2026-12-31", "hours": week}
    ]
    closure["ignored"] = True
    report = catalogue.import_text(write_yaml(copy.deepcopy(data)))
    assert report.changed.keys() == {"services", "locations", "closures"}
    assert SpecialHours.objects.get().week[0] == [["08:00", "10:00"]]
    exported = catalogue.export_data()
    assert exported["services"][0]["standard_parts"] == {"facilities": "Tiga loket"}
    assert exported["calendar"]["closures"][0]["ignored"] is True
    for row, names in [
        (service, ["standard_parts", "review_months"]),
        (office, ["special_hours"]),
        (closure, ["ignored"]),
    ]:
        for name in names:
            row.pop(name)
    assert catalogue.import_text(write_yaml(data)).changed == {}
    assert Service.objects.get(slug=service["slug"]).review_months == 12


def test_general_questions_belong_to_the_agency_of_the_file(agency):
    assert set(Question.objects.filter(service=None).values_list("agency__key", flat=True)) == {"disdukcapil"}
    assert not Question.objects.exclude(service=None).exclude(agency=None).exists()
    catalogue.import_text(SUBDISTRICT + "general_faqs:\n- {id: camat-1, question: Kapan?, answer: Besok.}\n")
    assert Question.objects.get(slug="camat-1").agency.key == "kec-barat"
    exported = {row["id"]: row.get("provider") for row in catalogue.export_data()["general_faqs"]}
    assert (exported["camat-1"], exported["umum-jam-layanan"]) == ("kec-barat", None)
    assert "camat-1" not in [row["id"] for row in catalogue.export_data(agency)["general_faqs"]]


def test_commands_take_every_kind_and_only_try_when_asked(agency, tmp_path, capsys):
    for kind in ("xlsx", "zip", "yaml"):
        file = tmp_path / f"katalog.{kind}"
        call_command("export_catalogue", file)
        call_command("import_catalogue", file, "--dry-run")
        said = capsys.readouterr().out
        assert "tidak ada yang diubah" in said
        assert "Layanan: 0 baris, 26 tetap" in said
    Category.objects.filter(key="surat").update(name="Surat lain")
    call_command("import_catalogue", file, "--dry-run")
    assert "Nama: Surat lain → Surat kelurahan dan desa" in capsys.readouterr().out
    assert Category.objects.get(key="surat").name == "Surat lain"


def everything(client, **query):
    answer = client.get(reverse("exchange-everything"), query)
    return json.loads(b"".join(answer.streaming_content))


def test_everything_is_there_without_secrets_and_only_ones_own(boss, agency):
    catalogue.import_text(SUBDISTRICT)
    Membership.objects.filter(user=boss).update(position="Kepala")
    data = everything(signed_in(boss))
    assert (data["agency"], len(data["services"])) == ("disdukcapil", 26)
    assert data["services"][0]["editions"][0]["document"]["slug"] == data["services"][0]["slug"]
    assert {office["key"] for office in data["offices"]} == set(
        Office.objects.exclude(agency__key="kec-barat").values_list("key", flat=True)
    )
    (member,) = data["memberships"]
    assert (member["username"], member["roles"]) == (boss.username, ["Administrator"])
    text = json.dumps(data)
    assert boss.password not in text
    assert "kec-barat" not in {record["agency"] for record in data["audit"]}
    assert "dispensasi-nikah" not in [row["slug"] for row in data["services"]]
