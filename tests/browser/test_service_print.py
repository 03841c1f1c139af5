"""A service on paper: one A4 page for someone's case, boxes to tick, nothing that only a screen can do."""

import pypdfium2
import pytest
from playwright.sync_api import Page

from services.document import ServiceDocument
from tests.catalogue import make_documents

A4 = (595, 842)
LEAST_POINTS = 8.49


def length(document: ServiceDocument, case: str | None) -> int:
    """About how much there is to print."""
    papers = [f"{each.label}{each.condition}{each.note}" for each in document.requirements_for(case)]
    steps = [each.text for each in document.steps_for(case)]
    return sum(map(len, papers)) + 40 * len(papers) + sum(map(len, steps))


def fullest() -> list[tuple[int, str]]:
    """Of every service the address of the case with most to print, the longest first."""
    found = []
    for slug, document in make_documents().items():
        cases = [case.key for case in document.cases] or [""]
        most, case = max((length(document, case or None), case) for case in cases)
        found.append((most, f"/layanan/{slug}/" + (f"?keadaan={case}" if case else "")))
    return sorted(found, reverse=True)


def printed(page: Page, address: str) -> pypdfium2.PdfDocument:
    page.goto(address)
    return pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))


def letters(text: str) -> str:
    """The text without what line breaks change."""
    return "".join(filter(str.isalnum, text))


@pytest.mark.parametrize(("language", "services"), [("", 6), ("/en", 2)])
def test_longest_cases_of_all_services_fit_one_page(page: Page, language, services):
    addresses = [language + address for _most, address in fullest()[:services]]
    assert len(addresses) == services
    pages = {address: len(printed(page, address)) for address in addresses}
    assert {address: count for address, count in pages.items() if count != 1} == {}


def test_paper_holds_what_is_needed_and_nothing_to_press(page: Page, site):
    document = printed(page, "/layanan/ktp-el-hilang-rusak/?keadaan=hilang")
    assert [round(each) for each in document[0].get_size()] == list(A4)
    text = letters(document[0].get_textpage().get_text_range())
    for wanted in (
        "Keadaan: KTP-el hilang",
        "Surat keterangan kehilangan dari kepolisian",
        "Langkah-langkah",
        "Gratis",
        "Jalan Pelayanan Nomor 1",
        f"{site.address}/layanan/ktp-el-hilang-rusak/?keadaan=hilang",
    ):
        assert letters(wanted) in text, wanted
    for unwanted in (
        "Ganti keadaan",
        "Salin tautan",
        "Di halaman ini",
        "Bawa informasi ini",
        "Hitung untuk hari lain",
    ):
        assert letters(unwanted) not in text, unwanted


def test_nothing_on_paper_is_too_small_to_read(page: Page):
    page.emulate_media(media="print")
    page.goto("/layanan/akta-kelahiran/?keadaan=lahir-di-faskes")
    sizes = page.evaluate(
        """() => [...document.querySelectorAll('main *')]
            .filter(each => each.offsetParent)
            .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
            .map(each => [parseFloat(getComputedStyle(each).fontSize) * 0.75, each.outerHTML.slice(0, 80)])"""
    )
    assert sizes
    assert [each for each in sizes if each[0] < LEAST_POINTS] == []
