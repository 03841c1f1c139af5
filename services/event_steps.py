"""The services of a life event as its page lists them: in order, each with its case and what it waits for."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services.document import Case, ServiceDocument
from services.event_choice import EventChoice, service_words
from services.event_waiting import Waits
from services.facts import SharedFacts
from services.headlines import fee_headline, time_headline
from services.language import localized
from services.plans import Dependency, Plan, Why
from services.sentences import sentence


@dataclass(frozen=True)
class CaseOption:
    """One choice of a service's case."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class ServiceStep:
    """A service of the event: switched on with its place in the order, or off (`number` 0).

    `short_words` are for a message: in few words, with its case.
    """

    slug: str
    number: int
    name: str
    url: str
    fee: str
    is_free: bool
    time: str
    cases: list[CaseOption]
    case_words: str
    short_words: str
    reasons: list[SafeString | str]

    @property
    def is_on(self) -> bool:
        """Whether it is done."""
        return self.number > 0


def paper_name(key: str, facts: SharedFacts) -> str:
    """A paper's name in the page's language."""
    return localized(facts.documents[key], "name")


class EventSteps:
    """The services of an event, those that are done in the plan's order and those that are left out."""

    def __init__(self, choice: EventChoice, plan: Plan, waits: Waits, facts: SharedFacts) -> None:
        """`plan` is of the services chosen in `choice`; `waits` are its steps that wait for other papers."""
        self._choice, self._plan, self._waits, self._facts = choice, plan, waits, facts
        self._documents = {each.slug: each for each in choice.documents}

    @property
    def done(self) -> list[ServiceStep]:
        """The services that are done, in order."""
        return [self._step(self._documents[slug]) for slug in self._plan.order]

    @property
    def left_out(self) -> list[ServiceStep]:
        """The services that are left out, in the event's order."""
        return [self._step(each) for slug, each in self._documents.items() if slug not in self._plan.order]

    def _step(self, document: ServiceDocument) -> ServiceStep:
        slug, case = document.slug, document.case(self._choice.cases[document.slug])
        query = f"?{urlencode({'keadaan': case.key})}" if case else ""
        options = [CaseOption(each.key, each.label, each == case) for each in document.cases]
        is_on = slug in self._plan.order
        return ServiceStep(
            slug=slug,
            number=self._plan.number(slug) if is_on else 0,
            name=localized(document, "name"),
            url=reverse("service", args=[slug]) + query,
            fee=fee_headline(document.fee),
            is_free=document.fee.is_free,
            time=time_headline(document.processing_time),
            cases=options,
            case_words=case.label if case else "",
            short_words=_short_words(document, case),
            reasons=self._reasons(slug) if is_on else [],
        )

    # --- what a step waits for ----------------------------------------------------------------------------

    def _reasons(self, slug: str) -> list[SafeString | str]:
        reasons = [self._reason(each) for each in self._telling(slug)]
        reasons += [self._awaited(paper) for paper in self._waits.by_service.get(slug, ())]
        if reasons or self._plan.number(slug) == 1 or self._plan.has_partner(slug):
            return reasons
        return [_("Tidak meminta hasil langkah lain, jadi bisa diurus bersamaan.")]

    def _telling(self, slug: str) -> list[Dependency]:
        """The dependencies worth telling: of one paper, or of several of which one will do, only the last."""
        choices = [papers for (asking, _key), papers in self._plan.choices.items() if asking == slug]
        last: dict[object, Dependency] = {}
        for each in self._plan.reasons(slug):
            last[next((papers for papers in choices if each.paper in papers), each.paper)] = each
        return list(last.values())

    def _reason(self, dependency: Dependency) -> SafeString:
        texts = {
            Why.CREATES: _("Setelah %(paper)s terbit di langkah %(number)s."),
            Why.KEEPS: _(
                "Setelah %(paper)s diperlihatkan di langkah %(number)s, karena di sini aslinya diserahkan."
            ),
            Why.MAY_CREATE: _("Sebaiknya setelah langkah %(number)s, yang dapat menerbitkan %(paper)s."),
            Why.NAMED: _("Sebaiknya setelah langkah %(number)s, yang menerbitkan %(paper)s."),
            Why.RENEWS: _("Memakai %(paper)s yang baru dari langkah %(number)s."),
        }
        number, paper = self._plan.number(dependency.before), paper_name(dependency.paper, self._facts)
        return sentence(texts[dependency.why], paper=paper, number=number)

    def _awaited(self, key: str) -> SafeString:
        text = _(
            "Perlu dulu: %(paper)s. Penerbit: %(issuer)s. Tidak ada langkah di sini yang menerbitkannya."
        )
        issuer = localized(self._facts.documents[key], "issuer")
        return sentence(text, paper=paper_name(key, self._facts), issuer=issuer)

    @property
    def mutual(self) -> list[SafeString]:
        """Services that wait for each other, in sentences."""
        text = _(
            "Langkah %(number)s meminta %(paper)s, yang baru terbit di langkah %(later)s, dan sebaliknya. "
            "Urus keduanya bersamaan dan sampaikan kepada petugas."
        )
        return [
            sentence(
                text,
                number=self._plan.number(each.after),
                later=self._plan.number(each.before),
                paper=paper_name(each.paper, self._facts),
            )
            for each in self._plan.mutual
        ]


def _short_words(document: ServiceDocument, case: Case | None) -> str:
    service = service_words(document)
    if case is None:
        return service
    return _("%(service)s (keadaan: %(case)s)") % {"service": service, "case": case.label}
