"""Packs that fit: what does not fit one carousel is split, so that a service with many cases becomes several packs."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from typing import Any

from django.db import transaction

from cards import registry
from cards.content import CardContent, CardOptions
from cards.formats import DEFAULT_FORMAT
from cards.models import Card, CardKind
from cards.rendering import TooManySlides, slide_count
from cards.subjects import KINDS
from services import snapshot


def options_that_fit(
    build: Callable[[CardOptions], CardContent],
    cases: Sequence[str],
    options: CardOptions,
    format: str | Sequence[str] = DEFAULT_FORMAT,
) -> list[CardOptions]:
    """The fewest packs that each fit a carousel, each with its share of the cases and all other sections.

    `build` makes the text of a pack, `cases` are all there are, `format` is one or several that each pack must fit.
    Usually just `options`. Raises TooManySlides where even a single case does not fit.
    """
    formats = [format] if isinstance(format, str) else format
    cases = [key for key in cases if options.cases is None or key in options.cases]
    for count in range(1, max(len(cases), 1) + 1):
        packs = [options] if count == 1 else [_with_cases(options, share) for share in _shares(cases, count)]
        try:
            for content in map(build, packs):
                for each in formats:
                    slide_count(content, each)
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


def issue_what_fits(
    key: str,
    options: CardOptions,
    *,
    kind: str = CardKind.PACK,
    formats: Sequence[str] = (DEFAULT_FORMAT,),
    posters: Sequence[str] = (),
    by: Any = None,
) -> list[Card]:
    """Issue the card of a subject, or as many as it takes, all or none. What was issued before keeps its code.

    Raises `registry.NotPublished`, and `TooManySlides` where not even a single case fits.
    """
    source, facts, subject = registry.source_of(kind, key), snapshot.current(), KINDS[kind]
    cases = [choice.key for choice in subject.case_choices(source)]
    choices = options_that_fit(partial(subject.build, source, facts), cases, options, formats)
    with transaction.atomic():
        drawn = [*formats, *posters]
        return [registry.issue(key, each, kind=kind, formats=drawn, by=by) for each in choices]
