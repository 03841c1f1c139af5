"""Issued cards and what can be said of them later: the right answer on the right status code."""

import datetime
import io

import pytest

from cards import codes, registry
from cards.content import CardOptions
from cards.issued import renewal
from cards.models import Card
from faq.models import QuestionEdition
from services import publishing, snapshot
from services.models import Office, Service

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
        uploads = Card.objects.filter(subject="perubahan-biodata").count()
        assert uploads > 1
        assert sum("cover" in name for name in slides) == uploads
        assert (folder / "unggahan.txt").read_text().count("Unggahan") == uploads
        assert (folder / f"caption-{uploads}.txt").exists()

    def test_theme_picture_and_questions_can_be_chosen(self, demo, tmp_path):
        from django.core.management import call_command

        question = QuestionEdition.objects.live().first().slug
        call_command("export_cards", out=tmp_path, service=["pengantar-skck"], questions=[question], theme="dark",
                     picture="jpeg", verbosity=0)  # fmt: skip
        assert (tmp_path / "pengantar-skck" / "01-cover.jpg").read_bytes().startswith(b"\xff\xd8")
        assert list((tmp_path / "tanya-jawab" / question).glob("01-*.jpg"))
        assert {card.content["theme"] for card in Card.objects.all()} == {"dark"}

    def test_unknown_service_or_format_is_told_and_nothing_written(self, demo, tmp_path):
        from django.core.management import CommandError, call_command

        with pytest.raises(CommandError, match="tidak-ada"):
            call_command("export_cards", out=tmp_path, service=["tidak-ada"])
        with pytest.raises(CommandError, match="Yang ada"):
            call_command("export_cards", out=tmp_path, format=["kotak"])
        with pytest.raises(CommandError, match="Tema neon"):
            call_command("export_cards", out=tmp_path, theme="neon")
        assert list(tmp_path.iterdir()) == []


def cost(service, amount):
    service.fee_text, service.fee_amount = f"Rp{amount}", amount
    service.save()
    publishing.publish(service)


def test_a_replacement_is_recommended_only_while_it_holds(client, card, service):
    cost(service, 5000)
    second = renewal.reissue(card, by=None)
    assert "Pakai dan bagikan yang baru" in page(client, card)[1]
    cost(service, 9000)
    for overtaken in (card, second):
        status, text = page(client, overtaken)
        assert status == 200
        assert "yang baru" not in text
        assert f'<a class="button" href="/layanan/{SLUG}/">' in text
    assert f"Penggantinya, {codes.display(second.code)}, juga sudah berubah" in page(client, card)[1]
    third = renewal.reissue(second, by=None)
    assert f'<a class="button" href="/k/{codes.display(third.code)}/">' in page(client, card)[1]
    publishing.withdraw(service, reason="Selesai.")
    for gone in (card, second, third):
        status, text = page(client, gone)
        assert status == 410
        assert "layanannya sudah ditarik" in text
        assert "diganti" not in text
        assert "yang baru" not in text
