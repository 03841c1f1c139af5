"""Forms of people who belong to one agency, on rows that name what belongs to another: sent as opened, all stays."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from faq.models import Question
from portal import roles
from services.models import Agency, LimitedDay, Office, Service
from tests.drafts import form_of, opened
from tests.forms import form_data
from tests.people import make_staff, signed_in


@pytest.fixture
def other(demo):
    """An agency nobody here belongs to."""
    return Agency.objects.create(key="lain", name="Dinas Lain", official_name="Dinas Lain")


@pytest.fixture
def office(other):
    return Office.objects.create(
        key="kantor-lain", agency=other, name="Kantor Lain", type="kantor", address="Jalan Lain"
    )


@pytest.fixture
def theirs(other):
    first = Service.objects.first()
    return Service.objects.create(
        slug="lain",
        name="Layanan Lain",
        short_name="Lain",
        summary="x",
        category=first.category,
        agency=other,
    )


@pytest.fixture
def village(demo):
    """An agency that another publishes."""
    return Agency.objects.get(key="kelurahan")


def send(client, row, name, **changes):
    path = f"/kelola/services/{name}/{row.pk}/change/"
    return client.post(path, form_data(client.get(path), f"{name}_form") | changes)


def test_agency_keeps_the_publisher_its_people_do_not_belong_to(village):
    clerk, publisher = signed_in(make_staff(roles.ADMINISTRATOR, agencies=[village])), village.publisher
    for given in ({}, {"publisher": [""]}, {"publisher": [str(village.pk)]}):
        assert send(clerk, village, "agency", tagline=["Semboyan"], **given).status_code == 302
        village.refresh_from_db()
        assert (village.publisher, village.tagline) == (publisher, "Semboyan")


def test_service_that_names_others_is_saved_as_it_was_opened(village, office, theirs):
    editor = signed_in(make_staff(roles.EDITOR, agencies=[village]))
    service = village.services.first()
    service.given_at.create(office=office, position=90)
    service.see_also.create(other=theirs, position=90)
    form = opened(editor, service)
    assert editor.post(form_of(service), form | {"summary": ["Ringkasan lain."]}).status_code == 302
    service.refresh_from_db()
    assert service.summary == "Ringkasan lain."
    assert service.given_at.filter(office=office).exists()
    assert service.see_also.filter(other=theirs).exists()


def test_service_gets_no_new_link_to_others(village, office):
    editor = signed_in(make_staff(roles.EDITOR, agencies=[village]))
    service = village.services.first()
    form = opened(editor, service) | {"given_at-0-office": [str(office.pk)]}
    assert editor.post(form_of(service), form).status_code == 200
    assert not service.given_at.filter(office=office).exists()


def test_office_keeps_the_services_of_a_limited_day(village, theirs):
    mine = Office.objects.create(
        key="kantor-desa", agency=village, name="Kantor", type="kantor", address="Jalan Desa"
    )
    day = LimitedDay.objects.create(office=mine, weekday=0)
    day.services.set([theirs])
    boss = signed_in(make_staff(roles.ADMINISTRATOR, agencies=[village]))
    assert send(boss, mine, "office", landmark=["Masjid"]).status_code == 302
    mine.refresh_from_db()
    assert (mine.landmark, list(day.services.all())) == ("Masjid", [theirs])


def test_question_keeps_the_agency_it_is_of(village, other):
    question = Question.objects.filter(service__agency=village).first()
    Question.objects.filter(pk=question.pk).update(agency=other)
    editor = signed_in(make_staff(roles.EDITOR, agencies=[village]))
    form = opened(editor, question)
    assert editor.post(form_of(question), form | {"answer": ["Lain."]}).status_code == 302
    question.refresh_from_db()
    assert (question.answer, question.agency) == ("Lain.", other)


def test_agencies_do_not_publish_each_other_in_a_circle(village, other):
    other.publisher = village
    other.save()
    top = village.publisher
    top.publisher = other
    with pytest.raises(ValidationError, match="diterbitkan, langsung atau tidak"):
        top.full_clean()


def test_a_form_takes_a_service_with_a_hundred_papers_and_steps():
    papers, steps = 100 * 16, 100 * 8
    assert 2 * (papers + steps) <= settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
