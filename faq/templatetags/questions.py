"""Questions on pages of other apps: those must not import this one, their templates may."""

from django import template

from faq.models import QuestionEdition
from faq.pages import QuestionRow, question_row

register = template.Library()

MOST = 12


@register.simple_tag
def questions_about(slug: str) -> list[QuestionRow]:
    """Published questions that stand on this service's page. One query."""
    return [question_row(edition) for edition in QuestionEdition.objects.live().for_service(slug)[:MOST]]
