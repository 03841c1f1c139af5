from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq.models import Question, QuestionEdition
        from faq.search import register_questions
        from services import entry_kinds, spans

        register_questions()
        spans.watch(QuestionEdition, self)
        entry_kinds.register(
            entry_kinds.EntryKind(
                path="tanya-jawab",
                word="tanya jawab",
                model=Question,
                public_url="question",
                publish_permission="faq.publish_question",
                change_permission="faq.change_question",
            )
        )
