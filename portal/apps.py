from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The site around the apps: home, navigation, sign-in, security, commands."""

    name = "portal"
    verbose_name = "Portal"
