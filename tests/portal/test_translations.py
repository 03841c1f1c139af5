"""The interface speaks two languages, completely; what is Indonesian only is marked as such."""

import re

import pytest
from django.utils import translation

from portal.language import language_of
from portal.management.commands import translations
from services.language import IndonesianText, localized
from services.models import Category

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


def words_of(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_every_text_of_the_interface_has_english_words():
    assert translations.untranslated(translations.collected(), translations.stored()) == []


def test_compiled_catalogue_is_the_one_that_is_written():
    compiled = translations.CATALOGUE.with_suffix(".mo").read_bytes()
    assert compiled == translations.compiled(translations.stored()), "run: manage.py translations"


def test_english_words_keep_every_placeholder():
    for message in translations.stored():
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        wanted = set(PLACEHOLDER.findall(" ".join(originals)))
        for words in words_of(message):
            assert set(PLACEHOLDER.findall(words)) <= wanted, message.id
        assert set(PLACEHOLDER.findall(" ".join(words_of(message)))) == wanted, message.id


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/", "id"),
        ("/en/", "en"),
        ("/en", "en"),
        ("/entah/", "id"),
        ("/en/layanan/", "en"),
        ("/layanan/en/", "id"),
    ],
)
def test_language_stands_in_the_path_alone(path, language):
    assert language_of(path) == language


def test_page_says_its_language_and_names_its_other_version(client, demo):
    english = client.get("/en/layanan/kk-baru/?keadaan=menikah", headers={"accept-language": "id"})
    page = english.content.decode()
    assert english["Content-Language"] == "en"
    assert '<html lang="en">' in page
    assert '<link rel="canonical" href="http://testserver/en/layanan/kk-baru/">' in page
    assert '<link rel="alternate" hreflang="id" href="http://testserver/layanan/kk-baru/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/layanan/kk-baru/">' in page
    assert 'href="/layanan/kk-baru/?keadaan=menikah" lang="id" hreflang="id"' in page
    indonesian = client.get("/layanan/kk-baru/", headers={"accept-language": "en"})
    assert indonesian["Content-Language"] == "id"
    assert '<html lang="id">' in indonesian.content.decode()


@pytest.mark.parametrize("path", ["/studio/", "/kelola/", "/healthz"])
def test_what_is_not_for_residents_exists_once(client, demo, path):
    assert client.get(f"/en{path}").status_code == 404


def test_language_of_one_page_does_not_stay_for_the_next(client, demo):
    client.get("/en/")
    assert translation.get_language() == "id"
    assert 'lang="id"' in client.get("/").content.decode()


def test_words_that_are_not_there_in_english_are_marked():
    row = Category(name="Identitas")
    with translation.override("en"):
        assert isinstance(localized(row, "name"), IndonesianText)
        row.name_en = "Identity"
        assert localized(row, "name") == "Identity"
        assert not isinstance(localized(row, "name"), IndonesianText)
    assert localized(row, "name") == "Identitas"
