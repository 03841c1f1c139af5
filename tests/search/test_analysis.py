"""Text into tokens and stems."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.analysis import fold, stems, tokens
from services.search.spelling import Speller, distance
from services.search.stemming import stem

TOKEN = re.compile(r"[a-z0-9]{1,40}")


@given(st.text(max_size=300))
def test_any_text_becomes_plain_tokens(text):
    assert all(TOKEN.fullmatch(token) for token in tokens(text))
    assert all(TOKEN.fullmatch(each) for each in stems(text))


@given(st.text(alphabet="abcdefghiklmnoprstuwy", min_size=1, max_size=30))
def test_a_stem_is_never_empty_and_never_longer_by_more_than_a_letter(word):
    assert stem(word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KTP-el", ["ktp", "el"]),
        ("e-KTP", ["ktp"]),
        ("F-1.02", ["f102"]),
        ("formulir f 1.02", ["formulir", "f102"]),
        ("N1", ["n1"]),
        ("anak2", ["anak"]),
        ("Akté Čatatan", ["akte", "catatan"]),
        ("father's", ["fathers"]),
        ("ﬁle ＫＴＰ", ["file", "ktp"]),
        ("17 tahun", ["17", "tahun"]),
        ("", []),
        ("💥 ي \x00", []),
    ],
)
def test_tokens(text, expected):
    assert tokens(text) == expected


def test_fold_drops_accents_and_case():
    assert fold("ÉÀß") == "eass"


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("sekolah bersekolah sekolahnya", "sekolah"),
        ("penduduk kependudukan", "penduduk"),
        ("terbit penerbitan menerbitkan diterbitkan", "terbit"),
        ("hilang ilang kehilangan menghilang", "hilang"),
        ("urus ngurus mengurus diurusin pengurusan ngurusin", "urus"),
        ("bikin bikinin dibikinin", "bikin"),
        ("betul bener benerin dibetulkan pembetulan benar", "betul"),
        ("antar nganter anterin diantar", "antar"),
        ("cetak cetakan dicetak mencetak nyetak", "cetak"),
        ("cari nyari mencari dicari", "cari"),
        ("akta akte aktanya", "akta"),
        ("anak anaknya anakku", "anak"),
        ("nikah menikah nikahan pernikahan", "nikah"),
        ("salah kesalahan", "salah"),
        ("masalah masalahnya", "masalah"),
        ("meninggal", "meninggal"),
        ("pakai pake dipakai", "pakai"),
        ("card cards", "card"),
        ("certificate certificates", "certificate"),
    ],
)
def test_forms_of_a_word_share_their_stem(words, root):
    assert {stem(word) for word in words.split()} == {root}


def test_words_that_only_look_alike_are_kept_apart():
    for one, other in [
        ("meninggal", "tinggal"),
        ("sekolah", "seko"),
        ("sebelum", "belum"),
        ("teks", "tidak"),
    ]:
        assert stem(one) != stem(other)


@pytest.fixture(scope="module")
def speller():
    known = [
        "kelahiran",
        "keluarga",
        "kematian",
        "hilang",
        "akta",
        "kartu",
        "domisili",
        "legalisir",
        "skck",
        "kuning",
    ]
    return Speller(dict.fromkeys(known, 5))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kelahirn", "kelahiran"), ("kelurga", "keluarga"), ("hilnag", "hilang"), ("domisli", "domisili"),
        ("legalisirr", "legalisir"), ("hillang", "hilang"), ("klhrn", "kelahiran"), ("kemtian", "kematian"),
    ],
)  # fmt: skip
def test_slips_are_mended(speller, typed, meant):
    assert speller.nearest(typed) == meant


@pytest.mark.parametrize("typed", ["zzzxq", "xylofon", "qwerty", "a", "12345", "bhineka", "kucing"])
def test_what_is_like_no_word_stays(speller, typed):
    assert speller.nearest(typed) == ""


def test_a_missing_space_is_found(speller):
    assert speller.split("kartukeluarga") == ("kartu", "keluarga")


def test_distance_counts_a_swap_once():
    assert distance("hilnag", "hilang", 2) < distance("hilxxg", "hilang", 2)
