"""Who may sign in, and what the roles may do."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import Group, Permission
from django.core.validators import MaxLengthValidator
from django.db.models import Exists, OuterRef, QuerySet

DEMO_GROUP = "demo"
_IS_DEMO = "_is_demo"


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
    """Django's own, but demo users are nobody outside DEBUG: their passwords were printed on a screen.

    What every page of the staff asks takes two queries here: who someone is, and what they may do.
    """

    def user_can_authenticate(self, user: Any) -> bool:
        return super().user_can_authenticate(user) and (settings.DEBUG or not is_demo(user))

    def get_user(self, user_id: int) -> Any:
        """Who is signed in, with the answer to `is_demo`; None for who may not be."""
        demo = Group.objects.filter(user=OuterRef("pk"), name=DEMO_GROUP)
        user = (
            get_user_model()._default_manager.annotate(**{_IS_DEMO: Exists(demo)}).filter(pk=user_id).first()
        )
        return user if user and self.user_can_authenticate(user) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """What someone may do, by themselves or through their roles. Kept for the request."""
        if not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            own, roles = (
                Permission.objects.filter(user=user_obj),
                Permission.objects.filter(group__user=user_obj),
            )
            found = _named(own).union(_named(roles))
            user_obj._perm_cache = {f"{app}.{name}" for app, name in found}
        return user_obj._perm_cache


def _named(rights: QuerySet[Permission]) -> QuerySet:
    return rights.order_by().values_list("content_type__app_label", "codename")


def is_demo(user: Any) -> bool:
    """Whether this is one of the users that `manage.py demo` makes."""
    known = getattr(user, _IS_DEMO, None)
    return user.groups.filter(name=DEMO_GROUP).exists() if known is None else known
