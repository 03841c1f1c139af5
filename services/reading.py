"""What the public can read of entries, as cheaply as pages need it."""

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from services.confirming import with_confirmation
from services.document import Frozen, ServiceDocument
from services.language import in_language
from services.models import Edition, ServiceSpan
from services.prepared import Prepared

MOST_PARSED = 256
"""Documents that a process keeps as objects; one takes about 40 kB."""


@lru_cache(maxsize=MOST_PARSED)
def parsed(document_class: type[Frozen], text: str) -> Any:
    """The document that this JSON says, validated; one that was read before is not validated again."""
    return document_class.model_validate_json(text)


def fingerprint(*texts: str) -> str:
    """A short name of these texts that no others have."""
    return hashlib.blake2b("\0".join(texts).encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class ReadEdition:
    """A live edition as its page needs it: the columns it names, its document, and a name for what that says."""

    pk: int
    entry_id: int
    slug: str
    number: int
    live_from: datetime.datetime
    confirmed_on: datetime.date | None
    confirmed_position: str
    confirmed_at: datetime.datetime | None
    document: Any
    said: str


_COLUMNS = (
    "pk",
    "entry_id",
    "slug",
    "number",
    "live_from",
    "confirmed_on",
    "confirmed_position",
    "confirmed_at",
)


@cache
def _newest(editions: type[Edition]) -> Prepared:
    def make(slug: str, now: datetime.datetime) -> QuerySet:
        in_effect = with_confirmation(editions.objects.filter(slug=slug, live_from__lte=now))
        newest = in_effect.order_by("-live_from", "-number")
        return newest.values_list(*_COLUMNS, Cast("document", TextField()))[:1]

    return Prepared(make)


def live_edition(editions: type[Edition], slug: str) -> ReadEdition | None:
    """What the public reads under this address now; None where there is nothing, or a withdrawal. One query.

    All editions of an entry have its slug, and no other entry has it (`Entry.clean`), so the newest of the slug that has
    taken effect is the one that holds.
    """
    rows = _newest(editions).rows(slug=slug, now=timezone.now())
    if not rows or rows[0][-1] is None:
        return None
    *columns, text = rows[0]
    document = parsed(editions.entry_class().document_class, text)
    return ReadEdition(*columns, document=document, said=fingerprint(text))


_SAID = ("slug", "edition__digest", Cast("edition__document", TextField()))
"""What is read of the live editions of a list, by their spans."""


@Prepared
def _documents(slugs: Sequence[str], now: datetime.datetime) -> QuerySet:
    live = ServiceSpan.objects.live(now).filter(
        edition__slug__in=slugs
    )  # its slug has an index, the span's has none
    return live.values_list(*_SAID)


def live_services(slugs: Sequence[str]) -> "list[Said]":
    """Those of these services that the public can read, in this order. One query, none for none."""
    rows = _documents.rows(slugs=list(dict.fromkeys(slugs)), now=timezone.now())
    found = {slug: Said(slug, text, digest, ServiceDocument) for slug, digest, text in rows}
    return [found[slug] for slug in slugs if slug in found]


def live_documents(slugs: Sequence[str]) -> list[ServiceDocument]:
    """What those of these services say that the public can read, in this order. One query, none for none."""
    return [each.document for each in live_services(slugs)]


@cache
def _texts(editions: type[Edition]) -> Prepared:
    def make(keys: Sequence[int], now: datetime.datetime) -> QuerySet:
        live = editions.span_class().objects.live(now).filter(pk__in=keys)
        return live.values_list("pk", *_SAID)

    return Prepared(make)


@dataclass(frozen=True)
class Said:
    """A live edition in a list: its document as JSON, and the digest it was published with; `document` is that, read."""

    slug: str
    text: str
    digest: str
    document_class: type[Frozen]

    @property
    def document(self) -> Any:
        """The document."""
        return parsed(self.document_class, self.text)

    @property
    def said(self) -> str:
        """A name for what it says."""
        return self.digest or fingerprint(self.text)


@cache
def _texts_of(first: type[Edition], second: type[Edition]) -> Prepared:
    def make(keys: Sequence[int], others: Sequence[int], now: datetime.datetime) -> QuerySet:
        kinds = enumerate(((first, keys), (second, others)))
        mine, theirs = (
            each.span_class()
            .objects.live(now)
            .filter(pk__in=named)
            .order_by()
            .values_list(Value(place), "pk", *_SAID)
            for place, (each, named) in kinds
        )
        return mine.union(theirs, all=True)

    return Prepared(make)


Kinds = tuple[type[Edition], type[Edition]]


def live_said_of(kinds: Kinds, keys: tuple[Sequence[int], Sequence[int]]) -> tuple[list[Said], list[Said]]:
    """`live_said` for editions of two kinds in one query."""
    if not all(keys):
        return live_said(kinds[0], keys[0]), live_said(kinds[1], keys[1])
    first, second = (list(dict.fromkeys(each)) for each in keys)
    rows = _texts_of(*kinds).rows(keys=first, others=second, now=timezone.now())
    classes = [each.entry_class().document_class for each in kinds]
    found = {(kind, key): Said(slug, text, digest, classes[kind]) for kind, key, slug, digest, text in rows}
    mine, theirs = (
        [found[kind, key] for key in named if (kind, key) in found] for kind, named in enumerate(keys)
    )
    return mine, theirs


def live_said(editions: type[Edition], keys: Sequence[int]) -> list[Said]:
    """What those of these editions say that are live, in this order. One query, none for none."""
    rows = _texts(editions).rows(keys=list(dict.fromkeys(keys)), now=timezone.now())
    document_class = editions.entry_class().document_class
    found = {key: Said(slug, text, digest, document_class) for key, slug, digest, text in rows}
    return [found[key] for key in keys if key in found]


@Prepared
def _names(slugs: Sequence[str], now: datetime.datetime) -> QuerySet:
    live = ServiceSpan.objects.live(now).filter(edition__slug__in=slugs)
    return live.values_list("slug", "title", "name_en")


def live_names(slugs: Iterable[str]) -> dict[str, str]:
    """Names, in the page's language, of those of these services that the public can read. One query, none for none."""
    rows = _names.rows(slugs=sorted(set(slugs)), now=timezone.now())
    return {slug: in_language(name, english) for slug, name, english in rows}
