"""Requests that another site makes a browser send: every address that takes a form, found in the URL modules."""

import pytest
from django.test import Client

from faq.models import Feedback, Inquiry, SearchCount
from services import snapshot
from tests.people import signed_in
from tests.security import addresses
from tests.stored import stored

WITHOUT_TOKEN = {
    "ask", "ask-similar", "ask-code", "ask-settled", "ask-withdraw", "ask-contact", "feedback", "feedback-missing",
    "feedback-wrong", "search-opened",
}  # fmt: skip
"""Forms of public pages, which are kept for everyone and so hold no token; they look at the Origin instead."""
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"origin": "https://evil.example"},
    {"origin": "null"},
    {"referer": "https://evil.example/?http://testserver/"},
]


def exempt_names():
    return {
        pattern.name for _, pattern in addresses.patterns() if getattr(pattern.callback, "csrf_exempt", False)
    }


def test_only_these_forms_hold_no_token():
    names = {name for name in exempt_names() if not (name or "").startswith("api")}
    assert names == WITHOUT_TOKEN


def test_no_address_takes_a_form_without_its_token(house, administrator, settings):
    settings.CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"  # ours asks the database for ways on
    snapshot.rebuild()
    trusted = signed_in(administrator)
    forger = Client(enforce_csrf_checks=True)
    forger.cookies = trusted.cookies
    before, wrong = stored(), []
    everything = [*addresses.public(house), *addresses.staff(house)]
    for each in everything:
        if each.name in WITHOUT_TOKEN:
            continue
        status = forger.post(each.path, {"x": "1"}, headers={"origin": "https://evil.example"}).status_code
        # 403: the token is missing; the others take no form at all.
        if status not in {403, 404, 405}:
            wrong.append((each.name, status))
    assert wrong == []
    assert len(everything) > 250
    changed = {table for table, rows in stored().items() if rows != before[table]}
    assert changed <= {"django_session", "portal_staffsession"}, "nothing happened"


@pytest.mark.parametrize("headers", FOREIGN)
def test_forms_without_a_token_take_nothing_from_another_site(demo, headers):
    client = Client(enforce_csrf_checks=True, headers=headers)
    forms = {
        "/tanya/": {"pertanyaan": "Apakah akta bisa diurus nenek?", "langkah": "kirim"},
        "/umpan-balik/": {"jenis": "layanan", "halaman": "kk-baru", "membantu": "belum"},
        "/umpan-balik/kurang/": {"jenis": "layanan", "halaman": "kk-baru", "text": "Kurang jelas"},
        "/umpan-balik/salah/": {"jenis": "layanan", "halaman": "kk-baru", "reason": "biaya", "text": "Salah"},
        "/cari/dibuka/": {"q": "ktp hilang"},
        "/tanya/terjawab/layanan/kk-baru/": {},
    }
    for path, data in forms.items():
        assert client.post(path, data).status_code in {302, 403, 422, 429}, path
    assert not Inquiry.objects.exists()
    assert not Feedback.objects.exists()
    assert not SearchCount.objects.exists()
