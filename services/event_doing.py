"""What is done in a life event, in which order and where: what its page says that does not follow the clock."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from services.event_choice import EventChoice
from services.event_steps import EventSteps, ServiceStep
from services.event_totals import Visit, visits
from services.event_waiting import Waits, awaited
from services.facts import SharedFacts
from services.ordering import plan
from services.plans import Plan


@dataclass(frozen=True)
class Doing:
    """The chosen services in order, those left out, what the steps wait for, and the places to go to.

    It holds neither documents nor facts, for it is kept longer than these.
    """

    plan: Plan
    waits: Waits
    steps: list[ServiceStep]
    switched_off: list[ServiceStep]
    mutual: list[SafeString]
    visits: list[Visit]


def work_out(choice: EventChoice, facts: SharedFacts) -> Doing:
    """What those do who have chosen so, in words of the page's language."""
    order = plan(choice.chosen, facts.documents)
    waits = awaited(choice.chosen, order, facts.documents, {each.slug for each in choice.documents})
    told = EventSteps(choice, order, waits, facts)
    return Doing(order, waits, told.done, told.left_out, told.mutual, visits(choice.chosen, order, facts))
