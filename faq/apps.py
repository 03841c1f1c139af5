from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"

    def ready(self) -> None:
        from faq.search import register_questions

        register_questions()
