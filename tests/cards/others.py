"""Makers of contents of cards that are not about a service, with short and with the longest texts."""

import datetime
from typing import Any

from cards import closure_cards, correction_cards, notice_cards, office_cards, question_cards
from cards.content import CardContent, CardOptions, Difference
from cards.correction_cards import CorrectionData
from cards.notice_cards import NoticeData
from cards.question_cards import QuestionData, TopicData
from faq.document import QuestionDocument
from services.closure_effects import with_closure
from services.facts import ClosureFacts
from tests.cards.packs import AS_OF, CODE, make_content
from tests.catalogue import catalogue, make_facts

AGENCY = "disdukcapil"
WORDS = "Petugas memeriksa berkas yang dibawa warga lalu memberi nomor antrean di loket pendaftaran. "


def text_of(length: int) -> str:
    """Sentences of about this length."""
    return (WORDS * (length // len(WORDS) + 1))[:length].rsplit(" ", 1)[0] + "."


def question(details: str = "", length: int = 0, **options: Any) -> CardContent:
    """One question of the catalogue, or one with a long answer."""
    row = catalogue()["general_faqs"][10]
    answer = text_of(length) if length else row["answer"]
    document = QuestionDocument(slug=row["id"], question=row["question"], answer=answer, details=details)
    return question_cards.build_question(QuestionData(document, "Hoaks"), AGENCY, make_facts(), _of(options))


def topic(**options: Any) -> CardContent:
    """All general questions of the catalogue as one topic."""
    rows = catalogue()["general_faqs"]
    asked = tuple(
        QuestionDocument(slug=row["id"], question=row["question"], answer=row["answer"]) for row in rows
    )
    data = TopicData("Yang sering ditanyakan", "", asked)
    return question_cards.build_topic("umum", data, AGENCY, make_facts(), _of(options))


def notice(kind: str = "gangguan", is_long: bool = False, **options: Any) -> CardContent:
    """A notice of this kind; a long one fills every field to its limit."""
    long = is_long
    data = NoticeData(
        key="kabar-1",
        kind=kind,
        title=text_of(88) if long else "Cetak KTP-el terhenti",
        claim=text_of(248) if long else "Semua KTP-el lama dihapus.",
        text=text_of(498) if long else "Mesin cetak rusak. Perekaman tetap dilayani.",
        advice=text_of(248) if long else "Ambil KTP-el di MPP Contoh.",
        basis=text_of(198) if long else "Pengumuman Kepala Dinas",
        starts_on=AS_OF,
        ends_on=AS_OF + datetime.timedelta(days=3),
    )
    return notice_cards.build(data, AGENCY, make_facts(), _of(options))


def office(key: str = "kantor-dinas", **options: Any) -> CardContent:
    """An office of the catalogue."""
    return office_cards.build(make_facts().offices[key], make_facts(), _of(options))


def closure(**options: Any) -> CardContent:
    """A closure of all offices of the catalogue."""
    facts = make_facts()
    day = datetime.date(2026, 12, 24)
    closed = ClosureFacts(start=day, end=day, name="Cuti bersama", kind="lokal", offices=tuple(facts.offices))
    source = closure_cards.Source(closed, with_closure(facts, closed))
    return closure_cards.build("tutup-1", source, _of(options))


def correction(count: int = 2, **options: Any) -> CardContent:
    """A correction with so many changes, every third of them long."""
    changes = tuple(
        Difference("Syarat", f"Syarat nomor {at}", text_of(240 if at % 3 == 0 else 30), f"{at} lembar saja")
        for at in range(count)
    )
    data = CorrectionData(CODE, make_content(), changes)
    return correction_cards.build(data, AGENCY, make_facts(), _of(options))


def _of(options: dict[str, Any]) -> CardOptions:
    return CardOptions(as_of=AS_OF, **options)
