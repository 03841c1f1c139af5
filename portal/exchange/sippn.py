"""Rows for the national catalogue of public services (SIPPN); no interface for writing to it is known.

The fields are those that its pages show (Permenpan RB 13/2017): nothing else needs to be retyped. They say what is live.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from services import snapshot
from services.choices import actor_label
from services.document import Requirement, ServiceDocument
from services.facts import ChannelFacts, SharedFacts
from services.links import web_link
from services.models import Agency, Service, ServiceEdition
from services.papers import form_words

FIELDS = {
    "service_name": "Nama layanan",
    "organiser": "Penyelenggara",
    "decree_number": "Nomor keputusan standar pelayanan",
    "requirements": "Persyaratan",
    "procedure": "Sistem, mekanisme, dan prosedur",
    "completion_time": "Jangka waktu penyelesaian",
    "fee": "Biaya/tarif",
    "product": "Produk pelayanan",
    "complaint_handling": "Penanganan pengaduan, saran, dan masukan",
    "lapor_link": "Tautan SP4N-LAPOR!",
}
LAPOR = "lapor.go.id"


@dataclass(frozen=True)
class SippnRow:
    """One service; `groups` are its requirements by case, "" naming those that everyone needs."""

    slug: str
    values: dict[str, str]
    groups: list[tuple[str, list[str]]]

    @property
    def empty(self) -> list[str]:
        """The fields that say nothing, in words."""
        return [words for name, words in FIELDS.items() if not self.values[name]]


def sippn_rows(agencies: Collection[Agency]) -> list[SippnRow]:
    """One row for each live service of these agencies, in the order of the catalogue."""
    facts = snapshot.current()
    keys = [agency.key for agency in agencies]
    own = Service.objects.filter(agency__in=agencies).values("slug")
    editions = ServiceEdition.objects.live().filter(slug__in=own, agency__in=keys)
    return [_row(each.content(), facts) for each in editions.order_by("entry__position", "entry")]


def _row(document: ServiceDocument, facts: SharedFacts) -> SippnRow:
    agency, publisher = facts.agencies.get(document.agency), facts.publisher_of(document.agency)
    channels = [facts.channels[key] for key in document.channels if key in facts.channels]
    groups = _groups(document)
    values = {
        "service_name": document.name,
        "organiser": (agency and (agency.official_name or agency.name)) or "",
        "decree_number": (agency and agency.standard_decree)
        or (publisher and publisher.standard_decree)
        or "",
        "requirements": _grouped_words(groups),
        "procedure": _numbered(_step(document, each) for each in document.steps),
        "completion_time": document.processing_time.text,
        "fee": document.fee.text,
        "product": "\n".join(document.product),
        "complaint_handling": "\n".join(map(_channel, channels)),
        "lapor_link": _lapor(channels, facts),
    }
    return SippnRow(document.slug, values, groups)


def _groups(document: ServiceDocument) -> list[tuple[str, list[str]]]:
    """What everyone brings, then what each case brings besides."""
    always = [_paper(each) for each in document.requirements if not each.cases]
    found = [("", always)] if always else []
    for case in document.cases:
        papers = [_paper(each) for each in document.requirements if case.key in each.cases]
        found += [(case.label, papers)] if papers else []
    return found


def _paper(paper: Requirement) -> str:
    more = [str(form_words(paper)), paper.condition]
    return f"{paper.label} ({'; '.join(filter(None, more))})"


def _grouped_words(groups: list[tuple[str, list[str]]]) -> str:
    several = len(groups) > 1
    parts = []
    for label, papers in groups:
        head = f"{label or 'Semua pemohon'}:\n" if several or label else ""
        parts.append(head + _numbered(papers))
    return "\n\n".join(parts)


def _step(document: ServiceDocument, step: Any) -> str:
    labels = [case.label for case in document.cases if case.key in step.cases]
    only = f" (bila {', '.join(labels)})" if labels else ""
    actor = "Pemohon" if step.actor == "pemohon" else actor_label(step.actor)
    return f"{actor}: {step.text}{only}"


def _numbered(lines: Any) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _channel(channel: ChannelFacts) -> str:
    return f"{channel.name}: {channel.value}" if channel.value else channel.name


def _lapor(channels: list[ChannelFacts], facts: SharedFacts) -> str:
    """The service's own way to LAPOR, or that of the office."""
    every = [*channels, *facts.channels.values()]
    named = (each.url or each.value for each in every if LAPOR in f"{each.url} {each.value}")
    return next((web_link(each) or f"https://www.{LAPOR}" for each in named), "")


def as_table(rows: list[SippnRow]) -> list[list[str]]:
    """The rows with their headings."""
    return [list(FIELDS.values()), *([row.values[name] for name in FIELDS] for row in rows)]


def as_data(rows: list[SippnRow]) -> list[dict[str, Any]]:
    """The rows for programs: requirements in their groups, the other fields as in the table."""
    return [
        row.values
        | {"requirements": [{"group": label, "requirements": papers} for label, papers in row.groups]}
        for row in rows
    ]
