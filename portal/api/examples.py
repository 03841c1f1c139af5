"""Keys of something that is published at this moment, so that examples in the documents work where they are read."""

from typing import Any

from cards import codes
from cards.models import Card, CardKind
from faq.models import QuestionSpan
from services import snapshot
from services.filters import in_catalogue_order
from services.models import ServiceSpan
from services.notices import current
from services.views import site_now


def example_keys() -> dict[str, Any]:
    """One key of each kind of item; kinds of which nothing is published are left out. Four queries."""
    facts = snapshot.current()
    now = site_now(facts)
    services = in_catalogue_order(ServiceSpan.objects.live(now), facts.categories).values_list(
        "slug", flat=True
    )
    questions = QuestionSpan.objects.live(now).order_by("position", "pk").values_list("slug", flat=True)
    notices = [each.pk for each in current.holding(facts, now)]
    # a leaflet's code is public already: everyone may download the leaflet
    card = Card.objects.filter(kind=CardKind.LEAFLET).order_by("pk").values_list("code", flat=True).first()
    found = {
        "service": services.first(),
        "question": questions.first(),
        "office": next(iter(facts.offices), None),
        "document": next(iter(facts.documents), None),
        "life_event": next((key for key, each in facts.life_events.items() if each.services), None),
        "category": next(iter(facts.categories), None),
        "notice": notices[0] if notices else None,
        "card": codes.display(card) if card else None,
    }
    return {name: key for name, key in found.items() if key is not None}
