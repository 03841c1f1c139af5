"""Questions: drafts as rows, public as editions, exactly like services."""

from collections.abc import Collection
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from faq.document import QuestionDocument
from services.fields import LinesField, RichTextField
from services.models import Agency, Edition, Entry, Service, SharedFact, Span

MOST_RELATED = 3
"""Questions that a question may name as related."""


class Topic(SharedFact):
    """A shelf of the FAQ."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=100)
    name_en = models.CharField("nama (Inggris)", max_length=100, blank=True)
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "topik"
        verbose_name_plural = "topik"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Question(Entry):
    """A question and its answer, about one service or about the office in general."""

    document_class = QuestionDocument
    part_relations = ("mentions", "named_questions")

    question = models.CharField("pertanyaan", max_length=250)
    answer = models.TextField(
        "jawaban singkat", blank=True, help_text="Dua atau tiga kalimat; dipakai juga di kartu."
    )
    details = RichTextField("rincian", blank=True)
    keywords = LinesField("kata kunci")
    topic = models.ForeignKey(
        Topic, models.PROTECT, null=True, blank=True, related_name="questions", verbose_name="topik"
    )
    service = models.ForeignKey(
        Service, models.CASCADE, null=True, blank=True, related_name="questions", verbose_name="layanan"
    )
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="instansi",
        help_text="Untuk pertanyaan umum; yang tentang satu layanan mengikuti layanannya.",
    )
    related_services = models.ManyToManyField(
        Service, through="QuestionService", related_name="mentioned_in", verbose_name="layanan terkait"
    )
    cases = LinesField(
        "keadaan",
        help_text="Kunci keadaan layanannya yang dijawab ini; kosong berarti semua keadaan.",
    )
    related_questions = models.ManyToManyField(
        "self",
        through="QuestionRelated",
        through_fields=("question", "related"),
        symmetrical=False,
        related_name="+",
        verbose_name="pertanyaan terkait",
    )
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "tanya jawab"
        verbose_name_plural = "tanya jawab"
        ordering = ["position", "pk"]
        permissions = [("publish_question", "Dapat menerbitkan dan menarik tanya jawab")]

    def __str__(self) -> str:
        return self.question

    def draft_data(self) -> dict[str, Any]:
        return {
            "slug": self.slug,
            "question": self.question,
            "answer": self.answer,
            "details": self.details,
            "keywords": self.keywords,
            "topic": self.topic.key if self.topic else "",
            "service": self.service.slug if self.service else "",
            "related_services": [row.service.slug for row in self._rows_of("mentions", "service")],
            "cases": self.cases if self.service else [],
            "related_questions": [row.related.slug for row in self._rows_of("named_questions", "related")],
        }

    def _rows_of(self, relation: str, link: str) -> Any:
        """The rows of a part in order; those read in advance are not read again."""
        fetched = relation in getattr(self, "_prefetched_objects_cache", {})
        rows = getattr(self, relation)
        return rows.all() if fetched else rows.select_related(link)

    def missing_parts(self, data: dict[str, Any]) -> list[tuple[str, str]]:
        checks = [
            ("question", data["question"].strip(), "Tulis pertanyaannya."),
            ("answer", data["answer"].strip(), "Tulis jawaban singkatnya."),
            (
                "cases",
                not self.unknown_cases(data["cases"]),
                "Pilih lagi keadaannya: ada yang sudah dihapus dari layanannya.",
            ),
        ]
        return [(field, message) for field, filled, message in checks if not filled]

    def unknown_cases(self, keys: Collection[str]) -> list[str]:
        """Those of these keys that are no case of its service's draft. No query for none."""
        if not keys or self.service is None:
            return list(keys)
        known = set(self.service.cases.values_list("key", flat=True))
        return [key for key in keys if key not in known]

    @property
    def owning_agency(self) -> Agency | None:
        """The agency whose staff keep it."""
        return self.service.agency if self.service else self.agency

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`; a general question that names no agency is everyone's."""
        return (
            Q(service__agency__in=agencies)
            | Q(service=None, agency__in=agencies)
            | Q(service=None, agency=None)
        )

    @transaction.atomic
    def restore_draft(self, document: QuestionDocument) -> None:
        self.question, self.answer, self.details = document.question, document.answer, document.details
        self.keywords = list(document.keywords)
        self.topic = Topic.objects.filter(key=document.topic).first()
        self.service = Service.objects.filter(slug=document.service).first()
        self.cases = list(document.cases)
        self.save()
        self.set_related_services(list(document.related_services))
        self.set_related_questions(list(document.related_questions))

    def draft_parts(self) -> dict[str, list[str]]:
        return {
            "mentions": [row.service.slug for row in self.mentions.select_related("service")],
            "named_questions": [row.related.slug for row in self.named_questions.select_related("related")],
        }

    def write_draft_parts(self, parts: dict[str, list[str]]) -> None:
        self.set_related_services(parts["mentions"])
        self.set_related_questions(parts["named_questions"])

    def set_related_services(self, slugs: list[str]) -> None:
        """Make it mention exactly the services with these slugs that exist, in this order."""
        from services.drafts import write_links

        write_links(self.mentions, QuestionService, "service", Service, "slug", slugs)

    def set_related_questions(self, slugs: list[str]) -> None:
        """Make it name exactly the other questions with these slugs that exist, in this order, `MOST_RELATED` at most."""
        from services.drafts import write_links

        others = [slug for slug in slugs if slug != self.slug][:MOST_RELATED]
        write_links(self.named_questions, QuestionRelated, "related", Question, "slug", others)


class QuestionService(models.Model):
    """A service that a general question is about."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="mentions")
    service = models.ForeignKey(Service, models.CASCADE, verbose_name="layanan")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "layanan terkait"
        verbose_name_plural = "layanan terkait"
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["question", "service"], name="question_service_once")]

    def __str__(self) -> str:
        return str(self.service)


class QuestionRelated(models.Model):
    """Another question that readers of this one should see; at most `MOST_RELATED`."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="named_questions")
    related = models.ForeignKey(Question, models.CASCADE, related_name="+", verbose_name="pertanyaan terkait")
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "pertanyaan terkait"
        verbose_name_plural = "pertanyaan terkait"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["question", "related"], name="question_related_once"),
            models.CheckConstraint(condition=~Q(question=models.F("related")), name="question_not_its_own"),
        ]

    def __str__(self) -> str:
        return str(self.related)


class QuestionEdition(Edition):
    """An edition of a question, with the columns that lists filter by."""

    entry = models.ForeignKey(Question, models.PROTECT, related_name="editions", verbose_name="tanya jawab")
    slug = models.SlugField(max_length=80, editable=False, db_index=True)
    title = models.CharField(max_length=250, blank=True, editable=False)
    topic = models.CharField(max_length=60, blank=True, editable=False)
    service = models.CharField(max_length=80, blank=True, editable=False, db_index=True)
    related_services = models.TextField(blank=True, editable=False, help_text="|slug|slug|")
    position = models.PositiveIntegerField(default=0, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    class Meta(Edition.Meta):
        verbose_name = "edisi tanya jawab"
        verbose_name_plural = "edisi tanya jawab"

    def fill_columns(self) -> None:
        self.slug, self.position = self.entry.slug, self.entry.position
        if self.document is None:
            return
        document: QuestionDocument = self.content()
        self.title, self.topic, self.service = document.question, document.topic, document.service
        self.related_services = "".join(f"|{slug}" for slug in document.related_services) + "|"
        self.search_text = "\n".join([document.question, *document.keywords, document.answer]).casefold()


class QuestionSpan(Span):
    """When an edition of a question is public."""

    edition = models.OneToOneField(QuestionEdition, models.CASCADE, primary_key=True, related_name="span")
    entry = models.ForeignKey(Question, models.CASCADE, related_name="+")
    topic = models.CharField(max_length=60, blank=True)
    service = models.CharField(max_length=80, blank=True)
    related_services = models.TextField(blank=True)

    class Meta:
        verbose_name = "masa berlaku edisi tanya jawab"
        verbose_name_plural = "masa berlaku edisi tanya jawab"
        indexes = [models.Index(fields=["position", "edition"], name="questionspan_order")]
