"""What the page on which one asks shows, at every step."""

import datetime
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from faq.asking import choices
from faq.asking.choices import Option, Shelf
from faq.asking.form_tokens import new_token
from faq.asking.promise import answer_due, due_words
from faq.asking.sending import answering_agency
from faq.asking.similar import Similar
from faq.asking.typed import Typed, masked_words
from services.document import Case
from services.facts import SharedFacts
from services.links import whatsapp_link
from services.models import Agency, Service


@dataclass(frozen=True)
class FieldError:
    """What to do about a field: the id to go to, and the words."""

    field: str
    words: str


@dataclass
class AskPage:
    """The form with what was typed so far. Unknown services and cases are as if none was chosen."""

    typed: Typed
    facts: SharedFacts
    now: datetime.datetime
    errors: list[FieldError] = field(default_factory=list)
    similar: list[Similar] = field(default_factory=list)
    token: str = ""

    def __post_init__(self) -> None:
        self.token = self.token or new_token()

    @cached_property
    def service(self) -> Service | None:
        """The chosen service, or None."""
        return choices.chosen_service(self.typed.service)

    @property
    def service_slug(self) -> str:
        """Its slug, or ""."""
        return self.service.slug if self.service else ""

    @cached_property
    def _cases(self) -> tuple[Case, ...]:
        return choices.cases_of(self.service_slug)

    @property
    def case(self) -> str:
        """The chosen case, if the service has it."""
        return self.typed.case if any(each.key == self.typed.case for each in self._cases) else ""

    @cached_property
    def shelves(self) -> list[Shelf]:
        """All services to choose from."""
        return choices.service_shelves(self.facts, self.service_slug)

    @property
    def cases(self) -> list[Option]:
        """The chosen service's cases."""
        return choices.case_options(self._cases, self.case)

    @property
    def about(self) -> str:
        """The chosen service and case in words, or ""."""
        chosen = [each.words for shelf in self.shelves for each in shelf.options if each.is_chosen]
        return ": ".join([*chosen, *(each.words for each in self.cases if each.is_chosen)])

    @cached_property
    def agency(self) -> Agency | None:
        """Who will answer; None on a site without an office."""
        return answering_agency(self.service)

    @property
    def due_words(self) -> str:
        """When an answer can be expected if the question is sent now."""
        today = self.now.date()
        return (
            due_words(self.facts, today, answer_due(self.agency, self.facts, self.now)) if self.agency else ""
        )

    @property
    def whatsapp_url(self) -> str:
        """A chat with the office, for whoever would rather."""
        publisher = self.facts.publisher_of(self.agency.key) if self.agency else None
        return whatsapp_link(publisher.whatsapp, "Halo, saya mau bertanya: ") if publisher else ""

    @property
    def masked(self) -> list[str]:
        """What was replaced in the text, in words."""
        return masked_words(self.typed.text)

    @property
    def text_error(self) -> str:
        """What is wrong with the question."""
        return self._error("pertanyaan")

    @property
    def contact_error(self) -> str:
        """What is wrong with the contact."""
        return self._error("kontak")

    def _error(self, name: str) -> str:
        return next((each.words for each in self.errors if each.field == name), "")

    @property
    def title(self) -> str:
        """What the browser's tab says; an error comes first, as it is read first."""
        return (
            _("Periksa lagi: %(title)s") % {"title": _("Tanya petugas")}
            if self.errors
            else _("Tanya petugas")
        )


def field_errors(typed: Typed) -> list[FieldError]:
    """What has to be mended in the fields."""
    found = [("pertanyaan", typed.text_error()), ("kontak", typed.contact_error())]
    return [FieldError(name, words) for name, words in found if words]
