from django.apps import AppConfig


class FaqConfig(AppConfig):
    """Questions residents ask, and their answers."""

    name = "faq"
    verbose_name = "Tanya jawab"
