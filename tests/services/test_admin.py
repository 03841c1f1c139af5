"""/kelola/: a superuser edits a service with its parts and publishes; others may do what their role may."""

import pytest

from portal import roles
from services.models import Agency, Office, Service, ServiceEdition
from tests.forms import form_data
from tests.people import make_staff, signed_in

SLUG = "ktp-el-hilang-rusak"


@pytest.fixture
def service(demo):
    # An office of one person: what they change they also publish. See test_workflow for the others.
    Agency.objects.update(review_by_other=False)
    return Service.objects.get(slug=SLUG)


def address(service):
    return f"/kelola/services/service/{service.pk}/change/"


def live():
    return ServiceEdition.objects.live().get(slug=SLUG).content()


def test_saving_the_form_untouched_changes_nothing(staff, service):
    before = service.draft_data()
    data = form_data(staff.get(address(service)), "service_form")
    response = staff.post(address(service), data)
    assert response.status_code == 302, response.context["errors"]
    assert Service.objects.get(slug=SLUG).draft_data() == before


def test_editing_a_requirement_and_publishing_changes_the_public_page(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    data |= {"requirements-3-copies": ["3"], "fee_note": ["Jangan bayar calo."], "_publish": ["x"]}
    response = staff.post(address(service), data, follow=True)
    assert "Terbit sebagai edisi 2" in response.content.decode()
    assert live().requirements[3].copies == 3
    assert live().fee.note == "Jangan bayar calo."


def test_saving_says_one_thing_and_comes_back_to_the_section(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    key = service.requirements.first().key
    row = {"requirements-0-key": ["diketik-ulang"], "at_section": ["section-biaya"], "_continue": ["x"]}
    saved = staff.post(address(service), data | row | {"fee_note": ["Jangan bayar calo."]})
    assert saved["Location"] == f"{address(service)}#section-biaya"
    (said,) = staff.get(address(service)).context["messages"]
    assert "Batalkan perubahan ini" in str(said)
    assert service.requirements.first().key == key  # cards and links hold it
    again = form_data(staff.get(address(service)), "service_form") | {"_continue": ["x"]}
    assert staff.post(address(service), again | {"at_section": ["//x.example"]})["Location"] == address(
        service
    )


def test_saving_without_publishing_stays_a_draft(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    staff.post(address(service), data | {"summary": ["Ringkasan baru."]})
    assert live().summary != "Ringkasan baru."
    page = staff.get(address(service)).content.decode()
    assert "Draf berisi perubahan yang belum terbit" in page


def test_slug_is_fixed_once_something_was_published(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    assert "slug" not in data
    assert staff.post(address(service), data | {"slug": ["lain"]}).status_code == 302
    assert Service.objects.get(pk=service.pk).slug == SLUG
    assert "slug" in form_data(staff.get("/kelola/services/service/add/"), "service_form")


def test_new_requirement_gets_a_key_from_its_label(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    data |= {
        "requirements-TOTAL_FORMS": ["5"],
        "requirements-4-label": ["Pas foto terbaru"],
        "requirements-4-form": ["pas_foto"],
        "requirements-4-service": [str(service.pk)],
        "requirements-4-position": ["9"],
    }
    assert staff.post(address(service), data).status_code == 302
    assert service.requirements.last().key == "pas-foto-terbaru"


def test_publishing_an_incomplete_draft_says_what_is_missing(staff, service):
    data = form_data(staff.get(address(service)), "service_form")
    page = staff.post(
        address(service), data | {"time_text": [""], "_publish": ["x"]}, follow=True
    ).content.decode()
    assert "Waktu penyelesaian belum diisi." in page
    assert live().processing_time.text


@pytest.mark.parametrize(
    "path",
    [
        "", "services/service/", "services/service/add/", "services/agency/", "services/office/",
        "services/document/", "services/lifeevent/", "services/category/", "services/legalbasis/", "services/form/",
        "services/channel/", "services/ramadanperiod/", "faq/question/", "faq/topic/", "cards/card/",
    ],
)  # fmt: skip
def test_every_list_opens_for_the_administrator(staff, demo, path):
    assert staff.get(f"/kelola/{path}").status_code == 200


@pytest.mark.parametrize("path", ["services/service/", "faq/question/", "cards/card/", "services/office/"])
def test_search_of_a_list_takes_a_whole_text(staff, demo, path):
    answer = staff.get(f"/kelola/{path}", {"q": "ktp hilang " * 600})
    assert answer.status_code == 200


@pytest.mark.parametrize("model", ["agency", "office", "document", "lifeevent", "category", "channel"])
def test_every_shared_form_saves_untouched(staff, demo, model):
    from django.apps import apps

    row = apps.get_model("services", model).objects.first()
    path = f"/kelola/services/{model}/{row.pk}/change/"
    response = staff.post(path, form_data(staff.get(path), f"{model}_form"))
    assert response.status_code == 302, response.context["errors"]


def test_forms_of_offices_fold_what_is_technical_and_offer_known_kinds(staff, demo):
    office = Office.objects.first()
    Office.objects.filter(pk=office.pk).update(type="gerai")
    path = f"/kelola/services/office/{office.pk}/change/"
    page = staff.get(path)
    text = page.content.decode()
    assert form_data(page, "office_form")["type"] == ["gerai"]
    assert "Mal Pelayanan Publik" in text
    assert '<a href="/kelola/kantor/">Kantor dan jam</a>' in text
    assert text.index("Teknis") < text.index('name="key"')
    assert "_addanother" not in text
    assert staff.post(path, form_data(page, "office_form")).status_code == 302


def as_role(role):
    return signed_in(make_staff(role))


@pytest.mark.parametrize(
    ("role", "may_save", "may_publish"),
    [
        (roles.EDITOR, True, False),
        (roles.REVIEWER, True, True),
        (roles.PR, False, False),
        (roles.COUNTER, False, False),
    ],
)
def test_roles_may_do_what_they_may(service, role, may_save, may_publish):
    client = as_role(role)
    page = client.get(address(service))
    assert page.status_code == 200
    assert ('name="_publish"' in page.content.decode()) is may_publish
    data = form_data(page, "service_form") | {"summary": ["Dari peran."], "_publish": ["x"]}
    response = client.post(address(service), data)
    assert (response.status_code == 403) is not may_publish
    assert (live().summary == "Dari peran.") is may_publish
    assert (Service.objects.get(slug=SLUG).summary == "Dari peran.") is may_publish or role == roles.EDITOR


def test_stranger_is_asked_to_sign_in(client, service):
    response = client.get(address(service))
    assert response.status_code == 302
    assert "/kelola/login/" in response["Location"]
