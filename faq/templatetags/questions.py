"""Questions on pages of other apps: those must not import this one, their templates may."""

from django import template

from faq.service_questions import ServiceQuestions
from services.document import Case, ServiceDocument

register = template.Library()


@register.simple_tag
def questions_about(document: ServiceDocument, case: Case | None = None) -> ServiceQuestions:
    """Published questions that stand on this service's page, in this case. One query."""
    return ServiceQuestions(document, case)
