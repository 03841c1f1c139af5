"""Members of the staff for tests: with a role, in agencies."""

from django.contrib.auth.models import Group, User
from django.test import Client

from portal.models import StaffSession
from services.models import Agency, Membership


def make_staff(role: str, name: str = "", agencies: list[Agency] | None = None) -> User:
    """Someone with this role (see `portal.roles`) who belongs to these agencies; by default to those that publish."""
    user = User.objects.create_user(name or f"user-{role}".lower(), password="a-long-password", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    if agencies is None:
        agencies = list(Agency.objects.filter(publisher=None).exclude(official_name=""))
    for agency in agencies:
        Membership.objects.create(user=user, agency=agency)
    return user


def signed_in(user: User) -> Client:
    """A browser in which someone is signed in, with their second factor given where they have one."""
    client = Client()
    client.force_login(user)
    StaffSession.objects.filter(user=user).update(verified=True)
    return client
