"""The rows behind the portal: shared facts, catalogue, drafts of services, and editions."""

from services.models.agency import (
    Agency,
    Closure,
    LimitedDay,
    MobileStop,
    Office,
    OpeningHours,
    RamadanPeriod,
    SharedFact,
)
from services.models.catalogue import (
    Category,
    Channel,
    Document,
    DocumentIssuer,
    Form,
    LegalBasis,
    LifeEvent,
    LifeEventService,
)
from services.models.edition import Edition, EditionQuerySet, Entry
from services.models.search import NotOurs, SearchEntry, SearchPosting, SearchState, SearchWord, Synonym
from services.models.service import (
    Case,
    RelatedService,
    Requirement,
    Service,
    ServiceChannel,
    ServiceEdition,
    ServiceLegalBasis,
    ServiceOffice,
    ServiceSpan,
    Step,
)
from services.models.snapshot import SharedFactsSnapshot
from services.models.span import Span, SpanQuerySet

__all__ = [
    "Agency",
    "Case",
    "Category",
    "Channel",
    "Closure",
    "Document",
    "DocumentIssuer",
    "Edition",
    "EditionQuerySet",
    "Entry",
    "Form",
    "LegalBasis",
    "LifeEvent",
    "LifeEventService",
    "LimitedDay",
    "MobileStop",
    "NotOurs",
    "Office",
    "OpeningHours",
    "RamadanPeriod",
    "RelatedService",
    "Requirement",
    "SearchEntry",
    "SearchPosting",
    "SearchState",
    "SearchWord",
    "Service",
    "ServiceChannel",
    "ServiceEdition",
    "ServiceLegalBasis",
    "ServiceOffice",
    "ServiceSpan",
    "SharedFact",
    "SharedFactsSnapshot",
    "Span",
    "SpanQuerySet",
    "Step",
    "Synonym",
]
