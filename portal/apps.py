from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import post_migrate


class PortalConfig(AppConfig):
    """The site around the apps: home, navigation, sign-in, security, commands."""

    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from axes.signals import user_locked_out

        from portal.page_cache import writes
        from portal.people import lockout, notes, retention, sessions
        from portal.roles import grant_permissions

        # Without a sender: permissions of the last app exist only after its own signal.
        post_migrate.connect(grant_permissions, dispatch_uid="roles")
        user_logged_in.connect(sessions.begin, dispatch_uid="session-begins")
        user_logged_out.connect(notes.signed_out, dispatch_uid="sign-out-noted")
        user_logged_out.connect(sessions.end, dispatch_uid="session-ends")
        retention.register_rules()
        writes.watch()
        user_locked_out.connect(lockout.write_down, dispatch_uid="lock-noted")
