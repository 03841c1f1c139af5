"""What readers say of pages: helpful or not, what was missing, what is wrong. Texts are masked before they come here."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from services.models import Agency


class PageCount(models.Model):
    """What happened on a page on a day: numbers only, nothing of those who came.

    `kind` and `key` name the page as `faq.feedback.subjects` does: "layanan" and "kk-baru".
    """

    kind = models.CharField("jenis", max_length=20)
    key = models.CharField("kunci", max_length=80)
    day = models.DateField("hari")
    views = models.PositiveIntegerField("dilihat", default=0)
    helpful = models.PositiveIntegerField("membantu", default=0)
    unhelpful = models.PositiveIntegerField("belum membantu", default=0)
    settled = models.PositiveIntegerField(
        "menjawab", default=0, help_text="Berapa kali warga yang hendak bertanya memilih “ini menjawab”."
    )

    class Meta:
        verbose_name = "hitungan halaman"
        verbose_name_plural = "hitungan halaman"
        ordering = ["-day", "kind", "key"]
        constraints = [models.UniqueConstraint(fields=["kind", "key", "day"], name="page_count_once_a_day")]
        indexes = [models.Index(fields=["day"], name="page_count_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind} {self.key}"


class FeedbackKind(models.TextChoices):
    """Why somebody wrote."""

    MISSING = "kurang", "Yang kurang"
    WRONG = "salah", "Laporan salah"


class Feedback(models.Model):
    """Something a reader wrote about a page, with the edition they read."""

    what = models.CharField("tentang", max_length=10, choices=FeedbackKind)
    kind = models.CharField("jenis halaman", max_length=20)
    key = models.CharField("kunci", max_length=80)
    title = models.CharField("halaman", max_length=250, blank=True)
    edition = models.PositiveIntegerField(
        "edisi", null=True, blank=True, help_text="Nomor edisi yang dibaca."
    )
    agency = models.ForeignKey(
        Agency, models.SET_NULL, null=True, blank=True, related_name="feedback", verbose_name="instansi"
    )
    reason = models.CharField("alasan", max_length=20, blank=True)
    text = models.TextField("isi", max_length=1000, blank=True)
    was_masked = models.BooleanField("ada yang disamarkan", default=False)
    language = models.CharField("bahasa", max_length=2, default="id")
    at = models.DateTimeField("waktu", default=timezone.now, db_index=True)
    settled_at = models.DateTimeField("dibereskan", null=True, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    settled_how = models.CharField("cara", max_length=200, blank=True)

    class Meta:
        verbose_name = "umpan balik"
        verbose_name_plural = "umpan balik"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "key"], name="feedback_of_page")]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.title}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`; what is about the whole site is everyone's."""
        return Q(agency__in=agencies) | Q(agency=None)
