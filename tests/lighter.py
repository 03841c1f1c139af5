"""What makes every test cheaper: a third of the time of a staff form went into notes of Django's test client."""

import gc
import os

from django.template import Context, Template
from django.test import signals, utils
from hypothesis import HealthCheck, settings

WIDGETS = "django/forms/"
EXAMPLES = 50
SELDOM = (50_000, 20, 50)
"""When garbage is looked for. Whatever lives as long as the run would be looked at again and again."""


def note_whole_pages_only() -> None:
    """`response.context` holds what a page was rendered with, not also each of the hundreds of pieces it includes.

    To be called before Django's tests are set up.
    """
    utils.instrumented_test_render = _rendered


def _rendered(template: Template, context: Context) -> str:
    if context.template is template and not str(template.name).startswith(WIDGETS):
        signals.template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


def look_for_garbage_seldom() -> None:
    """To be called once what lives as long as the run is there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def try_fewer_examples() -> None:
    """Half of the hundred where a property names no number: they are new ones in every run. A long run has them all."""
    if os.environ.get("FUZZ") != "long":
        patient = [HealthCheck.too_slow]  # a busy machine is no fault in a test
        settings.register_profile("suite", max_examples=EXAMPLES, suppress_health_check=patient)
        settings.load_profile("suite")
