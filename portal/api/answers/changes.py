"""What changed, in the order in which it took effect: for mirrors, which must not miss anything.

See `portal.api.cursor` for why nothing is missed. Facts that hold the moment they are saved (offices, papers …) have no
history here; of them a digest is told, so that a mirror sees which list to read again.
"""

import datetime
import heapq
import itertools
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from faq.models import QuestionEdition
from portal.api.answers.references import address_of
from portal.api.cursor import PATTERN, Cursor, Known, Place, microseconds
from portal.api.endpoints import Asked
from portal.api.shapes import MOST, Listing, Moment, Number, Question, Shape, asked, moment
from services.document import digest
from services.facts import SharedFacts
from services.models import ServiceEdition

KINDS = (("service", ServiceEdition, "api-service"), ("question", QuestionEdition, "api-question"))
SETTLED = datetime.timedelta(hours=1)
"""No transaction takes longer: an edition this old is in the database for everyone to see, and so are all before it."""


class ChangesQuestion(Question):
    """From where on changes are wanted: by the cursor of the last answer, or by a moment; neither: from the beginning."""

    cursor: Annotated[str, Field(pattern=f"{PATTERN}|^$")] = asked(
        "",
        "The `cursor` of the last answer, unchanged.",
        "`cursor` dari jawaban terakhir, tanpa diubah",
    )
    since: AwareDatetime | None = asked(
        None,
        "A moment as ISO 8601 with an offset: 2026-11-22T08:00:00+07:00. Ignored where a cursor is given.",
        "waktu ISO 8601 dengan selisih UTC, misalnya 2026-11-22T08:00:00+07:00",
    )
    limit: Number = asked(MOST, f"A number from 1 to {MOST}.", f"angka 1 sampai {MOST}", ge=1, le=MOST)


class Change(Shape):
    """Something that took effect: an edition that is public from this moment on, or the end of what was."""

    kind: Literal["service", "question"]
    what: Literal["published", "withdrawn"]
    slug: str
    edition: int = Field(ge=1, description="Its number; for one slug a higher one replaces every lower one.")
    effective: Moment
    digest: str = Field(description="SHA-256 of the document; blank for a withdrawal.")
    note: str = Field(description="What the office says of the change; for a withdrawal the reason.")
    replacement: str = Field(
        description="Slug of what holds instead of something withdrawn; blank if nothing does."
    )
    url: str
    self: str = Field(description="Where it is read as it is now.")


class FactsDigests(Shape):
    """Digests of the lists whose items have no editions: read a list again when its digest is another one."""

    agencies: str
    offices: str
    closures: str
    categories: str
    life_events: str
    documents: str
    notices: str


class ChangeList(Listing):
    """What took effect after the cursor or moment, the earliest first. The same change may come twice; none is missed."""

    total: int = Field(ge=0, description="How many there are from here on.")
    cursor: str = Field(
        pattern=PATTERN, description="Ask with it next time. It stays the same while nothing changes."
    )
    facts: FactsDigests
    items: list[Change]


def changes(asked: Asked) -> ChangeList:
    """Six queries; no document is read."""
    query = asked.query
    cursor = _asked_cursor(query).begun(_settled(asked.now))
    rows = [_unread(cursor, number, asked.now, query.limit + 1) for number in range(len(KINDS))]
    merged = list(itertools.islice(heapq.merge(*rows, key=_place), query.limit + 1))
    page, has_more = merged[: query.limit], len(merged) > query.limit
    last = _place(page[-1]) if page else None
    reached = cursor.stopped_at(last) if has_more and last else cursor.ended_at(last)
    return ChangeList(
        total=_total(cursor, asked.now),
        next=asked.address(cursor=str(reached), since=None) if has_more else None,
        cursor=str(reached),
        facts=facts_digests(asked.facts),
        items=[_change(each, asked) for each in page],
    )


def _asked_cursor(query: ChangesQuestion) -> Cursor:
    if query.cursor:
        return Cursor.read(query.cursor)
    return Cursor.since(query.since) if query.since else Cursor()


def _settled(now: datetime.datetime) -> Known:
    """The newest editions that were surely in the database a while ago."""
    found = [
        model.objects.filter(published_at__lte=now - SETTLED)
        .order_by("-pk")
        .values_list("pk", flat=True)
        .first()
        for _kind, model, _name in KINDS
    ]
    return (found[0] or 0, found[1] or 0)


_COLUMNS = ("live_from", "pk", "slug", "number", "digest", "note", "withdrawal_reason", "replacement")
Row = tuple


def _unread(cursor: Cursor, kind: int, now: datetime.datetime, most: int) -> list[Row]:
    past = KINDS[kind][1].objects.in_effect(now).filter(cursor.unread(kind))
    rows = past.order_by("live_from", "pk").values_list(*_COLUMNS)[:most]
    return [(kind, *row) for row in rows]


def _total(cursor: Cursor, now: datetime.datetime) -> int:
    return sum(
        model.objects.in_effect(now).filter(cursor.unread(kind)).count()
        for kind, (_kind, model, _name) in enumerate(KINDS)
    )


def _place(row: Row) -> Place:
    kind, live_from, pk = row[:3]
    return microseconds(live_from), kind, pk


def _change(row: Row, asked: Asked) -> Change:
    number, live_from, _pk, slug, edition, sha, note, reason, replacement = row
    kind, _model, api_name = KINDS[number]
    return Change(
        kind=kind,
        what="withdrawn" if reason else "published",
        slug=slug,
        edition=edition,
        effective=moment(live_from, asked.now.tzinfo),
        digest=sha,
        note=reason or note,
        replacement=replacement,
        url=address_of(kind, slug),
        self=address_of(api_name, slug),
    )


_digests: tuple[SharedFacts, FactsDigests] | None = None


def facts_digests(facts: SharedFacts) -> FactsDigests:
    """Digests of the shared facts, worked out once while they stay the same object."""
    global _digests
    if _digests is None or _digests[0] is not facts:
        data = facts.model_dump(mode="json")
        data["closures"] = [data["closures"], data["ramadan"]]
        told = {name: digest(data[name])[:16] for name in FactsDigests.model_fields}
        _digests = (facts, FactsDigests(**told))
    return _digests[1]
