from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Cards: what they say, how they are drawn, and whether one that is out there still holds."""

    name = "cards"
    verbose_name = "Kartu"

    def ready(self) -> None:
        from cards.hints import before_publish
        from services.workflow import before_publish_hints

        before_publish_hints.append(before_publish)
