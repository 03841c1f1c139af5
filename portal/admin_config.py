from django.contrib.admin.apps import AdminConfig


class StaffAdminConfig(AdminConfig):
    """Django's admin with our site: our sign-in, navigation and first page."""

    default_site = "portal.staff_site.StaffSite"
