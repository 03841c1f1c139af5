"""The rows behind the portal: shared facts, catalogue, drafts of services, and editions."""

from services.models.agency import (
    Agency,
    Closure,
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
from services.models.search import NotOurs, SearchEntry, SearchState, Synonym
from services.models.service import (
    Case,
    RelatedService,
    Requirement,
    Service,
    ServiceChannel,
    ServiceEdition,
    ServiceLegalBasis,
    ServiceOffice,
    Step,
)
from services.models.snapshot import SharedFactsSnapshot

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
    "MobileStop",
    "NotOurs",
    "Office",
    "OpeningHours",
    "RamadanPeriod",
    "RelatedService",
    "Requirement",
    "SearchEntry",
    "SearchState",
    "Service",
    "ServiceChannel",
    "ServiceEdition",
    "ServiceLegalBasis",
    "ServiceOffice",
    "SharedFact",
    "SharedFactsSnapshot",
    "Step",
    "Synonym",
]
