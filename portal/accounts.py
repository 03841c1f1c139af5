"""Who may sign in, and what the roles may do."""

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm
from django.core.validators import MaxLengthValidator

DEMO_GROUP = "demo"


class SignInForm(AuthenticationForm):
    """Django's own, with a message in plain words."""

    error_messages = {
        "invalid_login": "Nama pengguna atau sandi tidak cocok. Periksa huruf besar dan kecilnya, lalu coba lagi.",
        "inactive": "Akun ini tidak aktif. Hubungi administrator kantor Anda.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django only tells browsers how long a name can be; what is longer is nobody's, and fits into no column.
        field = self.fields["username"]
        field.validators.append(MaxLengthValidator(field.max_length, self.error_messages["invalid_login"]))


class Backend(ModelBackend):
    """Django's own, but demo users are nobody outside DEBUG: their passwords were printed on a screen."""

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEBUG or not is_demo(user))


def is_demo(user: Any) -> bool:
    """Whether this is one of the users that `manage.py demo` makes."""
    return user.groups.filter(name=DEMO_GROUP).exists()
