"""Requests that nobody means are refused in plain words, and what is private is kept by nobody."""

import pytest
from django.test import Client

from portal import roles
from portal.accounts import SignInForm
from services.models import Agency
from tests.people import make_staff, signed_in


@pytest.fixture
def chief(demo):
    return make_staff(roles.ADMINISTRATOR, "chief")


def test_nul_among_the_staff_is_refused(chief):
    client = signed_in(chief)
    for path in ["/kelola/entri/layanan/a%00b/", "/kelola/catatan/?q=%00", "/kelola/standar/?x%00=1"]:
        response = client.get(path)
        assert (response.status_code, "NUL" in response.content.decode()) == (400, True), path
    for path in ["/pratinjau/a%00/", "/undangan/a%00/", "/masuk/?next=%00"]:
        assert Client().get(path).status_code == 400, path
    for form in ["/kelola/orang/undang/", "/masuk/", "/kelola/data/"]:
        assert client.post(form, {"name": "a\0b"}).status_code == 400, form
    body = "name=a%00b"
    odd = client.post("/kelola/orang/undang/", body, content_type="application/x-www-form-urlencoded")
    assert odd.status_code == 400
    cookie = Client()
    cookie.cookies["sessionid"] = "a\0bcdefghij"
    assert cookie.get("/kelola/").status_code == 400


@pytest.mark.parametrize("token", ["a.b", "x" * 41])
def test_preview_link_of_another_shape_is_not_looked_up(demo, token, django_assert_num_queries):
    from services.staff.preview_visitors import _link

    with django_assert_num_queries(0):
        assert _link(token) is None


def test_name_longer_than_any_is_nobodys(demo, settings):
    settings.AXES_ENABLED = True
    response = Client().post("/masuk/", {"username": "x" * 400, "password": "y"})
    assert response.status_code == 200
    assert SignInForm.error_messages["invalid_login"] in response.content.decode()


@pytest.mark.parametrize("path", ["/undangan/nothing/", "/studio/"])
def test_private_pages_are_kept_and_listed_by_nobody(client, demo, path):
    response = client.get(path)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"


def test_number_that_no_column_holds_is_no_agency(chief):
    data = {"name": "A", "roles": [roles.EDITOR], "agencies": ["9" * 400]}
    response = signed_in(chief).post("/kelola/orang/undang/", data)
    assert response.status_code == 400
    assert "Pilihan ini tidak ada" in response.content.decode()


def test_refused_officer_stays_in_the_workspace_and_learns_whom_to_ask(chief):
    chief.first_name = "Ibu Kepala"
    chief.save()
    house = Agency.objects.get(key="disdukcapil")
    response = signed_in(make_staff(roles.EDITOR, "editor-a", [house])).get("/kelola/orang/")
    text = response.content.decode()
    assert response.status_code == 403
    for words in ["Ruang kerja", "Peran Anda (Penyunting)", "Ibu Kepala", 'href="/kelola/"']:
        assert words in text
