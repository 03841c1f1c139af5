"""A pack that does not fit one post, cut into several by its cases."""

from cards.content import CardOptions
from cards.packs import options_that_fit
from cards.rendering import TooManySlides
from cards.studio.making import Making
from cards.studio.pack import Part
from services.links import Link


def splits_of(making: Making, parts: list[Part]) -> list[Link]:
    """The makers of packs that each fit, together with all the chosen cases; none where that is no way out."""
    if not making.offer.cases or not any(each.problem for each in parts):
        return []

    def build(options: CardOptions):
        return making.kind.build(making.source, making.facts, options)

    try:
        options = making.chosen.options(making.offer)
        found = options_that_fit(build, making.chosen.cases, options, making.chosen.formats)
    except TooManySlides:
        return []
    return [_link(making, number, each.cases or ()) for number, each in enumerate(found, start=1)]


def _link(making: Making, number: int, cases: tuple[str, ...]) -> Link:
    labels = [each.label for each in making.offer.cases if each.key in cases]
    query = making.chosen.but(cases=tuple(cases)).query(making.offer)
    return Link(f"Paket {number}: {', '.join(labels)}", f"{making.page}?{query}")
