import datetime

import pypdfium2
import pytest
import time_machine
import zxingcpp
from django.core.cache import cache
from django.db import IntegrityError, transaction

from cards import codes, leaflet_rendering, leaflets, registry
from cards.content import CardOptions, build_leaflet
from cards.leaflets import leaflet_of
from cards.models import Card, CardKind
from services import publishing, snapshot
from services.models import Office, Service, ServiceEdition
from tests.cards.leaflets import text_of
from tests.cards.packs import squeezed
from tests.people import signed_in

SLUG = "ktp-el-hilang-rusak"
ADDRESS = f"/layanan/{SLUG}.pdf"


@pytest.fixture(autouse=True)
def _drawn_once(monkeypatch):
    """One trial is enough here: sizes are tried out in test_leaflet_rendering."""
    monkeypatch.setattr(leaflet_rendering, "SIZES", leaflet_rendering.SIZES[:1])
    monkeypatch.setattr(leaflet_rendering, "_BALANCES", ())


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


def live():
    return ServiceEdition.objects.current().get(slug=SLUG)


class TestAddress:
    def test_answers_with_a_pdf_that_belongs_to_the_page(self, client, demo):
        response = client.get(ADDRESS)
        assert response.status_code == 200
        assert response["Content-Type"] == "application/pdf"
        assert response.content.startswith(b"%PDF-")
        assert response["Content-Disposition"] == f'inline; filename="{SLUG}.pdf"'
        assert response["Cache-Control"] == "public, max-age=600, stale-while-revalidate=86400"
        assert response["Link"] == f'<http://testserver/layanan/{SLUG}/>; rel="canonical"'
        assert "Cookie" not in response.get("Vary", "")
        assert "Content-Security-Policy" not in response

    def test_case_is_in_the_text_and_in_the_name(self, client, demo):
        response = client.get(ADDRESS, {"keadaan": "rusak"})
        assert response["Content-Disposition"] == f'inline; filename="{SLUG}-rusak.pdf"'
        text = text_of(response.content)
        assert squeezed("Untuk keadaan: KTP-el rusak") in text
        assert squeezed("Surat keterangan kehilangan dari kepolisian") not in text

    @pytest.mark.parametrize("case", ["", "tidak-ada", "\0", "x" * 5000, "<script>"])
    def test_unknown_case_means_all_of_them_and_gets_no_code_of_its_own(self, client, demo, case):
        plain = client.get(ADDRESS)
        response = client.get(ADDRESS, {"keadaan": case})
        assert (response.status_code, response.content) == (200, plain.content)
        assert Card.objects.count() == 1

    def test_unchanged_is_answered_without_a_body_and_without_drawing(self, client, demo, monkeypatch):
        tag = client.get(ADDRESS)["ETag"]
        cache.clear()
        monkeypatch.setattr(leaflets, "render_leaflet", None)
        for known in (tag, f"W/{tag}", f'"other", {tag}', "*"):
            response = client.get(ADDRESS, headers={"if-none-match": known})
            assert (response.status_code, response.content) == (304, b"")
            assert response["ETag"] == tag

    def test_is_drawn_once(self, client, demo, monkeypatch):
        first = client.get(ADDRESS).content
        monkeypatch.setattr(leaflets, "render_leaflet", None)
        assert client.get(ADDRESS).content == first

    def test_takes_few_queries(self, client, demo, django_assert_max_num_queries):
        client.get(ADDRESS)
        with django_assert_max_num_queries(4):
            client.get(ADDRESS)

    def test_unknown_service_is_not_found_and_a_withdrawn_one_is_gone(self, client, service):
        assert client.get("/layanan/tidak-ada.pdf").status_code == 404
        publishing.withdraw(service, reason="Pindah.", replacement="ktp-el-baru")
        response = client.get(ADDRESS)
        assert response.status_code == 410
        assert f"/layanan/{SLUG}/" in response.content.decode()

    def test_draft_is_not_drawn(self, client, service):
        service.name = "Nama baru yang belum terbit"
        service.save()
        assert squeezed("Nama baru") not in text_of(client.get(ADDRESS).content)

    def test_there_is_one_address_in_one_language(self, client, demo):
        assert client.get(f"/en{ADDRESS}").status_code == 404
        assert client.get(ADDRESS)["Content-Language"] == "id"

    def test_only_reading_is_allowed(self, client, demo):
        assert client.post(ADDRESS).status_code == 405
        assert not Card.objects.exists()


class TestCode:
    def test_head_writes_nothing_until_someone_has_read_it(self, client, demo):
        response = client.head(ADDRESS)
        assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
        assert not Card.objects.exists()
        tag = client.get(ADDRESS)["ETag"]
        assert client.head(ADDRESS)["ETag"] == tag

    def test_same_text_keeps_its_code_on_every_day(self, client, demo):
        with time_machine.travel("2026-11-22 10:00+07:00", tick=False):
            first = client.get(ADDRESS)
        with time_machine.travel("2026-12-24 10:00+07:00", tick=False):
            later = client.get(ADDRESS)
        assert later.content == first.content
        assert squeezed("Berlaku per 22 November 2026") in text_of(later.content)
        assert Card.objects.get().kind == CardKind.LEAFLET

    def test_new_edition_with_the_same_text_keeps_the_code(self, client, service):
        tag = client.get(ADDRESS)["ETag"]
        service.search_terms = [*service.search_terms, "ktp hanyut"]
        service.save()
        publishing.publish(service)
        assert client.get(ADDRESS)["ETag"] == tag
        assert Card.objects.count() == 1

    def test_each_case_and_each_text_has_its_own_code(self, client, service):
        for case in ("", "hilang", "rusak"):
            client.get(ADDRESS, {"keadaan": case})
        assert Card.objects.count() == 3
        service.requirements.filter(key="fotokopi-kk").update(copies=2)
        publishing.publish(service)
        client.get(ADDRESS)
        assert Card.objects.count() == 4

    def test_text_that_comes_back_gets_its_old_code_back(self, client, service):
        before = client.get(ADDRESS)["ETag"]
        service.requirements.filter(key="fotokopi-kk").update(copies=2)
        publishing.publish(service)
        assert client.get(ADDRESS)["ETag"] != before
        publishing.publish(publishing.restore(service, 1))
        assert client.get(ADDRESS)["ETag"] == before

    def test_database_takes_one_leaflet_of_a_text(self, demo):
        card = leaflet_of(live(), None, may_issue=True).card
        with pytest.raises(IntegrityError), transaction.atomic():
            Card.objects.create(
                code=codes.new_code(),
                kind=CardKind.LEAFLET,
                subject=SLUG,
                digest=card.digest,
                content={},
                options={},
            )

    def test_two_first_readers_get_the_same_card(self, demo, monkeypatch):
        options = CardOptions(as_of=registry.today())
        content = build_leaflet(live().content(), snapshot.current(), options)
        first = registry.issue_leaflet(live(), content, options)
        # The second has looked before the first one wrote.
        assert registry.issue_leaflet(live(), content, options).pk == first.pk
        assert Card.objects.count() == 1

    def test_code_that_is_taken_is_drawn_again(self, demo, monkeypatch):
        taken = leaflet_of(live(), "hilang", may_issue=True).card.code
        drawn = iter([taken, taken, codes.with_check_character("0000001")])
        monkeypatch.setattr(codes, "new_code", lambda: next(drawn))
        assert leaflet_of(live(), "rusak", may_issue=True).card.code == codes.with_check_character("0000001")

    def test_printed_code_leads_to_its_answer(self, client, demo):
        pdf = client.get(ADDRESS, {"keadaan": "hilang"}).content
        with pypdfium2.PdfDocument(pdf) as document:
            (read,) = zxingcpp.read_barcodes(document[0].render(scale=150 / 72, grayscale=True).to_pil())
        answer = client.get(read.text.removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert "Selebaran ini memang dari kami." in answer.content.decode()

    def test_leaflets_are_not_among_the_packs_of_the_studio(self, client, administrator, demo):
        client.get(ADDRESS)
        officer = signed_in(administrator)
        assert officer.get("/studio/").context["recent"] == []
        pack = registry.issue(SLUG, CardOptions(as_of=registry.today()))
        assert pack.kind == CardKind.PACK


class TestCheck:
    def test_changed_fact_is_told(self, client, service):
        card = leaflet_of(live(), None, may_issue=True).card
        service.requirements.filter(key="fotokopi-kk").update(copies=2)
        publishing.publish(service)
        text = client.get(f"/k/{codes.display(card.code)}/").content.decode()
        assert "Selebaran ini memang dari kami, tetapi 1 hal di dalamnya tidak berlaku lagi." in text
        assert "Fotokopi · <del>1 lembar</del>" in text
        assert "Fotokopi · <ins>2 lembar</ins>" in text
        assert "Di selebaran" in text

    def test_changed_hours_are_told(self, client, demo):
        card = leaflet_of(live(), "hilang", may_issue=True).card
        row = Office.objects.get(key="mpp").opening_hours.get(period="regular", weekday=0)
        row.closes = datetime.time(14)
        row.save()
        snapshot.rebuild()
        answer = registry.check(card.code)
        assert answer.verdict is registry.Verdict.CHANGED
        assert any("14.00" in each.after for each in answer.differences)

    def test_leaflet_of_one_case_ignores_changes_of_another(self, client, service):
        card = leaflet_of(live(), "rusak", may_issue=True).card
        service.requirements.filter(key="surat-kehilangan").update(note="Bawa aslinya.")
        publishing.publish(service)
        assert registry.check(card.code).verdict is registry.Verdict.CURRENT

    def test_changed_step_and_order_of_steps_are_told(self, service):
        card = leaflet_of(live(), None, may_issue=True).card
        first, second = service.steps.all()[:2]
        first.position, second.position = second.position, first.position
        first.save()
        second.save()
        publishing.publish(service)
        assert {each.section for each in registry.check(card.code).differences} == {"Langkah"}

    def test_case_that_is_gone_is_told(self, service):
        card = leaflet_of(live(), "rusak", may_issue=True).card
        service.requirements.filter(key="ktp-rusak").delete()
        service.cases.filter(key="rusak").delete()
        publishing.publish(service)
        answer = registry.check(card.code)
        assert answer.verdict is registry.Verdict.CHANGED
        gone = [each.label for each in answer.differences if not each.after]
        assert "Untuk keadaan" in gone
        assert "Fotokopi Kartu Keluarga (KK)" in gone

    def test_withdrawn_service_withdraws_its_leaflets(self, client, service):
        card = leaflet_of(live(), None, may_issue=True).card
        publishing.withdraw(service, reason="Pindah ke layanan lain.", replacement="ktp-el-baru")
        response = client.get(f"/k/{codes.display(card.code)}/")
        assert response.status_code == 410
        assert "Selebaran ini dulu dari kami" in response.content.decode()
