"""What people can need: entries, other pages, searches without an answer, and what no entry is about."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from faq.feedback.subjects import KIND_WORDS, PAGE, PAGES
from faq.models import Question
from services import scope
from services.models import Document, LifeEvent, Notice, Office, Service

SERVICE, QUESTION, GAP, OTHER = "layanan", "tanya-jawab", "celah", "lain"
WITHOUT_SUBJECT = (OTHER, "umum")
"""Where inquiries without a service and taps on "lain" are counted."""

Key = tuple[str, str]
"""(kind, key), as pages are named everywhere."""


@dataclass(frozen=True)
class Subject:
    """Something people need. `pk` is of its row, where it has one."""

    kind: str
    key: str
    title: str
    pk: int | None = None

    @property
    def label(self) -> str:
        """What its kind is called."""
        return KINDS[self.kind].label


@dataclass(frozen=True)
class Kind:
    """A kind of subjects. `named` finds, of these keys, those that someone may see: (key, title, primary key)."""

    label: str
    named: Callable[[Any, Collection[str]], Collection[tuple[str, str, int | None]]]


def _rows(model: type, key: str, title: str) -> Callable[[Any, Collection[str]], Any]:
    def named(user: Any, keys: Collection[str]) -> Any:
        rows = scope.own(model.objects.filter(**{f"{key}__in": keys}), user)
        return rows.order_by().values_list(key, title, "pk")

    return named


def _notices(user: Any, keys: Collection[str]) -> Any:
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 16]
    rows = scope.own(Notice.objects.filter(pk__in=numbers), user)
    return [(str(pk), title, pk) for pk, title in rows.order_by().values_list("pk", "title")]


def _pages(user: Any, keys: Collection[str]) -> Any:
    return [(key, PAGES[key], None) for key in keys if key in PAGES]


def _other(user: Any, keys: Collection[str]) -> Any:
    return [(key, "Di luar daftar layanan", None) for key in keys if (OTHER, key) == WITHOUT_SUBJECT]


KINDS = {
    SERVICE: Kind(KIND_WORDS[SERVICE], _rows(Service, "slug", "name")),
    QUESTION: Kind(KIND_WORDS[QUESTION], _rows(Question, "slug", "question")),
    GAP: Kind("Pencarian sia-sia", lambda user, keys: []),
    "kantor": Kind(KIND_WORDS["kantor"], _rows(Office, "key", "name")),
    "dokumen": Kind(KIND_WORDS["dokumen"], _rows(Document, "key", "name")),
    "peristiwa": Kind(KIND_WORDS["peristiwa"], _rows(LifeEvent, "key", "name")),
    "kabar": Kind(KIND_WORDS["kabar"], _notices),
    PAGE: Kind(KIND_WORDS[PAGE], _pages),
    OTHER: Kind("Lainnya", _other),
}
"""By the word of their addresses. Gaps are named by `faq.demand.gaps`."""


def own_subjects(user: Any, keys: Collection[Key]) -> dict[Key, Subject]:
    """Of these, what belongs to someone's agencies or to everyone. One query for each kind among them."""
    found: dict[Key, Subject] = {}
    for kind, each in KINDS.items():
        wanted = {key for one, key in keys if one == kind}
        if wanted:
            rows = each.named(user, wanted)
            found |= {(kind, key): Subject(kind, key, title, pk) for key, title, pk in rows}
    return found
