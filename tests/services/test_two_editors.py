"""Two people save one draft: the second is told what the first changed, and nothing is overwritten silently."""

import pytest
from django.contrib.auth.models import User

from faq.models import Question
from portal import roles
from services import draft_rows, drafting, publishing
from services.models import Agency, Service
from tests.drafts import form_of, opened, part_of, saves
from tests.forms import form_data
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo):
    return Service.objects.get(slug=SLUG)


@pytest.fixture
def siti(demo):
    return make_staff(roles.EDITOR, "siti")


@pytest.fixture
def budi(demo):
    return signed_in(make_staff(roles.EDITOR, "budi"))


@pytest.fixture(scope="module")
def drawn():
    """The form that was opened already: every test starts from the same rows, and drawing it takes a second."""
    return {}


@pytest.fixture
def form(drawn, budi, service):
    """The form of the service as Budi opened it."""
    if not drawn:
        drawn.update(opened(budi, service))
    return dict(drawn)


def settle_of(entry, path="layanan"):
    return f"/kelola/entri/{path}/{entry.pk}/pilih/"


def send(client, entry, form, **changes):
    return client.post(form_of(entry), form | {name: [str(value)] for name, value in changes.items()})


def choose(client, page, entry, path="layanan", **sides):
    """Send the page of choices as it stands, with some sides taken: label="saya"."""
    choices = {each.label: each.name for each in [*page.context["contested"], *page.context["uncontested"]]}
    form = form_data(page, "conflict-form")
    return client.post(
        settle_of(entry, path), form | {choices[label]: [side] for label, side in sides.items()}
    )


def labels(page, which):
    assert page.status_code == 409, page.context and page.context.get("errors")
    return {choice.label for choice in page.context[which]}


def now(service):
    return Service.objects.get(pk=service.pk)


def new_paper(number, label, **more):
    """The fields of a new paper in the form."""
    row = {"label": label, "form": "fotokopi", "position": number, **more}
    return {"requirements-TOTAL_FORMS": number + 1} | {
        f"requirements-{number}-{name}": value for name, value in row.items()
    }


def make_draft(service, **fields):
    """A service that was never published."""
    given = {"name": "Baru", "short_name": "Baru", "summary": "x", "slug": "baru"} | fields
    return Service.objects.create(category=service.category, agency=service.agency, **given)


def test_second_to_save_is_told_and_chooses(siti, budi, service, form):
    answer = send(signed_in(siti), service, form, summary="Dari Siti", fee_note="Catatan Siti")
    assert answer.status_code == 302
    page = send(budi, service, form, summary="Dari Budi", tips="Saran Budi")
    text = page.content.decode()
    assert "<strong>siti</strong> mengubah: Ringkasan satu kalimat, Catatan biaya" in text
    assert labels(page, "contested") == {"Ringkasan satu kalimat"}
    assert labels(page, "uncontested") == {"Catatan biaya", "Saran"}
    for words in ("Dari Siti", "Dari Budi", "Catatan Siti", "Saran Budi", "Isian siti", "Buang isian saya"):
        assert words in text
    assert (now(service).summary, now(service).fee_note) == ("Dari Siti", "Catatan Siti")
    assert now(service).tips != ["Saran Budi"]
    page = choose(budi, page, service)
    assert "Ringkasan satu kalimat: pilih salah satu isian" in page.content.decode()
    assert labels(page, "contested") == {"Ringkasan satu kalimat"}
    assert (now(service).summary, now(service).tips == ["Saran Budi"]) == ("Dari Siti", False)
    assert choose(budi, page, service, **{"Ringkasan satu kalimat": "tersimpan"}).status_code == 302
    assert (now(service).summary, now(service).fee_note) == ("Dari Siti", "Catatan Siti")
    assert now(service).tips == ["Saran Budi"]
    assert drafting.versions(service).first().by_name == "budi"


def test_second_may_take_their_own_words(siti, budi, service, form):
    saves(
        siti, service, {"summary": "Dari Siti", "fee_note": "Catatan Siti", "pinned": True, "owner": siti.pk}
    )
    page = send(budi, service, form, summary="Dari Budi")
    choose(budi, page, service, **{"Ringkasan satu kalimat": "saya", "Catatan biaya": "saya"})
    assert (now(service).summary, now(service).fee_note) == ("Dari Budi", "")
    assert (now(service).pinned, now(service).owner) == (True, siti)


def test_parts_are_told_apart_by_their_key(siti, budi, service, form):
    """Rows and keys survive; new, removed and changed papers of both come together."""
    first, second, *_ = service.requirements.all()
    papers = part_of(service, "requirements")
    papers[0]["note"] = "Catatan Siti"
    saves(siti, service, requirements=[papers[0], *papers[2:]])
    change = {"requirements-0-label": "Sebutan Budi", "requirements-1-note": "Catatan Budi"}
    page = send(budi, service, form, **change | new_paper(len(papers), "Pas foto baru"))
    assert labels(page, "contested") == {f"Persyaratan “{second.label}”"}
    assert labels(page, "uncontested") == {
        "Persyaratan “Sebutan Budi” · persyaratan",
        "Persyaratan “Sebutan Budi” · catatan",
        "Persyaratan “Pas foto baru”",
    }
    choose(budi, page, service, **{f"Persyaratan “{second.label}”": "saya"})
    saved = {paper.key: paper for paper in service.requirements.all()}
    assert list(saved) == [*(paper["key"] for paper in papers), "pas-foto-baru"]
    assert (saved[first.key].label, saved[first.key].note) == ("Sebutan Budi", "Catatan Siti")
    assert saved[first.key].pk == first.pk
    assert saved[second.key].note == "Catatan Budi"


def test_steps_and_links_are_chosen_as_a_whole(siti, budi, service, form):
    steps = part_of(service, "steps")
    steps[0]["text"] = "Langkah Siti"
    saves(siti, service, steps=steps, channels=part_of(service, "channels")[1:])
    page = send(budi, service, form, **{"steps-1-text": "Langkah Budi"})
    assert labels(page, "contested") == {"Alur"}
    assert labels(page, "uncontested") == {"Kanal pengaduan"}
    choose(budi, page, service, Alur="saya")
    texts = [step.text for step in service.steps.all()]
    assert "Langkah Siti" not in texts
    assert texts[1] == "Langkah Budi"


def test_who_changed_nothing_is_not_asked(siti, budi, service, form):
    saves(siti, service, {"summary": "Dari Siti"})
    assert send(budi, service, form).status_code == 302
    assert "Anda tidak mengubah apa pun" in budi.get(form_of(service)).content.decode()
    assert now(service).summary == "Dari Siti"


def test_save_that_changed_nothing_is_no_conflict(siti, budi, service, form):
    saves(siti, service)
    assert now(service).revision > service.revision
    assert send(budi, service, form, summary="Dari Budi").status_code == 302
    assert now(service).summary == "Dari Budi"


def test_errors_come_first_and_lose_nothing(siti, budi, service, form):
    papers = part_of(service, "requirements")
    saves(siti, service, {"summary": "Dari Siti"}, requirements=[papers[0], *papers[2:]])
    page = send(budi, service, form, summary="", tips="Saran Budi", **{"requirements-1-note": "Milik Budi"})
    assert page.status_code == 200
    again = form_data(page, "service_form")
    assert (again["tips"], again["requirements-1-note"]) == (["Saran Budi"], ["Milik Budi"])
    assert again["draft_base"] == form["draft_base"]
    page = send(budi, service, again, summary="Dari Budi")
    assert page.status_code == 409
    assert "Saran Budi" in page.content.decode()
    assert "Milik Budi" in page.content.decode()


def test_another_save_while_choosing_asks_again(siti, budi, service, form):
    saves(siti, service, {"summary": "Dari Siti"})
    page = send(budi, service, form, summary="Dari Budi", tips="Saran Budi")
    saves(siti, service, {"summary": "Siti lagi", "fee_note": "Catatan Siti"})
    page = choose(budi, page, service, **{"Ringkasan satu kalimat": "saya"})
    assert "Selagi Anda memilih" in page.content.decode()
    assert labels(page, "contested") == {"Ringkasan satu kalimat"}
    assert "Dari Budi" in page.content.decode()
    assert now(service).summary == "Siti lagi"
    assert choose(budi, page, service, **{"Ringkasan satu kalimat": "tersimpan"}).status_code == 302
    assert (now(service).summary, now(service).fee_note) == ("Siti lagi", "Catatan Siti")
    assert now(service).tips == ["Saran Budi"]


def test_write_that_nobody_remembered_is_seen(budi, service, form):
    Service.objects.filter(pk=service.pk).update(summary="Dari impor")
    page = send(budi, service, form, summary="Dari Budi")
    assert labels(page, "contested") == {"Ringkasan satu kalimat"}
    assert "Impor atau perintah server" in page.content.decode()


def test_restored_edition_is_seen(budi, service):
    Service.objects.filter(pk=service.pk).update(summary="Draf")
    form = opened(budi, service)
    publishing.restore(service, 1)
    assert labels(send(budi, service, form, summary="Dari Budi"), "contested") == {"Ringkasan satu kalimat"}


def test_button_that_publishes_publishes_nothing_unseen(siti, service, form):
    rini = signed_in(make_staff(roles.ADMINISTRATOR, "rini"))
    saves(siti, service, {"summary": "Dari Siti"})
    page = send(rini, service, form, tips="Saran Rini", _publish="x")
    assert labels(page, "uncontested") == {"Ringkasan satu kalimat", "Saran"}
    assert "tekan lagi tombol yang tadi Anda maksud" in page.content.decode()
    assert service.editions.count() == 1


def test_slug_that_was_fixed_meanwhile_stays(siti, budi, service):
    draft = make_draft(service)
    form = opened(budi, draft)
    saves(siti, draft, {"slug": "baru-sekali"})
    page = send(budi, draft, form, summary="Dari Budi", slug="lain")
    assert labels(page, "contested") == {"Alamat singkat"}
    draft.editions.create(number=1, document={"name": "Baru"}, live_from=draft.created_at, slug="baru-sekali")
    choose(budi, page, draft, **{"Alamat singkat": "saya"})
    assert (now(draft).slug, now(draft).summary) == ("baru-sekali", "Dari Budi")


def test_what_cannot_stand_is_said_and_nothing_lost(siti, budi, service):
    draft = make_draft(service)
    form = opened(budi, draft)
    saves(siti, draft, {"summary": "Dari Siti"})
    page = send(budi, draft, form, slug="dipakai")
    make_draft(service, slug="dipakai")
    page = choose(budi, page, draft)
    assert labels(page, "uncontested") == {"Ringkasan satu kalimat", "Alamat singkat"}
    assert page.context["faults"]
    assert now(draft).slug == "baru"


def test_case_that_a_new_paper_needs_stays(siti, budi, service, form):
    case, cases = service.cases.first(), part_of(service, "cases")
    saves(
        siti,
        service,
        cases=cases[1:],
        requirements=[row | {"cases": []} for row in part_of(service, "requirements")],
    )
    page = send(budi, service, form, **new_paper(service.requirements.count(), "Laporan", cases=case.pk))
    assert choose(budi, page, service).status_code == 302
    assert [each.key for each in service.requirements.get(key="laporan").cases.all()] == [case.key]
    assert "tetap ada" in budi.get(form_of(service)).content.decode()


def test_page_cannot_be_forged_or_used_elsewhere(siti, budi, service, form):
    saves(siti, service, {"summary": "Dari Siti"})
    page = send(budi, service, form, summary="Dari Budi")
    sealed = form_data(page, "conflict-form")["isian"][0]
    other = Service.objects.exclude(pk=service.pk).first()
    for client, entry, text in [
        (budi, service, ""),
        (budi, service, "x" + sealed),
        (budi, service, "x" * (draft_rows.LONGEST + 1)),
        (budi, other, sealed),
        (signed_in(siti), service, sealed),
    ]:
        response = client.post(settle_of(entry), {"isian": text, "pilih-0": "saya"})
        assert response.status_code == 400
        assert "Tidak ada yang disimpan" in response.content.decode()
    assert send(budi, service, form | {"draft_base": ["x"]}, summary="Dari Budi").status_code == 400
    assert budi.get(settle_of(service)).status_code == 405
    assert now(service).summary == "Dari Siti"


def test_choices_need_permission_and_own_rows(service):
    other = Agency.objects.create(key="lain", name="Dinas lain", official_name="Dinas lain")
    assert signed_in(make_staff(roles.COUNTER, "loket")).post(settle_of(service)).status_code == 403
    assert signed_in(make_staff(roles.EDITOR, "jauh", [other])).post(settle_of(service)).status_code == 404


def test_choice_cannot_move_an_entry_to_another_agency(siti, budi, service, form):
    """What was one's own when the page was made may be another's when it is sent."""
    saves(siti, service, {"summary": "Dari Siti"})
    page = send(budi, service, form, summary="Dari Budi")
    User.objects.get(username="budi").memberships.all().delete()
    assert choose(budi, page, service, **{"Ringkasan satu kalimat": "saya"}).status_code == 404
    assert now(service).summary == "Dari Siti"


def test_questions_are_guarded_too(siti, budi, demo):
    question = Question.objects.filter(service=None).first()
    form = opened(budi, question)
    saves(siti, question, {"answer": "Dari Siti", "keywords": ["satu"]})
    page = send(budi, question, form, answer="Dari Budi")
    assert labels(page, "contested") == {"Jawaban singkat"}
    choose(budi, page, question, "tanya-jawab", **{"Jawaban singkat": "saya"})
    question.refresh_from_db()
    assert (question.answer, question.keywords) == ("Dari Budi", ["satu"])


def test_trying_the_form_leaves_nothing_behind(siti, budi, service, form):
    saves(siti, service, {"summary": "Dari Siti"}, requirements=part_of(service, "requirements")[1:])
    rows, versions = draft_rows.opened(service), drafting.versions(service).count()
    assert send(budi, service, form, summary="Dari Budi").status_code == 409
    assert draft_rows.opened(service).rows == rows.rows
    assert drafting.versions(service).count() == versions


@pytest.mark.parametrize("times", [2, 3])
def test_any_number_of_saves_in_between_is_asked(siti, budi, service, form, times):
    for number in range(times):
        saves(siti, service, {"summary": f"Dari Siti {number}"})
    page = send(budi, service, form, summary="Dari Budi")
    assert labels(page, "contested") == {"Ringkasan satu kalimat"}
    choose(budi, page, service, **{"Ringkasan satu kalimat": "saya"})
    assert now(service).summary == "Dari Budi"
