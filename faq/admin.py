from typing import Any

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.http import HttpRequest

from faq.admin_form import CasesField, QuestionForm, RelatedFormSet
from faq.models import MOST_RELATED, Question, QuestionRelated, QuestionService, Topic
from services.admin.entry import EntryAdmin
from services.admin.form_words import QUESTION_HELP, QUESTION_LIMITS
from services.admin.rows import RowInline
from services.admin.sections import Plan, SectionedForm, fieldsets_of
from services.admin.staff import OwnChoices, StaffAdmin


@admin.register(Topic)
class TopicAdmin(StaffAdmin):
    """A shelf of the FAQ."""

    list_display = ["name", "key", "position"]
    prepopulated_fields = {"key": ["name"]}


class MentionInline(OwnChoices, RowInline):
    """The services a general question is about."""

    model = QuestionService
    autocomplete_fields = ["service"]
    says = ["service"]
    reads = ["service"]
    help = {"service": "Ketik nama layanan. Pertanyaan umum ini lalu juga tampil di halamannya."}
    empty_words = "Belum ada. Tambahkan bila pertanyaan umum ini menyangkut beberapa layanan."
    add_words = "Tambah layanan"


class RelatedInline(OwnChoices, RowInline):
    """The questions that its readers should see too."""

    model = QuestionRelated
    formset = RelatedFormSet
    fk_name = "question"
    max_num = MOST_RELATED
    autocomplete_fields = ["related"]
    says = ["related"]
    reads = ["related"]
    help = {"related": "Ketik kata dari pertanyaannya. Urutannya sama dengan di halaman warga."}
    empty_words = (
        "Belum ada. Tanpa pilihan Anda, halaman menampilkan pertanyaan dari layanan atau topik yang sama."
    )
    add_words = "Tambah pertanyaan"

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Those that exist; a new one is written in a form of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "related":
            field.widget.can_add_related = False
        return field


PLANS = [
    Plan(
        "tanya-jawab",
        "Pertanyaan dan jawaban",
        ("question", "slug", "answer"),
        tells=("question",),
        needed=True,
    ),
    Plan("rincian", "Rincian", ("details",), tells=("details",)),
    Plan(
        "tentang", "Tentang layanan apa", ("service", "cases", "topic", "agency"), tells=("service", "topic")
    ),
    Plan("disebut", "Layanan lain yang disebut", rows="mentions", counted="layanan"),
    Plan(
        "terkait",
        "Pertanyaan terkait",
        rows="named_questions",
        counted="pertanyaan",
        about=f"Paling banyak {MOST_RELATED}, tampil di samping jawaban.",
    ),
    Plan("pencarian", "Pencarian", ("keywords",), tells=("keywords",)),
    Plan("meja", "Urusan meja", ("owner", "review_months"), tells=("owner",)),
]


@admin.register(Question)
class QuestionAdmin(SortableAdminBase, SectionedForm, EntryAdmin):
    """The draft of a question."""

    publish_permission = "faq.publish_question"
    public_url = "question"
    change_list_template = "admin/entry/change_list.html"
    list_display = ["question", "state", "service", "topic"]
    list_filter = ["topic", ("service", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["service", "topic"]
    actions = None
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["question", "answer", "slug"]
    search_help_text = "Cari kata di pertanyaan atau jawaban."
    prepopulated_fields = {"slug": ["question"]}
    autocomplete_fields = ["service"]
    form = QuestionForm
    plans = PLANS
    help = QUESTION_HELP
    limits = QUESTION_LIMITS
    fieldsets = fieldsets_of(PLANS)
    inlines = [MentionInline, RelatedInline]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Cases are ticked, not typed; the form knows which there are."""
        if db_field.name == "cases":
            return CasesField(label="Keadaan yang dijawab", help_text=QUESTION_HELP["cases"])
        return super().formfield_for_dbfield(db_field, request, **kwargs)
