"""Shapes that every answer of the API is made of: pages of lists, problems, the values of questions."""

import datetime
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field


class Shape(BaseModel):
    """Base of everything the API answers: exactly these fields, so that its description cannot be wrong."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Listing(Shape):
    """Base of lists: how many there are in all, and the address of what follows."""

    total: int = Field(ge=0, description="How many there are on all pages.")
    next: str | None = Field(description="Address of the next page; null on the last one.")
    list_name: ClassVar[str] = "items"


class Row(Shape):
    """Base of what has a key, a page for people and an address here."""

    key: str
    self: str
    url: str
    url_en: str
    name: str


class Question(BaseModel):
    """Base of what an address may be asked with `?name=value`. Every field says in both languages what it takes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _digits(value: Any) -> Any:
    """Digits and nothing else: what Python reads as a number besides ("1_0", " 1", "1.0") is no number in an address."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError("digits")
    return value


def asked(default: Any, english: str, indonesian: str, **rules: Any) -> Any:
    """A field of a question: what it takes, for the documents and for those who are told that it was wrong."""
    return Field(default, description=english, json_schema_extra={"x-takes-id": indonesian}, **rules)


Number = Annotated[int, BeforeValidator(_digits)]
Key = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{0,80}$")]
"""A key or slug; empty means: not asked for."""

MOST = 100


class PageQuestion(Question):
    """Which part of a list is wanted."""

    limit: Number = asked(
        20, "A number from 1 to 100: how many at once.", "angka 1 sampai 100", ge=1, le=MOST
    )
    offset: Number = asked(
        0, "A number from 0 to 1000000: how many to leave out.", "angka 0 sampai 1000000", ge=0, le=1_000_000
    )


class Problem(Shape):
    """What went wrong, and what to do about it (RFC 9457)."""

    type: str = Field(description="Address that explains this kind of problem.")
    title: str
    title_en: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What to do, in Indonesian.")
    detail_en: str = Field(description="What to do, in English.")
    errors: list["ParameterError"] = Field(
        default=[], description="One for each parameter that was not understood."
    )
    replacement: str | None = Field(
        default=None, description="Of what was withdrawn (410): the address of what holds instead."
    )


class ParameterError(Shape):
    """A parameter that was not understood."""

    parameter: str
    detail: str
    detail_en: str


class Reference(Shape):
    """Another item: its key, its name, its page for people and its address in the API."""

    key: str
    name: str
    name_en: str
    url: str
    self: str


Moment = Annotated[AwareDatetime, Field(description="ISO 8601 with its offset from UTC.")]


def moment(value: datetime.datetime, clock: datetime.tzinfo | None) -> datetime.datetime:
    """A moment on the office's clock, to the second."""
    return value.astimezone(clock).replace(microsecond=0)
