"""Answers to a group of searches that somebody is writing already, and the question that a new one begins with."""

from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from faq.gaps.groups import GapGroup
from faq.gaps.meaning import keys_of
from faq.inbox.cleaning import suggested_question
from faq.models import Question
from services import scope
from services.search import lexicon
from services.search.analysis import tokens

MOST_READ = 200
"""Drafts changed last that are looked at."""
MOST_SHOWN = 5
_ASKING_WORDS = """
apa apakah bagaimana gimana berapa kapan mana dimana kemana siapa kenapa mengapa bisakah bolehkah haruskah
how what when where who why
"""
_ASKING = frozenset(_ASKING_WORDS.split())


def pending(group: GapGroup, user: Any) -> list[Question]:
    """This person's drafts, not public yet, whose question and keywords say all that the group's words say."""
    if not user.has_perm("faq.view_question"):
        return []
    rows = scope.own(Question.objects.exclude(editions__live_from__lte=timezone.now()), user)
    drafts = list(rows.distinct().order_by("-pk")[:MOST_READ])
    said = {draft.pk: [draft.question, *draft.keywords] for draft in drafts}
    keys = keys_of({}, lexicon.current(), [group.title, *(words for each in said.values() for words in each)])
    meant = set(keys[group.title])
    return [draft for draft in drafts if meant <= {stem for words in said[draft.pk] for stem in keys[words]}][
        :MOST_SHOWN
    ]


def question_of(words: Sequence[str]) -> str:
    """A whole question made of what people typed, most often first: theirs, if one of them asked; only a beginning."""
    asked = (each for each in words if _ASKING.intersection(tokens(each)))
    return suggested_question(next(asked, "")) or f"Apa yang perlu diketahui tentang {words[0]}?"
