"""The draft of a service as its public page would show it."""

import datetime
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from services import snapshot
from services.choices import EvidenceLevel, OnlineApply, RequirementForm, TimeKind, TimeUnit
from services.document import ServiceDocument
from services.evidence import ChannelRow
from services.links import Link
from services.models import Service
from services.pages import ServicePage
from services.preview import BAR, GAP, Preview, Shown
from services.views import service_context

BLANK = {
    "name": GAP,
    "short_name": GAP,
    "summary": GAP,
    "requirements": [{"key": "belum-diisi", "label": GAP, "form": RequirementForm.INFORMATION.value}],
    "steps": [{"actor": "pemohon", "text": GAP}],
    "processing_time": {"text": GAP},
    "fee": {"text": GAP},
    "product": [GAP],
    "channels": [GAP],
}
"""What a service cannot be published without, as gaps."""


@dataclass(frozen=True)
class DraftEdition:
    """Stands in the place of the edition that a draft is not yet."""

    number: str = "draf"
    live_from: datetime.datetime | None = None


class PreviewPage(ServicePage):
    """The page of a service whose links stay in the preview at `path`."""

    only_live = BAR
    share_url = BAR

    def __init__(self, *arguments: Any, path: str, **named: Any) -> None:
        self._path = path
        super().__init__(*arguments, **named)

    @property
    def path(self) -> str:
        """The preview's address, without the case."""
        return self._path

    @property
    def absolute_url(self) -> str:
        """The preview's address: the public one may lead nowhere."""
        return f"{settings.SITE_URL}{self.url}"

    @property
    def live_since(self) -> str:
        """The day the edition took effect, or that there is none."""
        return super().live_since if self.edition.live_from else "belum terbit"

    @property
    def _lacks_place(self) -> bool:
        return not self.document.offices and self.document.online.apply != OnlineApply.FULLY

    @property
    def no_office_words(self) -> str:
        """A draft without offices may still get some."""
        return GAP if self._lacks_place else super().no_office_words

    @property
    def no_office_sentence(self) -> str:
        """A draft without offices may still get some."""
        return GAP if self._lacks_place else super().no_office_sentence

    @cached_property
    def channels(self) -> list[ChannelRow]:
        """Where to complain, or that this is missing."""
        return super().channels or [ChannelRow(GAP, [Link(GAP)], "", [])]


def fill(data: dict[str, Any]) -> dict[str, Any]:
    """Draft data with gaps where something is missing that the page cannot do without."""
    data = {**data, "requirements": _requirements(data), "steps": _steps(data)}
    for name in ("processing_time", "fee"):
        data[name] = {**data[name], "text": data[name]["text"].strip() or GAP}
    time, online, evidence = data["processing_time"], data["online"], data["evidence"]
    time["unit"], time["kind"] = _known(time["unit"], TimeUnit), _known(time["kind"], TimeKind)
    data["online"] = {**online, "apply": _known(online["apply"], OnlineApply) or OnlineApply.NO.value}
    data["evidence"] = {**evidence, "level": _known(evidence["level"], EvidenceLevel)}
    return data | {name: gap for name, gap in BLANK.items() if _is_empty(data[name])}


def _is_empty(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else not value


def _known(value: str, choices: type) -> str:
    return value if value in choices.values else ""


def _requirements(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Each with a name and a form; what it names in the draft exists."""
    keys = {each["key"] for each in data["requirements"]}
    return [
        {
            **each,
            "label": each["label"].strip() or GAP,
            "form": _known(each["form"], RequirementForm) or RequirementForm.INFORMATION.value,
            "copies": each["copies"] or None,
            "cases": _cases(each, data),
            "alternative_to": each["alternative_to"] if each["alternative_to"] in keys else "",
        }
        for each in data["requirements"]
    ]


def _steps(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            **each,
            "actor": each["actor"].strip() or GAP,
            "text": each["text"].strip() or GAP,
            "cases": _cases(each, data),
        }
        for each in data["steps"]
    ]


def _cases(part: dict[str, Any], data: dict[str, Any]) -> list[str]:
    known = {case["key"] for case in data["cases"]}
    return [key for key in part["cases"] if key in known]


def _edition(entry: Service, document: ServiceDocument) -> DraftEdition:
    return DraftEdition()


def _context(request: HttpRequest, shown: Shown, path: str) -> dict[str, Any]:
    facts = snapshot.current()
    make_page = partial(PreviewPage, path=path)
    context = service_context(request, shown.edition, shown.document, facts, make_page)
    return {"site_agency": facts.site_agency(), **context}


PREVIEW = Preview("services/service.html", BLANK, fill, _edition, _context)
"""How services are previewed."""
