"""Every form of the site, filled with hostile and strange texts: no 500, no hang, and nothing runs in the answer."""

import io

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.fuzz import strange
from tests.fuzz.forms_found import Form, forms_of
from tests.fuzz.profile import LONG, dice, no_hang
from tests.security import addresses, judge

KEPT = {"csrfmiddlewaretoken", "formulir", "tanda", "revision", "_revision", "drawn"}
"""Names whose values are left alone mostly, or nothing would come further than the first check."""
TURNS = 25 if LONG else 1
FEWEST = {"public": 6, "staff": 60 if LONG else 15}
LEAVES = ("/keluar/", "/kelola/logout/", "/kelola/akun/sesi/")


def strangely(form: Form, chance) -> dict:
    """What is sent: most of what people type is strange, what the page gave mostly stays."""
    data: dict = {}
    for name, value, kind in form.fields:
        is_typed = kind in {"text", "search", "email", "url", "tel", "number", "date", "time", "password"}
        is_odd = chance.random() < (
            0.8 if is_typed else 0.04 if name in KEPT or "TOTAL_FORMS" in name else 0.12
        )
        if kind == "file":
            data[name] = upload(chance)
        elif (kind == "button" and chance.random() < 0.5) or (kind == "checkbox" and chance.random() < 0.2):
            continue
        else:
            data.setdefault(name, []).append(sendable(chance.choice(strange.ALL)) if is_odd else value)
    return data


def with_a_whole_text(form: Form) -> dict:
    """As somebody sends it who pasted a letter into a search: far more words than a database takes conditions."""
    data: dict = {}
    for name, value, kind in form.fields:
        data.setdefault(name, []).append("ktp hilang " * 600 if kind in {"text", "search"} else value)
    return data


def sendable(text: str) -> str:
    """As a browser can send it."""
    return text.encode("utf-8", "replace").decode()


def upload(chance) -> io.BytesIO:
    content = chance.choice(
        [
            b"",
            b"\x89PNG\r\n\x1a\n",
            b"PK\x03\x04",
            b"GIF89a",
            b"<svg onload=x>",
            b"a: [",
            b"\xff\xfe\x00",
            b"x" * 5000,
        ]
    )
    file = io.BytesIO(content)
    file.name = chance.choice(
        ["a.png", "a.xlsx", "a.yaml", "../../a.csv", "a\u202egnp.exe", '"><script>zq9z()</script>.zip']
    )
    return file


def try_form(client, form: Form, data: dict) -> list[str]:
    """Send it, look at the answer and at where it leads; take everything back."""
    wrong = []
    with transaction.atomic():
        with no_hang((form.action, data)):
            response = (
                client.post(form.action, data) if form.method == "post" else client.get(form.action, data)
            )
        answers = [response]
        if (place := response.get("Location", "")).startswith("/"):
            answers.append(client.get(place))
        for each in answers:
            wrong += [f"{form.action}: {fault}" for fault in judge.faults(each)]
            wrong += [f"{form.action}: {each.status_code}"] if each.status_code >= 500 else []
        transaction.set_rollback(True)
    connection.run_on_commit = []
    return wrong


def try_all(client, found: list[addresses.Address], chance) -> int:
    """Every form of these pages, each shape once a turn. How many."""
    wrong, known = [], {}
    for each in found:
        response = client.get(each.path)
        if response.status_code == 200 and response.get("Content-Type", "").startswith("text/html"):
            for form in forms_of(response.content.decode(), each.path):
                if form.action.startswith("/") and not form.action.startswith(LEAVES):
                    known.setdefault(form.shape, form)
    for form in known.values():
        if form.method == "get":
            wrong += try_form(client, form, with_a_whole_text(form))
        for _ in range(TURNS):
            wrong += try_form(client, form, strangely(form, chance))
            cache.clear()
    assert wrong == []
    return len(known)


@pytest.fixture
def client():
    return Client(headers={"sec-fetch-site": "same-origin"})


def test_public_forms_take_anything(house, client):
    found = addresses.public(house)
    assert try_all(client, found, dice("public forms")) >= FEWEST["public"]


def test_staff_forms_take_anything(house, chief):
    """In the short run a third of the pages."""
    found = [
        each
        for each in addresses.staff(house)
        if not each.path.endswith((".pdf", ".svg", ".png", ".jpg", "/history/"))
    ]
    assert try_all(chief, found if LONG else found[::3], dice("staff forms")) >= FEWEST["staff"]
