"""The text of cards that answer questions: one question, or a topic with several. Pure."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards import closing
from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Section
from cards.rich_text import paragraphs
from cards.sections import text
from faq.document import QuestionDocument
from services.facts import SharedFacts

LONGEST_DETAILS = 480
"""Characters of details that a card still prints; of longer ones it says where they are."""


class QuestionData(NamedTuple):
    """A live question, and what it belongs to: the short name of its service, else the name of its topic."""

    document: QuestionDocument
    belongs_to: str = ""
    belongs_to_en: str = ""


class TopicData(NamedTuple):
    """A topic with its live questions in the order of the page."""

    name: str
    name_en: str
    questions: tuple[QuestionDocument, ...]


def build_question(data: QuestionData, agency: str, facts: SharedFacts, options: CardOptions) -> CardContent:
    """The text of a card that answers one question. The same arguments give the same content."""
    document = data.document
    with translation.override(options.language):
        named = _in_language(options, data.belongs_to, data.belongs_to_en) or _("Tanya jawab")
        made = [answer(document)] if "questions" in options.sections else []
        if "last" in options.sections:
            made.append(closing.section(agency, facts))
        return CardContent(
            kind="tanya",
            subject=document.slug,
            name=document.question,
            short_name=options.title or named,
            sections=options.arranged(made),
            **identity(agency, facts, options),
        )


def build_topic(
    key: str, data: TopicData, agency: str, facts: SharedFacts, options: CardOptions
) -> CardContent:
    """The text of a pack that answers the questions of a topic, or the chosen ones (`options.cases`)."""
    asked = [each for each in data.questions if options.cases is None or each.slug in options.cases]
    with translation.override(options.language):
        name = _in_language(options, data.name, data.name_en)
        made = [_cover(options.title or name, asked)] if "cover" in options.sections else []
        if "questions" in options.sections:
            made += [_answers(name, asked)] if asked else []
        if "last" in options.sections:
            made.append(closing.section(agency, facts))
        return CardContent(
            kind="topik",
            subject=key,
            name=name,
            short_name=options.title or name,
            sections=options.arranged(made),
            **identity(agency, facts, options),
        )


def _in_language(options: CardOptions, indonesian: str, english: str) -> str:
    return (english if options.language == "en" else "") or indonesian


def answer(document: QuestionDocument) -> Section:
    """One question with its short answer, and its details where they are short."""
    details = paragraphs(document.details)
    blocks = [Block(key="answer", kind="question", label=document.question, value=document.answer)]
    if sum(map(len, details)) <= LONGEST_DETAILS:
        blocks += [text(each) for each in dict.fromkeys(details)]
    else:
        where = _("pindai kode QR atau buka alamat di bawah.")
        blocks.append(Block(key="more", kind="call", label=_("Rincian lengkap"), value=where))
    return Section(
        key="answer",
        kind="answer",
        slug="jawaban",
        title=document.question,
        eyebrow=_("Tanya jawab"),
        blocks=tuple(blocks),
    )


def _answers(topic: str, asked: Sequence[QuestionDocument]) -> Section:
    blocks = [
        Block(key=f"question:{each.slug}", kind="question", label=each.question, value=each.answer)
        for each in asked
    ]
    return Section(
        key="answers",
        kind="answer",
        slug="jawaban",
        title=topic,
        eyebrow=_("Tanya jawab"),
        blocks=tuple(blocks),
    )


def _cover(title: str, asked: Sequence[QuestionDocument]) -> Section:
    """What the pack is about, and every question it answers."""
    count = ngettext("%(count)d pertanyaan dijawab", "%(count)d pertanyaan dijawab", len(asked))
    summary = count % {"count": len(asked)}
    listed = [Block(key=f"asks:{each.slug}", kind="text", label=each.question) for each in asked]
    return Section(
        key="cover",
        kind="cover",
        slug="cover",
        title=title,
        eyebrow=_("Tanya jawab"),
        blocks=(Block(key="summary", kind="text", label=_("Isi"), value=summary), *listed),
    )
