"""What residents ask through the site, and how the office answers. Texts are masked before they come here."""

from collections.abc import Collection

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from faq.models.question import Question
from services.models import Agency, Service

LONGEST_TEXT = 1000
"""Letters of an inquiry."""


class InquiryState(models.TextChoices):
    """Where an inquiry stands."""

    OPEN = "baru", "Menunggu jawaban"
    ANSWERED = "dijawab", "Sudah dijawab"
    SPAM = "spam", "Bukan pertanyaan"


class Inquiry(models.Model):
    """One question of one resident, without a name. Whoever has its code reads the answer.

    Of the code only the digest is kept (`faq.asking.codes`). `contact` is what the resident left of their own will; it is
    deleted by `faq.asking.retention`. Those that ask the same have the first of them as `lead`, and are answered with it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="inquiries", verbose_name="instansi")
    service = models.ForeignKey(
        Service, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name="layanan"
    )
    case = models.CharField("keadaan", max_length=60, blank=True)
    text = models.TextField("pertanyaan", max_length=LONGEST_TEXT)
    was_masked = models.BooleanField("ada yang disamarkan", default=False)
    language = models.CharField("bahasa", max_length=2, default="id")
    contact = models.CharField("kontak", max_length=120, blank=True)
    stems = models.CharField(
        max_length=600, blank=True, editable=False, help_text="Untuk mencari yang mirip."
    )
    code_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_with = models.CharField(
        max_length=64,
        unique=True,
        null=True,
        editable=False,
        help_text="Formulir yang mengirimnya, supaya sekali saja.",
    )
    asked_at = models.DateTimeField("ditanyakan", default=timezone.now, db_index=True)
    due_on = models.DateField("dijanjikan terjawab", null=True, blank=True)
    state = models.CharField(
        "keadaan", max_length=10, choices=InquiryState, default=InquiryState.OPEN, db_index=True
    )
    doubts = models.JSONField("tanda spam", default=list, blank=True)
    lead = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="followers", verbose_name="sama dengan"
    )
    kept_apart = models.BooleanField(
        "dipisahkan", default=False, help_text="Dipisahkan petugas: tidak digabung lagi dengan sendirinya."
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="ditangani",
    )
    answer = models.TextField("jawaban", blank=True)
    answer_before = models.TextField(
        "jawaban sebelumnya",
        blank=True,
        editable=False,
        help_text="Untuk membatalkan kiriman terakhir; dihapus sesudah sehari.",
    )
    question = models.ForeignKey(
        Question, models.SET_NULL, null=True, blank=True, related_name="inquiries", verbose_name="tanya jawab"
    )
    answered_at = models.DateTimeField("dijawab", null=True, blank=True)
    answer_changed_at = models.DateTimeField(
        "jawaban diubah",
        null=True,
        blank=True,
        help_text="Bila petugas mengubah jawaban sesudah dikirim.",
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = "pertanyaan warga"
        verbose_name_plural = "pertanyaan warga"
        ordering = ["asked_at", "pk"]
        permissions = [("answer_inquiry", "Dapat menjawab pertanyaan warga")]
        indexes = [models.Index(fields=["agency", "state", "asked_at"], name="inquiry_inbox")]

    def __str__(self) -> str:
        return self.text[:80]

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class AnswerTemplate(models.Model):
    """The beginning of an answer that is given often."""

    agency = models.ForeignKey(
        Agency, models.CASCADE, related_name="answer_templates", verbose_name="instansi"
    )
    title = models.CharField("nama", max_length=80)
    text = models.TextField("isi", max_length=2000)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "contoh jawaban"
        verbose_name_plural = "contoh jawaban"
        ordering = ["position", "title"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)
