"""What residents search, as counts of days, and what was done about what they did not find."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from faq.models.question import Question


class SearchCount(models.Model):
    """How often something was searched on a day, what came of it, and no address, no cookie, no person."""

    day = models.DateField("hari")
    words = models.CharField("kata", max_length=80, help_text="Huruf kecil, nomor dan surel disamarkan.")
    was_found = models.BooleanField("ada hasil")
    times = models.PositiveIntegerField("kali", default=0)
    opened = models.PositiveIntegerField(
        "dibuka", default=0, help_text="Berapa kali sesudahnya sebuah hasil dibuka."
    )

    class Meta:
        verbose_name = "pencarian warga"
        verbose_name_plural = "pencarian warga"
        ordering = ["-day", "-times"]
        permissions = [("settle_gap", "Dapat menindaklanjuti pencarian yang tidak terjawab")]
        constraints = [models.UniqueConstraint(fields=["day", "words"], name="search_count_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.words} × {self.times}"


class GapOutcome(models.TextChoices):
    """What was done about searches that led nowhere."""

    SYNONYM = "padanan", "Diberi padanan kata"
    DRAFT = "draf", "Dijadikan draf tanya jawab"
    NOT_OURS = "bukan-di-sini", "Bukan urusan kantor ini"
    DISMISSED = "abaikan", "Diabaikan"


class GapDecision(models.Model):
    """That somebody dealt with the searches of these words. They come back when people still find nothing afterwards."""

    words = models.CharField("kata", max_length=80, unique=True, help_text="Seperti di pencarian warga.")
    outcome = models.CharField("tindak lanjut", max_length=15, choices=GapOutcome)
    question = models.ForeignKey(Question, models.SET_NULL, null=True, blank=True, related_name="+")
    detail = models.JSONField("rincian", default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("waktu", default=timezone.now)

    class Meta:
        verbose_name = "tindak lanjut pencarian"
        verbose_name_plural = "tindak lanjut pencarian"
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.words}: {self.get_outcome_display()}"
