"""The form of a service: sections in the order of the public page, its parts as rows that can be put in order."""

from typing import Any

from adminsortable2.admin import SortableAdminBase
from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime

from services import models
from services.admin import service_rows as rows
from services.admin.entry import EntryAdmin
from services.admin.form_words import SERVICE_HELP, SERVICE_LIMITS
from services.admin.sections import Plan, SectionedForm, fieldsets_of
from services.choices import ACTOR_LABELS

STANDARD = (
    "facilities", "staff_competence", "internal_supervision", "number_of_staff", "service_guarantee",
    "safety_guarantee", "performance_evaluation",
)  # fmt: skip

PLANS = [
    Plan(
        "layanan", "Nama dan tujuan",
        ("name", "short_name", "slug", ("category", "agency"), "responsible_unit", "summary", "everyday_names",
         "search_terms"),
        tells=("short_name",), needed=True,
    ),
    Plan(
        "keadaan", "Keadaan warga", rows="cases", counted="keadaan",
        about="Warga memilih keadaannya, lalu hanya melihat berkas dan langkah yang berlaku baginya.",
    ),
    Plan("persyaratan", "Persyaratan", rows="requirements", counted="persyaratan", needed=True),
    Plan("siapa", "Siapa yang bisa mengurus", ("who_can_apply", "representation"), tells=("who_can_apply",)),
    Plan("tidak-perlu", "Yang tidak diperlukan", ("not_required",), tells=("not_required",)),
    Plan(
        "alur", "Langkah-langkah", ("description",), rows="steps", counted="langkah", needed=True,
        tells=("description",),
    ),
    Plan(
        "waktu", "Waktu",
        ("time_text", ("time_max_value", "time_unit"), "time_starts_when", ("time_kind", "time_basis"), "time_note",
         "deadline_text", ("deadline_days", "deadline_basis")),
        tells=("time_text",), needed=True,
    ),
    Plan(
        "biaya", "Biaya",
        ("fee_text", ("fee_amount", "fee_currency"), "fee_basis", "fee_other_costs", "fee_note"),
        tells=("fee_text",), needed=True,
    ),
    Plan("hasil", "Hasil dan masa berlaku", ("product", "validity"), tells=("product", "validity"), needed=True),
    Plan(
        "tempat", "Tempat, daring, dan saran",
        ("location_note", "online_apply", "online_text", "online_consult", "tips"),
        rows="given_at", counted="kantor", tells=("online_apply",),
    ),
    Plan("pengaduan", "Kanal pengaduan", rows="complaints_to", counted="kanal", needed=True),
    Plan("dasar-hukum", "Dasar hukum", rows="rests_on", counted="peraturan"),
    Plan(
        "pemeriksaan", "Pemeriksaan isi", ("evidence_level", "facts_as_of", "evidence_note", "sources"),
        tells=("evidence_level", "facts_as_of"),
    ),
    Plan("terkait", "Sering diurus bersama", rows="see_also", counted="layanan terkait"),
    Plan("inggris", "Bahasa Inggris", ("name_en", "summary_en"), tells=("name_en", "summary_en")),
    Plan(
        "standar", "Standar pelayanan bagian dalam", STANDARD, tells=STANDARD, counted="bagian diisi di sini",
        about="Tidak tampil di halaman, tetapi dicetak di lampiran standar pelayanan. Yang dikosongkan mengikuti isian "
        "instansi.",
    ),
    Plan("meja", "Urusan meja", ("owner", "review_months", "pinned"), tells=("owner",)),
]  # fmt: skip


@admin.register(models.Service)
class ServiceAdmin(SortableAdminBase, SectionedForm, EntryAdmin):
    """The draft of a service."""

    publish_permission = "services.publish_service"
    public_url = "service"
    change_list_template = "admin/entry/change_list.html"
    list_display = ["name", "state", "agency", "changed_on"]
    list_filter = ["category", "agency"]
    list_select_related = ["agency"]
    actions = None  # there is nothing to do with many services at once
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["name", "short_name", "everyday_names", "slug"]
    search_help_text = "Cari nama, sebutan sehari-hari, atau alamat singkat."
    prepopulated_fields = {"slug": ["name"]}
    plans = PLANS
    help = SERVICE_HELP
    limits = SERVICE_LIMITS
    fieldsets = fieldsets_of(PLANS)
    inlines = [
        rows.CaseInline, rows.RequirementInline, rows.StepInline, rows.OfficeInline, rows.ChannelInline,
        rows.LegalBasisInline, rows.RelatedInline,
    ]  # fmt: skip

    @admin.display(description="diubah", ordering="updated_at")
    def changed_on(self, service: models.Service) -> str:
        """The day of the last change."""
        return date_format(localtime(service.updated_at), "j M Y")

    def get_form(self, request: HttpRequest, obj: models.Service | None = None, **kwargs: Any) -> Any:
        """The internal parts show what they inherit."""
        form = super().get_form(request, obj, **kwargs)
        for name in STANDARD:
            if name in form.base_fields:
                inherited = _inherited(obj, name)
                form.base_fields[name].help_text = _inheritance(inherited)
                form.base_fields[name].widget.attrs["placeholder"] = inherited
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        known = {
            "known_form_codes": models.Form.objects.values_list("code", "name"),
            "known_actors": ACTOR_LABELS.items(),
        }
        return super().render_change_form(request, known | context, *args, **kwargs)


def _inherited(service: models.Service | None, name: str) -> str:
    """What the service's own agency says of a part; another office's text is no evidence for it."""
    return getattr(service.agency, name) if service else ""


def _inheritance(inherited: str) -> str:
    if inherited:
        return "Kosongkan untuk mengikuti isian instansi yang tertulis abu-abu."
    return "Instansi juga belum mengisinya. Isi di sini, atau sekali untuk semua di halaman instansi."
