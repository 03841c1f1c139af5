"""What people ask: questions and answers, the inbox, searches, feedback, the tally at the counter."""

from faq.models.counter import Tap
from faq.models.demand import DemandWeight
from faq.models.feedback import Feedback, FeedbackKind, PageCount
from faq.models.inquiry import AnswerTemplate, Inquiry, InquiryState
from faq.models.question import (
    MOST_RELATED,
    Question,
    QuestionEdition,
    QuestionRelated,
    QuestionService,
    QuestionSpan,
    Topic,
)
from faq.models.searches import GapDecision, GapOutcome, SearchCount

__all__ = [
    "MOST_RELATED",
    "AnswerTemplate",
    "DemandWeight",
    "Feedback",
    "FeedbackKind",
    "GapDecision",
    "GapOutcome",
    "Inquiry",
    "InquiryState",
    "PageCount",
    "Question",
    "QuestionEdition",
    "QuestionRelated",
    "QuestionService",
    "QuestionSpan",
    "SearchCount",
    "Tap",
    "Topic",
]
