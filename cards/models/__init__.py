"""Rows of the studio: issued cards and where they went, free notices, plans, and batches."""

from cards.models.batch import Batch, BatchItem, BatchState
from cards.models.calendar import CalendarFeed, SuggestionDismissal
from cards.models.card import Card, CardKind, CardQuerySet
from cards.models.plan import PlannedPost
from cards.models.post import CardVisits, Post

__all__ = ["Batch", "BatchItem", "BatchState", "CalendarFeed", "Card", "CardKind", "CardQuerySet", "CardVisits",
           "PlannedPost", "Post", "SuggestionDismissal"]  # fmt: skip
