"""The published document of a question."""

from typing import Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from services.document import Frozen

LATER = ("cases", "related_questions")
"""Parts that came after the first editions. They are written only where they say something."""


class QuestionDocument(Frozen):
    """Everything an edition of a question says. `service` is the service whose page it stands on, if any.

    `cases` are keys of cases of that service (none: it answers for all), `related_questions` slugs in order.
    """

    schema_version: Literal[1] = 1
    slug: str
    question: str = Field(min_length=1)
    answer: str = Field(min_length=1)
    details: str = ""
    keywords: tuple[str, ...] = ()
    topic: str = ""
    service: str = ""
    related_services: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    related_questions: tuple[str, ...] = ()

    @model_serializer(mode="wrap")
    def _as_before(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Without the later parts where they are empty: what an edition said before has the digest it had."""
        dumped = serialize(self)
        return {name: value for name, value in dumped.items() if value or name not in LATER}
