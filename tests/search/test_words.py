"""The words staff keep: synonyms, and what is not ours."""

import pytest
from django.core.exceptions import ValidationError

from services.models import NotOurs, Synonym
from services.search.finding import find


def first(query):
    return next((hit.key for hit in find(query).services), None)


def add(client, model, **fields):
    response = client.post(f"/kelola/services/{model}/add/", fields)
    assert response.status_code == 302, response.context["adminform"].form.errors


def test_a_synonym_holds_once_it_is_saved_in_the_staff_form(staff):
    assert find("lontar keramat").services == []
    add(staff, "synonym", word="kk rusak", also="lontar keramat\nkitab keluarga")
    assert first("lontar keramat") == "kk-hilang-rusak"
    Synonym.objects.get(word="kk rusak").delete()
    assert find("lontar keramat").services == []


def test_a_matter_of_others_holds_once_it_is_saved(staff, client):
    assert find("pasang wifi").elsewhere == []
    add(
        staff,
        "notours",
        name="Internet",
        words="wifi\npasang internet",
        institution="Penyedia internet",
        position=0,
    )
    text = client.get("/cari/?q=pasang+wifi").content.decode()
    assert "Kantor ini tidak mengurus Internet" in text
    assert "Penyedia internet" in text


def test_a_matter_of_others_does_not_hide_ours(demo, client):
    found = find("ktp untuk bikin sim")
    assert [each.name for each in found.elsewhere] == ["SIM (surat izin mengemudi)"]
    assert found.services[0].key == "ktp-el-baru"


def test_what_is_served_is_not_sent_away(demo):
    for query in [
        "skck",
        "surat pengantar nikah",
        "akta perkawinan",
        "balik nama pbb",
        "surat keterangan usaha",
    ]:
        assert find(query).elsewhere == [], query


@pytest.mark.parametrize(("word", "also"), [("kk", []), ("💥", ["kartu"]), ("kk", ["💥"])])
def test_a_synonym_that_can_never_be_found_is_refused(demo, word, also):
    with pytest.raises(ValidationError):
        Synonym(word=word, also=also).full_clean()


def test_a_matter_without_words_is_refused(demo):
    with pytest.raises(ValidationError):
        NotOurs(name="Apa saja", institution="Siapa saja").full_clean()


def test_shipped_words_are_sound(demo):
    for row in [*Synonym.objects.all(), *NotOurs.objects.all()]:
        row.full_clean()
