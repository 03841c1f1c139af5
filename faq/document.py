"""The published document of a question."""

from typing import Literal

from pydantic import Field

from services.document import Frozen


class QuestionDocument(Frozen):
    """Everything an edition of a question says. `service` is the service whose page it stands on, if any."""

    schema_version: Literal[1] = 1
    slug: str
    question: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    details: str = ""
    keywords: tuple[str, ...] = ()
    topic: str = ""
    service: str = ""
    related_services: tuple[str, ...] = ()
