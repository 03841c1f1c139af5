"""What belongs to one person's calendar: its subscription address, and suggestions they do not want."""

from django.conf import settings
from django.db import models

from cards.models.card import CardKind


class CalendarFeed(models.Model):
    """Someone's subscription to the plans of their agencies; another nonce makes the old address unknown."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_feed", verbose_name="milik"
    )
    nonce = models.CharField("bagian acak", max_length=43)
    made_at = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "langganan kalender"
        verbose_name_plural = "langganan kalender"

    def __str__(self) -> str:
        return f"{self.user}"


class SuggestionDismissal(models.Model):
    """Something this person does not want to be suggested for a while, for this reason; for another one it may."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="oleh")
    kind = models.CharField("tentang", max_length=10, choices=CardKind)
    subject = models.SlugField("kunci", max_length=120)
    reason = models.CharField("alasan", max_length=20)
    """A key of `cards.calendar.suggestions.WEIGHTS`."""
    until = models.DateField("sampai")

    class Meta:
        verbose_name = "saran yang ditolak"
        verbose_name_plural = "saran yang ditolak"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "subject", "reason"], name="each_suggestion_dismissed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.reason}"
