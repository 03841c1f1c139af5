from adminsortable2.admin import SortableAdminBase, SortableTabularInline
from django.contrib import admin

from faq.models import Question, QuestionService, Topic
from services.admin.entry import EntryAdmin
from services.admin.staff import OwnChoices, StaffAdmin


@admin.register(Topic)
class TopicAdmin(StaffAdmin):
    """A shelf of the FAQ."""

    list_display = ["name", "key", "position"]
    prepopulated_fields = {"key": ["name"]}


class MentionInline(OwnChoices, SortableTabularInline):
    """The services a general question is about."""

    model = QuestionService
    extra = 0
    autocomplete_fields = ["service"]


@admin.register(Question)
class QuestionAdmin(SortableAdminBase, EntryAdmin):
    """The draft of a question."""

    publish_permission = "faq.publish_question"
    public_url = "question"
    list_display = ["question", "service", "topic", "state"]
    list_filter = ["topic", "service"]
    list_select_related = ["service", "topic"]
    search_fields = ["question", "answer", "slug"]
    prepopulated_fields = {"slug": ["question"]}
    autocomplete_fields = ["service"]
    fields = ["question", "slug", "answer", "details", "service", "topic", "keywords"]
    inlines = [MentionInline]
