"""Forms of agencies, offices, closures and Ramadan periods. Hours have an editor of their own."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import DateField, Model, URLField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from services import models, scope
from services.admin.staff import OwnChoices, StaffAdmin
from services.choices import OFFICE_TYPE_LABELS, office_type_label
from services.staff import closure_state

HTTPS_ADDRESSES = {URLField: {"assume_scheme": "https"}}
PLACE = ("Kantor dan jam", "staff-offices")
TECHNICAL = (
    "Teknis",
    {
        "classes": ["collapse"],
        "fields": ["key", "position"],
        "description": "Kunci dibuat dari nama, dan tetap setelah dipakai. Urutan menentukan letaknya dalam daftar.",
    },
)
WEEKS_OF_MONTH = [(week, f"ke-{week}") for week in range(1, 6)]


class AccountsField(forms.CharField):
    """Accounts by network, typed one per line: "instagram: @kantor"."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> str:
        if isinstance(value, dict):
            return "\n".join(f"{network}: {account}" for network, account in value.items())
        return value or ""

    def to_python(self, value: Any) -> dict[str, str]:
        if isinstance(value, dict):
            return value
        accounts = {}
        for number, line in enumerate((value or "").splitlines(), start=1):
            network, mark, account = (part.strip() for part in line.partition(":"))
            if not line.strip():
                continue
            if not (mark and network and account):
                raise forms.ValidationError(f"Baris {number}: tulis seperti “instagram: @kantor”.")
            accounts[network.casefold()] = account
        return accounts

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return (initial or {}) != self.to_python(data)
        except forms.ValidationError:
            return True


class AgencyForm(forms.ModelForm):
    """An agency; accounts are lines instead of JSON, and its colour can be picked."""

    social = AccountsField(
        label="Akun media sosial",
        required=False,
        widget=forms.Textarea({"rows": 4, "cols": 60}),
        help_text="Satu akun per baris: jaringan, titik dua, nama akun. Misalnya “instagram: @disdukcapil”. "
        "Yang pertama tercetak di kartu bila tidak ada Instagram.",
    )

    class Meta:
        widgets: ClassVar = {"brand_color": forms.TextInput({"data-colour": "", "size": 8})}


@admin.register(models.Agency)
class AgencyAdmin(StaffAdmin):
    """An agency; only one that publishes fills in the profile."""

    form = AgencyForm
    place = PLACE
    formfield_overrides = HTTPS_ADDRESSES
    list_display = ["name", "publisher", "brand_color"]
    search_fields = ["name", "short_name", "official_name"]
    prepopulated_fields = {"key": ["name"]}
    readonly_fields = ["look_link"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Agency | None = None) -> Any:
        """Who is published by an agency that is not theirs does not leave it by themselves."""
        above = obj.publisher_id if obj else None
        fixed = () if above is None or above in scope.agencies_of(request.user) else ("publisher",)
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_fieldsets(self, request: HttpRequest, obj: models.Agency | None = None) -> Any:
        """Who may only look is not sent to the page where the look is changed."""
        shown = super().get_fieldsets(request, obj)
        if self.has_change_permission(request, obj):
            return shown
        return [
            (name, {**more, "fields": [field for field in more["fields"] if field != "look_link"]})
            for name, more in shown
        ]

    @admin.display(description="Logo dan pratinjau kartu")
    def look_link(self, agency: models.Agency) -> str:
        """Leads to the page of its look, once the agency is there."""
        if agency.pk is None:
            return "Simpan instansi dulu, lalu pasang logonya."
        address = reverse("agency-look", args=[agency.key])
        return format_html(
            '<a class="button button--small" href="{}">Atur logo dan media sosial</a>', address
        )

    fieldsets = [
        (
            "Identitas",
            {
                "fields": ["name", "name_en", "brand_color", "look_link"],
                "description": "Nama tampil di halaman layanan dan kartu. Warna dipakai di kartu; keterbacaannya "
                "disesuaikan sendiri.",
            },
        ),
        (
            "Penerbitan dan peninjauan",
            {
                "fields": ["publisher", "review_by_other", "answer_days", "notify_email"],
                "description": "Kosongkan “diterbitkan oleh” bila instansi ini menerbitkan sendiri dan mengisi profil "
                "di bawah. “Peninjau harus orang lain” berarti perubahan tidak bisa diterbitkan oleh yang "
                "membuatnya; mematikannya tercatat di log.",
            },
        ),
        (
            "Profil penerbit",
            {
                "classes": ["collapse"],
                "fields": [
                    "official_name", "official_name_en", "short_name", "parent_name", "tagline", "timezone",
                    "standard_decree", "accessibility",
                ],
                "description": "Hanya untuk instansi yang menerbitkan sendiri. Nama resmi terisi = instansi penerbit.",
            },
        ),
        (
            "Kontak",
            {
                "classes": ["collapse"],
                "fields": ["website", "email", "phone", "whatsapp", "whatsapp_hours"],
                "description": "Dipakai di halaman bantuan dan slide terakhir kartu.",
            },
        ),
        (
            "Media sosial dan kartu",
            {
                "classes": ["collapse"],
                "fields": ["social", "hashtags", "call_to_action", "verify_line"],
                "description": "Tercetak di kartu dan caption.",
            },
        ),
        (
            "Maklumat pelayanan",
            {
                "classes": ["collapse"],
                "fields": ["pledge_title", "pledge_text", "pledge_basis"],
                "description": "Wajib diumumkan menurut UU 25/2009 pasal 22.",
            },
        ),
        (
            "Komponen standar internal",
            {
                "classes": ["collapse"],
                "description": "Berlaku untuk semua layanan instansi ini, kecuali layanan yang mengisinya sendiri.",
                "fields": [
                    "standard_note", "facilities", "staff_competence", "internal_supervision", "number_of_staff",
                    "service_guarantee", "safety_guarantee", "performance_evaluation",
                ],
            },
        ),
        TECHNICAL,
    ]  # fmt: skip

    class Media:
        js = ("js/staff/colour.js",)


class LimitedDayInline(OwnChoices, admin.TabularInline):
    """Days on which the office opens for some services only."""

    model = models.LimitedDay
    extra = 0
    autocomplete_fields = ["services"]


class MobileStopForm(forms.ModelForm):
    """A stop; the weeks are boxes to tick."""

    weeks_of_month = forms.TypedMultipleChoiceField(
        label="Minggu ke-", choices=WEEKS_OF_MONTH, coerce=int, widget=forms.CheckboxSelectMultiple
    )


class MobileStopInline(admin.StackedInline):
    """Where a mobile unit stands."""

    model = models.MobileStop
    form = MobileStopForm
    extra = 0
    fields = ["weekday", "weeks_of_month", "place", ("latitude", "longitude"), "position"]


class OfficeForm(forms.ModelForm):
    """An office; its kind is chosen from those the portal has words for, and one it has none for stays."""

    type = forms.ChoiceField(label="Jenis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "type" not in self.fields:
            return  # only looked at
        known = dict.fromkeys([*OFFICE_TYPE_LABELS, self.instance.type])
        named = [(each, office_type_label(each)) for each in known if each]
        self.fields["type"].choices = [("", "Pilih jenisnya"), *named]


@admin.register(models.Office)
class OfficeAdmin(StaffAdmin):
    """An office: its facts hold on every page the moment they are saved."""

    form = OfficeForm
    place = PLACE
    list_display = ["name", "type", "agency"]
    list_filter = ["type", "agency"]
    search_fields = ["name", "key", "address", "landmark"]
    prepopulated_fields = {"key": ["name"]}
    readonly_fields = ["hours_link"]
    inlines = [LimitedDayInline, MobileStopInline]
    fieldsets = [
        ("Kantor", {"fields": ["name", "agency", "type"]}),
        (
            "Alamat dan kontak",
            {"fields": ["address", "postal_code", "landmark", "phone", "wheelchair_access"]},
        ),
        (
            "Jam layanan",
            {
                "fields": ["hours_link", "hours_note", "last_queue_minutes_before_close"],
                "description": "Jam biasa, Ramadan, dan jam khusus diubah di halaman jam, dengan pratinjau.",
            },
        ),
        (
            "Titik peta",
            {"classes": ["collapse"], "fields": ["latitude", "longitude", "coordinates_fictional"]},
        ),
        TECHNICAL,
    ]

    @admin.display(description="Jam")
    def hours_link(self, office: models.Office) -> str:
        """Leads to the editor, once the office is there."""
        if office.pk is None:
            return "Simpan kantor dulu, lalu isi jamnya."
        address = reverse("office-hours", args=[office.key])
        return format_html('<a class="button button--small" href="{}">Ubah jam layanan</a>', address)


class WholeSiteAdmin(StaffAdmin):
    """Base of rows that hold for every office: only those who answer for all of them change anything."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and scope.covers_all(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and scope.covers_all(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and scope.covers_all(request.user)


@admin.register(models.Closure)
class ClosureAdmin(WholeSiteAdmin):
    """Closures have pages of their own, with a preview and undo; these addresses lead there."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return redirect("closures")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        query = request.GET.urlencode()
        return redirect(f"{reverse('closure-add')}?{query}" if query else "closure-add")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        closure = self.get_object(request, unquote(object_id))
        if closure is None:
            raise Http404("hari tutup")
        if not closure_state.may_touch(closure, request.user):
            return redirect("closures")
        may_change = request.user.has_perm("services.change_closure")
        return redirect("closure-change", closure.pk) if may_change else redirect("closures")


@admin.register(models.RamadanPeriod)
class RamadanPeriodAdmin(WholeSiteAdmin):
    """When Ramadan hours hold."""

    place = PLACE
    list_display = ["year", "start", "end", "estimated"]
    fields = ["year", "hijri", "start", "end", "estimated", "note"]
    formfield_overrides = {DateField: {"widget": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}}

    def response_post_save_change(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return redirect("staff-offices")

    def response_post_save_add(self, request: HttpRequest, obj: Model) -> HttpResponse:
        return redirect("staff-offices")
