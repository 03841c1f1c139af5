"""The card studio: finding a subject, choosing, warnings, and the download."""

import datetime
import io
import re
import zipfile

import pytest
from django.http import QueryDict

from cards import archive, codes, registry
from cards.formats import FORMATS
from cards.models import Card, CardKind, PlannedPost
from cards.rendering import Slide
from cards.studio import arranging, choices, download, pack, strip
from cards.studio.choices import Chosen, Offer
from cards.subjects import KINDS, Choice
from portal import roles
from services import publishing
from services.models import Agency, AuditRecord, Service
from tests.cards.packs import make_content
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
ADDRESS = f"/studio/buat/layanan/{SLUG}/"
OFFER = Offer(
    [Choice("a", "A"), Choice("b", "B")], "Keadaan", [Choice(f"q{number}", "?") for number in range(5)]
)


@pytest.fixture
def officer(demo):
    return signed_in(make_staff(roles.PR, "humas"))


@pytest.fixture
def quick(monkeypatch):
    """Slides that nobody drew: one for each section."""

    def render(content, format="portrait", *, code=None, check_url=None, kind="png"):
        sections = content.sections
        return [
            Slide(number, len(sections), each.key, f"{number:02}-{each.slug}.png", b"<svg/>")
            for number, each in enumerate(sections, start=1)
        ]

    def typeset(template, inputs, format, as_of, **more):
        keys = [section["key"] for section in inputs["card"]["sections"]]
        return [b"<svg/>"] * len(keys), [{"section": key, "blocks": []} for key in keys]

    monkeypatch.setattr(strip, "typeset", typeset)
    monkeypatch.setattr(strip, "slide_count", lambda content, format: len(content.sections))
    monkeypatch.setattr(archive, "render", render)


def sections_of(response):
    return list(dict.fromkeys(shot.section for shot in response.context["shots"]))


def read(query: str) -> Chosen:
    return choices.read(QueryDict(query), OFFER)


class TestChoices:
    def test_an_empty_address_means_what_is_usual(self):
        chosen = read("")
        assert chosen.cases == ("a", "b")
        assert chosen.questions == ("q0", "q1", "q2")
        assert chosen.formats == ("portrait",)
        assert chosen.query(OFFER) == ""
        assert chosen.options(OFFER).cases is None

    @pytest.mark.parametrize(
        "query",
        [
            "keadaan=b", "tanya=", "tanya=q4", "ukuran=portrait,story&lihat=story", "poster=a4", "jenis=jpeg",
            "tema=dark&bahasa=en", "judul=KTP+hilang", "urut=last,cover&tanpa=who", "media=x", "rencana=7",
            "media=tiktok&ukuran=portrait",
        ],
    )  # fmt: skip
    def test_an_address_is_read_and_written_alike(self, query):
        assert read(query).query(OFFER) == query
        assert read(read(query).query(OFFER)) == read(query)

    def test_in_a_form_that_was_sent_whole_what_is_not_named_is_not_ticked(self):
        chosen = read("isi=1&ukuran=portrait&keadaan=a")
        assert chosen.questions == ()
        assert chosen.faults == ()
        fields = [fault.field for fault in read("isi=1").faults]
        assert fields == ["ukuran", "keadaan"]

    @pytest.mark.parametrize("query", ["ukuran=huge", "keadaan=x", "tema=pink", "jenis=exe", "media=myspace"])
    def test_unknown_choices_are_told(self, query):
        (fault,) = read(query).faults
        assert fault.field == query.split("=")[0]

    def test_a_platform_brings_its_format_and_kind_of_picture(self):
        chosen = read("media=tiktok")
        assert (chosen.formats, chosen.picture) == (("story",), "jpeg")
        # Chosen without scripts: the form still has what was ticked before.
        chosen = read("isi=1&keadaan=a&ukuran=portrait&jenis=png&media=tiktok&media-lama=")
        assert (chosen.formats, chosen.picture) == (("story",), "jpeg")
        kept = read("isi=1&keadaan=a&ukuran=portrait&jenis=png&media=tiktok&media-lama=tiktok")
        assert (kept.formats, kept.picture) == (("portrait",), "png")

    def test_too_long_a_title_is_told_and_cut(self):
        chosen = read(f"judul={'x' * 91}")
        assert len(chosen.title) == choices.TITLE_LIMIT
        assert [fault.field for fault in chosen.faults] == ["judul"]


class TestArranging:
    NATURAL = ["cover", "who", "requirements:a", "last"]

    def arranged(self, query: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        data = QueryDict(query)
        chosen = arranging.arranged(choices.read(data, OFFER), data, self.NATURAL)
        return chosen.order, chosen.without

    def test_buttons_move_a_section_by_one(self):
        assert self.arranged("geser=1,cover")[0] == ("who", "cover", "requirements:a", "last")
        assert self.arranged("geser=-1,cover")[0] == ()
        assert self.arranged("urut=who,cover&geser=-1,cover")[0] == ("who", "requirements:a", "cover", "last")
        assert self.arranged("urut=last,cover&tanpa=who&geser=semula") == ((), ())

    def test_unticked_sections_are_left_out_but_not_those_the_list_did_not_show(self):
        query = "bagian-ada=cover,who,last&bagian=cover&bagian=last"
        assert self.arranged(query) == ((), ("who",))
        assert self.arranged(f"{query}&tanpa=requirements:a") == ((), ("requirements:a", "who"))

    def test_what_is_gone_is_no_longer_named(self):
        assert self.arranged("urut=gone,last,cover&tanpa=gone2") == (
            ("last", "cover", "who", "requirements:a"),
            (),
        )


class TestHome:
    def test_everything_is_found_by_kind(self, officer):
        page = officer.get("/studio/")
        paths = [group.kind.path for group in page.context["groups"]]
        assert paths[:2] == ["layanan", "tanya-jawab"]
        assert "kantor" in paths
        alone = officer.get("/studio/", {"q": "ktp", "jenis": "tanya-jawab"})
        assert [group.kind.path for group in alone.context["groups"]] == ["tanya-jawab"]
        assert "Tidak ada yang cocok" in officer.get("/studio/", {"q": "zzzz"}).content.decode()

    def test_what_is_not_published_is_shown_with_the_reason(self, officer):
        agency = Agency.objects.get(publisher=None, official_name__gt="")
        draft = Service.objects.first()
        draft.pk = None
        draft.slug, draft.name, draft.agency = "kartu-zebra", "Kartu Zebra", agency
        draft._state.adding = True
        draft.save()
        page = officer.get("/studio/", {"q": "zebra"}).content.decode()
        assert "belum terbit" in page
        assert "/studio/buat/layanan/kartu-zebra/" not in page
        answer = officer.get("/studio/buat/layanan/kartu-zebra/")
        assert answer.status_code == 404
        assert "tidak sedang terbit" in answer.content.decode()

    def test_a_card_that_no_longer_holds_is_told(self, officer):
        registry.issue(SLUG, Chosen(questions=()).options(OFFER))
        assert "1 kartu yang beredar" not in officer.get("/studio/").content.decode()
        publishing.withdraw(Service.objects.get(slug=SLUG), reason="Selesai.")
        page = officer.get("/studio/")
        assert page.context["outdated"] == 1
        assert [each["words"] for each in page.context["recent"]] == ["ditarik"]

    def test_the_old_address_leads_to_the_maker(self, officer):
        answer = officer.get(f"/studio/{SLUG}/")
        assert (answer.status_code, answer["Location"]) == (301, ADDRESS)
        assert officer.get("/studio/tidak-ada/").status_code == 404


class TestMaker:
    @pytest.mark.parametrize("path", ["/studio/", ADDRESS, f"{ADDRESS}slide-1.svg", f"{ADDRESS}unduh/"])
    def test_stranger_is_asked_to_sign_in(self, client, demo, path):
        response = client.post(path) if path.endswith("unduh/") else client.get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/kelola/login/?next=")

    def test_a_slide_is_drawn_without_a_code(self, officer):
        query = "tanpa=who,flow,time_fee,where,questions,last,not_required&keadaan=rusak"
        (cover, papers) = officer.get(f"{ADDRESS}?{query}").context["shots"]
        assert (cover.caption, papers.caption) == ("1. Sampul", "2. Syarat · KTP-el rusak, patah, atau buram")
        packed = officer.get(papers.address, headers={"Accept-Encoding": "gzip"})
        plain = officer.get(re.sub("&v=.*", "", papers.address))
        assert plain["Content-Type"] == "image/svg+xml"
        assert plain.content.startswith(b"<svg")
        assert packed["Content-Encoding"] == "gzip"
        assert officer.get(f"{ADDRESS}slide-3.svg?{query}").status_code == 404
        assert not Card.objects.exists()

    def test_choices_change_the_strip_and_the_list(self, officer, quick):
        usual = officer.get(ADDRESS)
        assert {"requirements:hilang", "questions", "last"} <= set(sections_of(usual))
        query = {"keadaan": "rusak", "urut": "last,cover", "tanpa": "questions,who", "rincian": "full"}
        page = officer.get(ADDRESS, query)
        assert sections_of(page)[:2] == ["last", "cover"]
        assert not {"requirements:hilang", "questions", "who"} & set(sections_of(page))
        rows = {row.key: row.place for row in page.context["rows"]}
        assert (rows["last"], rows["who"]) == ("slide 1", "tidak ikut")

    def test_it_opens_with_the_short_pack_and_one_link_leads_to_the_whole(self, officer, quick):
        page = officer.get(ADDRESS)
        assert page.context["chosen"].options(page.context["making"].offer).detail == "brief"
        assert "who" not in sections_of(page)
        (_, is_short), (link, is_whole) = page.context["making"].lengths
        assert (is_short, is_whole, link.url) == (True, False, f"{ADDRESS}?rincian=full")
        whole = officer.get(link.url)
        assert "who" in sections_of(whole)
        assert len(whole.context["chosen"].questions) == 3
        assert whole.context["making"].lengths[0][0].url == f"{ADDRESS}?"
        office = officer.get("/studio/buat/kantor/mpp/")
        assert office.context["making"].lengths == []

    def test_the_fragment_has_the_parts_and_the_short_address(self, officer, quick):
        query = {
            "isi": "1", "keadaan": ["hilang", "rusak"], "ukuran": "portrait", "jenis": "png", "judul": "KTP hilang",
            "rincian": "brief", "bagian-ada": "cover,last", "bagian": "cover",
        }  # fmt: skip
        page = officer.get(ADDRESS, query, headers={"X-Requested-With": "fetch"}).content.decode()
        assert "<html" not in page
        assert [part in page for part in ('data-part="rows"', 'data-part="strip"', 'data-part="pack"')] == [
            True
        ] * 3
        assert f'data-address="{ADDRESS}?tanya=&amp;judul=KTP+hilang&amp;tanpa=last"' in page

    def test_nothing_chosen_is_told(self, officer, quick):
        page = officer.get(ADDRESS, {"isi": "1"}).content.decode()
        assert "Pilih paling sedikit satu ukuran." in page
        assert "Pilih paling sedikit satu keadaan." in page
        every = ",".join(row.key for row in officer.get(ADDRESS).context["rows"])
        assert "Sisakan paling sedikit satu slide." in officer.get(ADDRESS, {"tanpa": every}).content.decode()

    def test_what_is_unknown_or_another_agencys_is_not_found(self, officer):
        for path in ("layanan/tidak-ada", "burung/kk-baru", "selebaran/kk-baru"):
            assert officer.get(f"/studio/buat/{path}/").status_code == 404
        for number in (0, 99):
            assert officer.get(f"{ADDRESS}slide-{number}.svg?ukuran=huge").status_code == 404

    @pytest.mark.parametrize("kind", ["tanya-jawab", "topik", "kantor", "tutup"])
    def test_every_kind_of_subject_has_a_maker(self, officer, quick, kind):
        path = next(each for each in KINDS.values() if each.path == kind)
        found = path.found(make_staff(roles.PR, "lain"), "", 1)[0]
        page = officer.get(f"/studio/buat/{kind}/{found.key}/")
        assert page.status_code == 200
        assert page.context["shots"]
        assert page.context["is_postable"]

    def test_a_correction_has_a_maker_too(self, officer, quick):
        card = registry.issue(SLUG, Chosen(questions=()).options(OFFER))
        publishing.withdraw(Service.objects.get(slug=SLUG), reason="Pindah.")
        page = officer.get(f"/studio/buat/ralat/{card.code.lower()}/")
        assert page.status_code == 200
        assert page.context["is_postable"]


class TestCautions:
    def words(self, officer, **query):
        page = officer.get(ADDRESS, query)
        return " ".join(each.words for each in [*page.context["cautions"], *page.context["about"]])

    def test_more_slides_than_the_platform_takes_are_not_issued(self, officer, quick):
        answer = officer.post(f"{ADDRESS}unduh/", {"media": "x"})
        assert answer.status_code == 400
        assert "X memuat paling banyak 4 gambar" in answer.content.decode()
        assert not Card.objects.exists()
        assert not officer.get(ADDRESS, {"media": "x"}).context["is_postable"]

    def test_slides_are_counted_with_a_code_before_one_is_given(self, officer, quick, monkeypatch):
        monkeypatch.setattr(pack, "count_as_issued", lambda content, format: 21)
        answer = officer.post(f"{ADDRESS}unduh/", {"media": "instagram"})
        assert answer.status_code == 400
        assert "paket ini 21" in answer.content.decode()
        assert not Card.objects.exists()

    def test_more_slides_than_the_platform_takes(self, officer, quick):
        assert "X memuat paling banyak 4 gambar" in self.words(officer, media="x")
        assert "paling banyak" not in self.words(officer, media="instagram")

    def test_a_waiting_draft_and_a_review_that_is_due(self, officer, quick):
        service = Service.objects.get(slug=SLUG)
        assert "draf yang lebih baru" not in self.words(officer)
        service.summary += " Baru."
        service.save()
        Service.objects.filter(slug=SLUG).update(review_by=datetime.date(2020, 1, 1))
        words = self.words(officer)
        assert "draf yang lebih baru menunggu" in words
        assert "seharusnya diperiksa lagi paling lambat Rabu, 1 Januari 2020" in words

    def test_slides_of_an_english_card_that_are_in_indonesian_are_counted(self, officer):
        page = officer.get(ADDRESS, {"bahasa": "en", "tanpa": "time_fee,where,questions,last"})
        shown = len(page.context["shots"])
        # the entry's papers and steps are there in Indonesian only, its name and purpose in English, too
        assert page.context["language"].startswith(
            f"{shown - 1} dari {shown} slide masih berbahasa Indonesia"
        )
        assert page.context["language"] in page.content.decode()
        assert officer.get(ADDRESS).context["language"] == ""

    def test_a_size_tells_the_limits_of_where_it_usually_goes(self, officer, quick):
        words = self.words(officer, ukuran="x")
        assert "Lanskap 16:9 menjadi 9 slide. Paling banyak sekali unggah: X 4." in words
        assert "Potret 4:5 menjadi" not in self.words(officer)

    def test_cut_alternative_texts(self, officer, quick, monkeypatch):
        def alt_texts(content, slides):
            return [strip.AltText("…", is_cut=slide.number == 2) for slide in slides]

        monkeypatch.setattr(strip, "alt_texts", alt_texts)
        assert "Teks alternatif slide 2 lebih panjang" in self.words(officer)

    def test_hashtags_that_promise_what_does_not_hold_are_named(self, officer, quick):
        assert "Tagar" not in self.words(officer)
        service = Service.objects.get(slug=SLUG)
        service.fee_amount, service.fee_text = 50_000, "Rp50.000"
        service.save()
        publishing.publish(service)
        assert "Tagar #AdmindukGratis tidak ikut di takarir" in self.words(officer)

    def test_text_as_small_as_may_be(self, officer):
        page = officer.get("/studio/buat/layanan/akta-perkawinan/", {"rincian": "full", "tanpa": "questions"})
        small = [
            caution.words for caution in page.context["cautions"] if "sekecil yang diizinkan" in caution.words
        ]
        assert len(small) == 1
        assert "slide 6 dan 11" in small[0]

    def test_each_size_has_its_own_limit_of_slides(self):
        made = strip.strip_of(make_content("akta-kelahiran"), "square")
        assert 20 < len(made.slides) <= FORMATS["square"].most_slides
        assert made.problem == ""

    def test_too_long_a_pack_is_shown_all_the_same_with_a_way_out(self, officer):
        page = officer.get("/studio/buat/layanan/perubahan-biodata/")
        assert len(page.context["shots"]) > 20
        assert not page.context["is_postable"]
        assert len(page.context["splits"]) > 1
        parts = page.context["splits"]
        few = officer.get(parts[0].url)
        assert few.context["is_postable"]
        assert officer.post("/studio/buat/layanan/perubahan-biodata/unduh/").status_code == 400
        assert not Card.objects.exists()


class TestDownload:
    def test_issues_one_card_and_counts(self, officer, quick):
        for _ in range(2):
            response = officer.post(f"{ADDRESS}unduh/", {"judul": "KTP hilang", "tanpa": "flow"})
            assert response["Content-Type"] == "application/zip"
        card = Card.objects.get()
        assert (card.downloads, card.issued_by.username, card.edition.slug) == (2, "humas", SLUG)
        assert (card.options["title"], card.options["without"]) == ("KTP hilang", ["flow"])
        assert response[download.CODE] == codes.display(card.code)
        assert card.content["short_name"] == "KTP hilang"
        assert AuditRecord.objects.filter(action="issue-card").count() == 1
        names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
        assert names[0] == "01-cover.png"
        page = officer.get(ADDRESS, {"judul": "KTP hilang", "tanpa": "flow"}).content.decode()
        assert f"/studio/kartu/{codes.display(card.code)}/" in page

    def test_several_formats_share_a_code(self, officer, quick):
        response = officer.post(f"{ADDRESS}unduh/", {"ukuran": "portrait,tall"})
        names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
        assert {"portrait/01-cover.png", "tall/01-cover.png"} <= set(names)
        assert Card.objects.get().formats == ["portrait", "tall"]

    def test_a_plan_gets_its_card(self, officer, quick):
        agency = Agency.objects.get(publisher=None, official_name__gt="")
        plan = PlannedPost.objects.create(
            agency=agency, on=registry.today(), title="KTP", kind=CardKind.PACK, subject=SLUG
        )
        officer.post(f"{ADDRESS}unduh/", {"rencana": plan.pk})
        plan.refresh_from_db()
        assert plan.card == Card.objects.get()

    @pytest.mark.parametrize("query", [{"ukuran": "huge"}, {"keadaan": "x"}, {"isi": "1"}, {"jenis": "exe"}])
    def test_what_cannot_be_made_gets_no_code(self, officer, quick, query):
        answer = officer.post(f"{ADDRESS}unduh/", query)
        assert answer.status_code == 400
        assert "Belum bisa diunduh" in answer.content.decode()
        assert not Card.objects.exists()

    def test_viewer_without_the_role_may_look_but_not_download(self, demo, quick):
        client = signed_in(make_staff(roles.COUNTER))
        assert "minta peran Humas" in client.get(ADDRESS).content.decode()
        assert client.post(f"{ADDRESS}unduh/").status_code == 403

    def test_an_entry_that_was_withdrawn_meanwhile_is_told(self, officer):
        publishing.withdraw(Service.objects.get(slug=SLUG), reason="Pindah.")
        answer = officer.post(f"{ADDRESS}unduh/")
        assert answer.status_code == 409
        assert "Pindah." in answer.content.decode()
        assert not Card.objects.exists()
