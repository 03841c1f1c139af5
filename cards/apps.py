from django.apps import AppConfig
from django.core.signals import request_finished


class CardsConfig(AppConfig):
    """Cards: what they say, how they are drawn, and whether one that is out there still holds."""

    name = "cards"
    verbose_name = "Kartu"

    def ready(self) -> None:
        from cards.hints import before_publish
        from cards.issued import visits
        from services.workflow import before_publish_hints

        before_publish_hints.append(before_publish)
        # Sent after the reader has the answer.
        request_finished.connect(visits.waiting.write_if_due, dispatch_uid="card-visits")
