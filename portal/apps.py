from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """The site around the apps: home, navigation, sign-in, security, commands."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from portal.roles import grant_permissions

        # Without a sender: permissions of the last app exist only after its own signal.
        post_migrate.connect(grant_permissions, dispatch_uid="roles")
