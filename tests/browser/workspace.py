"""What is looked at on the pages of the workspace: axe's rules on a phone and on a desk, in light and in dark."""

from contextlib import suppress

from playwright.sync_api import Page, TimeoutError

from tests.browser.access import axe_faults, colour_faults, look, open_all, too_wide
from tests.browser.conftest import Site

WIDE = {"/kelola/", "/kelola/standar/", "/kelola/services/service/"}
"""Pages whose layout on a desk is another one: axe looks at them there too."""
KEYS = """
from services.models import Agency, Service
from django.contrib.auth.models import User
from django.utils import timezone
from faq.models import Question, SearchCount
missed = {"times": 5, "was_found": False}
SearchCount.objects.get_or_create(day=timezone.localdate(), words="xyzzyqq", defaults=missed)
models = (Agency, Service, Question, User, SearchCount)
print(*(model.objects.order_by("pk").values_list("pk", flat=True)[0] for model in models))
"""


def keys_of(site: Site) -> dict[str, str]:
    """Primary keys of the demo, and of one search in vain, for addresses with `{service}` and so on."""
    printed = site.run(KEYS).split()
    return dict(zip(["agency", "service", "question", "person", "search"], printed, strict=True))


def faults(page: Page, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong with pages of the workspace, by address."""
    return {path: found for path in paths if (found := look_at(page, path))}


def settle(page: Page) -> None:
    """Wait for the text editor, which folds its toolbar only after it has measured the window; what stays too wide is
    found by the look itself."""
    with suppress(TimeoutError):
        page.wait_for_function(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth", timeout=3_000
        )


def look_at(page: Page, path: str) -> list[str]:
    """What is wrong with a page of the workspace."""
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(path)
    open_all(page)
    settle(page)
    wrong = [
        f"390 px: {each}" for each in (*too_wide(page), *axe_faults(page), *look(page, "headingsThatSkip"))
    ]
    page.emulate_media(color_scheme="dark")
    wrong += [f"dark: {each}" for each in colour_faults(page)]
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong += [f"1280 px: {each}" for each in too_wide(page)]
    if path in WIDE:
        page.emulate_media(color_scheme="light")
        wrong += [f"1280 px: {each}" for each in axe_faults(page)]
    return wrong
