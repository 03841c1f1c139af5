from django.apps import AppConfig
from django.core.signals import request_finished


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq import asked
        from faq.models import Question, QuestionEdition
        from faq.preview import PREVIEW
        from faq.search import register_questions
        from services import entry_kinds, spans

        register_questions()
        # Sent after the reader has the answer.
        request_finished.connect(asked.waiting.write_if_due, dispatch_uid="search-counts")
        spans.watch(QuestionEdition, self)
        entry_kinds.register(
            entry_kinds.EntryKind(
                path="tanya-jawab",
                word="tanya jawab",
                model=Question,
                public_url="question",
                publish_permission="faq.publish_question",
                change_permission="faq.change_question",
                preview=PREVIEW,
            )
        )
