"""What a page says of where its facts come from and where to complain if they are wrong."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from services.choices import EvidenceLevel
from services.document import Evidence
from services.facts import ChannelFacts, SharedFacts
from services.links import Link, channel_links, web_link, web_name
from services.wording import month_words


@dataclass(frozen=True)
class ChannelRow:
    """One way to complain. All but the links' addresses is in the office's own words."""

    name: str
    links: list[Link]
    first_response: str
    notes: list[str]


class EvidencePart:
    """How the facts of an edition were checked, in words."""

    def __init__(self, evidence: Evidence) -> None:
        self.note, self._evidence = evidence.note, evidence

    @property
    def words(self) -> str:
        """How well they were checked."""
        level = self._evidence.level
        return str(EvidenceLevel(level).label) if level else _("Tingkat pemeriksaan belum dicatat")

    @property
    def as_of(self) -> str:
        """The month or day the facts stand for."""
        return as_of_words(self._evidence.facts_as_of)

    @property
    def sources(self) -> list[Link]:
        """What the facts were checked against; only web addresses are links."""
        return [
            Link(web_name(each) if web_link(each) else each, web_link(each))
            for each in self._evidence.sources
        ]


def as_of_words(as_of: str) -> str:
    """ "2026-01" as "Januari 2026", "2026-01-31" as "31 Januari 2026"; anything else as it was written."""
    match = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d{2}))?", as_of)
    if not match:
        return as_of
    year, month, day = match.groups()
    return f"{f'{int(day)} ' if day else ''}{month_words(int(month))} {year}"


def channel_rows(keys: tuple[str, ...], facts: SharedFacts) -> list[ChannelRow]:
    """The channels with these keys that still exist, in this order."""
    found = [facts.channels[key] for key in keys if key in facts.channels]
    return [ChannelRow(each.name, channel_links(each), each.first_response, _notes(each)) for each in found]


def _notes(channel: ChannelFacts) -> list[str]:
    notes = [channel.resolution, channel.note, channel.privacy_note]
    return [note if note.endswith(".") else f"{note}." for note in notes if note]
