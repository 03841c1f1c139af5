"""The draft of a question as its public page would show it."""

from typing import Any

from django.http import HttpRequest

from faq.document import QuestionDocument
from faq.models import Question, QuestionEdition
from faq.views import question_context
from services import snapshot
from services.confirming import with_confirmation
from services.preview import BAR, GAP, Preview, Shown

BLANK = {"question": GAP, "answer": GAP}
"""What a question cannot be published without, as gaps."""


def fill(data: dict[str, Any]) -> dict[str, Any]:
    """Draft data with gaps where something is missing that the page cannot do without."""
    return data | {name: gap for name, gap in BLANK.items() if not data[name].strip()}


def _edition(entry: Question, document: QuestionDocument) -> QuestionEdition:
    """What publishing the draft would make, not saved; the live edition where it says the same."""
    dumped = document.model_dump(mode="json")
    live = with_confirmation(QuestionEdition.objects.live().filter(entry=entry)).first()
    if live and live.document == dumped:
        return live
    edition = QuestionEdition(entry=entry, document=dumped)
    edition.fill_columns()
    return edition


def _context(request: HttpRequest, shown: Shown, path: str) -> dict[str, Any]:
    """As on the public page; what is sent to others is for what is public."""
    facts = snapshot.current()
    context = question_context(shown.edition, facts)
    return {"site_agency": facts.site_agency(), **context, "share_url": BAR}


PREVIEW = Preview("faq/question.html", BLANK, fill, _edition, _context)
"""How questions are previewed."""
