from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ServicesConfig(AppConfig):
    """What the offices offer, and where and when: the domain that every other app reads."""

    name = "services"
    verbose_name = "Layanan"

    def ready(self) -> None:
        from services import entry_kinds, snapshot, spans
        from services.models import Service, ServiceEdition
        from services.search import entries, index
        from services.service_preview import PREVIEW

        snapshot.watch_shared_models()
        entries.register_kinds()
        index.watch()
        spans.watch(ServiceEdition, self)
        entry_kinds.register(
            entry_kinds.EntryKind(
                path="layanan",
                word="layanan",
                model=Service,
                public_url="service",
                publish_permission="services.publish_service",
                change_permission="services.change_service",
                preview=PREVIEW,
            )
        )
        post_migrate.connect(index.rebuild_if_outdated, sender=self, dispatch_uid="search-index")
