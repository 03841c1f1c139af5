"""How far a mirror has read the changes: a row of numbers that stands in an address and needs nothing kept here.

An edition counts as read if it took effect up to `moment` *and* was in the database by then. The second half matters: an
edition may be written after others that say a later moment (a long import, a clock that was set back). So a cursor
also carries the newest primary keys that were surely there, `known`, and everything newer than those is read too,
whenever it took effect. An edition may so come twice, but none is missed.
"""

import datetime
import re
from dataclasses import dataclass, replace

from django.db.models import Q

PATTERN = r"^\d{1,16}\.\d{1,16}\.\d{1,16}(\.\d{1,16}\.[01]\.\d{1,16}\.\d{1,16}\.\d{1,16})?$"
"""Every text of this form is a cursor, if not always a sensible one."""
_PATTERN = re.compile(PATTERN)
_START = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
_MICROSECOND = datetime.timedelta(microseconds=1)
_LAST = 10**16 - 1
_EVERY = 10**15
"""A primary key that no edition reaches."""

Known = tuple[int, int]
"""Primary keys of the newest edition of a service and of a question that were surely seen."""
Place = tuple[int, int, int]
"""Where a page ended: moment in microseconds, 0 for a service and 1 for a question, primary key."""


@dataclass(frozen=True)
class Cursor:
    """What has been read: everything up to `moment` among `known`, and of the reading that goes on up to `place`.

    `known_next` is what was surely there when this reading began: it becomes `known` once the reading is at its end.
    """

    moment: int = 0
    known: Known = (0, 0)
    place: Place | None = None
    known_next: Known = (0, 0)

    def __str__(self) -> str:
        numbers = [self.moment, *self.known]
        if self.place:
            numbers += [*self.place, *self.known_next]
        return ".".join(map(str, numbers))

    @classmethod
    def read(cls, text: str) -> "Cursor":
        """The cursor that a text of `PATTERN` is."""
        if not _PATTERN.match(text):
            raise ValueError(text)
        moment, service, question, *rest = map(int, text.split("."))
        if not rest:
            return cls(moment, (service, question))
        return cls(moment, (service, question), (rest[0], rest[1], rest[2]), (rest[3], rest[4]))

    @classmethod
    def since(cls, moment: datetime.datetime) -> "Cursor":
        """Everything that takes effect from this moment on; what is older is not asked for, so all of it is known."""
        before = max(microseconds(moment) - 1, 0)
        return cls(before, (_EVERY, _EVERY))

    def begun(self, known_next: Known) -> "Cursor":
        """At the beginning of a reading; one that goes on stays as it is."""
        return self if self.place else replace(self, known_next=known_next)

    def unread(self, kind: int) -> Q:
        """Which editions of a kind (0 for services, 1 for questions) come after this cursor."""
        is_new = Q(live_from__gt=instant(self.moment)) | Q(pk__gt=self.known[kind])
        if self.place is None:
            return is_new
        at, at_kind, pk = self.place
        there = instant(at)
        later = Q(live_from__gt=there)
        if kind > at_kind:
            later |= Q(live_from=there)
        elif kind == at_kind:
            later |= Q(live_from=there, pk__gt=pk)
        return is_new & later

    def stopped_at(self, place: Place) -> "Cursor":
        """After a page that others follow."""
        return replace(self, place=place)

    def ended_at(self, place: Place | None) -> "Cursor":
        """After the last page: `place` is where it ended, None where there was nothing on it."""
        last = place or self.place
        moment = max(self.moment, last[0]) if last else self.moment
        known = tuple(map(max, self.known if self.known[0] < _EVERY else (0, 0), self.known_next))
        return Cursor(moment, (known[0], known[1]))


def microseconds(moment: datetime.datetime) -> int:
    """A moment as a whole number of 16 digits at most: 0 for everything before 1970, the year 2286 for what is later."""
    return min(max((moment - _START) // _MICROSECOND, 0), _LAST)


def instant(microseconds: int) -> datetime.datetime:
    """The moment of such a number."""
    return _START + microseconds * _MICROSECOND
