"""The order of doing: what one service gives and another asks for."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.facts import DocumentFacts
from services.named_papers import named_choices
from services.ordering import Chosen, plan
from services.plans import Why
from tests.catalogue import make_documents, make_facts


def choose(*slugs, **cases):
    return [Chosen(make_documents()[slug], cases.get(slug.replace("-", "_"))) for slug in slugs]


def ordered(*slugs, **cases):
    return plan(choose(*slugs, **cases), make_facts().documents)


def make_service(slug, asks=(), product="Surat lain", cases=(), **asked_in):
    """A service that asks for these (paper, form) pairs; `asked_in` limits a paper to cases."""
    base = make_documents()["legalisir-dokumen"]
    requirements = [
        {"key": f"r{n}", "label": paper, "form": form, "document": paper, "cases": asked_in.get(paper, ())}
        for n, (paper, form) in enumerate(asks)
    ] or [{"key": "r", "label": "Sesuatu", "form": "data"}]
    changed = {
        "slug": slug,
        "requirements": requirements,
        "cases": [{"key": key, "label": key} for key in cases],
        "product": [product],
    }
    return type(base).model_validate({**base.model_dump(mode="json"), **changed})


def make_papers(**issued_by):
    return {
        key: DocumentFacts(key=key, name=f"Surat {key}", issued_by=slugs) for key, slugs in issued_by.items()
    }


@pytest.mark.parametrize(
    ("event", "order"),
    [
        ("punya-bayi", ["akta-kelahiran", "kk-perubahan-data", "kartu-identitas-anak"]),
        ("menikah", ["pengantar-nikah", "akta-perkawinan", "kk-baru", "perubahan-biodata"]),
        ("pindah-rumah", ["pindah-datang", "kk-baru", "surat-keterangan-domisili"]),
        (
            "keluarga-meninggal",
            ["surat-keterangan-kematian", "akta-kematian", "kk-perubahan-data", "mutasi-sppt-pbb"],
        ),
        ("usia-17", ["ktp-el-baru", "identitas-kependudukan-digital"]),
        ("dokumen-hilang", ["ktp-el-hilang-rusak", "kk-hilang-rusak", "kartu-identitas-anak"]),
        # The file names the KIA first, but it needs the birth certificate.
        (
            "anak-sekolah",
            [
                "akta-kelahiran-terlambat",
                "kartu-identitas-anak",
                "legalisir-dokumen",
                "surat-keterangan-tidak-mampu",
            ],
        ),
        ("buka-usaha", ["surat-keterangan-usaha", "surat-keterangan-domisili"]),
        (
            "cari-kerja",
            ["ktp-el-baru", "pengantar-skck", "cek-cetak-dokumen-digital", "legalisir-dokumen"],
        ),
    ],
)
def test_every_event_of_the_catalogue_has_this_order(event, order):
    assert list(ordered(*make_facts().life_events[event].services).order) == order


def test_what_creates_a_paper_comes_before_what_asks_for_it():
    found = ordered("kartu-identitas-anak", "akta-kelahiran", kartu_identitas_anak="kurang-5")
    assert found.order == ("akta-kelahiran", "kartu-identitas-anak")
    assert [(each.paper, each.why) for each in found.dependencies] == [("akta-kelahiran", Why.CREATES)]
    assert found.giver("kartu-identitas-anak", "akta-kelahiran") == "akta-kelahiran"


def test_case_that_does_not_ask_for_it_waits_for_nothing():
    found = ordered("kartu-identitas-anak", "akta-kelahiran", kartu_identitas_anak="hilang")
    assert found.order == ("kartu-identitas-anak", "akta-kelahiran")
    assert not found.dependencies


def test_renewal_of_a_paper_everyone_has_moves_nothing_forward():
    chosen = [
        make_service("asker", [("kk", "fotokopi_dan_asli_diperlihatkan")]),
        make_service("renewer", [("kk", "asli_diserahkan")]),
    ]
    found = plan([Chosen(each) for each in chosen], make_papers(kk=["renewer"]))
    assert found.order == ("asker", "renewer")
    assert not found.dependencies


def test_after_a_renewal_the_new_paper_is_used():
    chosen = [
        make_service("renewer", [("kk", "asli_diserahkan")]),
        make_service("asker", [("kk", "asli_diperlihatkan")]),
    ]
    found = plan([Chosen(each) for each in chosen], make_papers(kk=["renewer"]))
    assert found.giver("asker", "kk") == "renewer"


def test_product_that_names_a_paper_gives_it_back():
    chosen = [
        make_service("renewer", [("kk", "asli_diserahkan")], product="Kartu Keluarga dengan data terbaru"),
        make_service("asker", [("kk", "asli_diperlihatkan")]),
    ]
    papers = {"kk": DocumentFacts(key="kk", name="Kartu Keluarga (KK)")}
    assert plan([Chosen(each) for each in chosen], papers).giver("asker", "kk") == "renewer"
    other = {"kk": DocumentFacts(key="kk", name="KKN")}
    assert plan([Chosen(each) for each in chosen], other).giver("asker", "kk") == ""


def test_original_is_shown_before_it_is_kept():
    chosen = [
        make_service("keeper", [("ijazah", "asli_diserahkan")]),
        make_service("shower", [("ijazah", "asli_diperlihatkan")]),
    ]
    found = plan([Chosen(each) for each in chosen], make_papers(ijazah=[]))
    assert found.order == ("shower", "keeper")
    assert found.dependencies[0].why == Why.KEEPS


def test_paper_issued_in_some_open_cases_only_is_not_counted_on():
    issuer = make_service("issuer", [("surat", "fotokopi")], cases=("lama", "baru"), surat=("lama",))
    asker = make_service("asker", [("surat", "fotokopi")])
    papers = make_papers(surat=["issuer"])
    open_case = plan([Chosen(issuer), Chosen(asker)], papers)
    assert [each.why for each in open_case.dependencies] == [Why.MAY_CREATE]
    assert open_case.giver("asker", "surat") == ""
    assert plan([Chosen(issuer, "baru"), Chosen(asker)], papers).giver("asker", "surat") == "issuer"
    assert not plan([Chosen(issuer, "lama"), Chosen(asker)], papers).dependencies


def test_two_that_need_each_other_keep_the_events_order_and_are_told():
    cases = {"ktp_el_hilang_rusak": "hilang", "kk_hilang_rusak": "hilang"}
    found = ordered("ktp-el-hilang-rusak", "kk-hilang-rusak", **cases)
    assert found.order == ("ktp-el-hilang-rusak", "kk-hilang-rusak")
    assert [(each.before, each.after, each.paper) for each in found.mutual] == [
        ("kk-hilang-rusak", "ktp-el-hilang-rusak", "kk")
    ]
    # They are done together, so the second does not wait for the first.
    assert not found.dependencies
    assert found.has_partner("ktp-el-hilang-rusak")
    assert found.has_partner("kk-hilang-rusak")
    turned = ordered("kk-hilang-rusak", "ktp-el-hilang-rusak", **cases)
    assert turned.order == ("kk-hilang-rusak", "ktp-el-hilang-rusak")


def test_what_needs_one_of_a_pair_still_waits_for_it():
    cases = {"ktp_el_hilang_rusak": "hilang", "kk_hilang_rusak": "hilang", "kartu_identitas_anak": "kurang-5"}
    found = ordered("ktp-el-hilang-rusak", "kk-hilang-rusak", "kartu-identitas-anak", **cases)
    assert found.before("kartu-identitas-anak") == ["ktp-el-hilang-rusak", "kk-hilang-rusak"]
    assert not found.has_partner("kartu-identitas-anak")


def test_choice_in_words_counts_when_steps_give_all_of_it():
    cases = {
        "surat_keterangan_kematian": "meninggal-di-rumah",
        "akta_kematian": "di-rumah",
        "kk_perubahan_data": "kurang-anggota",
    }
    found = ordered("kk-perubahan-data", "akta-kematian", "surat-keterangan-kematian", **cases)
    assert found.order == ("surat-keterangan-kematian", "akta-kematian", "kk-perubahan-data")
    assert {(each.before, each.paper, each.why) for each in found.reasons("kk-perubahan-data")} == {
        ("surat-keterangan-kematian", "surat-kematian", Why.CREATES),
        ("akta-kematian", "akta-kematian", Why.CREATES),
    }


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Fotokopi akta kematian atau surat kematian", [["akta-kematian"], ["surat-kematian"]]),
        ("Buku nikah, akta perkawinan, atau akta cerai", [["bukti-nikah"], ["bukti-nikah"], ["akta-cerai"]]),
        ("Surat keterangan lahir atau akta kelahiran anak", [["surat-lahir"], ["akta-kelahiran"]]),
        ("Akta kematian atau surat lain", [["akta-kematian"], []]),
        ("Surat pernyataan ahli waris dan akta kematian", []),
    ],
)
def test_words_name_the_papers_of_a_choice(label, named):
    assert named_choices(label, make_facts().documents) == named


def test_paper_that_is_only_named_in_words_keeps_its_place_after_its_issuer():
    slugs = ("akta-kematian", "kk-perubahan-data", "mutasi-sppt-pbb")
    cases = {"kk_perubahan_data": "kurang-anggota", "mutasi_sppt_pbb": "waris"}
    found = ordered(*slugs, **cases)
    # The change of the KK takes "akta kematian atau surat kematian": the letter will do.
    assert {(each.after, each.paper, each.why) for each in found.dependencies} == {
        ("mutasi-sppt-pbb", "akta-kematian", Why.NAMED)
    }
    assert found.giver("mutasi-sppt-pbb", "akta-kematian") == ""
    assert not ordered(*reversed(slugs), **cases).dependencies


NAMES = [f"s{n}" for n in range(5)]
PAPERS = [f"p{n}" for n in range(4)]
FORMS = ["fotokopi", "asli_diserahkan", "asli_diperlihatkan"]
services = st.lists(
    st.dictionaries(st.sampled_from(PAPERS), st.sampled_from(FORMS), max_size=3), min_size=1, max_size=5
)
issuers = st.fixed_dictionaries({paper: st.lists(st.sampled_from(NAMES), max_size=2) for paper in PAPERS})


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(services, issuers)
def test_any_catalogue_gets_one_order_that_its_dependencies_allow(asked, issued_by):
    chosen = [Chosen(make_service(NAMES[n], list(asks.items()))) for n, asks in enumerate(asked)]
    papers = make_papers(**issued_by)
    found = plan(chosen, papers)
    assert sorted(found.order) == sorted(each.slug for each in chosen)
    for each in found.dependencies:
        assert found.number(each.before) < found.number(each.after)
    for each in found.mutual:
        assert found.number(each.before) > found.number(each.after)
    assert plan(chosen, papers) == found
