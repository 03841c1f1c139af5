"""What the staff workspace remembers: who belongs where, what was done, what drafts said, and what waits for whom."""

import secrets
from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from services.models.agency import Agency


class Membership(models.Model):
    """That someone works for an agency: they see its rows and those of the agencies it publishes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="petugas"
    )
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="memberships", verbose_name="instansi")
    position = models.CharField(
        "jabatan", max_length=150, blank=True, help_text="Tampil pada pernyataan “masih benar”."
    )

    class Meta:
        verbose_name = "keanggotaan"
        verbose_name_plural = "keanggotaan"
        constraints = [models.UniqueConstraint(fields=["user", "agency"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} · {self.agency}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class DraftVersion(models.Model):
    """What a draft said after a save: the base of undo, and of telling two editors apart.

    `data` is what `services.draft_state` reads. `services.drafting.KEPT` says how many are kept.
    """

    kind = models.CharField(max_length=60, help_text="services.service")
    entry = models.PositiveBigIntegerField()
    revision = models.PositiveIntegerField()
    data = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "versi draf"
        verbose_name_plural = "versi draf"
        ordering = ["-revision"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "entry", "revision"], name="draft_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.entry} · {self.revision}"


class AuditRecord(models.Model):
    """Something a person did that the public can see, or that changes who may. Written once, never changed."""

    at = models.DateTimeField("waktu", default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="oleh"
    )
    by_name = models.CharField("nama", max_length=150, blank=True)
    agency = models.ForeignKey(Agency, models.SET_NULL, null=True, related_name="+", verbose_name="instansi")
    action = models.CharField("tindakan", max_length=30, db_index=True)
    kind = models.CharField("jenis", max_length=60, blank=True, help_text="services.service")
    key = models.CharField("kunci", max_length=120, blank=True)
    name = models.CharField("tentang", max_length=250, blank=True)
    detail = models.JSONField("rincian", default=dict, blank=True)

    class Meta:
        verbose_name = "catatan tindakan"
        verbose_name_plural = "catatan tindakan"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "key"], name="audit_of_one")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H.%M} {self.action} {self.name}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class Notification(models.Model):
    """Something a member of staff should know. Mailed too where mail is set up."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    at = models.DateTimeField(default=timezone.now)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=250, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "pemberitahuan"
        verbose_name_plural = "pemberitahuan"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="notification_unread")]

    def __str__(self) -> str:
        return self.text


def new_token() -> str:
    """A link nobody can guess: 192 bits."""
    return secrets.token_urlsafe(24)


class PreviewLink(models.Model):
    """A link that shows drafts to people without an account until it expires or is revoked."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    agency = models.ForeignKey(Agency, models.CASCADE, related_name="+", verbose_name="instansi")
    label = models.CharField(
        "untuk siapa", max_length=120, help_text="Misalnya: Kepala bidang, bagian hukum."
    )
    entries = models.JSONField(default=list, help_text='[["services.service", 12], …]')
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="oleh"
    )
    created_at = models.DateTimeField("dibuat", default=timezone.now)
    expires_at = models.DateTimeField("berlaku sampai")
    revoked_at = models.DateTimeField("dicabut", null=True, blank=True)

    class Meta:
        verbose_name = "tautan pratinjau"
        verbose_name_plural = "tautan pratinjau"
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.label

    @property
    def is_open(self) -> bool:
        """Whether it still shows anything."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class PreviewRemark(models.Model):
    """What someone with a preview link had to say of a draft."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="remarks")
    kind = models.CharField(max_length=60)
    entry = models.PositiveBigIntegerField()
    revision = models.PositiveIntegerField(help_text="Revisi draf yang dibaca.")
    name = models.CharField("nama", max_length=100, blank=True)
    text = models.TextField("catatan")
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "catatan pratinjau"
        verbose_name_plural = "catatan pratinjau"
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["kind", "entry"], name="remarks_of_entry")]

    def __str__(self) -> str:
        return self.text[:60]


def label_of(model: type[models.Model] | models.Model | Any) -> str:
    """How rows here name a class: "services.service"."""
    return model._meta.label_lower
