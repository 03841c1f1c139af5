"""Previews of questions."""

import re

import pytest
from django.urls import reverse

from faq.models import Question
from tests.services.test_preview import main_of


@pytest.fixture
def question(demo) -> Question:
    return Question.objects.get(slug="umum-hoaks")


def address(entry, name="entry-preview"):
    return reverse(name, args=["tanya-jawab", entry.pk])


def without_sharing(html: str) -> str:
    return re.sub(r'href="(?:https://wa\.me/\?|#pratinjau)[^"]*"', "", html)


def test_unchanged_draft_looks_exactly_like_the_public_page(staff, client, question):
    public, shown = client.get("/tanya-jawab/umum-hoaks/"), staff.get(address(question))
    assert without_sharing(main_of(shown)) == without_sharing(main_of(public))
    page = shown.content.decode()
    assert "Pratinjau draf — sama dengan yang dibaca warga" in page
    for word in ("canonical", "og:", "ld+json"):
        assert word not in page, word
    assert "no-store" in shown["Cache-Control"]


def test_unfinished_question_shows_gaps(staff, demo):
    new = Question.objects.create(slug="baru", question="", details="<p>Isi <b>tebal</b></p>")
    response = staff.get(address(new))
    assert main_of(response).count("belum diisi</mark>") == 2
    assert "Tulis jawaban singkatnya." in response.content.decode()


def test_changes_of_a_question(staff, question):
    question.answer = "Jawaban yang sama sekali lain."
    question.save()
    page = staff.get(address(question, "entry-changes")).content.decode()
    assert "Pertanyaan dan jawaban" in page
    assert "Jawaban yang sama sekali lain." in page
