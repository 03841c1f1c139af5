from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq.models import QuestionEdition
        from faq.search import register_questions
        from services import spans

        register_questions()
        spans.watch(QuestionEdition, self)
