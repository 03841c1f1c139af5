"""The board of service standards: own services × 14 parts, with where each part comes from and where to fill it in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property

from services import scope, standard
from services.filters import typed_line
from services.models import (
    Agency,
    Requirement,
    Service,
    ServiceChannel,
    ServiceEdition,
    ServiceLegalBasis,
    ServiceSpan,
    Step,
)
from services.standard import PARTS, Part, Score, State

INHERITED_FIELDS = [part.field for part in PARTS if part.field]
ANY_GAP = "ada"


@dataclass(frozen=True)
class Cell:
    """One part of one service, and where its text can be filled in."""

    score: Score
    url: str

    @property
    def words(self) -> str:
        """The state with its note: "Terisi, kosong di draf"."""
        return ", ".join(filter(None, [str(self.score.state.label), self.score.note]))


@dataclass(frozen=True)
class Row:
    """One service of the board."""

    service: Service
    cells: tuple[Cell, ...]
    is_live: bool

    @cached_property
    def gaps(self) -> list[Cell]:
        """The parts that are left to do."""
        return [cell for cell in self.cells if cell.score.state.is_gap]

    @property
    def public_done(self) -> int:
        """How many of the six parts that must be published are."""
        return sum(not cell.score.state.is_gap for cell in self.cells if cell.score.part.is_public)

    @property
    def done(self) -> int:
        """How many of the 14 parts stand somewhere."""
        return len(self.cells) - len(self.gaps)

    @property
    def url(self) -> str:
        """Its page with the 14 parts and their text."""
        return reverse("standard-service", args=[self.service.slug])

    def lacks(self, key: str) -> bool:
        """Whether this part is left to do."""
        return any(cell.score.part.key == key for cell in self.gaps)


@dataclass(frozen=True)
class PartCount:
    """How many services have a part."""

    part: Part
    done: int
    total: int

    @property
    def words(self) -> str:
        """ "Persyaratan: 25 dari 26"."""
        return f"{self.part.short}: {self.done} dari {self.total}"

    @property
    def missing(self) -> int:
        """How many lack it."""
        return self.total - self.done


def filling_agency(agency: Agency, field: str) -> Agency | None:
    """The agency whose text holds for its services: itself or nobody.

    Never its publisher: the facilities and staff of another office are no evidence for this one.
    """
    return agency if getattr(agency, field).strip() else None


def own_services(user: Any) -> QuerySet[Service]:
    """Services someone may see, without those that were taken down, with what their drafts hold beside the row."""
    withdrawn = ServiceEdition.objects.current().filter(document__isnull=True).values("entry")
    children = {
        "requirements": Requirement,
        "steps": Step,
        "channels": ServiceChannel,
        "laws": ServiceLegalBasis,
    }
    return (
        scope.own(Service.objects.all(), user)
        .exclude(pk__in=withdrawn)
        .select_related("agency", "category")
        .annotate(
            **{
                f"has_{name}": Exists(model.objects.filter(service=OuterRef("pk")))
                for name, model in children.items()
            }
        )
    )


def live_documents(services: QuerySet[Service] | list[Service]) -> dict[int, tuple[int, dict]]:
    """Number and document of the live edition by primary key of the service; one query."""
    spans = ServiceSpan.objects.live().filter(entry__in=services)
    rows = spans.values_list("entry", "edition__number", "edition__document")
    return {entry: (number, document) for entry, number, document in rows}


def _drafted(service: Service) -> frozenset[str]:
    """Keys of the parts that the draft says something of."""
    return standard.parts_said(
        {
            "requirements": service.has_requirements,
            "steps": service.has_steps,
            "processing_time": {"text": service.time_text},
            "fee": {"text": service.fee_text},
            "product": any(map(str.strip, service.product)),
            "channels": service.has_channels,
            "legal_bases": service.has_laws,
        }
    )


class Places:
    """Addresses of the forms where parts are filled in, for someone: an agency that is not theirs has none."""

    def __init__(self, user: Any) -> None:
        self.agencies = None if user.is_superuser else scope.agencies_of(user)
        self.may_change_agency = user.has_perm("services.change_agency")

    def of(self, service: Service, part: Part, state: State) -> str:
        """The section of the service's form, or the agency's field the part comes from, for who may change that."""
        if self.is_of_agency(service, state):
            return f"{reverse('admin:services_agency_change', args=[service.agency_id])}#id_{part.field}"
        return f"{reverse('admin:services_service_change', args=[service.pk])}#section-{part.section}"

    def is_of_agency(self, service: Service, state: State) -> bool:
        """Whether a part leads to the agency's form: its text comes from there, and this person may change it."""
        is_own = self.agencies is None or service.agency_id in self.agencies
        return state == State.INHERITED and self.may_change_agency and is_own


def board_rows(user: Any) -> list[Row]:
    """Every own service with its 14 parts; three queries."""
    services = list(own_services(user))
    live = live_documents([service.pk for service in services])
    places = Places(user)
    return [_row(service, live, places) for service in services]


def _row(service: Service, live: Mapping[int, tuple[int, dict]], places: Places) -> Row:
    published = standard.parts_said(live[service.pk][1]) if service.pk in live else None
    own = {field for field in INHERITED_FIELDS if getattr(service, field).strip()}
    given = {field for field in INHERITED_FIELDS if filling_agency(service.agency, field)}
    scores = standard.scores(_drafted(service), published, own, given)
    cells = (Cell(score, places.of(service, score.part, score.state)) for score in scores)
    return Row(service, tuple(cells), service.pk in live)


class Board:
    """The board for these parameters: `q`, `instansi`, `kategori`, `kurang` ("ada" or the key of a part)."""

    def __init__(self, user: Any, parameters: QueryDict) -> None:
        self.all_rows = board_rows(user)
        self.query = typed_line(parameters.get("q", "")[:100])
        self.agency, self.category = parameters.get("instansi", ""), parameters.get("kategori", "")
        known = {ANY_GAP, *(part.key for part in PARTS)}
        self.gap = parameters.get("kurang", "") if parameters.get("kurang") in known else ""
        self.rows = [row for row in self.all_rows if self._matches(row)]

    def _matches(self, row: Row) -> bool:
        service = row.service
        words = f"{service.name} {service.short_name} {service.slug}".casefold()
        return (
            all(word in words for word in self.query.casefold().split())
            and self.agency in ("", service.agency.key)
            and self.category in ("", service.category.key)
            and self._has_gap(row)
        )

    def _has_gap(self, row: Row) -> bool:
        if not self.gap:
            return True
        return bool(row.gaps) if self.gap == ANY_GAP else row.lacks(self.gap)

    @property
    def parameters(self) -> dict[str, str]:
        """What was asked for, for links that keep it."""
        return {"q": self.query, "instansi": self.agency, "kategori": self.category, "kurang": self.gap}

    @property
    def is_filtered(self) -> bool:
        """Whether anything was asked for."""
        return any(self.parameters.values())

    @cached_property
    def counts(self) -> list[PartCount]:
        """For each part how many of the shown services have it."""
        return [
            PartCount(part, sum(not row.lacks(part.key) for row in self.rows), len(self.rows))
            for part in PARTS
        ]

    @property
    def agencies(self) -> list[Agency]:
        """Agencies that have services on the board."""
        return _once(row.service.agency for row in self.all_rows)

    @property
    def categories(self) -> list[Any]:
        """Shelves that have services on the board."""
        return _once(row.service.category for row in self.all_rows)


def _once(found: Iterable[Any]) -> list[Any]:
    """Rows with a position, each once, in their order."""
    return sorted({each.pk: each for each in found}.values(), key=lambda each: (each.position, each.name))
