"""What the search keeps of a question."""

from django.utils.html import strip_tags

from faq.models import QuestionEdition
from services.search.entries import NAME, SPOKEN, Content, Kind, register


def question_content(edition: QuestionEdition) -> Content:
    """An edition of a question: its words and keywords, and the services it is about, its own first."""
    document = edition.content()
    return Content(
        title=document.question,
        lines=[(NAME, document.question), *((SPOKEN, each) for each in document.keywords)],
        medium=[document.answer],
        weak=[strip_tags(document.details)],
        services=tuple(filter(None, [document.service, *document.related_services])),
    )


def register_questions() -> None:
    """Make questions findable."""
    register(Kind("question", QuestionEdition, question_content))
