"""The draft of a service: rows that staff edit. The public never reads these; see `edition`."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from services import choices
from services.document import ServiceDocument
from services.fields import LinesField, RichTextField
from services.models.agency import Agency, InternalStandard, Office
from services.models.catalogue import Category, Channel, Document, LegalBasis
from services.models.edition import Edition, Entry
from services.models.span import Span


class Service(Entry, InternalStandard):
    """What an office does for people, and what it asks of them."""

    document_class = ServiceDocument
    part_relations = (
        "cases", "requirements", "steps", "rests_on", "given_at", "complaints_to", "see_also",
    )  # fmt: skip

    name = models.CharField("nama resmi", max_length=200)
    short_name = models.CharField("nama singkat", max_length=60, help_text="Dipakai di kartu dan daftar.")
    name_en = models.CharField("nama (Inggris)", max_length=200, blank=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="services", verbose_name="kategori")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="services", verbose_name="instansi")
    responsible_unit = models.CharField("unit penanggung jawab", max_length=200, blank=True)
    everyday_names = LinesField("sebutan sehari-hari", help_text="Kata yang dipakai warga, satu per baris.")
    search_terms = LinesField("kata pencarian", help_text="Juga salah ketik yang sering, satu per baris.")
    summary = models.TextField("ringkasan satu kalimat")
    summary_en = models.TextField("ringkasan (Inggris)", blank=True)
    description = RichTextField("penjelasan", blank=True)
    who_can_apply = LinesField("siapa yang dapat mengurus")
    representation = models.TextField("bolehkah diwakilkan", blank=True)
    not_required = LinesField("yang tidak diperlukan")

    time_text = models.TextField("waktu penyelesaian", blank=True)
    time_max_value = models.PositiveIntegerField("paling lama (angka)", null=True, blank=True)
    time_unit = models.CharField("satuan", max_length=12, choices=choices.TimeUnit.choices, blank=True)
    time_starts_when = models.CharField("dihitung sejak", max_length=200, blank=True)
    time_kind = models.CharField("asal standar", max_length=10, choices=choices.TimeKind.choices, blank=True)
    time_basis = models.CharField("dasar waktu", max_length=250, blank=True)
    time_note = models.TextField("catatan waktu", blank=True)

    fee_amount = models.PositiveBigIntegerField(
        "biaya (angka)", null=True, blank=True, help_text="0 berarti gratis."
    )
    fee_currency = models.CharField("mata uang", max_length=3, default="IDR")
    fee_text = models.CharField("biaya", max_length=250, blank=True)
    fee_basis = models.TextField("dasar biaya", blank=True)
    fee_note = models.TextField("catatan biaya", blank=True)
    fee_other_costs = models.TextField("biaya lain di luar kantor", blank=True)

    product = LinesField("hasil layanan")
    validity = models.TextField("masa berlaku", blank=True)
    deadline_text = models.TextField("batas waktu melapor", blank=True)
    deadline_days = models.PositiveIntegerField("batas melapor (hari)", null=True, blank=True)
    deadline_basis = models.CharField("dasar batas melapor", max_length=250, blank=True)
    location_note = models.TextField("catatan tempat", blank=True)
    online_consult = models.BooleanField("bisa konsultasi daring", default=False)
    online_apply = models.CharField(
        "pengajuan daring", max_length=10, choices=choices.OnlineApply.choices, default=choices.OnlineApply.NO
    )
    online_text = models.TextField("penjelasan daring", blank=True)
    tips = LinesField("saran")
    evidence_level = models.CharField(
        "tingkat pemeriksaan", max_length=15, choices=choices.EvidenceLevel.choices, blank=True
    )
    evidence_note = models.TextField("catatan pemeriksaan", blank=True)
    sources = LinesField("sumber", help_text="Alamat laman sumber, satu per baris.")
    facts_as_of = models.CharField(
        "fakta diperiksa per", max_length=10, blank=True, help_text="2026-01 atau 2026-01-31"
    )

    legal_bases = models.ManyToManyField(LegalBasis, through="ServiceLegalBasis", related_name="services")
    offices = models.ManyToManyField(Office, through="ServiceOffice", related_name="services")
    channels = models.ManyToManyField(Channel, through="ServiceChannel", related_name="services")
    related = models.ManyToManyField(
        "self", through="RelatedService", symmetrical=False, related_name="related_from"
    )

    pinned = models.BooleanField("tampilkan di beranda", default=False)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "layanan"
        verbose_name_plural = "layanan"
        ordering = ["position", "name"]
        permissions = [("publish_service", "Dapat menerbitkan dan menarik layanan")]

    def __str__(self) -> str:
        return self.name

    def draft_data(self) -> dict[str, Any]:
        from services import drafts

        return drafts.service_data(self)

    def missing_parts(self, data: dict[str, Any]) -> list[tuple[str, str]]:
        from services import drafts

        return drafts.missing_parts(data)

    def restore_draft(self, document: ServiceDocument) -> None:
        from services import drafts

        drafts.restore_service(self, document)

    def draft_parts(self) -> dict[str, list[Any]]:
        from services import drafts

        return drafts.service_parts(self)

    def write_draft_parts(self, parts: dict[str, list[Any]]) -> None:
        from services import drafts

        drafts.write_service_parts(self, parts)

    @property
    def owning_agency(self) -> Agency:
        """The agency whose staff keep it."""
        return self.agency

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class KeyedPart(models.Model):
    """A part of a service that keeps its key while its words change, so that editions can be compared."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding or not self.key:
            self.key = self._free_key()
        super().save(*args, **kwargs)

    def _free_key(self) -> str:
        """The key that was given or one made of the label; numbered where another part has it already."""
        base = self.key[:50] or slugify(self.label)[:50] or "butir"
        others = type(self).objects.filter(service=self.service).exclude(pk=self.pk)
        taken = set(others.values_list("key", flat=True))
        if self.key and self.key not in taken:
            return self.key
        numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
        return next(key for key in [base, *numbered] if key not in taken)


class Case(KeyedPart):
    """A resident's situation that decides which requirements apply."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cases")
    key = models.SlugField("kunci", max_length=60, blank=True, help_text="Kosongkan: dibuat dari sebutannya.")
    label = models.CharField("keadaan", max_length=200)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "keadaan"
        verbose_name_plural = "keadaan"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="case_key_once")]

    def __str__(self) -> str:
        return self.label


class Requirement(KeyedPart):
    """A paper, datum or presence that a service asks for. Without cases it is always needed."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="requirements")
    key = models.SlugField("kunci", max_length=60, blank=True, help_text="Kosongkan: dibuat dari sebutannya.")
    label = models.CharField(
        "persyaratan", max_length=200, help_text="Sebaiknya paling banyak 64 huruf agar muat di kartu."
    )
    form = models.CharField("bentuk", max_length=40, choices=choices.RequirementForm.choices)
    form_code = models.CharField("kode formulir resmi", max_length=30, blank=True)
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="requirements", verbose_name="dokumen"
    )
    copies = models.PositiveSmallIntegerField("jumlah lembar", null=True, blank=True)
    condition = models.CharField("hanya jika", max_length=250, blank=True)
    cases = models.ManyToManyField(
        Case,
        blank=True,
        related_name="requirements",
        verbose_name="untuk keadaan",
        help_text="Kosong berarti selalu.",
    )
    note = models.TextField("catatan", blank=True)
    where_to_get = models.CharField("didapat di", max_length=250, blank=True)
    alternative_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="alternatives",
        verbose_name="pengganti untuk",
    )
    legal_ref = models.CharField("rujukan hukum", max_length=250, blank=True)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "persyaratan"
        verbose_name_plural = "persyaratan"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="requirement_key_once")]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        if self.alternative_to_id and self.alternative_to_id == self.pk:
            raise ValidationError({"alternative_to": "Persyaratan tidak dapat menggantikan dirinya sendiri."})
        if self.copies == 0:
            raise ValidationError({"copies": "Tulis paling sedikit 1, atau kosongkan."})


class Step(models.Model):
    """One step of the flow."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="steps")
    actor = models.CharField("siapa", max_length=40, help_text="pemohon, petugas, pejabat, sistem")
    where = models.CharField("di mana", max_length=250, blank=True)
    text = models.TextField("apa yang dilakukan")
    cases = models.ManyToManyField(
        Case,
        blank=True,
        related_name="steps",
        verbose_name="untuk keadaan",
        help_text="Kosong berarti selalu.",
    )
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "langkah"
        verbose_name_plural = "langkah"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class ServiceLegalBasis(models.Model):
    """A rule a service rests on, in the order it is quoted."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="rests_on")
    legal_basis = models.ForeignKey(LegalBasis, models.PROTECT, verbose_name="dasar hukum")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "legal_basis"], name="service_legal_basis_once")
        ]

    def __str__(self) -> str:
        return str(self.legal_basis)


class ServiceOffice(models.Model):
    """An office where a service is given, in the order residents see."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="given_at")
    office = models.ForeignKey(Office, models.PROTECT, verbose_name="kantor")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "tempat layanan"
        verbose_name_plural = "tempat layanan"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "office"], name="service_office_once")]

    def __str__(self) -> str:
        return str(self.office)


class ServiceChannel(models.Model):
    """A channel for complaints about a service."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="complaints_to")
    channel = models.ForeignKey(Channel, models.PROTECT, verbose_name="kanal")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "kanal pengaduan"
        verbose_name_plural = "kanal pengaduan"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "channel"], name="service_channel_once")]

    def __str__(self) -> str:
        return str(self.channel)


class RelatedService(models.Model):
    """Another service that people who need this one often need."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="see_also")
    other = models.ForeignKey(Service, models.CASCADE, related_name="+", verbose_name="layanan terkait")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "layanan terkait"
        verbose_name_plural = "layanan terkait"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["service", "other"], name="related_service_once")]

    def __str__(self) -> str:
        return str(self.other)


class ServiceEdition(Edition):
    """An edition of a service, with the columns that public lists filter by."""

    entry = models.ForeignKey(Service, models.PROTECT, related_name="editions", verbose_name="layanan")
    slug = models.SlugField(max_length=80, editable=False, db_index=True)
    title = models.CharField(max_length=200, blank=True, editable=False)
    category = models.CharField(max_length=60, blank=True, editable=False)
    agency = models.CharField(max_length=60, blank=True, editable=False)
    offices = models.TextField(blank=True, editable=False, help_text="|key|key|")
    documents = models.TextField(blank=True, editable=False, help_text="|key|key|: papers it asks for")
    is_free = models.BooleanField(default=False, editable=False)
    online_apply = models.CharField(max_length=10, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    class Meta(Edition.Meta):
        verbose_name = "edisi layanan"
        verbose_name_plural = "edisi layanan"

    def fill_columns(self) -> None:
        self.slug = self.entry.slug
        if self.document is None:
            return
        document: ServiceDocument = self.content()
        self.title = document.name
        self.category = document.category
        self.agency = document.agency
        self.offices = "".join(f"|{key}" for key in document.offices) + "|"
        self.documents = "".join(f"|{key}" for key in document.asked_papers) + "|"
        self.is_free = document.fee.is_free
        self.online_apply = document.online.apply
        words = [
            document.name,
            document.short_name,
            *document.everyday_names,
            *document.search_terms,
            document.name_en,
        ]
        self.search_text = "\n".join(words).casefold()


class ServiceSpan(Span):
    """When an edition of a service is public."""

    edition = models.OneToOneField(ServiceEdition, models.CASCADE, primary_key=True, related_name="span")
    entry = models.ForeignKey(Service, models.CASCADE, related_name="+")
    name_en = models.CharField(max_length=200, blank=True)
    category = models.CharField(max_length=60, blank=True)
    agency = models.CharField(max_length=60, blank=True)
    offices = models.TextField(blank=True)
    documents = models.TextField(blank=True)
    is_free = models.BooleanField(default=False)
    online_apply = models.CharField(max_length=10, blank=True)

    class Meta:
        verbose_name = "masa berlaku edisi layanan"
        verbose_name_plural = "masa berlaku edisi layanan"
        indexes = [
            # Everything a shelf's count and its first service need.
            models.Index(
                fields=["category", "position", "edition", "live_from", "live_until"],
                name="servicespan_shelf",
            )
        ]

    def fill_columns(self, edition: ServiceEdition) -> None:
        super().fill_columns(edition)
        self.name_en = edition.document.get("name_en", "")
