"""Pages of services and offices, over the demo catalogue."""

import datetime
import json
import re
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import html5lib
import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from services import links, publishing
from services.evidence import as_of_words
from services.facts import ChannelFacts, SharedFacts
from services.models import Closure, Service, ServiceEdition
from services.pages import ServicePage
from services.papers import paper_groups
from services.structured_data import json_ld
from tests.catalogue import catalogue, make_documents, make_facts

JAKARTA = ZoneInfo("Asia/Jakarta")
LOST = "/layanan/ktp-el-hilang-rusak/"
MONDAY = datetime.datetime(2026, 11, 23, 9, 0, tzinfo=JAKARTA)
NO_BREAK = '<span class="nobr">KTP-el</span>'
SUNDAY = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=JAKARTA)


def read(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    ids = re.findall(r'\sid="([^"]*)"', text)
    assert len(ids) == len(set(ids)), f"{address}: an id twice"
    assert text.count("<h1") == 1
    return text


def make_page(slug, case=None, now=MONDAY, facts=None):
    document = make_documents()[slug]
    facts = facts or make_facts()
    edition = ServiceEdition(number=3, slug=slug, live_from=now, document=document.model_dump(mode="json"))
    names = {each.slug: each.name for each in make_documents().values()}
    return ServicePage(edition, document, facts, names, now, document.case(case))


def test_every_service_page_says_what_its_cases_cost(demo, client):
    for slug in ServiceEdition.objects.live().values_list("slug", flat=True):
        document = ServiceEdition.objects.live().get(slug=slug).content()
        for address in [
            f"/layanan/{slug}/",
            *(f"/layanan/{slug}/?keadaan={case.key}" for case in document.cases),
        ]:
            assert document.fee.text in client.get(address).content.decode()


@pytest.mark.parametrize("slug", ["ktp-el-hilang-rusak", "akta-kelahiran", "cek-cetak-dokumen-digital"])
def test_service_page_takes_four_queries(demo, client, slug, django_assert_max_num_queries):
    client.get(f"/layanan/{slug}/")
    with django_assert_max_num_queries(4):
        client.get(f"/layanan/{slug}/")


def test_chosen_case_shows_only_its_papers(demo, client):
    everything, lost = read(client, LOST), read(client, f"{LOST}?keadaan=hilang")
    assert 'id="berkas-ktp-rusak"' in everything or "KTP-el</span> yang rusak" in everything
    assert "KTP-el</span> yang rusak" not in lost
    assert 'aria-current="true"' in lost


def test_unknown_case_shows_all_and_says_so(demo, client):
    text = read(client, f"{LOST}?keadaan=tidak-ada%22%3E")
    assert "tidak dikenal" in text
    assert '"><' not in text.partition("tidak-ada")[2][:10]


def test_unpublished_service_is_not_found(demo, client):
    Service.objects.create(
        slug="rahasia",
        name="Rahasia",
        short_name="R",
        summary="R",
        category_id=Service.objects.first().category_id,
        agency_id=Service.objects.first().agency_id,
    )
    assert client.get("/layanan/rahasia/").status_code == 404


def test_draft_changes_do_not_show(demo, client):
    Service.objects.filter(slug="ktp-el-hilang-rusak").update(name="Belum diterbitkan", summary="Belum")
    assert "Belum diterbitkan" not in read(client, LOST)


def test_withdrawn_service_is_gone_with_reason_and_replacement(demo, client):
    entry = Service.objects.get(slug="ktp-el-hilang-rusak")
    publishing.withdraw(entry, reason="Aturannya <berganti>.", replacement="ktp-el-baru")
    text = read(client, LOST, status=410)
    assert "Aturannya &lt;berganti&gt;." in text
    assert reverse("service", args=["ktp-el-baru"]) in text
    assert LOST not in read(client, "/layanan/?q=hilang")


def test_service_page_carries_link_preview_and_valid_data(demo, client, settings):
    text = read(client, LOST)
    assert f'<meta property="og:image" content="{settings.SITE_URL}/kartu/ktp-el-hilang-rusak.jpg">' in text
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)[1])
    assert [each["@type"] for each in data] == ["GovernmentService", "BreadcrumbList"]


@time_machine.travel(MONDAY, tick=False)
def test_promise_for_another_day_keeps_the_case(demo, client):
    text = read(client, "/layanan/pengakuan-pengesahan-anak/?keadaan=pengakuan&serah=2026-12-22")
    assert "diserahkan Selasa, 22 Desember 2026, selesai paling lambat Selasa, 29 Desember 2026" in text
    assert "Cuti bersama Natal, Kelahiran Yesus Kristus (Natal)" in text
    assert '<input type="hidden" name="keadaan" value="pengakuan">' in text
    assert "?keadaan=pengesahan&amp;serah=2026-12-22#berkas" in text


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize("typed", ["2020-01-01", "x%22%3E%3Cb%3E", "9" * 500, "%00x", "2026-13-40"])
def test_day_that_cannot_be_used_is_told_at_its_field(demo, client, typed):
    text = read(client, f"{LOST}?serah={typed}")
    assert 'aria-invalid="true" aria-describedby="serah-salah"' in text
    assert "diserahkan sekarang, selesai" in text
    assert "<b>" not in text


def test_case_has_its_own_title_and_description_but_no_address_of_its_own(demo, client, settings):
    text = read(client, f"{LOST}?keadaan=hilang")
    assert "<title>Penggantian KTP-el Hilang atau Rusak: KTP-el hilang · Sebelum Datang</title>" in text
    assert (
        "Surat keterangan kehilangan dari kepolisian"
        in re.search(r'name="description" content="(.*?)"', text)[1]
    )
    assert f'<link rel="canonical" href="{settings.SITE_URL}{LOST}">' in text


def test_chosen_case_can_be_changed_and_removed(demo, client):
    text = read(client, f"{LOST}?keadaan=hilang")
    assert '<a href="#keadaan">' in text
    assert f'<a href="{LOST}#berkas">' in text
    assert "Untuk keadaan:" not in read(client, LOST)


def test_english_page_says_what_is_indonesian_only(demo, client):
    text = read(client, f"/en{LOST}?keadaan=hilang")
    assert '<html lang="en">' in text
    document = make_documents()["ktp-el-hilang-rusak"]
    assert f"<h1>{document.name_en}" in text
    assert f'<p class="service__official" lang="id">{document.name.replace("KTP-el", NO_BREAK)}</p>' in text
    assert "notice--info" in text
    assert '<span class="paper__name" lang="id">' in text
    assert "paper__english" in text
    plain = read(client, f"{LOST}?keadaan=hilang")
    assert "paper__english" not in plain
    assert "service__official" not in plain
    main = plain.partition("<main")[2].partition("</main")[0]
    assert ' lang="id"' not in main


def test_english_page_without_an_english_name_marks_the_indonesian_one(demo, client):
    edition = ServiceEdition.objects.live().get(slug="ktp-el-hilang-rusak")
    edition.document |= {"name_en": "", "summary_en": ""}
    ServiceEdition.objects.filter(pk=edition.pk).update(document=edition.document)
    text = read(client, f"/en{LOST}")
    assert '<h1 lang="id">' in text
    assert '<p class="lead" lang="id">' in text
    assert "service__official" not in text


def test_open_now_and_promise_follow_the_clock(demo, client):
    with time_machine.travel(MONDAY, tick=False):
        text = read(client, LOST)
        assert "Buka sampai 12.00" in text
        assert "diserahkan sekarang, selesai paling lambat Selasa, 24 November 2026 pukul 09.00" in text
    with time_machine.travel(SUNDAY, tick=False):
        assert "saat buka lagi (Senin, 23 November 2026 pukul 08.00)" in read(client, LOST)


@time_machine.travel(MONDAY, tick=False)
def test_closure_shows_everywhere_at_once(demo, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        Closure.objects.create(start=MONDAY.date(), end=MONDAY.date(), name="Perbaikan listrik")
    for address in [LOST, "/kantor/", "/kantor/kantor-dinas/", "/"]:
        assert "Perbaikan listrik" in read(client, address)


def test_office_pages(demo, client, django_assert_max_num_queries):
    for key in make_facts().offices:
        with django_assert_max_num_queries(8):
            assert "Tujuh hari ke depan" in read(client, f"/kantor/{key}/")
    assert client.get("/kantor/tidak-ada/").status_code == 404


def test_alternatives_stand_together():
    groups = paper_groups(make_documents()["akta-kelahiran-terlambat"], None, make_facts(), {})
    choices = [[paper.key for paper in group.papers] for group in groups if group.is_choice]
    assert choices == [["surat-lahir", "f-2-03"], ["buku-nikah", "f-2-04"]]


def test_papers_that_nobody_is_asked_for_together_are_no_choice():
    """A marriage book, or a statement for those who have none: in no case is that for the resident to choose."""
    groups = paper_groups(make_documents()["akta-kelahiran"], None, make_facts(), {})
    assert ["buku-nikah", "f-2-04"] not in [[paper.key for paper in group.papers] for group in groups]


def test_shared_text_says_for_each_paper_whom_it_is_for():
    groups = paper_groups(make_documents()["akta-kelahiran"], None, make_facts(), {})
    (statement,) = [group.short_words for group in groups if "F-2.04" in group.short_words]
    assert statement.count("[") == 1


def test_alternative_stands_alone_where_its_other_is_not_asked():
    groups = paper_groups(make_documents()["biodata-pertama"], "tanpa-bukti", make_facts(), {})
    assert [group.is_choice for group in groups] == [False] * len(groups)
    assert "f-1-04" in [group.papers[0].key for group in groups]


def asked_together(row, other, case):
    """Whether the catalogue file asks for both in this case, or in some case if none is chosen."""
    mine, theirs = set(row.get("cases", ())), set(other.get("cases", ()))
    if case:
        return (not mine or case in mine) and (not theirs or case in theirs)
    return not mine or not theirs or bool(mine & theirs)


def test_every_alternative_of_the_catalogue_stands_with_what_it_replaces():
    checked = 0
    for service in catalogue()["services"]:
        rows = {row["id"]: row for row in service["requirements"]}
        document = make_documents()[service["slug"]]
        for case in [None, *(case["key"] for case in service.get("cases", ()))]:
            groups = [
                {paper.key for paper in group.papers}
                for group in paper_groups(document, case, make_facts(), {})
            ]
            shown = set().union(*groups)
            for key in shown & {key for key, row in rows.items() if row.get("alternative_to")}:
                (mine,) = [group for group in groups if key in group]
                other = rows[rows[key]["alternative_to"]]
                assert (other["id"] in mine) == asked_together(rows[key], other, case), (document.slug, case)
                checked += 1
    assert checked > 10


def test_alternatives_of_alternatives_are_one_choice():
    document = make_documents()["akta-kelahiran-terlambat"]
    first, second, third = document.requirements[:3]
    chain = document.model_copy(
        update={
            "requirements": (
                first,
                second.model_copy(update={"alternative_to": first.key, "cases": ()}),
                third.model_copy(update={"alternative_to": second.key, "cases": ()}),
            )
        }
    )
    (group,) = paper_groups(chain, None, make_facts(), {})
    assert [paper.key for paper in group.papers] == [first.key, second.key, third.key]


def test_paper_is_needed_unless_it_has_a_condition_or_is_for_other_cases():
    whole = {paper.key: paper for group in make_page("kk-baru").papers for paper in group.papers}
    moved = {
        paper.key: paper for group in make_page("kk-baru", "pindah-datang").papers for paper in group.papers
    }
    assert (whole["f-1-02"].is_needed, whole["skpwni"].is_needed) == (True, False)
    assert (moved["skpwni"].is_needed, moved["tidak-keberatan"].is_needed) == (True, False)
    choice = next(group for group in make_page("kk-baru", "menikah").papers if group.is_choice)
    assert choice.is_needed


def test_paper_tells_form_copies_issuer_and_its_own_page():
    papers = {paper.key: paper for group in make_page("kk-hilang-rusak").papers for paper in group.papers}
    permit = next(paper for paper in papers.values() if "izin tinggal" in paper.label)
    assert (permit.form_words, permit.place) == ("Fotokopi, 1 lembar", "Kantor Imigrasi")
    assert permit.document in make_facts().documents
    assert permit.english_name == ""
    with translation.override("en"):
        shown = [paper for group in make_page("kk-hilang-rusak").papers for paper in group.papers]
        assert (
            next(paper for paper in shown if paper.key == permit.key).english_name == "Permanent stay permit"
        )


def test_paper_links_to_what_to_get_first_but_never_to_itself():
    for slug in make_documents():
        page = make_page(slug)
        for group in page.papers:
            for paper in group.papers:
                assert f"/layanan/{slug}/" not in [link.url for link in paper.first]
    papers = {group.papers[0].key: group.papers[0] for group in make_page("ktp-el-baru").papers}
    assert [link.url for link in papers["fotokopi-kk"].first][:1] == ["/layanan/kk-baru/"]


def test_shared_text_is_short_whole_and_without_personal_data():
    for slug, document in make_documents().items():
        for case in [None, *(case.key for case in document.cases)]:
            page = make_page(slug, case)
            assert len(page.share_text) < links.LONGEST_SHARED_TEXT
            assert page.url in page.share_text
            assert page.share_url.startswith("https://wa.me/?text=")


def test_question_to_the_office_is_prepared_without_personal_data():
    question = unquote(make_page("ktp-el-hilang-rusak", "hilang").ask_url.partition("?text=")[2])
    assert question.splitlines() == [
        "Halo, saya mau mengurus Penggantian KTP-el Hilang atau Rusak.",
        "Keadaan saya: KTP-el hilang.",
        "(Jangan tulis NIK atau kirim foto KTP di sini.)",
        "Pertanyaan saya: ",
    ]
    assert make_page("ktp-el-hilang-rusak").ask_url.startswith("https://wa.me/62800000001?text=Halo")


def test_shared_text_counts_what_does_not_fit():
    text = links.shared_text(["Judul"], ["x" * 300] * 10, ["tautan"])
    assert len(text) < links.LONGEST_SHARED_TEXT
    assert text.endswith("tautan")
    assert "… dan 6 lagi" in text


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://a.example", "http://", "http://["],
)
def test_only_web_addresses_become_links(address):
    assert links.web_link(address) == ""
    channel = ChannelFacts(key="x", name="X", kind="web", value=address, url=address)
    assert all(link.url == "" for link in links.channel_links(channel))


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("0800-000-001", "tel:+62800000001"),
        ("137", "tel:137"),
        ("+62 21 345678", "tel:+6221345678"),
        ("-", ""),
    ],
)
def test_phone_links(number, link):
    assert links.phone_link(number) == link


def test_mail_link_refuses_extra_headers():
    assert links.mail_link("a@kantor.example") == "mailto:a@kantor.example"
    assert links.mail_link("a@kantor.example?bcc=b@c.example") == ""


@pytest.mark.parametrize(
    ("as_of", "words"),
    [("2026-01", "Januari 2026"), ("2026-01-31", "31 Januari 2026"), ("2026-13", "2026-13"), ("", "")],
)
def test_as_of_words(as_of, words):
    assert as_of_words(as_of) == words


def test_data_for_search_engines_cannot_end_its_element():
    assert "<" not in json_ld({"name": "</script><script>alert(1)</script>"})


HOSTILE = '"><img src=x onerror=alert(1)></script><script>alert(1)</script>{{ 7|add:7 }}'


def test_hostile_text_stays_text(demo, client):
    edition = ServiceEdition.objects.live().get(slug="akta-kelahiran")
    document = edition.document
    document |= dict.fromkeys(
        ("name", "short_name", "summary", "description", "location_note", "validity"), HOSTILE
    )
    document |= {
        "tips": [HOSTILE],
        "not_required": [HOSTILE],
        "product": [HOSTILE],
        "who_can_apply": [HOSTILE],
    }
    document["fee"] |= {"text": HOSTILE, "basis": HOSTILE}
    document["evidence"] |= {"sources": ["javascript:alert(1)", HOSTILE], "note": HOSTILE}
    for part in (*document["requirements"], *document["steps"], *document["cases"]):
        part |= {name: HOSTILE for name in ("label", "note", "text", "where", "condition") if name in part}
    ServiceEdition.objects.filter(pk=edition.pk).update(document=document, title=HOSTILE)
    for address in [
        "/layanan/akta-kelahiran/",
        "/layanan/?kategori=anak",
        "/",
        "/layanan/kartu-identitas-anak/",
    ]:
        text = read(client, address)
        assert "<img src=x" not in text
        assert "<script>alert" not in text
        assert 'href="javascript' not in text


def test_page_stands_without_any_shared_facts():
    page = make_page("akta-kelahiran", facts=SharedFacts())
    assert page.offices == []
    assert page.channels == []
    assert page.publisher is None
    assert page.ask_url == "/tanya-jawab/"
