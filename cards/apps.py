from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Cards: what they say, how they are drawn, and whether one that is out there still holds."""

    name = "cards"
    verbose_name = "Kartu"
