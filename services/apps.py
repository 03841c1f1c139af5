from django.apps import AppConfig


class ServicesConfig(AppConfig):
    """What the offices offer, and where and when: the domain that every other app reads."""

    name = "services"
    verbose_name = "Layanan"

    def ready(self) -> None:
        from services import snapshot

        snapshot.watch_shared_models()
