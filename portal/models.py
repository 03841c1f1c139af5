"""What the portal remembers of people: where they are signed in, their recovery codes, and who was invited."""

import secrets
import uuid
from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.page_cache.models import ContentChange as ContentChange
from services.models import Agency


class StaffSession(models.Model):
    """A browser in which someone is signed in. Its token stands in the session; without this row the session is over.

    It keeps no address and no exact device: only what its owner needs to tell it from others.
    """

    token = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="staff_sessions")
    device = models.CharField(max_length=80)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    verified = models.BooleanField(default=False, help_text="Kode kedua sudah diberikan.")

    class Meta:
        verbose_name = "sesi"
        verbose_name_plural = "sesi"
        ordering = ["-seen_at"]
        default_permissions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.user} · {self.device}"


def digest_of(purpose: str, secret: str) -> str:
    """How a secret is stored: whoever reads the database cannot use it, nor guess it without the site's key."""
    return salted_hmac(f"portal.{purpose}", secret, algorithm="sha256").hexdigest()


class RecoveryCode(models.Model):
    """A code that replaces the phone once. Only its digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "kode cadangan"
        verbose_name_plural = "kode cadangan"
        default_permissions: tuple[str, ...] = ()
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user} · {'terpakai' if self.used_at else 'belum terpakai'}"


class InvitationQuerySet(models.QuerySet):
    """Invitations by what can still be done with them."""

    def open(self) -> Self:
        """Neither used nor revoked nor expired."""
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A link with which someone makes their own account. Only the digest of its token is kept."""

    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    name = models.CharField("nama", max_length=150)
    email = models.EmailField("surel", blank=True)
    roles = models.JSONField("peran", default=list)
    agencies = models.ManyToManyField(Agency, related_name="+", verbose_name="instansi")
    position = models.CharField("jabatan", max_length=150, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="oleh"
    )
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    expires_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "undangan"
        verbose_name_plural = "undangan"
        ordering = ["-created_at"]
        default_permissions: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name

    def new_token(self) -> str:
        """Give it a link nobody can guess (192 bits); an earlier link no longer works. Does not save."""
        token = secrets.token_urlsafe(24)
        self.token_digest = digest_of("invitation", token)
        return token

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`: those into own agencies only."""
        elsewhere = cls.agencies.through.objects.exclude(agency__in=agencies).values("invitation")
        return Q(agencies__in=agencies) & ~Q(pk__in=elsewhere)


def user_label(user: Any) -> str:
    """How someone is called: their name, else their user name."""
    return user.get_full_name() or user.get_username()
