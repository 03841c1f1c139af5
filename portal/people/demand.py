"""Of whom a second factor is demanded: whoever can put something before the public, or decide who may."""

from typing import Any

from django.conf import settings

from portal.accounts import is_demo

DEMANDING = ("services.publish_service", "faq.publish_question", "auth.change_user")
"""Permissions too strong for a password alone: reviewers, administrators and superusers have one of them."""


def is_demanded(user: Any) -> bool:
    """Whether someone must have a second factor. Demo users need none: their passwords are printed on a screen."""
    if not any(map(user.has_perm, DEMANDING)):
        return False
    return not (settings.DEBUG and is_demo(user))
