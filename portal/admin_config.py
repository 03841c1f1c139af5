from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin with our site: our sign-in, navigation and first page."""

    default_site = "portal.staff_site.StaffSite"

    def ready(self) -> None:
        """People and roles are managed at /kelola/orang/ only, where nobody gives more than they have.

        Packages register forms of their own for accounts, groups and the secrets of apps; those would be a way around it.
        """
        from django.contrib import admin
        from django.contrib.auth.models import Group, User
        from django_otp.plugins.otp_totp.models import TOTPDevice

        super().ready()
        for model in (User, Group, TOTPDevice):
            if admin.site.is_registered(model):
                admin.site.unregister(model)
