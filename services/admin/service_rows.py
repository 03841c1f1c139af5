"""The rows of a service's form: cases, requirements, steps, and what it refers to."""

from typing import Any

from django import forms
from django.http import HttpRequest

from services import models
from services.admin.form_words import CASE_HELP, REQUIREMENT_HELP, REQUIREMENT_LIMITS, STEP_HELP
from services.admin.rows import RowInline
from services.admin.staff import OwnChoices


class OfOneService(RowInline):
    """Rows whose choices are other rows of the same service: cases, alternatives.

    Each list of choices is read once for all rows. What was typed but never saved is not in it; the form says so.
    """

    def get_formset(self, request: HttpRequest, obj: models.Service | None = None, **kwargs: Any) -> Any:
        self.service = obj
        return super().get_formset(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["queryset"] = models.Case.objects.filter(service=self.service)
        kwargs["widget"] = forms.CheckboxSelectMultiple()
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.choices = [(case.pk, case.label) for case in kwargs["queryset"]]
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "alternative_to":
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        kwargs["queryset"] = models.Requirement.objects.filter(service=self.service)
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.choices = [
            ("", "Tidak menggantikan apa pun"),
            *((row.pk, row.label) for row in kwargs["queryset"]),
        ]
        return field


class CaseInline(RowInline):
    """The situations a resident can be in."""

    model = models.Case
    fields = ["label", "key", "position"]
    folds = True
    says = ["label"]
    help = CASE_HELP
    empty_words = (
        "Belum ada keadaan. Tambahkan bila berkas berbeda menurut keadaan, misalnya hilang dan rusak."
    )
    add_words = "Tambah keadaan"


class RequirementInline(OfOneService):
    """What people must bring."""

    model = models.Requirement
    autocomplete_fields = ["document"]
    fieldsets = [
        (None, {"fields": [
            "label", ("form", "copies"), "document", "cases", "condition", "alternative_to", "note", "where_to_get",
            "position",
        ]}),
        ("Rincian jarang dipakai", {"fields": [("form_code", "legal_ref"), "key"]}),
    ]  # fmt: skip
    folds = True
    says = ["label", "form", "copies", "cases"]
    reads = ["document", "alternative_to"]
    reads_many = ["cases"]
    help = REQUIREMENT_HELP
    limits = REQUIREMENT_LIMITS
    suggests = {"form_code": "known-form-codes"}
    empty_words = "Belum ada persyaratan. Tambahkan paling sedikit satu: layanan belum bisa terbit tanpanya."
    add_words = "Tambah persyaratan"


class StepInline(OfOneService):
    """The flow."""

    model = models.Step
    fields = [("actor", "where"), "text", "cases", "position"]
    folds = True
    says = ["text", "actor", "where", "cases"]
    reads_many = ["cases"]
    help = STEP_HELP
    suggests = {"actor": "known-actors"}
    empty_words = "Belum ada langkah. Tambahkan paling sedikit satu: layanan belum bisa terbit tanpanya."
    add_words = "Tambah langkah"


class LegalBasisInline(RowInline):
    """The rules it rests on."""

    model = models.ServiceLegalBasis
    autocomplete_fields = ["legal_basis"]
    says = ["legal_basis"]
    reads = ["legal_basis"]
    help = {"legal_basis": "Ketik sebutan singkatnya. Contoh: UU 24/2013."}
    empty_words = "Belum ada dasar hukum. Urutkan dari yang paling tinggi."
    add_words = "Tambah dasar hukum"


class OfficeInline(OwnChoices, RowInline):
    """Where it is given."""

    model = models.ServiceOffice
    autocomplete_fields = ["office"]
    says = ["office"]
    reads = ["office"]
    help = {"office": "Ketik nama atau alamatnya. Kantor pertama tampil di kartu."}
    empty_words = "Belum ada kantor. Pilih paling sedikit satu, atau nyatakan bisa daring penuh."
    add_words = "Tambah kantor"


class ChannelInline(RowInline):
    """Where to complain."""

    model = models.ServiceChannel
    autocomplete_fields = ["channel"]
    says = ["channel"]
    reads = ["channel"]
    help = {"channel": "Ketik namanya. Contoh: SP4N-LAPOR!"}
    empty_words = "Belum ada kanal pengaduan. Layanan belum bisa terbit tanpanya."
    add_words = "Tambah kanal"


class RelatedInline(OwnChoices, RowInline):
    """What people who need it often need too."""

    model = models.RelatedService
    fk_name = "service"
    autocomplete_fields = ["other"]
    says = ["other"]
    reads = ["other"]
    help = {"other": "Ketik nama layanan yang sering diurus bersama."}
    empty_words = "Belum ada layanan terkait."
    add_words = "Tambah layanan terkait"
