"""Previews of services: what the public page would show, never the public page itself; and what would change."""

import random
import re

import pytest
from django.urls import reverse

from portal import roles
from services import preview, publishing, snapshot
from services.draft_changes import marked, sections
from services.models import Agency, Category, Service
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"
MAIN = re.compile(r"<main.*?</main>", re.S)


@pytest.fixture
def service(demo) -> Service:
    return Service.objects.get(slug=SLUG)


def address(entry, name="entry-preview", query=""):
    return reverse(name, args=["layanan", entry.pk]) + query


def main_of(response) -> str:
    return MAIN.search(response.content.decode()).group()


def comparable(html: str, path: str) -> str:
    """What both pages must have in common: without the edition's number and day, own addresses, and what only a live
    page can do (keep, send, ask, leaflet, history)."""
    html = re.sub(r'<div class="save .*?</div>', "", html, flags=re.S)
    html = re.sub(
        r'href="(?:https://wa\.me/\?|/tanya/\?|/layanan/[^"]*\.pdf|/layanan/[^"]*/riwayat/|#pratinjau)[^"]*"',
        "",
        html,
    )
    html = re.sub(r"[Ee]disi \S+, berlaku sejak [^.]*\.", "", html)
    html = html.replace(path, "@").replace(f"http://testserver{path}", "@")
    return re.sub(r"\s+", " ", html)


@pytest.mark.parametrize("query", ["", "?keadaan=hilang", "?keadaan=tidak-ada"])
def test_unchanged_draft_looks_exactly_like_the_public_page(staff, client, service, query):
    public = main_of(client.get(f"/layanan/{SLUG}/{query}"))
    shown = main_of(staff.get(address(service, query=query)))
    assert comparable(shown, address(service)) == comparable(public, f"/layanan/{SLUG}/")


def test_preview_says_what_it_is_and_stays_what_it_is(staff, service):
    reviewer = make_staff(roles.REVIEWER, "sri")
    Service.objects.filter(pk=service.pk).update(summary="Ringkasan yang baru.")
    response = staff.get(address(service, query="?keadaan=hilang"))
    page = response.content.decode()
    assert "Pratinjau draf — belum dibaca warga" in page
    assert f"Yang dapat menerbitkan: {reviewer.username}." in page
    assert "Ringkasan yang baru." in main_of(response)
    assert f'href="{address(service)}?keadaan=rusak#berkas"' in page
    assert f'href="/layanan/{SLUG}/' not in main_of(response)
    for word in ("canonical", "hreflang", "og:", "ld+json", "data-save"):
        assert word not in page, word
    assert "noindex" in page
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_what_readers_see_is_shown_in_the_same_frame(staff, service):
    before = service.summary
    Service.objects.filter(pk=service.pk).update(summary="Ringkasan yang baru.")
    response = staff.get(address(service, "entry-preview-live", "?keadaan=hilang"))
    assert before in main_of(response)
    assert "Yang dibaca warga sekarang" in response.content.decode()
    assert f'href="{address(service, "entry-preview-live")}?keadaan=rusak#berkas"' in main_of(response)


def empty(service: Service, chance: random.Random) -> None:
    """Leave out parts of a draft, as someone does who has just begun."""
    texts = [
        "name",
        "short_name",
        "summary",
        "description",
        "time_text",
        "fee_text",
        "time_unit",
        "time_kind",
        "location_note",
    ]
    values = {name: "" for name in texts if chance.random() < 0.5}
    lists = ["product", "tips", "who_can_apply", "not_required", "sources", "everyday_names"]
    values |= {name: [] for name in lists if chance.random() < 0.5}
    numbers = ["time_max_value", "fee_amount", "deadline_days"]
    values |= {name: None for name in numbers if chance.random() < 0.5}
    Service.objects.filter(pk=service.pk).update(**values)
    parts = [
        service.requirements,
        service.steps,
        service.given_at,
        service.complaints_to,
        service.rests_on,
        service.cases,
    ]
    for part in parts:
        if chance.random() < 0.5:
            part.all().delete()
    if chance.random() < 0.5:
        service.requirements.update(label="", form="", copies=0)
        service.steps.update(text=" ", actor="")


@pytest.mark.parametrize("seed", range(6))
def test_any_half_finished_draft_can_be_previewed(staff, service, seed):
    empty(service, random.Random(seed))
    response = staff.get(address(service))
    page = response.content.decode()
    assert response.status_code == 200
    for problem in publishing.preflight(Service.objects.get(pk=service.pk)):
        assert f"<li>{problem.message}</li>" in page
    assert staff.get(address(service, "entry-changes")).status_code == 200


def test_a_draft_with_nothing_in_it_shows_gaps(staff, demo):
    agency = Agency.objects.exclude(official_name="").first()
    new = Service.objects.create(
        slug="baru", agency=agency, category=Category.objects.first(), online_apply="aneh", time_kind="aneh"
    )
    response = staff.get(address(new))
    main = main_of(response)
    assert main.count('<mark class="gap">belum diisi</mark>') >= 8
    assert "Tidak perlu ke kantor" not in main
    assert "Yang dibaca warga: belum ada" in response.content.decode()
    assert staff.get(address(new, "entry-preview-live")).status_code == 200
    changes = staff.get(address(new, "entry-changes")).content.decode()
    assert "Semuanya baru" in changes
    assert address(new) in changes


def test_only_own_entries_and_readers_of_their_kind(service, client):
    other = Agency.objects.create(key="lain", name="Instansi Lain", official_name="Instansi Lain")
    stranger = signed_in(make_staff(roles.EDITOR, "jauh", [other]))
    reader = signed_in(make_staff(roles.COUNTER, "loket"))
    for name in ("entry-preview", "entry-preview-live", "entry-changes"):
        assert stranger.get(address(service, name)).status_code == 404
        assert reader.get(address(service, name)).status_code == 200
        assert client.get(address(service, name)).status_code == 302
    assert reader.get(f"/kelola/entri/apa/{service.pk}/pratinjau/").status_code == 404


# --- what would change --------------------------------------------------------------------------------------------


def test_unchanged_draft_says_so(staff, service):
    assert (
        "Draf sama dengan yang dibaca warga." in staff.get(address(service, "entry-changes")).content.decode()
    )


def test_changes_stand_in_words_and_in_full(staff, service):
    service.summary = service.summary.replace(service.summary.split()[0], "Baru")
    service.search_terms = [*service.search_terms, "katepe ilang"]
    service.save()
    page = staff.get(address(service, "entry-changes")).content.decode()
    assert (
        '<ins><span class="visually-hidden">[ditambah: </span>Baru<span class="visually-hidden">]</span></ins>'
        in page
    )
    for words in ("Nama dan ringkasan", "Kata pencarian", "katepe ilang", "Bagi warga: perbaikan kecil"):
        assert words in page, words
    assert "Langkah dan penjelasan" not in page


def test_edition_is_compared_with_edition(staff, service):
    service.fee_note = "Catatan biaya yang baru."
    service.save()
    publishing.publish(service)
    page = staff.get(address(service, "entry-changes", "?dari=1&ke=2")).content.decode()
    assert "Catatan biaya yang baru." in page
    assert (
        "Draf sama dengan yang dibaca warga." in staff.get(address(service, "entry-changes")).content.decode()
    )
    assert staff.get(address(service, "entry-changes", "?dari=99&ke=x")).status_code == 200


def test_numbers_of_fee_and_time_are_no_small_correction(service):
    """Also where the text beside them, which residents are told of, says the same."""
    before = publishing.build(service)
    fee = before.fee.model_copy(update={"text": "Rp5.000", "amount": 5000})
    limit = before.processing_time.model_copy(update={"text": "Sehari", "max_value": 99})
    found = sections(
        before, before.model_copy(update={"fee": fee, "processing_time": limit}), snapshot.current()
    )
    rows = {row.head: row for section in found for row in section.rows}
    assert rows.keys() == {"Waktu", "Batas waktu", "Biaya", "Biaya dalam angka"}
    assert (rows["Biaya dalam angka"].before, rows["Biaya dalam angka"].after) == ("Rp0", "Rp5.000")
    assert not any(row.is_supporting for row in rows.values())


def test_every_difference_has_a_row(service):
    """Also those that residents are told of as a small correction only."""
    before = publishing.build(service)
    evidence = before.evidence.model_copy(update={"note": "x"})
    turned = {"related": before.related[::-1], "requirements": before.requirements[::-1]}
    after = before.model_copy(update={**turned, "everyday_names": (), "evidence": evidence})
    found = sections(before, after, snapshot.current())
    assert [each.title for each in found] == [
        "Keadaan, berkas, dan pemohon",
        "Dasar hukum, pengaduan, dan layanan terkait",
        "Kata pencarian",
        "Pemeriksaan isi",
    ]
    moved = found[0].rows[0]
    assert moved.before.split(" · ") == moved.after.split(" · ")[::-1]


def test_marks_are_words_and_harmless():
    before, after = marked("Bayar 50 <b> rupiah saja", "Bayar 60 <b> rupiah saja")
    assert before == (
        'Bayar <del><span class="visually-hidden">[dihapus: </span>50<span class="visually-hidden">]</span></del>'
        " &lt;b&gt; rupiah saja"
    )
    assert ">60<" in after
    assert "<b>" not in after
    assert marked("", "Baru")[0] == ""
    assert marked("satu dua", "tiga empat")[1].startswith("<ins>")


def test_gaps_are_marked_in_text_only():
    html = '<title>[belum diisi]</title><main><a title="[belum diisi]">x [belum diisi]</a></main>'
    assert preview.marked_gaps(html) == (
        '<title>[belum diisi]</title><main><a title="[belum diisi]">x <mark class="gap">belum diisi</mark></a></main>'
    )
