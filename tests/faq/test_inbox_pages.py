"""The inbox of the staff: the list, one question, answering, and where questions belong."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from faq.inbox import acting
from faq.models import AnswerTemplate, Inquiry, InquiryState, Question
from portal import roles
from services.models import Agency, AuditRecord, Notification, Service
from services.search.finding import Found
from tests.faq.inboxes import form_of, make_inquiry, publisher
from tests.people import make_staff, signed_in

PAGE = "/kelola/tanya/"


@pytest.fixture
def editor(demo):
    return make_staff(roles.EDITOR)


@pytest.fixture
def desk(editor):
    return signed_in(editor)


@pytest.fixture(autouse=True)
def _no_search(request, monkeypatch):
    """The search reads all of its words first, which takes longer than everything else; `searches` asks for it."""
    if "searches" not in request.fixturenames:
        monkeypatch.setattr("faq.inbox.one.find", lambda *args, **kwargs: Found(reading=None))


@pytest.fixture
def searches():
    """A test that searches the FAQ."""


def shown(desk, query=""):
    """The rows of the list."""
    return desk.get(f"{PAGE}{query}").context["page"].rows


def pressed(desk, inquiry, what, data=None, follow=True):
    return desk.post(f"{PAGE}{inquiry.pk}/{what}/", data or {}, follow=follow)


def again(inquiry):
    return Inquiry.objects.get(pk=inquiry.pk)


def test_the_list_has_what_is_late_on_top_with_age_and_how_many_ask_the_same(desk):
    make_inquiry("Biaya pecah KK berapa?", days_ago=1)
    late = make_inquiry("KTP saya hilang, syaratnya apa saja?", days_ago=5)
    make_inquiry("Syarat KTP ilang apa ya pak", days_ago=4)
    first, second = shown(desk)
    assert (first.lead, first.times, first.age.words) == (late, 2, "terlambat 2 hari")
    assert (second.times, second.age.words) == (1, "2 hari lagi")
    assert shown(desk, "?urut=terbaru")[0] == second
    page = desk.get(PAGE).content.decode()
    assert "2 warga bertanya sama" in page
    assert page.index("terlambat 2 hari") < page.index("2 hari lagi")


def test_tabs_and_filters_leave_what_they_say(desk, editor):
    service = Service.objects.first()
    mine = make_inquiry("Biaya pecah KK berapa?", assigned_to=editor, service=service)
    make_inquiry("KTP saya hilang, syaratnya apa saja?", days_ago=9)
    follower = make_inquiry("Syarat KTP ilang apa ya pak", days_ago=9)
    spam = make_inquiry("Menang slot", state="spam")
    answered = make_inquiry("Jam buka kantor?", state="dijawab", answered_at=timezone.now())
    counts = desk.get(PAGE).context["page"].counts
    assert counts == {"baru": 2, "lewat": 1, "saya": 1, "bebas": 1, "dijawab": 1, "spam": 1}
    assert [row.lead for row in shown(desk, "?tab=saya")] == [mine]
    assert [row.lead for row in shown(desk, f"?layanan={service.pk}")] == [mine]
    assert [row.lead for row in shown(desk, "?q=ilang")] == [follower.lead]
    assert [row.lead for row in shown(desk, "?tab=spam")] == [spam]
    assert [row.lead for row in shown(desk, "?tab=dijawab")] == [answered]
    assert shown(desk, "?tab=apa&layanan=x&urut=y&halaman=zz")


def test_an_empty_inbox_says_what_to_do(desk):
    assert "/tanya/" in desk.get(PAGE).content.decode()
    make_inquiry()
    assert "Tidak ada yang cocok" in desk.get(f"{PAGE}?q=zzz").content.decode()


def test_queries_do_not_grow_with_rows(desk, searches):
    def asked(number, text, address):
        """How many queries a page takes with so many more rows."""
        for each in range(number):
            lead = make_inquiry(
                text.format(each), service=Service.objects.all()[each % 3], contact="0812 3456 7890"
            )
        path = address.format(lead.lead_id or lead.pk)
        desk.get(path)
        with CaptureQueriesContext(connection) as queries:
            desk.get(path)
        return len(queries)

    words = "Pertanyaan{0} tentang{0} hal{0}"
    assert asked(4, words, PAGE) == asked(12, words, PAGE) <= 15
    same = "Kantor buka hari Sabtu?"
    assert asked(2, same, PAGE + "{}/") == asked(8, same, PAGE + "{}/") <= 30


def test_the_contact_and_its_purpose_are_on_the_page_of_the_question_only(desk):
    inquiry = make_inquiry(contact="0812 3456 7890")
    assert "7890" not in desk.get(PAGE).content.decode()
    page = desk.get(f"{PAGE}{inquiry.pk}/").content.decode()
    assert "https://wa.me/6281234567890" in page
    assert "Hanya untuk memberi tahu" in page
    mail = make_inquiry("Biaya pecah KK berapa?", contact="warga@contoh.example")
    assert "mailto:warga@contoh.example?" in desk.get(f"{PAGE}{mail.pk}/").content.decode()


def test_others_questions_are_not_there(desk):
    other = Agency.objects.create(key="lain", name="Lain")
    foreign = make_inquiry(agency=other)
    template = AnswerTemplate.objects.create(agency=other, title="a", text="b")
    for what in ("", "jawab/", "gabung/", "terbitkan/"):
        assert desk.get(f"{PAGE}{foreign.pk}/{what}").status_code == 404
    for what in ("jawab", "tugas", "tandai", "pisah", "gabung", "terbitkan"):
        assert pressed(desk, foreign, what).status_code == 404
    assert desk.get(f"{PAGE}contoh/{template.pk}/").status_code == 404
    assert shown(desk) == []
    mine = make_inquiry()
    data = form_of(mine) | {"tampil": [mine.pk, foreign.pk], "untuk": [foreign.pk], "jawaban": "x"}
    pressed(desk, mine, "jawab", data)
    pressed(desk, mine, "gabung", {"dengan": [foreign.pk]})
    assert again(foreign).state == InquiryState.OPEN
    assert again(foreign).lead is None


def test_one_answer_reaches_all_who_asked_the_same_and_can_be_taken_back(desk, editor):
    first, second = make_inquiry(), make_inquiry()
    other = make_inquiry("Biaya pecah KK berapa?")
    page = pressed(desk, first, "jawab", form_of(first, second, jawaban="Tiga hari kerja.")).content.decode()
    for each in (first, second):
        assert (again(each).answer, again(each).state) == ("Tiga hari kerja.", InquiryState.ANSWERED)
        assert again(each).answered_by == editor
    assert "Pertanyaan berikutnya" in page
    assert f"{PAGE}{other.pk}/" in page
    record = AuditRecord.objects.get(action="answer")
    assert "KTP" not in record.name
    assert not Notification.objects.filter(url=f"{PAGE}{first.pk}/", read_at=None).exists()
    back = desk.post(f"{PAGE}batal/", follow=True)
    assert (again(first).state, again(first).answer, again(first).answered_at) == (
        InquiryState.OPEN,
        "",
        None,
    )
    assert again(second).lead == first
    assert "Tiga hari kerja." in back.content.decode()  # to go on from there


def test_those_not_ticked_stay_as_a_group_of_their_own(desk):
    first, second, third = (make_inquiry() for _ in range(3))
    pressed(desk, first, "jawab", form_of(first, second, third, chosen=[first], jawaban="Ya."))
    assert again(first).state == InquiryState.ANSWERED
    assert again(second).lead is None
    assert again(third).lead == second
    assert again(third).state == InquiryState.OPEN


def test_who_asks_while_an_officer_writes_is_not_answered_unread(desk):
    first = make_inquiry()
    data = form_of(first, jawaban="Ya.")
    newer = make_inquiry()
    pressed(desk, first, "jawab", data)
    assert again(first).state == InquiryState.ANSWERED
    assert (again(newer).state, again(newer).lead) == (InquiryState.OPEN, None)


def test_the_second_of_two_officers_is_told_and_nothing_is_overwritten(desk):
    inquiry = make_inquiry()
    data = form_of(inquiry, jawaban="Jawaban saya")
    colleague = make_staff(roles.REVIEWER, "rina")
    pressed(signed_in(colleague), inquiry, "jawab", form_of(inquiry, jawaban="Jawaban Rina"))
    told = pressed(desk, inquiry, "jawab", data)
    assert told.status_code == 409
    assert "rina sudah menjawab lebih dulu" in told.content.decode()
    assert "Jawaban saya" in told.content.decode()
    assert again(inquiry).answer == "Jawaban Rina"
    # A mistake in the form in between must not make it look as if it had been seen.
    wrong = pressed(desk, inquiry, "jawab", data | {"jawaban": ""})
    assert wrong.context["seal"] == data["dasar"]


def test_an_answer_is_not_lost_over_a_mistake(desk):
    first, second = make_inquiry(), make_inquiry()
    page = pressed(
        desk, first, "jawab", form_of(first, second, chosen=[], jawaban="Sudah saya tulis panjang")
    )
    assert page.status_code == 400
    assert "Sudah saya tulis panjang" in page.content.decode()
    assert "Pilih paling sedikit satu" in page.content.decode()


def test_an_existing_entry_is_shown_before_it_is_sent(desk, searches):
    inquiry = make_inquiry("Jam buka kantor jam berapa? Sabtu buka?")
    known = desk.get(f"{PAGE}{inquiry.pk}/").context["page"].known
    assert known
    looked = pressed(desk, inquiry, "jawab", form_of(inquiry, pilih=known[0].pk, jawaban="Tambahan."))
    assert again(inquiry).state == InquiryState.OPEN
    assert f'name="pakai" value="{known[0].pk}"' in looked.content.decode()
    assert looked.context["form"].data["jawaban"] == "Tambahan."
    without = pressed(desk, inquiry, "jawab", form_of(inquiry, pilih="", pakai=known[0].pk)).content.decode()
    assert 'name="pakai"' not in without
    assert "field__error" not in without
    pressed(desk, inquiry, "jawab", form_of(inquiry, pakai=known[0].pk))
    assert again(inquiry).question_id == known[0].pk
    assert again(inquiry).state == InquiryState.ANSWERED


def test_entries_that_share_only_a_common_word_are_not_offered_unless_searched(desk, searches):
    inquiry = make_inquiry("Bagaimana cara membuat kartu koperasi nelayan?")
    assert desk.get(f"{PAGE}{inquiry.pk}/").context["page"].known == []
    assert desk.get(f"{PAGE}{inquiry.pk}/?cari=kartu").context["page"].known


def test_what_can_be_taken_back_stands_at_its_own_question_and_is_named_in_the_list(desk):
    first, other = make_inquiry(), make_inquiry("Biaya pecah KK berapa?")
    pressed(desk, first, "jawab", form_of(first, jawaban="Ya."))
    assert "Batalkan" in desk.get(f"{PAGE}{first.pk}/").content.decode()
    assert "Batalkan" not in desk.get(f"{PAGE}{other.pk}/").content.decode()
    assert "“Berapa lama KTP baru selesai?”: Jawaban terkirim" in desk.get(PAGE).content.decode()


def test_a_draft_cannot_be_given_as_an_answer(desk):
    draft = Question.objects.create(slug="draf", question="Draf?", answer="x")
    inquiry = make_inquiry()
    assert pressed(desk, inquiry, "jawab", form_of(inquiry, pakai=draft.pk)).status_code == 400


def test_an_answer_can_be_changed_and_says_when(desk):
    inquiry = make_inquiry()
    pressed(desk, inquiry, "jawab", form_of(inquiry, jawaban="Salah"))
    at = again(inquiry).answered_at
    pressed(desk, inquiry, "jawab", form_of(inquiry, jawaban="Benar"))
    changed = again(inquiry)
    assert (changed.answer, changed.answered_at) == ("Benar", at)
    assert changed.answer_changed_at > at
    assert "diubah" in desk.get(f"{PAGE}{inquiry.pk}/").content.decode()


def test_a_template_goes_into_the_field_behind_what_is_there(desk):
    template = AnswerTemplate.objects.create(agency=publisher(), title="Blangko", text="Blangko habis.")
    inquiry = make_inquiry()
    page = pressed(desk, inquiry, "jawab", form_of(inquiry, contoh=template.pk, jawaban="Halo."))
    assert page.context["form"].data["jawaban"] == "Halo.\n\nBlangko habis."
    assert again(inquiry).state == InquiryState.OPEN


def test_templates_are_written_changed_deleted_and_brought_back(desk):
    desk.post(f"{PAGE}contoh/baru/", {"title": "Jam", "text": "Buka pukul 08.00.", "agency": publisher().pk})
    made = AnswerTemplate.objects.get()
    desk.post(
        f"{PAGE}contoh/{made.pk}/", {"title": "Jam buka", "text": "Pukul 08.00.", "agency": publisher().pk}
    )
    assert AnswerTemplate.objects.get().title == "Jam buka"
    desk.post(f"{PAGE}contoh/{made.pk}/hapus/")
    assert not AnswerTemplate.objects.exists()
    desk.post(f"{PAGE}contoh/batal/")
    assert AnswerTemplate.objects.get().text == "Pukul 08.00."
    assert desk.post(f"{PAGE}contoh/baru/", {"title": "", "text": ""}).status_code == 400


def test_a_lead_that_is_spam_hands_its_followers_on_and_comes_back(desk):
    first, second, third = (make_inquiry() for _ in range(3))
    pressed(desk, first, "tandai", {"ke": "spam", "sendiri": "1"})
    assert (again(first).state, again(second).lead, again(third).lead) == (InquiryState.SPAM, None, second)
    pressed(desk, first, "tandai", {"ke": "baru"})
    assert again(first).state == InquiryState.OPEN
    desk.post(f"{PAGE}batal/")
    assert again(first).state == InquiryState.SPAM


def test_split_and_merge_and_undo(desk):
    first, second = make_inquiry(), make_inquiry()
    pressed(desk, second, "pisah")
    assert (again(second).lead, again(second).kept_apart) == (None, True)
    desk.post(f"{PAGE}batal/")
    assert (again(second).lead, again(second).kept_apart) == (first, False)
    other = make_inquiry("Biaya pecah KK berapa?", days_ago=2)
    assert desk.get(f"{PAGE}{first.pk}/gabung/").context["rows"][0].pk == other.pk
    pressed(desk, first, "gabung", {"dengan": [other.pk]})
    assert {again(first).lead, again(second).lead} == {other}
    desk.post(f"{PAGE}batal/")
    assert (again(other).lead, again(first).lead, again(second).lead) == (None, None, first)


def test_undo_does_not_undo_what_others_did_since(desk):
    inquiry = make_inquiry()
    pressed(desk, inquiry, "jawab", form_of(inquiry, jawaban="Satu"))
    pressed(signed_in(make_staff(roles.REVIEWER)), inquiry, "jawab", form_of(inquiry, jawaban="Dua"))
    assert "tidak dibatalkan" in desk.post(f"{PAGE}batal/", follow=True).content.decode()
    assert again(inquiry).answer == "Dua"


def test_a_question_is_given_to_a_colleague_who_is_told(desk, editor):
    inquiry, follower = make_inquiry(), make_inquiry()
    reviewer, counter = make_staff(roles.REVIEWER), make_staff(roles.COUNTER)
    Notification.objects.all().delete()
    pressed(desk, inquiry, "tugas", {"petugas": reviewer.pk})
    assert again(follower).assigned_to == reviewer
    assert Notification.objects.get().user == reviewer
    pressed(desk, inquiry, "tugas", {"petugas": counter.pk})
    assert again(inquiry).assigned_to == reviewer
    pressed(desk, inquiry, "tugas", {"saya": "1"})
    assert again(inquiry).assigned_to == editor
    pressed(desk, inquiry, "tugas", {"petugas": ""})
    assert again(inquiry).assigned_to is None


def test_an_answered_question_is_not_merged_or_marked(editor):
    answered, waiting = make_inquiry(state="dijawab", answered_at=timezone.now()), make_inquiry()
    with pytest.raises(acting.Overtaken):
        acting.merge(leads={answered.pk, waiting.pk}, by=editor)
    with pytest.raises(acting.Overtaken):
        acting.mark(chosen=[answered.pk], by=editor, to=InquiryState.SPAM)


def test_the_dashboard_tells_what_is_late_and_what_waits(desk, editor):
    make_inquiry("Biaya pecah KK berapa?", days_ago=9)
    make_inquiry("KTP hilang syaratnya apa?", assigned_to=editor)
    make_inquiry("Kantor buka hari Sabtu?")
    page = desk.get("/kelola/").content.decode()
    for words in (
        "1 pertanyaan warga terlambat",
        "1 pertanyaan warga ditugaskan",
        "1 pertanyaan warga menunggu",
    ):
        assert words in page
    assert "pertanyaan warga menunggu" not in signed_in(make_staff(roles.PR)).get("/kelola/").content.decode()
