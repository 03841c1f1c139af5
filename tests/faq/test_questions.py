"""Which cases a question answers for, and which other questions it names: draft, edition, form and file."""

import pytest

from faq.document import QuestionDocument
from faq.models import Question
from portal import catalogue, roles
from portal.catalogue_export import export_text
from services import draft_changes, draft_state, drafting, history, publishing, snapshot
from services.catalogue_faults import CatalogueError
from services.document import digest
from services.models import Service
from tests.drafts import form_of, opened, saves
from tests.people import make_staff, signed_in

LOST = "ktp-el-hilang-rusak"


@pytest.fixture
def question(demo) -> Question:
    return Question.objects.filter(service__slug=LOST).first()


def others(question: Question, count: int) -> list[str]:
    """Slugs of other questions."""
    return list(Question.objects.exclude(pk=question.pk).values_list("slug", flat=True)[:count])


def test_edition_from_before_still_says_what_the_draft_says(question):
    document = QuestionDocument.model_validate(question.draft_data()).model_dump(mode="json")
    assert not {"cases", "related_questions"} & document.keys()
    edition = question.current_edition()
    assert edition.document == document
    assert edition.digest == digest(document)
    assert not publishing.has_unpublished_changes(question)


def test_cases_and_related_questions_are_published_and_restored(question):
    named = others(question, 2)
    saves(None, question, {"cases": ["rusak"]}, named_questions=named)
    question.refresh_from_db()
    assert publishing.has_unpublished_changes(question)
    said = publishing.publish(question).content()
    assert (said.cases, said.related_questions) == (("rusak",), tuple(named))
    question.restore_draft(question.editions.get(number=1).content())
    assert question.draft_parts()["named_questions"] == []
    publishing.restore(question, 2)
    assert draft_state.read(question)["parts"]["named_questions"] == named


def test_what_changed_is_said_in_words(question):
    before = question.current_edition().content()
    saves(None, question, {"cases": ["rusak"]}, named_questions=others(question, 1))
    after = publishing.build(Question.objects.get(pk=question.pk))
    facts = snapshot.current()
    told = [line.words for line in history.lines(before, after, facts)]
    assert told == [
        "Jawaban ini untuk: dari semua keadaan menjadi rusak",
        "Perbaikan kecil pada data pendukung",
    ]
    rows = [row for section in draft_changes.sections(before, after, facts) for row in section.rows]
    name = Question.objects.get(slug=others(question, 1)[0]).question
    assert ("Pertanyaan terkait", name) in [(row.head, row.after) for row in rows]
    back = [line.words for line in history.lines(after, before, facts)]
    assert back[0] == "Jawaban ini untuk: dari rusak menjadi semua keadaan"


def test_versions_from_before_are_no_other_drafts(question):
    """What the migration does: an older version gets the parts there were not yet, empty."""
    from importlib import import_module

    from django.apps import apps

    version = drafting.before_change(question)
    for part, name in (("fields", "cases"), ("parts", "named_questions")):
        del version.data[part][name]
    version.save()
    import_module("faq.migrations.0005_question_versions").complete(apps, None)
    version.refresh_from_db()
    assert version.data == draft_state.read(question)


def test_a_case_that_is_gone_keeps_it_from_being_published(question):
    saves(None, question, {"cases": ["hilang"]})
    Service.objects.get(slug=LOST).cases.filter(key="hilang").delete()
    problems = publishing.preflight(Question.objects.get(pk=question.pk))
    assert [problem.field for problem in problems] == ["cases"]


def test_general_questions_have_no_cases(demo):
    general = Question.objects.filter(service=None).first()
    general.cases = ["hilang"]
    assert general.draft_data()["cases"] == []


def add_related(data, pks):
    """The fields of the form with these questions named."""
    data["named_questions-TOTAL_FORMS"] = [str(len(pks))]
    for place, pk in enumerate(pks):
        data[f"named_questions-{place}-related"] = [str(pk)]
        data[f"named_questions-{place}-position"] = [str(place + 1)]
    return data


def test_form_offers_the_cases_of_its_service_and_saves_them(staff, question):
    page = staff.get(form_of(question)).content.decode()
    for case in question.service.cases.all():
        assert case.label in page
    data = opened(staff, question) | {"cases": ["rusak"]}
    named = list(Question.objects.exclude(pk=question.pk)[:2])
    response = staff.post(form_of(question), add_related(data, [each.pk for each in named]))
    assert response.status_code == 302
    state = draft_state.read(question)
    assert state["fields"]["cases"] == ["rusak"]
    assert state["parts"]["named_questions"] == [each.slug for each in named]
    sent = opened(staff, question)
    assert sent["cases"] == ["rusak"]
    assert staff.post(form_of(question), sent).status_code == 302
    assert draft_state.read(question) == state


def test_who_may_only_read_sees_the_cases_and_who_reviews_keeps_the_rows(question):
    saves(None, question, {"cases": ["rusak"]}, named_questions=others(question, 1))
    reader = signed_in(make_staff(roles.COUNTER))
    assert "rusak" in reader.get(form_of(question)).content.decode()
    reviewer = make_staff(roles.REVIEWER)
    before = draft_state.read(question)
    client = signed_in(reviewer)
    data = opened(client, question) | {"answer": ["Jawaban peninjau."]}
    assert client.post(form_of(question), data).status_code == 302
    state = draft_state.read(question)
    assert state["parts"] == before["parts"]
    assert state["fields"]["cases"] == ["rusak"]
    assert state["fields"]["answer"] == "Jawaban peninjau."


def test_form_names_what_is_wrong(staff, question):
    data = opened(staff, question) | {"cases": ["hilang"]}
    data["service"] = [str(Service.objects.get(slug="kk-baru").pk)]
    pks = Question.objects.exclude(pk=question.pk).values_list("pk", flat=True)[:4]
    page = staff.post(form_of(question), add_related(data, list(pks))).content.decode()
    assert "Layanannya berganti" in page
    assert "Paling banyak 3 pertanyaan terkait; hapus 1 di antaranya." in page
    own = add_related(opened(staff, question), [question.pk])
    assert "Ini pertanyaan yang sama" in staff.post(form_of(question), own).content.decode()
    assert draft_state.read(question)["fields"]["cases"] == []


def test_file_brings_them_back_and_a_file_without_them_leaves_them(question):
    silent = export_text()
    named = others(question, 2)
    saves(None, question, {"cases": ["hilang"]}, named_questions=named)
    told = export_text()
    report = catalogue.import_text(silent)
    assert (report.changed, report.created) == ({}, {})
    saves(None, question, {"cases": []}, named_questions=named[::-1])
    report = catalogue.import_text(told)
    assert report.changed == {"faqs": [question.slug]}
    assert draft_state.read(question)["fields"]["cases"] == ["hilang"]
    assert draft_state.read(question)["parts"]["named_questions"] == named
    assert question.current_edition().content().related_questions == tuple(named)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("cases", ["menikah"], "tidak ada di cases layanan ini"),
        ("related_questions", ["tidak-ada"], "bukan pertanyaan lain yang ada"),
        ("related_questions", ["a", "b", "c", "d"], "paling banyak 3 pertanyaan"),
    ],
)
def test_file_with_unknown_ones_is_refused(question, field, value, reason):
    text = export_text().replace(f"id: {question.slug}\n", f"id: {question.slug}\n    {field}: {value}\n")
    with pytest.raises(CatalogueError) as error:
        catalogue.import_text(text)
    assert any(fault.field == field and reason in fault.reason for fault in error.value.faults)
