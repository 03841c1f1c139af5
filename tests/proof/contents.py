"""The cards of the catalogue, straight from its file."""

from functools import cache, partial

from cards import question_cards
from cards.content import CardContent, build_content
from cards.packs import options_that_fit
from cards.question_cards import QuestionData
from faq.document import QuestionDocument
from tests.cards.packs import make_options
from tests.catalogue import catalogue, make_documents, make_facts


def services() -> list[str]:
    """Slugs of all services."""
    return list(make_documents())


@cache
def questions() -> dict[str, tuple[QuestionData, str]]:
    """All questions, and whose card each is."""
    found = {}
    topics = {row["key"]: row["name"] for row in catalogue()["faq_topics"]}
    first = next(iter(make_facts().agencies))
    for row in catalogue()["general_faqs"]:
        found[row["id"]] = (_question(row, topics.get(row["topic"], "")), first)
    for service in catalogue()["services"]:
        for row in service.get("faqs", ()):
            found[row["id"]] = (_question(row, service["short_name"]), service["provider"])
    return found


def _question(row: dict, belongs_to: str) -> QuestionData:
    document = QuestionDocument(
        slug=row["id"], question=row["question"], answer=row["answer"], details=row.get("details", "")
    )
    return QuestionData(document, belongs_to)


def contents(kind: str, key: str, format: str) -> list[CardContent]:
    """The packs of a service, or the card of a question without the closing slide, which every one of them shares."""
    if kind == "question":
        data, agency = questions()[key]
        options = make_options(sections=("questions",))
        return [question_cards.build_question(data, agency, make_facts(), options)]
    document = make_documents()[key]
    build = partial(build_content, document, make_facts())
    choices = options_that_fit(build, [case.key for case in document.cases], make_options(), format)
    return [build(each) for each in choices]
