from django.apps import AppConfig
from django.db.models.signals import post_migrate


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq.models import QuestionEdition
        from faq.search import register_questions
        from services import spans

        register_questions()
        spans.watch(QuestionEdition)
        post_migrate.connect(
            lambda **kwargs: spans.fill_if_empty(QuestionEdition),
            sender=self,
            weak=False,
            dispatch_uid="question-spans",
        )
