"""Access to entries, from the list to the public: axe finds nothing, on a phone and on a desk, in light and in dark."""

from tests.browser import workspace

PAGES = [
    "/kelola/", "/kelola/services/service/", "/kelola/faq/question/",
    "/kelola/services/document/", "/kelola/services/agency/{agency}/change/",
    "/kelola/faq/question/{question}/change/",
    "/kelola/entri/layanan/{service}/ajukan/", "/kelola/entri/layanan/{service}/tarik/",
    "/kelola/entri/layanan/{service}/jadwalkan/", "/kelola/entri/layanan/{service}/edisi-lama/",
    "/kelola/entri/layanan/{service}/pratinjau/", "/kelola/entri/layanan/{service}/perubahan/",
    "/kelola/entri/layanan/{service}/tautan/", "/kelola/entri/layanan/{service}/versi/", "/kelola/entri/tautan/",
]  # fmt: skip
"""One page of every kind; the form of a service is looked at folded and open in `test_staff_form_use`, what is not
about entries in `test_staff_access_office`."""


def test_axe_finds_nothing_about_entries(sign_in, site, complaints):
    keys = workspace.keys_of(site)
    page = sign_in("admin", at=None)
    assert workspace.faults(page, [each.format(**keys) for each in PAGES]) == {}
    assert complaints == []
