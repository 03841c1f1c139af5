"""Papers in words: where each comes from, in what form it is brought, and what the page says around them."""

import pytest
from django.utils import translation

from services.document import Requirement
from services.facts import AgencyFacts, DocumentFacts, SharedFacts
from services.paper_places import can_be_ours, named_source, place
from services.papers import form_beside, form_words
from tests.catalogue import make_documents
from tests.services.test_event_pages import part, words
from tests.services.test_pages import make_page, read

COURT = DocumentFacts(key="x", name="Salinan penetapan", issuer="Pengadilan Negeri atau Pengadilan Agama")
DEATH = DocumentFacts(
    key="x", name="Surat kematian", issuer="Dokter atau faskes, atau kepala desa/lurah", issued_by=("surat",)
)
POLICE = DocumentFacts(key="x", name="Surat kehilangan dari kepolisian", issuer="SPKT Polsek")
AGENCIES = SharedFacts(agencies={"kelurahan": AgencyFacts(key="kelurahan", name="Kelurahan atau desa")})


def asked(label, form="fotokopi", **more) -> Requirement:
    return Requirement(key="a", label=label, form=form, **more)


def paper(slug, key, case=None):
    shown = [each for group in make_page(slug, case).papers for each in group.papers]
    return next(each for each in shown if each.key == key)


@pytest.mark.parametrize(
    ("requirement", "about", "source", "where", "ours"),
    [
        (asked("Penetapan"), COURT, "", COURT.issuer, True),
        (asked("Penetapan dari pengadilan"), COURT, "pengadilan", COURT.issuer, False),
        (asked("Penetapan dari Pengadilan Agama"), COURT, "Pengadilan Agama", "", False),
        (asked("Penetapan", where_to_get="Kepaniteraan"), COURT, "Kepaniteraan", "Kepaniteraan", False),
        (asked("Surat dari dokter atau faskes"), DEATH, "dokter atau faskes", "", False),
        (asked("Surat dari kepala desa atau lurah"), DEATH, "kepala desa atau lurah", "", True),
        (asked("Surat dari Perwakilan RI"), DEATH, "Perwakilan RI", "", False),
        (asked("Surat", note="Dari bidan. Asli tidak ditarik."), DEATH, "bidan", "", False),
        (asked("Surat", note="Asli dari bidan tidak ditarik."), DEATH, "", DEATH.issuer, True),
        (asked("Surat kehilangan dari kepolisian"), POLICE, "", POLICE.issuer, True),
    ],
)
def test_requirement_that_says_where_a_paper_comes_from_is_believed(requirement, about, source, where, ours):
    assert named_source(requirement, about) == source
    assert place(requirement, about) == where
    assert can_be_ours(requirement, about, AGENCIES) is ours


def test_issuer_is_named_beside_our_own_service():
    marriage = paper("kk-baru", "bukti-nikah", "menikah")
    assert marriage.place == "KUA bagi yang beragama Islam"
    assert [link.url for link in marriage.first] == ["/layanan/akta-perkawinan/"]


@pytest.mark.parametrize(
    ("case", "urls"),
    [("di-faskes", []), ("luar-negeri", []), ("di-rumah", ["/layanan/surat-keterangan-kematian/"])],
)
def test_paper_from_elsewhere_leads_to_no_service_of_ours(case, urls):
    shown = [each for group in make_page("akta-kematian", case).papers for each in group.papers]
    (letter,) = [each for each in shown if each.document == "surat-kematian"]
    assert [link.url for link in letter.first] == urls
    assert letter.place == ""


def test_service_page_names_the_issuer_before_our_service(demo, client):
    text = words(read(client, "/layanan/akta-kelahiran/"))
    assert "Dapatkan di: KUA bagi yang beragama Islam Buku nikah diberikan KUA" in text
    assert "Atau, bila sesuai, lewat layanan kami: Pencatatan Perkawinan" in text
    assert "Belum punya? Urus ini dulu:" in text, "for papers that only we issue"


def test_way_to_get_a_paper_is_not_told_twice(demo, client):
    assert "dengan KTP-el dan KK" not in read(client, "/layanan/biodata-pertama/")
    lost = words(read(client, "/layanan/ktp-el-hilang-rusak/"))
    assert "SPKT Polsek atau Polres terdekat, gratis" in lost
    assert "Datang ke SPKT terdekat" not in lost


@pytest.mark.parametrize(
    ("requirement", "beside", "english"),
    [
        (asked("Fotokopi KK", copies=2), "2 lembar", "Photocopy, 2 copies"),
        (asked("Fotokopi KK"), "", "Photocopy"),
        (asked("KK lama", copies=1), "Fotokopi, 1 lembar", "Photocopy, 1 copy"),
        (
            asked("Fotokopi KK", "fotokopi_dan_asli_diperlihatkan", copies=1),
            "1 lembar, asli diperlihatkan",
            None,
        ),
        (
            asked("Fotokopi KK", "fotokopi_dan_asli_diperlihatkan"),
            "Asli diperlihatkan",
            "Photocopy, original shown",
        ),
        (
            asked("Akta", "fotokopi_dan_asli_diperlihatkan", copies=2),
            "2 lembar fotokopi, asli diperlihatkan",
            None,
        ),
        (asked("Pas foto 3x4", "pas_foto", copies=3), "3 lembar", None),
        (asked("Datang untuk perekaman", "hadir"), "", None),
        (asked("Ponsel Android 8", "data"), "", ""),
    ],
)
def test_form_says_what_the_label_does_not(requirement, beside, english):
    assert form_beside(requirement) == beside
    if english is not None:
        with translation.override("en"):
            assert form_beside(requirement) == english
    assert form_words(requirement), "where it stands without the label, the form is said in full"


def test_nothing_is_said_in_brackets_where_there_is_nothing_to_say():
    document = make_documents()["cek-cetak-dokumen-digital"]
    for each in make_page(document.slug).papers:
        assert "()" not in each.short_words
    assert "Fotokopi KK (1 lembar)" in [
        each.short_words for each in make_page("pindah-datang", "keluar").papers
    ]


def test_papers_are_prepared_where_there_is_no_office_to_bring_them_to(demo, client):
    online = read(client, "/layanan/cek-cetak-dokumen-digital/")
    assert "Yang perlu disiapkan" in part(online, 'aria-labelledby="judul-berkas"', "</h2>")
    assert "Yang perlu dibawa" not in online
    assert "Yang perlu disiapkan:" in make_page("cek-cetak-dokumen-digital").share_text
    assert "Yang perlu dibawa:" in make_page("kk-baru").share_text


def test_case_picker_promises_only_what_the_case_changes():
    steps = {slug: any(step.cases for step in document.steps) for slug, document in make_documents().items()}
    with_steps = next((slug for slug, found in steps.items() if found), None)
    assert make_page("kk-baru").cases_lead == "Pilih satu. Berkas di bawah menyesuaikan."
    if with_steps:
        assert "langkah" in make_page(with_steps).cases_lead


def test_history_heading_is_a_phrase_with_a_colon(demo, client):
    text = read(client, "/layanan/ktp-el-hilang-rusak/riwayat/")
    assert part(text, "<h1>", "</h1>").startswith("Riwayat perubahan: Penggantian")
