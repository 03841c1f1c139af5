"""Splitting what does not fit one carousel: a service with many cases becomes several packs."""

from itertools import pairwise

from cards.content import CardOptions, build_content
from cards.rendering import TooManySlides, slide_count
from services.document import ServiceDocument
from services.facts import SharedFacts


def options_that_fit(
    document: ServiceDocument, facts: SharedFacts, options: CardOptions
) -> list[CardOptions]:
    """The fewest packs that each fit a carousel, each with its share of the cases and all other sections.

    Usually just `options`. Raises TooManySlides where even a single case does not fit.
    """
    cases = [case.key for case in document.cases if options.cases is None or case.key in options.cases]
    for count in range(1, max(len(cases), 1) + 1):
        packs = [options] if count == 1 else [_with_cases(options, share) for share in _shares(cases, count)]
        try:
            for pack in packs:
                slide_count(build_content(document, facts, pack), pack.format)
        except TooManySlides:
            if count >= len(cases):
                raise
        else:
            return packs
    return [options]


def _with_cases(options: CardOptions, cases: list[str]) -> CardOptions:
    return options.model_copy(update={"cases": tuple(cases)})


def _shares(cases: list[str], count: int) -> list[list[str]]:
    """The cases in order, cut into parts whose lengths differ by one at most."""
    ends = [round(part * len(cases) / count) for part in range(count + 1)]
    return [cases[start:end] for start, end in pairwise(ends)]
