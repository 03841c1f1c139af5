from django.apps import AppConfig
from django.core.signals import request_finished


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq import asked
        from faq.asking import retention as asking_retention
        from faq.counter import retention as counter_retention
        from faq.feedback import counting
        from faq.feedback import retention as feedback_retention
        from faq.gaps import retention as gaps_retention
        from faq.gaps.opening import on_nothing_found
        from faq.inbox.arriving import watch_leads
        from faq.models import Question, QuestionEdition
        from faq.preview import PREVIEW
        from faq.search import register_questions
        from services import draft_words, entry_kinds, spans
        from services.search.missed import nothing_found

        register_questions()
        # Sent after the reader has the answer.
        request_finished.connect(asked.waiting.write_if_due, dispatch_uid="search-counts")
        request_finished.connect(counting.waiting.write_if_due, dispatch_uid="page-counts")
        request_finished.connect(asked.openings.write_if_due, dispatch_uid="opening-counts")
        request_finished.connect(asked.taken_back.write_if_due, dispatch_uid="taken-back-counts")
        nothing_found.connect(on_nothing_found, dispatch_uid="search-missed")
        gaps_retention.register_rules()
        counter_retention.register_rules()
        asking_retention.register_rules()
        watch_leads()
        feedback_retention.register_rules()
        spans.watch(QuestionEdition, self)
        draft_words.register_part("named_questions", "Pertanyaan terkait", Question, "slug", "question")
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
