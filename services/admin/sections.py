"""The form of an entry as sections in the order of its public page, each with what it holds said in its head."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import capfirst

from services import scope
from services.admin.form_values import said
from services.admin.form_words import DESK_HELP
from services.admin.rows import prepared


@dataclass(frozen=True)
class Plan:
    """A section as it is laid out: its key in addresses (#section-key), what it holds, and what its head tells.

    `rows` is the prefix of an inline's formset, `tells` are the fields whose values sum the section up. Without a
    `needed` section an entry cannot be published.
    """

    key: str
    title: str
    fields: tuple[Any, ...] = ()
    rows: str = ""
    counted: str = ""
    tells: tuple[str, ...] = ()
    needed: bool = False
    about: str = ""


def fieldsets_of(plans: list[Plan]) -> list[tuple[str, dict[str, Any]]]:
    """The fieldsets Django makes the form of."""
    return [(plan.title, {"fields": list(plan.fields)}) for plan in plans if plan.fields]


@dataclass(frozen=True)
class Fault:
    """Something a save was refused for: where it is, and what to do."""

    target: str
    label: str
    message: str


@dataclass
class Row:
    """One row of a section."""

    form: Any
    html_id: str
    number: int
    is_new: bool
    lead: str
    more: str
    has_errors: bool

    @property
    def is_template(self) -> bool:
        """Whether it is the empty row that scripts copy."""
        return self.number == 0


@dataclass
class Section:
    """A section as it stands on the page."""

    plan: Plan
    fieldset: Any = None
    formset: InlineAdminFormSet | None = None
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    words: str = ""

    @property
    def count(self) -> int:
        """How many rows there are."""
        return sum(not row.is_template for row in self.rows)

    @property
    def state(self) -> str:
        """ "faulty", "filled", "missing" (it has to be filled before publishing) or "empty"."""
        if self.faults:
            return "faulty"
        is_filled = self.count if self.plan.rows else self.words
        return "filled" if is_filled else "missing" if self.plan.needed else "empty"

    @property
    def head(self) -> str:
        """What its head says it holds."""
        if self.faults:
            return f"{len(self.faults)} perlu diperbaiki"
        if self.state == "missing":
            return "belum diisi"
        return self.words or "kosong"


class SectionedForm:
    """Mixin of an entry's admin. `plans` are its sections; its `fieldsets` are `fieldsets_of(plans)`."""

    plans: list[Plan] = []
    help: dict[str, str] = {}
    limits: dict[str, int] = {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        made = super().formfield_for_dbfield(db_field, request, **kwargs)
        return prepared(made, db_field.name, DESK_HELP | self.help, self.limits)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Only colleagues can be named as the one who keeps an entry."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if owner := form.base_fields.get("owner"):
            owner.queryset = _colleagues(request.user, obj)
            owner.label_from_instance = _full_name
            owner.empty_label = "Belum ditunjuk"
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        sections = list(_sections(self.plans, context["adminform"], context["inline_admin_formsets"]))
        faults = [fault for section in sections for fault in section.faults]
        more = {"sections": sections, "faults": faults, "show_save_and_add_another": False}
        return super().render_change_form(request, more | context, *args, **kwargs)


def _colleagues(user: Any, entry: Any) -> QuerySet:
    """Members of the staff whom someone may make responsible, and who is so now."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    if not scope.covers_all(user):
        people = people.filter(memberships__agency__in=scope.agencies_of(user))
    now = Q(pk=entry.owner_id) if entry else Q()
    return (
        get_user_model()
        .objects.filter(Q(pk__in=people.values("pk")) | now)
        .order_by("first_name", "username")
    )


def _full_name(user: Any) -> str:
    return user.get_full_name() or user.get_username()


def _sections(
    plans: list[Plan], adminform: AdminForm, inlines: list[InlineAdminFormSet]
) -> Iterator[Section]:
    fieldsets = {fieldset.name: fieldset for fieldset in adminform}
    formsets = {inline.formset.prefix: inline for inline in inlines}
    for plan in plans:
        section = Section(plan, fieldsets.get(plan.title), formsets.get(plan.rows))
        if section.fieldset is None and section.formset is None:
            continue
        if section.formset:
            section.rows = list(_rows(section.formset))
        section.faults = [*_field_faults(plan, adminform.form), *_row_faults(plan, section)]
        section.words = _words(plan, adminform.form, section)
        yield section


def _rows(inline: InlineAdminFormSet) -> Iterator[Row]:
    number = 0
    for each in inline:
        form = each.form
        is_template = form.prefix.endswith("__prefix__")
        number += not is_template
        name, *others = inline.opts.says or [""]
        lead = "" if is_template or not name else said(form, name)
        more = [] if is_template else [inline.opts.in_line(other, said(form, other)) for other in others]
        yield Row(
            each,
            f"{inline.formset.prefix}-empty" if is_template else form.prefix,
            0 if is_template else number,
            not form.instance.pk,
            lead,
            " · ".join(filter(None, more)),
            form.is_bound and bool(form.errors),
        )


def _words(plan: Plan, form: Any, section: Section) -> str:
    told = [words for name in plan.tells if (words := said(form, name))]
    if plan.rows:
        told.insert(0, f"{section.count or 'belum ada'} {plan.counted}" if section.count or told else "")
    elif plan.counted and told:
        told = [f"{len(told)} {plan.counted}"]
    return " · ".join(list(filter(None, told))[:2])


def _field_faults(plan: Plan, form: Any) -> Iterator[Fault]:
    for name in _flat(plan.fields):
        for message in form.errors.get(name, []):
            yield Fault(f"id_{name}", str(form[name].label), str(message))


def _row_faults(plan: Plan, section: Section) -> Iterator[Fault]:
    if section.formset is None or not section.formset.formset.is_bound:
        return
    for message in section.formset.formset.non_form_errors():
        yield Fault(f"section-{plan.key}", plan.title, str(message))
    for row in section.rows:
        if row.is_template:
            continue
        for name, messages in row.form.form.errors.items():
            known = name in row.form.form.fields
            label = str(row.form.form[name].label) if known else ""
            words = ", ".join(filter(None, [f"{capfirst(plan.counted)} {row.number}", label]))
            target = row.form.form[name].auto_id if known else row.html_id
            yield from (Fault(target, words, str(message)) for message in messages)


def _flat(fields: tuple[Any, ...]) -> Iterator[str]:
    for each in fields:
        yield from (each,) if isinstance(each, str) else each
