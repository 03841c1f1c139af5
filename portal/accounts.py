"""Who may sign in, and what the roles may do."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend

DEMO_GROUP = "demo"


class Backend(ModelBackend):
    """Django's own, but demo users are nobody outside DEBUG: their passwords were printed on a screen."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEBUG or not is_demo(user))


def is_demo(user: Any) -> bool:
    """Whether this is one of the users that `manage.py demo` makes."""
    return user.groups.filter(name=DEMO_GROUP).exists()
