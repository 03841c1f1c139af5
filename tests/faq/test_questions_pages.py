"""Questions on public pages: those of a case, those that go together, who checked them, and the list's filters."""

import datetime
import re

import html5lib
import pytest
from django.utils import timezone

from faq.models import Question, QuestionEdition
from services import confirming, publishing
from tests.drafts import saves

LOST = "ktp-el-hilang-rusak"


def read(client, address):
    text = client.get(address).content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


@pytest.fixture
def questions(demo) -> list[Question]:
    """The questions of a service: the first for the case "rusak", the second for "hilang", the rest for all."""
    own = list(Question.objects.filter(service__slug=LOST))
    for question, case in zip(own, ["rusak", "hilang"], strict=False):
        saves(None, question, {"cases": [case]})
        publishing.publish(Question.objects.get(pk=question.pk))
    return own


def part(text: str) -> str:
    """The questions on a service's page."""
    return text[text.index('id="tanya"') : text.index('id="pengaduan"')]


def asked(text: str) -> list[str]:
    """Slugs of the questions there, in order."""
    return re.findall(r'href="/tanya-jawab/([^/"]+)/"', part(text))


def test_service_page_names_the_case_of_each_question(questions, client):
    text = read(client, f"/layanan/{LOST}/")
    assert {each.slug for each in questions} <= set(asked(text))
    assert part(text).count("answer__case") == 2
    assert f'href="/tanya/?layanan={LOST}"' in part(text)


def test_service_page_in_a_case_leads_with_its_questions_and_leaves_out_others(questions, client):
    text = read(client, f"/layanan/{LOST}/?keadaan=hilang")
    assert asked(text)[0] == questions[1].slug
    assert questions[0].slug not in asked(text)
    assert questions[2].slug in asked(text)
    assert "answer__case" not in part(text)
    assert f'href="/tanya/?layanan={LOST}&amp;keadaan=hilang"' in part(text)
    assert f'href="/tanya-jawab/?layanan={LOST}"' in part(text)


def test_service_page_still_takes_four_queries(questions, client, django_assert_max_num_queries):
    client.get(f"/layanan/{LOST}/?keadaan=hilang")
    with django_assert_max_num_queries(4):
        client.get(f"/layanan/{LOST}/?keadaan=hilang")


def test_question_leads_to_the_papers_of_its_case(questions, client):
    text = read(client, f"/tanya-jawab/{questions[0].slug}/")
    label = questions[0].service.cases.get(key="rusak").label
    assert f"Untuk keadaan: <strong>{label}</strong>" in text
    assert f'href="/layanan/{LOST}/?keadaan=rusak#berkas"' in text
    assert f'href="/tanya/?layanan={LOST}&amp;keadaan=rusak"' in text


def related(text: str) -> list[str]:
    found = re.search(r'id="judul-lain".*?</section>', text, re.DOTALL)
    return re.findall(r'href="/tanya-jawab/([^/"]+)/"', found[0]) if found else []


def test_related_questions_are_those_named_then_near_ones_and_never_more_than_three(questions, client):
    address = f"/tanya-jawab/{questions[0].slug}/"
    own = [each.slug for each in questions[1:]]
    assert related(read(client, address)) == own[:3]
    far = Question.objects.filter(service=None).exclude(topic=questions[0].topic).first()
    saves(None, questions[0], named_questions=[far.slug])
    publishing.publish(Question.objects.get(pk=questions[0].pk))
    assert related(read(client, address)) == [far.slug, *own[:2]]
    publishing.withdraw(far, reason="Sudah tidak berlaku.")
    assert related(read(client, address)) == own[:3]


def test_question_of_no_service_and_no_topic_has_none(demo, client):
    Question.objects.create(slug="tanpa-apa-apa", question="Apa?", answer="<p>Ini.</p>")
    publishing.publish(Question.objects.get(slug="tanpa-apa-apa"))
    assert related(read(client, "/tanya-jawab/tanpa-apa-apa/")) == []


def test_page_says_when_it_was_checked_and_by_whom(demo, admin_user, client):
    question = Question.objects.get(slug="umum-jam-layanan")
    published = timezone.now() - datetime.timedelta(days=40)
    QuestionEdition.objects.filter(entry=question).update(live_from=published)
    page = "/tanya-jawab/umum-jam-layanan/"
    words = re.search(r"Terakhir diperiksa .*?\.<", read(client, page))[0]
    assert words.endswith("saat jawaban ini terbit.<")
    assert str(timezone.localdate(published).year) in words
    assert question.agency.name in words
    confirming.confirm(question, by=admin_user, position="Kepala Seksi Identitas")
    assert "oleh Kepala Seksi Identitas." in read(client, page)


def test_list_is_filtered_by_service(questions, client):
    text = read(client, f"/tanya-jawab/?layanan={LOST}")
    count = (
        len(questions) + QuestionEdition.objects.live().filter(related_services__contains=f"|{LOST}|").count()
    )
    assert f"{count} tanya jawab." in text
    assert f'<option value="{LOST}" selected>' in text
    assert "tidak dikenal" in read(client, "/tanya-jawab/?layanan=bukan-layanan")


def test_nothing_found_leads_to_asking(questions, client):
    text = read(client, f"/tanya-jawab/?q=zzzxq&layanan={LOST}")
    assert f'class="button" href="/tanya/?layanan={LOST}"' in text
