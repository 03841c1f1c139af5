"""The status line: one state, who does what next, the buttons someone may press, and lists that know it all at once."""

import datetime

import pytest
from django.utils import timezone

from portal import roles
from services import drafting, workflow
from services.models import Agency, Service
from services.staff.states import State, state_in_list, state_of, with_state
from services.staff.status import EntryStatus
from services.workflow_rules import OWN_CHANGE, Situation
from tests.people import make_staff, signed_in
from tests.services.test_workflow import SLUG, change


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def people(demo):
    return {
        "editor": make_staff(roles.EDITOR, "sari"),
        "reviewer": make_staff(roles.REVIEWER, "budi"),
        "admin": make_staff(roles.ADMINISTRATOR, "rina"),
        "pr": make_staff(roles.PR, "tia"),
    }


def status(service, user):
    return EntryStatus(Service.objects.get(pk=service.pk), user)


def buttons(service, user):
    return [button.words for button in status(service, user).buttons]


def later(days=3):
    return timezone.now() + datetime.timedelta(days=days)


def live(service, people):
    pass


def changed(service, people):
    change(service, people["editor"])


def submitted(service, people):
    changed(service, people)
    workflow.submit(service, by=people["editor"], remark="Mohon dicek.")


def returned(service, people):
    submitted(service, people)
    workflow.give_back(service, by=people["reviewer"], remark="Perbaiki biaya.")


def scheduled(service, people):
    changed(service, people)
    workflow.approve(service, by=people["reviewer"], live_from=later())


def withdrawn(service, people):
    workflow.withdraw(service, by=people["reviewer"], reason="Digabung.", replacement="ktp-el-baru")


STATES = [
    (live, State.LIVE, [], ["Tarik dari publik"]),
    (changed, State.CHANGED, ["Ajukan"], ["Terbitkan", "Jadwalkan"]),
    (submitted, State.REVIEW, ["Tarik pengajuan"], ["Tinjau dan terbitkan", "Jadwalkan", "Kembalikan"]),
    (returned, State.RETURNED, ["Ajukan"], ["Terbitkan", "Jadwalkan"]),
    (scheduled, State.SCHEDULED, [], ["Terbitkan sekarang", "Jadwalkan", "Batalkan jadwal"]),
    (withdrawn, State.WITHDRAWN, ["Ajukan"], ["Terbitkan", "Jadwalkan"]),
]


@pytest.mark.parametrize(("arrange", "state", "editors", "reviewers"), STATES)
def test_one_state_and_its_buttons(service, people, arrange, state, editors, reviewers):
    arrange(service, people)
    now = Service.objects.get(pk=service.pk)
    assert state_of(Situation(now)) is state
    assert state_in_list(with_state(Service.objects.filter(pk=now.pk)).get()) is state
    assert buttons(service, people["editor"]) == editors
    shown = status(service, people["reviewer"])
    assert [each.words for each in shown.buttons] == [each for each in reviewers if "publik" not in each]
    assert buttons(service, people["pr"]) == []
    assert shown.next_words
    assert shown.public_words


def test_states_say_who_when_and_why(service, people):
    submitted(service, people)
    assert status(service, people["editor"]).next_words == (
        "sari mengajukan baru saja; menunggu peninjau (budi atau rina)."
    )
    assert "menunggu Anda atau rina" in status(service, people["reviewer"]).next_words
    assert status(service, people["reviewer"]).remark == "Mohon dicek."
    workflow.give_back(service, by=people["reviewer"], remark="Perbaiki biaya.")
    shown = status(service, people["editor"])
    assert shown.next_words == "budi mengembalikan baru saja. Perbaiki, lalu ajukan lagi."
    assert shown.remark == "Perbaiki biaya."
    withdrawn(service, people)
    shown = status(service, people["editor"])
    assert (shown.reason, shown.replacement.url) == ("Digabung.", "/layanan/ktp-el-baru/")


def test_scheduled_says_what_is_public_until_then(service, people):
    scheduled(service, people)
    words = status(service, people["editor"]).public_words
    assert "Warga membaca edisi 1" in words
    assert "Edisi 2 terbit" in words


def test_author_is_told_why_another_one_publishes(service, people):
    change(service, people["admin"])
    shown = status(service, people["admin"])
    assert [each.words for each in shown.buttons] == ["Ajukan"]
    assert shown.withheld == [OWN_CHANGE]
    assert status(service, people["reviewer"]).withheld == []
    Agency.objects.update(review_by_other=False)
    assert buttons(service, people["admin"]) == ["Terbitkan", "Ajukan", "Jadwalkan"]


def test_no_other_reviewer_is_said(service, people):
    people["reviewer"].delete()
    change(service, people["admin"])
    workflow.submit(service, by=people["admin"])
    assert "Belum ada peninjau lain" in status(service, people["editor"]).next_words


def test_reviewer_is_told_that_it_was_changed_after_it_was_submitted(service, people):
    submitted(service, people)
    assert status(service, people["reviewer"]).is_changed_since == ""
    change(service, people["editor"], "Diubah lagi.")
    assert "Diubah lagi setelah diajukan oleh sari" in status(service, people["reviewer"]).is_changed_since
    assert status(service, people["reviewer"]).state is State.REVIEW


def test_what_is_missing_leads_to_its_section(service, people):
    service.pk, service.slug, service.time_text = None, "baru", ""
    service._state.adding = True
    service.save()
    shown = status(service, people["editor"])
    assert shown.state is State.DRAFT
    missing = {each.words: each.url.split("#")[1] for each in shown.problems}
    assert missing["Waktu penyelesaian belum diisi."] == "section-waktu"
    assert missing["Kanal pengaduan belum dipilih."] == "section-pengaduan"
    assert shown.buttons == []


def test_list_knows_states_without_asking_for_each(service, people, django_assert_max_num_queries):
    submitted(service, people)
    client = signed_in(people["editor"])
    client.get("/kelola/services/service/")  # reads what every page reads once
    with django_assert_max_num_queries(25) as asked:
        page = client.get("/kelola/services/service/").content.decode()
    assert "Menunggu tinjauan" in page
    assert page.count("pill--live") > 20
    assert sum("services_serviceedition" in query["sql"] for query in asked.captured_queries) <= 2


def test_list_is_filtered_by_state(service, people):
    submitted(service, people)
    client = signed_in(people["editor"])
    rows = client.get("/kelola/services/service/?keadaan=tinjauan").context["cl"].result_list
    assert [row.slug for row in rows] == [SLUG]
    assert client.get("/kelola/faq/question/?keadaan=terbit").context["cl"].result_count > 10


def test_form_shows_the_status_to_those_who_may_only_look(service, people):
    page = signed_in(people["pr"]).get(f"/kelola/services/service/{service.pk}/change/").content.decode()
    assert "Terbit (edisi 1)" in page
    assert "entry-status__buttons" not in page
    assert drafting.authors(service) == set()


def test_what_was_sent_back_waits_for_its_editor_not_for_publishing(service, people):
    returned(service, people)
    seen = status(service, people["reviewer"])
    assert seen.next_words.endswith("; menunggu sari memperbaikinya.")
    assert [each.style for each in seen.buttons if each.words == "Terbitkan"] == ["button--quiet"]
    assert status(service, people["editor"]).next_words.endswith("Perbaiki, lalu ajukan lagi.")
