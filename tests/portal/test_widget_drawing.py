"""Fields of forms that we draw ourselves are Django's own, byte for byte."""

import pytest
from django import forms
from django.contrib import admin
from django.forms.renderers import TemplatesSetting
from django.utils.functional import lazystr
from django.utils.safestring import mark_safe

from portal.widget_drawing import DRAWN, Renderer

VALUES = [
    "", None, "a", "\n x\n", "<b>&'\"`\u2028", 0, 1234567, 1.5, True, False, mark_safe("<i>"), lazystr("<u>"),
]  # fmt: skip
ATTRS = [
    {},
    {"id": "x", "required": True, "disabled": False, "title": "<&'\">", "rows": 1200, "data-x": mark_safe("&lt;")},
]  # fmt: skip
CHOICES = [
    ("", "---------"),
    ("a", "<A>"),
    (1, 1234567),
    ("G<", [("b", mark_safe("<b>")), (None, lazystr("l<"))]),
]


def both(template, context):
    return Renderer().render(template, context), TemplatesSetting().render(template, context)


def all_widgets():
    kinds = [
        kind for kind in vars(forms).values() if isinstance(kind, type) and issubclass(kind, forms.Widget)
    ]
    for kind in kinds:
        if kind.__dict__.get("template_name") in DRAWN or getattr(kind, "template_name", None) in DRAWN:
            yield kind(choices=CHOICES) if kind in (forms.Select, forms.SelectMultiple) else kind()


def test_every_kind_of_widget_with_odd_values(db):
    seen = set()
    for widget in all_widgets():
        for value in VALUES:
            for attrs in ATTRS:
                context = widget.get_context("na<me", value, attrs)
                ours, djangos = both(widget.template_name, context)
                assert ours == djangos, (widget, value, attrs)
                seen.add(widget.template_name)
    assert seen == set(DRAWN), "another widget of Django draws itself with each of them"


@pytest.mark.parametrize("name", ["service", "question", "office"])
def test_every_field_of_a_form_of_the_staff(administrator, demo, rf, monkeypatch, name):
    compared = []

    def render(self, template_name, context, request=None):
        ours, djangos = (
            drawn(self, template_name, context),
            TemplatesSetting.render(self, template_name, context),
        )
        compared.append(template_name in DRAWN)
        assert ours == djangos
        return ours

    drawn = Renderer.render
    monkeypatch.setattr(Renderer, "render", render)
    options = next(each for model, each in admin.site._registry.items() if model._meta.model_name == name)
    request = rf.get("/")
    request.user = administrator
    row = options.model.objects.first()
    found = [options.get_form(request, row)(instance=row)]
    for rows, _ in options.get_formsets_with_inlines(request, row):
        found += rows(instance=row).forms
    for form in found:
        for field in form:
            str(field)
    assert sum(compared) > 5
