"""People see and change rows of their own agencies only: every address, tried with another agency's things."""

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from portal import roles
from services.models import (
    Agency,
    Closure,
    Document,
    Office,
    Service,
)
from tests import module_rows
from tests.forms import form_data
from tests.people import make_staff, signed_in
from tests.staff_addresses import House, make_house, routes

MARK = "zzrahasia"
WRITES = {"sign-out-everywhere", "logout"}
FOR_ALL = {
    "index", "services_service_changelist", "faq_question_changelist", "services_office_changelist", "studio",
    "staff-offices", "standard-board", "stale-entries", "exchange",
}  # fmt: skip
LEAD_BACK = {"notification-read", "exchange-check"}
"""Like Django's forms (which lead to the first page), these say "not there" with a way back to their list."""
NOT_OURS = {404, 403, 405}


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker) -> Iterator[House]:
    yield from module_rows.kept(lambda: make_house("dinas-lain", MARK), django_db_blocker)


@pytest.fixture
def theirs(house, db) -> House:
    return house


def member(role):
    return signed_in(make_staff(role, agencies=[Agency.objects.get(key="disdukcapil")]))


def shows(response, address=""):
    """Whether an answer carries the mark; a workbook is looked into. An error page repeats the address."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"".join(map(book.read, book.namelist()))
    return MARK.encode() in body.replace(address.encode(), b"").lower()


def is_list(route):
    """Whether an address shows more than one thing."""
    return not re.sub(r"<str:kind>|\(\?P<app_label>.*", "", route).count("<")


def is_theirs(route):
    """Whether an address names something that belongs to one agency."""
    if route.startswith("kelola/celah/"):  # what people search is nobody's own; tests/faq/test_gaps_pages.py
        return False
    if "<path:object_id>" in route:
        return any(
            f"/{name}/" in route for name in ("service", "question", "office", "closure", "card", "agency")
        )
    return not is_list(route)


def test_no_address_opens_with_another_agencys_things(theirs):
    client, before = member(roles.ADMINISTRATOR), theirs.state()
    wrong = []
    for route, name in routes():
        address = theirs.address(route)
        if not is_theirs(route) or not name or address is None:
            continue
        for method in (client.get, client.post):
            response = method(address)
            at = response.get("Location", "")
            lost = response.status_code == 302 and (at == "/kelola/" or name in LEAD_BACK)
            if (response.status_code not in NOT_OURS and not lost) or shows(response, address):
                wrong.append((name, method.__name__, response.status_code))
    assert not wrong, wrong
    assert theirs.state() == before


def lists(theirs):
    """(name, address) of what shows more than one thing. Papers are drawn from what the pages show."""
    for route, name in routes():
        if is_list(route) and not route.endswith(".pdf"):
            yield name, theirs.address(route)


def test_no_list_shows_them(theirs):
    client = member(roles.ADMINISTRATOR)
    leaks = [name for name, path in lists(theirs) if name not in WRITES and shows(client.get(path))]
    assert leaks == []


@pytest.mark.parametrize("role", [roles.EDITOR, roles.REVIEWER, roles.PR, roles.COUNTER])
def test_no_list_of_another_role_shows_them(theirs, role):
    client = member(role)
    assert [name for name, path in lists(theirs) if name in FOR_ALL and shows(client.get(path))] == []


def test_no_autocomplete_offers_them(theirs):
    client = member(roles.ADMINISTRATOR)
    asked = 0
    for options in admin.site._registry.values():
        for each in (options, *options.inlines):
            model = getattr(each, "model", None)
            for name in getattr(each, "autocomplete_fields", None) or []:
                query = {
                    "app_label": model._meta.app_label, "model_name": model._meta.model_name, "field_name": name,
                    "term": MARK,
                }  # fmt: skip
                answer = client.get("/kelola/autocomplete/", query)
                assert json.loads(answer.content)["results"] == [], (model, name)
                asked += 1
    assert asked > 3


@pytest.mark.parametrize(
    "path", ["services/service/", "faq/question/", "services/office/", "cards/card/", "services/closure/"]
)
def test_no_filter_popup_or_action_reaches_them(theirs, path):
    client, before = member(roles.ADMINISTRATOR), theirs.state()
    queries = ["?_popup=1", "?_popup=1&_to_field=id", f"?agency__id__exact={theirs.agency.pk}", "?all=",
               f"?agency__key={theirs.agency.key}", f"?service__id__exact={theirs.service.pk}",
               f"?offices__id__exact={theirs.office.pk}"]  # fmt: skip
    for query in queries:
        response = client.get(f"/kelola/{path}{query}", follow=True)
        assert not shows(response), query
    row = theirs.row(*path.strip("/").split("/"))
    for action in ("delete_selected", "publish", ""):
        client.post(f"/kelola/{path}", {"action": action, "_selected_action": [row.pk], "post": "yes"})
    assert theirs.state() == before


def test_search_of_a_list_does_not_know_them(theirs):
    client = member(roles.ADMINISTRATOR)
    for path in ("services/service/", "faq/question/", "cards/card/"):
        found = client.get(f"/kelola/{path}", {"q": MARK}).context["cl"]
        assert list(found.result_list) == [], path


def form_of(client, path):
    return form_data(client.get(path), f"{path.split('/')[3]}_form")


def test_nothing_is_moved_to_or_taken_from_another_agency(theirs):
    client, before = member(roles.ADMINISTRATOR), theirs.state()
    mine = Service.objects.get(slug="kk-baru")
    path = f"/kelola/services/service/{mine.pk}/change/"
    data = form_of(client, path)
    client.post(path, data | {"agency": [str(theirs.agency.pk)]})
    client.post(path, data | {"requirements-0-id": [str(theirs.service.requirements.get().pk)]})
    mine.refresh_from_db()
    assert mine.agency.key == "disdukcapil"
    office = Office.objects.filter(agency__key="disdukcapil").first()
    path = f"/kelola/services/office/{office.pk}/change/"
    client.post(path, form_of(client, path) | {"agency": [str(theirs.agency.pk)]})
    office.refresh_from_db()
    assert office.agency.key == "disdukcapil"
    data = form_of(client, "/kelola/services/service/add/")
    client.post(
        "/kelola/services/service/add/",
        data | {"name": ["Baru"], "slug": ["baru"], "agency": [str(theirs.agency.pk)]},
    )
    assert theirs.state() == before


def test_closure_cannot_close_their_office(theirs):
    client, before = member(roles.ADMINISTRATOR), theirs.state()
    for path in ("/kelola/kantor/tutup/baru/", "/kelola/services/closure/add/"):
        page = client.get(path)
        if page.status_code == 200:
            assert not shows(page), path
        data = {"name": "Tutup", "kind": "office", "start": "2027-05-01", "end": "2027-05-01",
                "offices": [theirs.office.pk], "_save": "1", "save": "1"}  # fmt: skip
        client.post(path, data)
    assert not Closure.objects.filter(offices=theirs.office).exclude(pk=theirs.closure.pk).exists()
    assert theirs.state() == before


def test_what_all_share_is_deleted_by_nobody_who_covers_only_some(theirs):
    client = member(roles.ADMINISTRATOR)
    for model in ("category", "document", "legalbasis", "channel"):
        row = apps.get_model("services", model).objects.first()
        assert client.post(f"/kelola/services/{model}/{row.pk}/delete/", {"post": "yes"}).status_code == 403


def test_shared_forms_do_not_name_their_drafts(theirs):
    client = member(roles.ADMINISTRATOR)
    document = Document.objects.first()
    document.issuers.create(service=theirs.draft)
    assert not shows(client.get(f"/kelola/services/document/{document.pk}/change/"))


def test_studio_of_another_agency_is_unknown_to_pr(theirs):
    client, before = member(roles.PR), theirs.state()
    for path in ("", "slide-1.svg"):
        assert client.get(f"/studio/buat/layanan/{theirs.service.slug}/{path}").status_code == 404
    assert client.get(f"/studio/{theirs.service.slug}/").status_code == 404
    assert client.post(reverse("studio-download", args=["layanan", theirs.service.slug])).status_code == 404
    assert theirs.state() == before
