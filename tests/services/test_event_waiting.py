"""Steps that wait for a paper which no chosen step gives, worked out by hand from the catalogue."""

from services.event_waiting import awaited
from services.ordering import plan
from tests.catalogue import make_facts
from tests.services.test_ordering import choose

MARRIED = {"pengantar_nikah": "belum-pernah", "kk_baru": "menikah", "perubahan_biodata": "status-kawin"}


def waits(event, *slugs, **cases):
    facts = make_facts()
    chosen = choose(*slugs, **cases)
    return awaited(chosen, plan(chosen, facts.documents), facts.documents, facts.life_events[event].services)


def test_marriage_book_is_waited_for_where_the_office_does_not_register_the_marriage():
    found = waits("menikah", "pengantar-nikah", "kk-baru", "perubahan-biodata", **MARRIED)
    assert found.by_service == {"kk-baru": ("bukti-nikah",), "perubahan-biodata": ("bukti-nikah",)}
    # The letter for the KUA can be got before; the wedding comes in between.
    assert found.later == ("kk-baru", "perubahan-biodata")
    assert found.papers == ["bukti-nikah"]


def test_step_that_gives_the_paper_ends_the_waiting():
    found = waits("menikah", "akta-perkawinan", "kk-baru", akta_perkawinan="pertama", kk_baru="menikah")
    assert found.by_service == {}


def test_paper_that_all_need_at_the_start_is_there_when_one_begins():
    found = waits("menikah", "kk-baru", "perubahan-biodata", **MARRIED)
    assert found.by_service == {"kk-baru": ("bukti-nikah",), "perubahan-biodata": ("bukti-nikah",)}
    assert found.later == ()


def test_case_that_is_not_chosen_makes_nothing_certain():
    assert waits("menikah", "pengantar-nikah", "kk-baru").by_service == {}


def test_paper_that_the_event_does_not_bring_about_is_owned_before():
    cases = {"pengantar_nikah": "cerai-hidup"}
    assert waits("menikah", "pengantar-nikah", **cases).by_service == {}
    baby = waits("punya-bayi", "akta-kelahiran", akta_kelahiran="lahir-di-faskes")
    assert baby.by_service == {}


def test_letter_of_another_regency_is_waited_for():
    cases = {"pindah_datang": "datang", "kk_baru": "pindah-datang", "surat_keterangan_domisili": "pendatang"}
    found = waits("pindah-rumah", "pindah-datang", "kk-baru", "surat-keterangan-domisili", **cases)
    # The first step words it as a condition of its own, so it is not certain there; but it asks for it too.
    assert found.by_service == {"kk-baru": ("skpwni",)}
    assert found.later == ()


def test_paper_of_a_service_that_is_left_out_is_waited_for_if_others_issue_it_too():
    cases = {"akta_kematian": "di-rumah", "kk_perubahan_data": "kurang-anggota"}
    found = waits("keluarga-meninggal", "akta-kematian", "kk-perubahan-data", **cases)
    assert found.by_service == {"akta-kematian": ("surat-kematian",)}
    lost = waits("dokumen-hilang", "ktp-el-hilang-rusak", ktp_el_hilang_rusak="hilang")
    assert lost.by_service == {}
