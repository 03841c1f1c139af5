"""The shelves and references of the catalogue: shared by many services, kept once."""

from django.db import models

from services.models.agency import SharedFact


class Category(SharedFact):
    """A shelf on which services stand."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=100)
    name_en = models.CharField("nama (Inggris)", max_length=100, blank=True)
    icon = models.CharField("ikon", max_length=40, blank=True)
    position = models.IntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "kategori"
        verbose_name_plural = "kategori"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Document(SharedFact):
    """A paper that services ask for, the same wherever it is asked: lists are merged by it."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=150)
    name_en = models.CharField("nama (Inggris)", max_length=150, blank=True)
    issuer = models.CharField("penerbit", max_length=200, blank=True)
    how_to_get = models.TextField("cara mendapatkan", blank=True)
    issued_by = models.ManyToManyField(
        "services.Service",
        through="DocumentIssuer",
        related_name="issues",
        verbose_name="diterbitkan lewat layanan",
    )
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentIssuer(models.Model):
    """A service of ours that issues a paper."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="issuers")
    service = models.ForeignKey("services.Service", models.CASCADE)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "layanan penerbit"
        verbose_name_plural = "layanan penerbit"
        constraints = [models.UniqueConstraint(fields=["document", "service"], name="document_issuer_once")]

    def __str__(self) -> str:
        return f"{self.document} ← {self.service}"


class LifeEvent(SharedFact):
    """Something that happens to people and makes them need several services."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=100)
    name_en = models.CharField("nama (Inggris)", max_length=100, blank=True)
    summary = models.CharField("ringkasan", max_length=250, blank=True)
    services = models.ManyToManyField(
        "services.Service", through="LifeEventService", related_name="life_events", verbose_name="layanan"
    )
    position = models.IntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "peristiwa hidup"
        verbose_name_plural = "peristiwa hidup"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class LifeEventService(models.Model):
    """A service that a life event needs, in order."""

    life_event = models.ForeignKey(LifeEvent, models.CASCADE, related_name="needs")
    service = models.ForeignKey("services.Service", models.CASCADE)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = "layanan yang diperlukan"
        verbose_name_plural = "layanan yang diperlukan"
        constraints = [
            models.UniqueConstraint(fields=["life_event", "service"], name="life_event_service_once")
        ]

    def __str__(self) -> str:
        return f"{self.life_event} → {self.service}"


class Form(models.Model):
    """An official form and where to get it."""

    code = models.CharField("kode", max_length=30, unique=True)
    name = models.CharField("nama", max_length=200)
    free = models.BooleanField("gratis", default=True)
    where = models.CharField("tersedia di", max_length=250, blank=True)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "formulir"
        verbose_name_plural = "formulir"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class LegalBasis(SharedFact):
    """A rule that services rest on."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    short = models.CharField("sebutan singkat", max_length=60)
    title = models.TextField("judul lengkap", blank=True)
    about = models.TextField("tentang apa", blank=True)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "dasar hukum"
        verbose_name_plural = "dasar hukum"
        ordering = ["position", "short"]

    def __str__(self) -> str:
        return self.short


class Channel(SharedFact):
    """A way to complain, suggest or ask."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=20, help_text="tatap_muka, whatsapp, email, web, telepon")
    value = models.CharField("alamat atau nomor", max_length=250)
    url = models.URLField("tautan", blank=True)
    sms = models.CharField("SMS", max_length=20, blank=True)
    first_response = models.CharField("tanggapan pertama", max_length=150, blank=True)
    resolution = models.TextField("penyelesaian", blank=True)
    privacy_note = models.TextField("catatan privasi", blank=True)
    note = models.TextField("catatan", blank=True)
    real = models.BooleanField("kanal nyata (bukan contoh)", default=False)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "kanal pengaduan"
        verbose_name_plural = "kanal pengaduan"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name
