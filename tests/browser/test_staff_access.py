"""Access to the workspace: axe finds nothing on its pages, on a phone and on a desk, in light and in dark."""

import json
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError

from tests.browser.access import axe_faults, colour_faults, look, open_all, too_wide

PAGES = [
    "/kelola/", "/kelola/services/service/", "/kelola/services/service/add/", "/kelola/faq/question/",
    "/kelola/services/document/", "/kelola/services/agency/{agency}/change/",
    "/kelola/faq/question/{question}/change/",
    "/kelola/entri/layanan/{service}/ajukan/", "/kelola/entri/layanan/{service}/tarik/",
    "/kelola/entri/layanan/{service}/jadwalkan/", "/kelola/entri/layanan/{service}/edisi-lama/",
    "/kelola/entri/layanan/{service}/pratinjau/", "/kelola/entri/layanan/{service}/perubahan/",
    "/kelola/entri/layanan/{service}/tautan/", "/kelola/entri/layanan/{service}/versi/", "/kelola/entri/tautan/",
    "/kelola/pemberitahuan/", "/kelola/umpan-balik/", "/kelola/umpan-balik/halaman/",
    "/kelola/celah/", "/kelola/celah/kelompok/{search}/",
    "/kelola/kantor/", "/kelola/kantor/mpp/jam/", "/kelola/kantor/tutup/", "/kelola/kantor/tutup/baru/",
    "/kelola/kantor/hari-libur/",
    "/kelola/standar/", "/kelola/standar/kk-baru/", "/kelola/standar/perlu-diperiksa/",
    "/kelola/standar/masih-benar/layanan/{service}/",
    "/kelola/data/", "/kelola/data/sippn/", "/kelola/orang/", "/kelola/orang/{person}/",
    "/kelola/orang/undang/", "/kelola/akun/", "/kelola/akun/kode-kedua/", "/kelola/akun/sandi/", "/kelola/catatan/",
    "/kelola/permintaan/", "/kelola/permintaan/layanan/kk-baru/",
    "/loket/", "/loket/layanan/ktp-el-hilang-rusak/",
]  # fmt: skip
"""One page of every kind; the form of a service is looked at folded and open in `test_staff_form_use`.

`{service}` and so on are primary keys of the demo.
"""
WIDE = {"/kelola/", "/kelola/standar/", "/kelola/services/service/"}
"""Pages whose layout on a desk is another one: axe looks at them there too."""
KEYS = """
from services.models import Agency, Service
from django.contrib.auth.models import User
from django.utils import timezone
from faq.models import Question, SearchCount
SearchCount.objects.create(day=timezone.localdate(), words="xyzzyqq", times=5, was_found=False)
models = (Agency, Service, Question, User, SearchCount)
print(*(model.objects.order_by("pk").values_list("pk", flat=True)[0] for model in models))
"""


@pytest.fixture(scope="module")
def keys(site) -> dict[str, str]:
    printed = site.run(KEYS).split()
    return dict(zip(["agency", "service", "question", "person", "search"], printed, strict=True))


def settle(page) -> None:
    """Wait for the text editor, which folds its toolbar only after it has measured the window; what stays too wide is
    found by the look itself."""
    with suppress(TimeoutError):
        page.wait_for_function(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth", timeout=3_000
        )


def look_at(page, path: str) -> list[str]:
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


@pytest.mark.parametrize("part", [0, 1, 2])
def test_axe_finds_nothing_in_the_workspace(sign_in, keys, complaints, part):
    page = sign_in("admin", at=None)
    wrong = {}
    for path in PAGES[part::3]:
        if found := look_at(page, path.format(**keys)):
            wrong[path] = found
    assert wrong == {}, json.dumps(wrong, indent=1)
    assert complaints == []
