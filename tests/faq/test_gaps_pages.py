"""Pages of searches in vain: the list, what is done about a group, taking it back, and who may."""

import datetime

import html5lib
import pytest
import time_machine
from django.utils import timezone

from faq.gaps import settling
from faq.gaps.groups import survey
from faq.gaps.trying import seen
from faq.models import GapDecision, GapOutcome, Question, SearchCount
from portal import roles
from services import publishing, scope
from services.models import Agency, AuditRecord, NotOurs, Synonym
from tests.people import make_staff, signed_in

WORDS = "xyzzyqq tolong"


@pytest.fixture
def editor(demo):
    return signed_in(make_staff(roles.EDITOR))


@pytest.fixture
def elsewhere(demo):
    """An editor of another agency, on a site with two that publish."""
    agency = Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain", position=99)
    return signed_in(make_staff(roles.EDITOR, "lain", [agency]))


def counted(words=WORDS, times=5, *, found=False, opened=0, ago=0):
    day = timezone.localdate() - datetime.timedelta(days=ago)
    return SearchCount.objects.create(day=day, words=words, times=times, was_found=found, opened=opened)


def at(row, what=""):
    return f"/kelola/celah/kelompok/{row.pk}/{what}"


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status, path
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert text.count("<h1") == 1
    return text


def undo(client):
    return client.post(f"/kelola/celah/tindak/{GapDecision.objects.first().pk}/batal/", follow=True)


def test_the_list_shows_groups_and_leads_to_each(editor):
    row = counted()
    counted("xyzzyqq", 2)
    counted("kk baru", 40, found=True, opened=30)
    text = read(editor, "/kelola/celah/")
    assert "juga: xyzzyqq" in text
    assert "7 tanpa hasil" in text
    assert "kk baru" not in text
    text = read(editor, at(row))
    assert "7 pencarian sia-sia dalam 30 hari" in text
    assert "Buat draf tanya jawab" in text
    assert read(editor, "/kelola/celah/?jenis=tidak-dibuka&hari=7").count("Tidak ada kelompok jenis ini") == 1
    read(editor, "/kelola/celah/?hari=x&jenis=y&halaman=z")


def test_empty_lists_say_what_to_expect(editor):
    assert "Belum ada pencarian yang tercatat" in read(editor, "/kelola/celah/")
    assert "Belum ada yang ditangani" in read(editor, "/kelola/celah/ditangani/")
    counted(found=True, opened=5)
    assert "Tidak ada pencarian sia-sia" in read(editor, "/kelola/celah/")


def test_what_people_typed_is_shown_as_text(editor):
    row = counted('<script>alert(1)</script>"')
    assert "<script>alert" not in read(editor, "/kelola/celah/") + read(editor, at(row))


def test_csv_holds_the_groups_and_no_formula(editor):
    counted("=1+1 xyzzyqq", 3)
    response = editor.get("/kelola/celah/unduh.csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("kelompok;kata warga;kali sia-sia")
    assert lines[1].startswith("'=1+1 xyzzyqq;'=1+1 xyzzyqq;3;3;0;3;0;")
    assert "attachment" in response["Content-Disposition"]


def test_a_synonym_is_tried_first_then_holds_at_once(editor):
    row = counted("xyzzyqq", 5)
    path = at(row, "padanan/")
    assert "xyzzyqq</textarea>" in read(editor, path)
    data = {"word": "Kartu Keluarga", "also": "xyzzyqq"}
    tried = editor.post(path, data | {"lihat": "ya"})
    trial = tried.context["trials"][0]
    assert (trial.now.hits, trial.changes) == ([], True)
    assert "Kartu Keluarga" in trial.then.top.words
    assert not [each for each in Synonym.objects.all() if "xyzzyqq" in each.also]
    assert seen("xyzzyqq").hits == []
    editor.post(path, data)
    assert seen("xyzzyqq").hits == trial.then.hits
    assert "kelompok/" not in read(editor, "/kelola/celah/")
    settled = read(editor, "/kelola/celah/ditangani/")
    assert "Diberi padanan kata" in settled
    assert "belum dicari lagi" in settled


def test_undo_takes_the_words_away_again(editor):
    known = Synonym.objects.first()
    before = list(known.also)
    row = counted("xyzzyqq")
    editor.post(at(row, "padanan/"), {"word": known.word.upper(), "also": f"xyzzyqq\n{before[0]}"})
    known.refresh_from_db()
    assert known.also == [*before, "xyzzyqq"]
    undo(editor)
    known.refresh_from_db()
    assert known.also == before
    assert not GapDecision.objects.exists()
    assert "kelompok/" in read(editor, "/kelola/celah/")


def test_undo_deletes_a_synonym_that_was_made(editor):
    editor.post(at(counted("xyzzyqq"), "padanan/"), {"word": "kata baru", "also": "xyzzyqq"})
    assert Synonym.objects.filter(word="kata baru").exists()
    undo(editor)
    assert not Synonym.objects.filter(word="kata baru").exists()


def test_undo_leaves_what_somebody_changed_since(editor):
    editor.post(at(counted("xyzzyqq"), "padanan/"), {"word": "kata baru", "also": "xyzzyqq"})
    Synonym.objects.filter(word="kata baru").update(also=["xyzzyqq", "lagi"])
    assert "dibiarkan" in undo(editor).content.decode()
    assert Synonym.objects.get(word="kata baru").also == ["xyzzyqq", "lagi"]
    assert not GapDecision.objects.exists()


@pytest.mark.parametrize(
    "data", [{"word": "", "also": "a1"}, {"word": "💥", "also": "kk"}, {"word": "kk", "also": "KK"}]
)
def test_a_bad_synonym_changes_nothing(editor, data):
    before = Synonym.objects.count()
    response = editor.post(at(counted("xyzzyqq"), "padanan/"), data)
    assert response.status_code == 400
    assert "Belum disimpan" in response.content.decode()
    assert (Synonym.objects.count(), GapDecision.objects.count()) == (before, 0)


def test_a_draft_begins_with_the_words_of_residents(editor):
    row = counted("xyzzyqq tolong [nomor disamarkan]")
    counted("xyzzyqq", 2)
    response = editor.post(at(row, "draf/"))
    made = Question.objects.get(slug__startswith="xyzzyqq")
    assert response["Location"] == f"/kelola/faq/question/{made.pk}/change/"
    assert made.question == "Apa yang perlu diketahui tentang xyzzyqq tolong?"
    assert made.keywords == ["xyzzyqq tolong", "xyzzyqq"]
    assert not made.editions.exists()
    assert set(GapDecision.objects.values_list("words", "outcome", "question")) == {
        ("xyzzyqq tolong [nomor disamarkan]", "draf", made.pk),
        ("xyzzyqq", "draf", made.pk),
    }
    assert read(editor, response["Location"])
    assert not AuditRecord.objects.filter(name__contains="xyzzyqq").exists()
    undo(editor)
    assert not Question.objects.filter(pk=made.pk).exists()
    assert not GapDecision.objects.exists()


def test_a_draft_that_was_written_or_published_stays(editor):
    editor.post(at(counted(), "draf/"))
    made = Question.objects.get(slug__startswith="xyzzyqq")
    made.answer, made.topic = "Jawabannya ini.", Question.objects.first().topic
    made.save()
    publishing.publish(made)
    undo(editor)
    assert Question.objects.filter(pk=made.pk).exists()


def test_the_loop_shows_that_people_find_it_now(editor):
    with time_machine.travel("2026-11-20 09:00+07:00", tick=False):
        client = signed_in(make_staff(roles.ADMINISTRATOR))
        client.post(at(counted(), "draf/"))
        made = Question.objects.get(slug__startswith="xyzzyqq")
        made.answer, made.topic = "Jawabannya ini.", Question.objects.first().topic
        made.save()
        publishing.publish(made)
    with time_machine.travel("2026-11-22 09:00+07:00", tick=False):
        editor = signed_in(make_staff(roles.EDITOR, "kemudian"))
        counted(times=4, found=True, opened=3)
        assert "4 dari 4 pencarian sesudahnya ada hasil, 3 dibuka" in read(editor, "/kelola/celah/ditangani/")
        assert seen(WORDS).top.words == made.question


def test_not_ours_leads_people_on(editor, client):
    row = counted("xyzzyqq")
    path = at(row, "bukan-di-sini/")
    assert 'value="Xyzzyqq"' in read(editor, path)
    data = {"name": "Urusan X", "words": "xyzzyqq", "institution": "", "where": "", "url": ""}
    assert editor.post(path, data).status_code == 400
    assert editor.post(path, data | {"institution": "Kantor X", "url": "javascript:x"}).status_code == 400
    editor.post(path, data | {"institution": "Kantor X", "url": "https://x.example/"})
    assert "Kantor X" in client.get("/cari/?q=xyzzyqq").content.decode()
    undo(editor)
    assert not NotOurs.objects.filter(name="Urusan X").exists()


def test_a_known_matter_gets_more_words_and_keeps_the_rest(editor):
    known = NotOurs.objects.first()
    before = list(known.words)
    data = {"name": known.name.lower(), "words": "xyzzyqq", "institution": "", "where": "", "url": ""}
    editor.post(at(counted("xyzzyqq"), "bukan-di-sini/"), data)
    now = NotOurs.objects.get(pk=known.pk)
    assert (now.words, now.institution) == ([*before, "xyzzyqq"], known.institution)
    undo(editor)
    assert NotOurs.objects.get(pk=known.pk).words == before


def test_what_is_left_alone_leaves_the_list(editor):
    row = counted()
    editor.post(at(row, "abaikan/"))
    assert GapDecision.objects.get().outcome == GapOutcome.DISMISSED
    assert "kelompok/" not in read(editor, "/kelola/celah/")
    assert "sudah ditangani" in read(editor, at(row))
    again = editor.post(at(row, "draf/"), follow=True)
    assert "sudah ditangani" in again.content.decode()
    assert not Question.objects.filter(slug__startswith="xyzzyqq").exists()
    undo(editor)
    assert "kelompok/" in read(editor, "/kelola/celah/")


def test_unknown_groups_and_decisions_are_not_there(editor):
    for path in ("/kelola/celah/kelompok/9999/", "/kelola/celah/kelompok/9999/padanan/"):
        assert editor.get(path).status_code == 404
    assert editor.post("/kelola/celah/tindak/9999/batal/").status_code == 404


def test_words_for_all_are_changed_by_who_covers_all_or_may_change_the_lists(elsewhere):
    row = counted("xyzzyqq")
    assert not scope.covers_all(make_staff(roles.EDITOR, "sebagian", [Agency.objects.get(key="lain")]))
    for what in ("padanan/", "bukan-di-sini/"):
        assert elsewhere.get(at(row, what)).status_code == 403
        assert elsewhere.post(at(row, what), {"word": "kk", "also": "xyzzyqq"}).status_code == 403
    assert "Mintalah administrator" in read(elsewhere, at(row))
    administrator = signed_in(make_staff(roles.ADMINISTRATOR, agencies=[Agency.objects.get(key="lain")]))
    administrator.post(at(row, "padanan/"), {"word": "kata baru", "also": "xyzzyqq"})
    assert Synonym.objects.filter(word="kata baru").exists()
    assert undo(elsewhere).status_code == 404
    assert Synonym.objects.filter(word="kata baru").exists()


def test_drafts_of_another_agency_are_neither_shown_nor_taken_back(elsewhere):
    counted()
    theirs = signed_in(make_staff(roles.EDITOR, agencies=[Agency.objects.get(key="disdukcapil")]))
    theirs.post(at(SearchCount.objects.get(), "draf/"))
    made = Question.objects.get(slug__startswith="xyzzyqq")
    assert made.agency.key == "disdukcapil"
    Question.objects.filter(pk=made.pk).update(question="Rahasia?")
    text = read(elsewhere, "/kelola/celah/ditangani/")
    assert "Rahasia" not in text
    assert "Draf instansi lain" in text
    assert undo(elsewhere).status_code == 404
    assert Question.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize("role", [roles.REVIEWER, roles.PR])
def test_who_only_looks_is_offered_nothing(demo, role):
    client, row = signed_in(make_staff(role)), counted()
    text = read(client, "/kelola/celah/") + read(client, at(row))
    assert "Tindak lanjut" not in text
    for what in ("draf/", "abaikan/", "padanan/", "bukan-di-sini/"):
        assert client.post(at(row, what)).status_code == 403
    assert not GapDecision.objects.exists()


def test_a_draft_with_the_same_words_is_shown_but_not_that_of_others(editor):
    own = Question.objects.create(slug="a", question="Di mana memarkir xyzzyqq?", keywords=["surat xyzzyqq"])
    Question.objects.create(slug="b", question="Hal lain?", keywords=["parkir"])
    theirs = Agency.objects.create(key="lain", name="Lain", official_name="Lain")
    Question.objects.create(slug="c", question="Rahasia xyzzyqq?", agency=theirs)
    text = read(editor, at(counted("izin xyzzyqq")))
    assert "Sudah ada drafnya" in text
    assert own.question in text
    assert ">draf</span>" in text
    assert not any(words in text for words in ("Hal lain?", "Rahasia"))
    assert "Sudah ada drafnya" not in read(editor, at(counted("qqxyzzy")))


def test_a_group_is_compared_by_what_was_in_vain(editor):
    counted("kk baru", 9, found=True, opened=9, ago=59)
    counted(times=10, found=True, opened=1), counted(times=12, found=True, opened=2, ago=35)
    row = counted(times=3, ago=34)
    text = read(editor, at(row))
    assert "9 pencarian sia-sia dalam 30 hari (turun dari 10 dalam 30 hari sebelumnya)" in text


@pytest.mark.parametrize("what", ["draf/", "abaikan/", "padanan/", "bukan-di-sini/"])
def test_who_waited_while_a_colleague_settled_it_makes_nothing_twice(editor, monkeypatch, what):
    """Of two who press at once the second waits, and only then looks whether the group is still there."""
    row, colleague = counted(), make_staff(roles.EDITOR, "rina")
    group = survey(30).group_of(row.pk)
    monkeypatch.setattr("faq.gaps.settling.wait_for_turn", lambda: settling.dismiss(group, by=colleague))
    before = Question.objects.count()
    assert editor.post(at(row, what), {"word": "kk", "also": WORDS})["Location"] == "/kelola/celah/"
    assert Question.objects.count() == before
    assert GapDecision.objects.get().outcome == GapOutcome.DISMISSED
