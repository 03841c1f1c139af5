"""Issued cards and what can be said of them later: the right answer on the right status code."""

import datetime
import io
import zipfile

import pytest

from cards import archive, codes, registry
from cards.content import CardOptions
from cards.models import Card
from portal import roles
from services import publishing, snapshot
from services.models import Office, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def card(service):
    return registry.issue(SLUG, CardOptions(as_of=registry.today()))


def page(client, card_or_code):
    code = codes.display(card_or_code.code) if isinstance(card_or_code, Card) else card_or_code
    response = client.get(f"/k/{code}/")
    return response.status_code, response.content.decode()


def test_fresh_card_is_genuine_and_current(client, card):
    status, text = page(client, card)
    assert status == 200
    assert "Asli dan masih berlaku" in text
    assert "Penggantian KTP-el Hilang atau Rusak" in text


def test_draft_change_does_not_touch_the_answer_but_its_publishing_does(client, card, service):
    service.requirements.filter(key="fotokopi-kk").update(copies=2)
    assert registry.check(card.code).verdict is registry.Verdict.CURRENT
    publishing.publish(service)
    answer = registry.check(card.code)
    assert answer.verdict is registry.Verdict.CHANGED
    assert all("Fotokopi Kartu Keluarga" in each.label for each in answer.differences)
    status, text = page(client, card)
    assert status == 200
    assert "isinya sudah berubah" in text
    assert "Fotokopi · <del>1 lembar</del>" in text
    assert "Fotokopi · <ins>2 lembar</ins>" in text


def test_changed_hours_of_an_office_are_told_at_once(client, card):
    office = Office.objects.get(key="mpp")
    row = office.opening_hours.get(period="regular", weekday=0)
    row.closes = datetime.time(14)
    row.save()
    snapshot.rebuild()
    answer = registry.check(card.code)
    assert answer.verdict is registry.Verdict.CHANGED
    assert any("14.00" in each.after and "15.00" in each.before for each in answer.differences)


def test_change_that_is_not_on_the_card_leaves_it_current(card, service):
    service.search_terms = [*service.search_terms, "ktp hanyut"]
    service.tips = ["Saran lain."]
    service.save()
    publishing.publish(service)
    assert registry.check(card.code).verdict is registry.Verdict.CURRENT


def test_card_of_one_case_ignores_changes_of_another(service):
    card = registry.issue(SLUG, CardOptions(as_of=registry.today(), cases=("rusak",)))
    service.requirements.filter(key="surat-kehilangan").update(note="Bawa aslinya.")
    publishing.publish(service)
    assert registry.check(card.code).verdict is registry.Verdict.CURRENT


def test_change_taken_back_makes_the_card_current_again(card, service):
    service.requirements.filter(key="fotokopi-kk").update(copies=2)
    publishing.publish(service)
    publishing.publish(publishing.restore(service, 1))
    assert registry.check(card.code).verdict is registry.Verdict.CURRENT


def test_withdrawn_service_withdraws_its_cards(client, card, service):
    publishing.withdraw(service, reason="Pindah ke layanan lain.", replacement="ktp-el-baru")
    status, text = page(client, card)
    assert status == 410
    assert "Tidak berlaku lagi" in text
    assert "Pindah ke layanan lain." in text
    assert "/layanan/ktp-el-baru/" in text


def test_unknown_code_is_not_ours(client, demo):
    status, text = page(client, codes.display(codes.with_check_character("0000000")))
    assert status == 404
    assert "Bukan kartu kami" in text


def test_mistyped_code_is_told_apart_from_unknown(client, card):
    wrong = ("2" if card.code[0] != "2" else "3") + card.code[1:]
    status, text = page(client, wrong)
    assert status == 404
    assert "Salah ketik" in text


@pytest.mark.parametrize(
    "spell", [str.lower, lambda c: c, lambda c: f"  {c[:4]} {c[4:]} ", lambda c: c.replace("0", "o")]
)
def test_code_may_be_typed_in_many_ways(client, card, spell):
    response = client.get("/periksa/", {"kode": spell(card.code)}, follow=True)
    assert response.redirect_chain[-1][0] == f"/k/{codes.display(card.code)}/"
    assert response.status_code == 200


def test_address_may_be_pasted(client, card):
    response = client.get("/periksa/", {"kode": registry.check_url(card.code)})
    assert response["Location"] == f"/k/{codes.display(card.code)}/"


@pytest.mark.parametrize("typed", ["xyz", "<script>alert(1)</script>", "é" * 600, "0" * 5000, "../../etc"])
def test_nonsense_is_answered_with_advice(client, demo, typed):
    response = client.get("/periksa/", {"kode": typed})
    assert response.status_code == 404
    assert "Salah ketik?" in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_answers_are_never_cached(client, card):
    assert "no-store" in client.get(f"/k/{codes.display(card.code)}/")["Cache-Control"]


def test_same_text_on_the_same_day_keeps_its_code(card, service):
    assert registry.issue(SLUG, CardOptions(as_of=registry.today())).pk == card.pk
    assert registry.issue(SLUG, CardOptions(as_of=registry.today(), cases=("rusak",))).pk != card.pk
    service.requirements.filter(key="fotokopi-kk").update(copies=2)
    publishing.publish(service)
    assert registry.issue(SLUG, CardOptions(as_of=registry.today())).pk != card.pk


def test_no_card_without_a_live_edition(service):
    publishing.withdraw(service, reason="Selesai.")
    with pytest.raises(registry.NotPublished):
        registry.issue(SLUG, CardOptions(as_of=registry.today()))
    assert not Card.objects.exists()


def test_pack_has_slides_in_order_and_every_text(card):
    pack = zipfile.ZipFile(io.BytesIO(archive.zipped(card)))
    names = pack.namelist()
    assert names[0] == "01-cover.png"
    assert names[-3:] == ["caption.txt", "alt.txt", "whatsapp.txt"]
    assert all(pack.read(name).startswith(b"\x89PNG") for name in names[:-3])
    for text in ("caption.txt", "whatsapp.txt"):
        assert codes.display(card.code) in pack.read(text).decode()
    assert archive.zipped(card) == archive.zipped(card)


class TestStudio:
    @pytest.fixture
    def officer(self, demo):
        return signed_in(make_staff(roles.PR, "humas"))

    @pytest.mark.parametrize(
        "path", ["/studio/", f"/studio/{SLUG}/", f"/studio/{SLUG}/slide-1.svg", f"/studio/{SLUG}/unduh/"]
    )
    def test_stranger_is_asked_to_sign_in(self, client, demo, path):
        response = client.post(path) if path.endswith("unduh/") else client.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/masuk/?next=")

    def test_slides_are_shown_with_their_text(self, officer):
        response = officer.get(f"/studio/{SLUG}/")
        previews = response.context["previews"]
        assert len(previews) >= 6
        svg = officer.get(previews[1].address)
        assert svg["Content-Type"] == "image/svg+xml"
        assert svg.content.startswith(b"<svg")

    def test_choice_changes_the_slides(self, officer):
        few = officer.get(f"/studio/{SLUG}/", {"bagian": ["cover", "last"]})
        assert {each.section for each in few.context["previews"]} == {"Sampul", "Bantuan"}
        one = officer.get(f"/studio/{SLUG}/", {"keadaan": "rusak"}).context["previews"]
        assert "KTP-el hilang" not in " ".join(each.section for each in one)

    def test_nothing_chosen_is_told(self, officer):
        response = officer.get(f"/studio/{SLUG}/", {"format": "portrait"})
        assert "Pilih paling sedikit satu bagian." in response.content.decode()
        assert "Pilih paling sedikit satu keadaan." in response.content.decode()

    def test_too_many_slides_are_told_before_the_download_and_get_no_code(self, officer):
        address = "/studio/perubahan-biodata/"
        assert "Pilih lebih sedikit keadaan" in officer.get(address).content.decode()
        assert officer.post(f"{address}unduh/").status_code == 400
        assert not Card.objects.exists()
        few = officer.get(address, {"keadaan": ["status-kawin", "agama"]})
        assert few.context["previews"]

    @pytest.mark.parametrize(
        "query",
        [{"format": "huge"}, {"keadaan": "x"}, {"bagian": "y", "format": "portrait"}, {"jenis": "exe"}],
    )
    def test_unknown_choices_are_refused(self, officer, query):
        assert officer.get(f"/studio/{SLUG}/", query).status_code == 200
        assert officer.get(f"/studio/{SLUG}/slide-1.svg", query).status_code == 404
        assert officer.post(f"/studio/{SLUG}/unduh/", query).status_code == 400
        assert not Card.objects.exists()

    def test_slide_beyond_the_last_is_not_found(self, officer):
        for number in (0, 99):
            assert officer.get(f"/studio/{SLUG}/slide-{number}.svg").status_code == 404

    def test_download_issues_a_card_and_counts(self, officer):
        for _ in range(2):
            response = officer.post(f"/studio/{SLUG}/unduh/")
            assert response["Content-Type"] == "application/zip"
        card = Card.objects.get()
        assert (card.downloads, card.issued_by.username) == (2, "humas")
        assert card.edition.slug == SLUG

    def test_download_as_jpeg(self, officer):
        response = officer.post(f"/studio/{SLUG}/unduh/", {"jenis": "jpeg"})
        pack = zipfile.ZipFile(io.BytesIO(response.content))
        assert pack.read("01-cover.jpg").startswith(b"\xff\xd8")

    def test_viewer_without_the_role_may_look_but_not_download(self, demo):
        client = signed_in(make_staff(roles.COUNTER))
        assert client.get(f"/studio/{SLUG}/").status_code == 200
        assert client.post(f"/studio/{SLUG}/unduh/").status_code == 403
        assert not Card.objects.exists()

    def test_unpublished_service_has_no_studio(self, officer):
        publishing.withdraw(Service.objects.get(slug=SLUG), reason="Selesai.")
        assert officer.get(f"/studio/{SLUG}/").status_code == 404


class TestLinkPreview:
    def test_is_a_small_jpeg_of_the_right_size(self, client, demo):
        from PIL import Image

        response = client.get(f"/kartu/{SLUG}.jpg")
        assert response["Content-Type"] == "image/jpeg"
        assert len(response.content) < 300_000
        assert Image.open(io.BytesIO(response.content)).size == (1200, 630)

    def test_unchanged_is_answered_without_a_body(self, client, demo):
        tag = client.get(f"/kartu/{SLUG}.jpg")["ETag"]
        assert client.get(f"/kartu/{SLUG}.jpg", headers={"if-none-match": tag}).status_code == 304

    def test_gone_and_unknown(self, client, demo):
        assert client.get("/kartu/tidak-ada.jpg").status_code == 404
        publishing.withdraw(Service.objects.get(slug=SLUG), reason="Selesai.")
        assert client.get(f"/kartu/{SLUG}.jpg").status_code == 410


class TestExport:
    def test_writes_a_folder_for_each_named_service(self, demo, tmp_path, capsys):
        from django.core.management import call_command

        call_command("export_cards", out=tmp_path, service=[SLUG, "pengantar-skck"])
        assert (tmp_path / SLUG / "01-cover.png").read_bytes().startswith(b"\x89PNG")
        assert {each.name for each in tmp_path.iterdir()} == {SLUG, "pengantar-skck"}
        assert "2 paket" in capsys.readouterr().out

    def test_service_with_too_many_cases_becomes_several_uploads(self, demo, tmp_path):
        from django.core.management import call_command

        call_command("export_cards", out=tmp_path, service=["perubahan-biodata"], verbosity=0)
        folder = tmp_path / "perubahan-biodata"
        slides = sorted(each.name for each in folder.glob("*.png"))
        assert [name[:2] for name in slides] == [f"{number:02}" for number in range(1, len(slides) + 1)]
        assert sum("cover" in name for name in slides) == 2
        assert "Unggahan 2" in (folder / "unggahan.txt").read_text()
        assert (folder / "caption-2.txt").exists()

    def test_unknown_service_or_format_is_told_and_nothing_written(self, demo, tmp_path):
        from django.core.management import CommandError, call_command

        with pytest.raises(CommandError, match="tidak-ada"):
            call_command("export_cards", out=tmp_path, service=["tidak-ada"])
        with pytest.raises(CommandError, match="Yang ada"):
            call_command("export_cards", out=tmp_path, format=["kotak"])
        assert list(tmp_path.iterdir()) == []
