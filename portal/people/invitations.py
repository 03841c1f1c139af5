"""Invitations by link: an administrator says who and what for, the invited choose their own password."""

import datetime
from collections.abc import Collection
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.mail import send_mail
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from portal.models import Invitation, digest_of
from portal.people import directory, notes
from services import audit
from services.models import Agency, Membership

DAYS = 7
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"
User = get_user_model()


@transaction.atomic
def invite(*, by: Any, name: str, email: str, roles: Collection[str], agencies: Collection[Agency],
           position: str) -> tuple[Invitation, str]:  # fmt: skip
    """The invitation and the token of its link, which nobody can read again. Roles and agencies were checked."""
    invitation = Invitation(
        name=name, email=email, roles=list(roles), position=position, created_by=by, expires_at=_expiry()
    )
    token = invitation.new_token()
    invitation.save()
    invitation.agencies.set(agencies)
    audit.record("invite", invitation, by=by, agency=next(iter(agencies), None), roles=list(roles))
    return invitation, token


@transaction.atomic
def renew(invitation: Invitation, *, by: Any) -> str:
    """Another link for the same person, valid for another week; the earlier one no longer works."""
    token = invitation.new_token()
    invitation.expires_at = _expiry()
    invitation.created_by = by
    invitation.save()
    audit.record("invite", invitation, by=by, agency=invitation.agencies.first(), roles=invitation.roles)
    return token


@transaction.atomic
def revoke(invitation: Invitation, *, by: Any) -> None:
    """Take a link back."""
    Invitation.objects.filter(pk=invitation.pk, used_at=None).update(revoked_at=timezone.now())
    audit.record("revoke", invitation, by=by, agency=invitation.agencies.first())


def _expiry() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=DAYS)


def find(token: str) -> Invitation | None:
    """The open invitation of a link, if whoever sent it may still let people in with these roles."""
    digest = digest_of("invitation", token)
    invitation = Invitation.objects.open().filter(token_digest=digest).select_related("created_by").first()
    return invitation if invitation and _holds(invitation) else None


def _holds(invitation: Invitation) -> bool:
    sender = invitation.created_by
    may = sender.is_active and sender.has_perm("auth.add_user")
    roles = set(invitation.roles) <= set(directory.grantable_roles(sender))
    return may and roles and directory.covers(sender, invitation.agencies.all())


def accept(invitation: Invitation, *, username: str, password: str) -> Any:
    """The new member of the staff; None if the link was used meanwhile, or the name was taken."""
    try:
        with transaction.atomic():
            return _join(invitation, username, password)
    except IntegrityError:
        return None


def _join(invitation: Invitation, username: str, password: str) -> Any:
    won = Invitation.objects.open().filter(pk=invitation.pk).update(used_at=timezone.now())
    if not won:
        return None
    user = User.objects.create_user(
        username, invitation.email, password, first_name=invitation.name, is_staff=True
    )
    user.groups.set(Group.objects.filter(name__in=invitation.roles))
    for agency in invitation.agencies.all():
        Membership.objects.create(user=user, agency=agency, position=invitation.position)
    Invitation.objects.filter(pk=invitation.pk).update(used_by=user)
    notes.note("join", user, by=user, roles=invitation.roles, invited_by=str(invitation.created_by))
    return user


def address(token: str) -> str:
    """The full link."""
    return settings.SITE_URL + reverse("invitation", args=[token])


def words(invitation: Invitation, token: str) -> str:
    """What to send along with the link."""
    return (
        f"{invitation.name}, Anda diundang ke ruang kerja Sebelum Datang. Buka tautan ini untuk memilih nama pengguna "
        f"dan kata sandi: {address(token)} (berlaku {DAYS} hari, untuk sekali pakai, hanya untuk Anda)."
    )


def whatsapp(text: str) -> str:
    """A link that opens WhatsApp with this text; whom it goes to is chosen there."""
    return f"https://wa.me/?text={quote(text, safe='')}"


def mail(invitation: Invitation, token: str) -> bool:
    """Send the link by mail where there is an address and mail is set up. Whether it went out."""
    if not invitation.email or settings.EMAIL_BACKEND == NO_MAIL:
        return False
    subject = "Undangan ke ruang kerja Sebelum Datang"
    return bool(send_mail(subject, words(invitation, token), None, [invitation.email], fail_silently=True))
