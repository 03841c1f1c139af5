"""Pages of papers, over the demo catalogue."""

import json
import re
from importlib import import_module

import pytest
from django.apps import apps

from services import publishing
from services.models import Document, DocumentIssuer, Service, ServiceEdition
from tests.services.test_event_pages import part, words
from tests.services.test_pages import read


def test_list_groups_papers_by_who_issues_them(demo, client):
    text = read(client, "/dokumen/")
    ours, others, own = (
        text.index("Bisa diurus di sini"),
        text.index("Dari pihak lain"),
        text.index("Disiapkan"),
    )
    assert ours < text.index("/dokumen/ktp-el/") < others < text.index("/dokumen/paspor/") < own
    assert own < text.index("/dokumen/pas-foto/")


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_document_page_is_whole(demo, client, language, django_assert_max_num_queries):
    for key in Document.objects.values_list("key", flat=True):
        with django_assert_max_num_queries(5):
            text = read(client, f"{language}/dokumen/{key}/")
        anchors = re.findall(r'id="rantai-([\w-]+)"', text)
        assert len(anchors) == len(set(anchors)), "each paper is taken apart once"
        assert set(re.findall(r'href="#rantai-([\w-]+)"', text)) <= set(anchors)


def test_page_says_who_issues_and_who_asks(demo, client):
    text = read(client, "/dokumen/ktp-el/")
    issued = part(text, 'id="judul-dapat"', 'id="judul-rantai"')
    assert "Penerbitan KTP-el Baru" in issued
    asked = part(text, 'id="judul-diminta"', "</main>")
    expected = sum(
        any(each.document == "ktp-el" for each in edition.content().requirements)
        for edition in ServiceEdition.objects.live()
    )
    assert f"{expected} layanan memintanya." in asked
    assert "Surat Pengantar SKCK Asli diperlihatkan + 1 lembar fotokopi" in asked
    assert "Hanya untuk: KTP-el rusak, patah, atau buram" in asked


def test_chain_tells_always_from_sometimes_and_cuts_loops(demo, client):
    text = part(read(client, "/dokumen/ktp-el/"), 'id="rantai-ktp-el">', 'id="diminta"')
    assert text.startswith("Selalu perlu: Kartu Keluarga (KK)")
    assert "Hanya dalam keadaan tertentu: Buku nikah" in text
    assert "Untuk KTP hilang/rusak: KTP-el hilang" in text
    assert "saling membutuhkan, lihat di atas" in text


def test_paper_nobody_here_issues_says_who_does(demo, client):
    text = words(read(client, "/dokumen/surat-kehilangan/"))
    assert "Tidak diterbitkan di sini." in text
    assert "Diterbitkan oleh: SPKT Polsek atau Polres" in text


def test_paper_nobody_asks_for_says_so(demo, client):
    Document.objects.create(key="lain", name="Surat lain")
    text = read(client, "/dokumen/lain/")
    assert "Belum ada layanan di sini yang memintanya." in text
    assert "Tidak ada penerbit yang dicatat." in text


def test_chain_through_our_service_is_not_told_as_the_only_way(demo, client):
    text = read(client, "/dokumen/bukti-nikah/")
    chain = part(text, 'id="judul-rantai"', 'id="diminta"')
    assert "Lewat Akta perkawinan selalu perlu: " in chain
    assert "Bisa juga dari: KUA bagi yang beragama Islam" in chain
    assert not re.search("(^|[.] )Selalu perlu: Pas foto", chain)
    assert "Atau, bila sesuai, lewat layanan kami:" in part(text, 'id="judul-dapat"', 'id="judul-rantai"')


def test_issuer_stays_where_our_service_is_one_of_several(demo, client):
    text = words(read(client, "/dokumen/akta-kematian/"))
    assert (
        "Dari: Dokter atau faskes, atau kepala desa/lurah "
        "Atau, bila sesuai, lewat layanan kami: Surat kematian kelurahan" in text
    )


def test_branch_that_is_cut_says_where_it_goes_on(demo, client):
    text = read(client, "/dokumen/surat-kematian/")
    chain = text.partition('id="judul-rantai"')[2].partition('id="diminta"')[0]
    assert '<a href="/dokumen/akta-kematian/">lihat rantainya di halamannya' in chain


def test_english_page_names_other_papers_in_english(demo, client):
    aside = part(read(client, "/en/dokumen/ktp-el/"), 'class="aside', "</ul>")
    assert "Kartu Keluarga" not in aside
    assert "Family card" in aside


def test_unknown_document_is_not_found_with_ways_on(demo, client):
    assert "/layanan/" in read(client, "/dokumen/tidak-ada/", status=404)


def test_withdrawn_service_neither_issues_nor_asks(demo, client):
    publishing.withdraw(Service.objects.get(slug="ktp-el-baru"), reason="Diganti.")
    assert "Penerbitan KTP-el Baru" not in read(client, "/dokumen/ktp-el/")
    assert "Penerbitan KTP-el Baru" not in read(client, "/dokumen/kk/")


def asked_on(client, address):
    return part(read(client, address), 'id="judul-diminta"', "</main>")


def test_long_list_of_services_has_pages(demo, client, django_assert_max_num_queries):
    template = ServiceEdition.objects.live().get(slug="pengantar-skck")
    for number in range(25):
        service = Service.objects.get(slug="pengantar-skck")
        service.pk, service.slug = None, f"tiruan-{number}"
        service.save()
        edition = ServiceEdition(
            entry=service, number=1, document=template.document, live_from=template.live_from
        )
        edition.fill_columns()
        edition.save()
    client.get("/dokumen/kk/")
    with django_assert_max_num_queries(5):
        first = read(client, "/dokumen/kk/")
    second = read(client, "/dokumen/kk/?halaman=2")
    assert 'href="/dokumen/kk/?halaman=2#diminta"' in first
    assert ">Kartu Keluarga (KK): cara mendapatkannya, halaman 2" in second
    last = asked_on(client, "/dokumen/kk/?halaman=3")
    assert last not in (asked_on(client, "/dokumen/kk/"), asked_on(client, "/dokumen/kk/?halaman=2"))
    assert asked_on(client, "/dokumen/kk/?halaman=999") == last
    for odd in ("x", "0", "-1", "9" * 400, "\u0663"):
        assert asked_on(client, f"/dokumen/kk/?halaman={odd}") == asked_on(client, "/dokumen/kk/"), odd


def test_papers_that_issue_each_other_make_no_endless_page(demo, client):
    one = Document.objects.create(key="satu", name="Surat satu")
    two = Document.objects.create(key="dua", name="Surat dua")
    for document, slug in [(one, "kk-baru"), (two, "ktp-el-baru")]:
        DocumentIssuer.objects.create(document=document, service=Service.objects.get(slug=slug))
    read(client, "/dokumen/satu/")
    read(client, "/dokumen/dua/")


def test_edition_knows_which_papers_it_asks_for(demo):
    edition = ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak")
    assert edition.documents == "|surat-kehilangan|ktp-el|kk|"
    assert ServiceEdition.objects.live().get(slug="legalisir-dokumen").documents == "|"


def test_migration_fills_the_column_of_editions_that_were_there(demo):
    expected = dict(ServiceEdition.objects.values_list("pk", "documents"))
    ServiceEdition.objects.update(documents="")
    import_module("services.migrations.0003_edition_documents").fill(apps, None)
    assert dict(ServiceEdition.objects.values_list("pk", "documents")) == expected


def test_breadcrumb_is_valid_json(demo, client):
    text = read(client, "/dokumen/kk/")
    data = json.loads(re.search(r'ld\+json">(.+?)</script>', text).group(1))
    assert [item["name"] for item in data["itemListElement"]] == ["Beranda", "Dokumen", "Kartu Keluarga (KK)"]
