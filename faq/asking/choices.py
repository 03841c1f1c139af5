"""What a question can be about: every live service, by shelf, and the cases of the chosen one."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from services.document import Case
from services.facts import SharedFacts
from services.language import in_language, localized
from services.models import Service, ServiceEdition, ServiceSpan


@dataclass(frozen=True)
class Option:
    """One option of a list."""

    key: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Shelf:
    """Options under a heading."""

    name: str
    options: list[Option] = field(default_factory=list)


def service_shelves(facts: SharedFacts, chosen: str) -> list[Shelf]:
    """All live services in the order of the catalogue. One query of narrow rows."""
    rows = ServiceSpan.objects.live().order_by("position", "pk")
    shelves = {key: Shelf(localized(each, "name")) for key, each in facts.categories.items()}
    for slug, title, title_en, category in rows.values_list("slug", "title", "name_en", "category"):
        shelf = shelves.setdefault(category, Shelf(_("Lainnya")))
        shelf.options.append(Option(slug, in_language(title, title_en), slug == chosen))
    return [shelf for shelf in shelves.values() if shelf.options]


def cases_of(slug: str) -> tuple[Case, ...]:
    """The cases of a live service."""
    edition = ServiceEdition.objects.live().filter(slug=slug).first() if slug else None
    return edition.content().cases if edition else ()


def case_options(cases: tuple[Case, ...], chosen: str) -> list[Option]:
    """The cases as options."""
    return [Option(case.key, in_language(case.label, ""), case.key == chosen) for case in cases]


def chosen_service(slug: str) -> Service | None:
    """The service that was chosen, if the public can read it."""
    if not slug or not ServiceSpan.objects.live().filter(slug=slug).exists():
        return None
    return Service.objects.select_related("agency").filter(slug=slug).first()
