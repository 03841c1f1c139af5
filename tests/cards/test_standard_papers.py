"""The annex and the pledge as PDF: every text is on them, nothing is cut, what is missing says so."""

import datetime
import re

import pypdfium2
import pytest

from cards.standard_papers import annex_pdf, pledge_pdf
from services.models import Agency, Category, Service
from services.standard import PARTS
from services.standard_sheet import make_sheet
from tests.cards.leaflets import page_texts, text_of
from tests.cards.packs import squeezed
from tests.catalogue import make_documents, make_facts

AS_OF = datetime.date(2026, 11, 22)
LONG = "Kalimat yang sangat panjang tentang sarana dan cara memakainya. " * 150 + "Akhir uraian."


def make_agency(**given):
    known = {
        "key": "dinas", "name": "Dinas", "official_name": "Dinas Kependudukan Kabupaten Contoh", "brand_color": "#0f766e",
        "standard_decree": "Keputusan Kepala Dinas Nomor 1/2026", "facilities": "Ruang tunggu.\nKursi roda.",
        "pledge_text": "Kami sanggup melayani sesuai standar.\nKami siap menerima sanksi.",
        "pledge_basis": "UU 25/2009 Pasal 22",
    }  # fmt: skip
    return Agency(**known | given)


def sheet_of(slug="kk-baru", agency=None, document=None, **columns):
    document = document or make_documents()[slug].model_dump(mode="json")
    service = Service(
        slug=slug,
        name=document["name"],
        agency=agency or make_agency(),
        category=Category(key="a"),
        **columns,
    )
    return make_sheet(service, (3, document), None, make_facts().channels)


def texts_of(sheet):
    yield sheet.name
    for each in sheet.parts:
        yield each.part.name
        for item in each.said.items:
            yield from (item.text, *item.notes)


def missing(sheet, pdf):
    head = r"[AB](Penyampaian|Pengelolaan)pelayanan\(\w+\)NoKomponenUraian"
    foot = r"DinasKependudukanKabupatenContoh·dicetak22November2026Halaman\d+dari\d+"
    text = re.sub(
        f"{head}|{foot}", "", text_of(pdf)
    )  # head and foot of a page stand within texts that run over it
    return [each for each in texts_of(sheet) if squeezed(each) not in text]


@pytest.mark.parametrize("slug", ["kk-baru", "ktp-el-hilang-rusak", "pengantar-skck"])
def test_every_text_of_all_14_parts_is_printed(slug):
    sheet = sheet_of(slug, number_of_staff="Empat petugas.")
    pdf = annex_pdf([sheet], sheet.service.agency, AS_OF)
    assert missing(sheet, pdf) == []
    text = text_of(pdf)
    assert squeezed("Keputusan Kepala Dinas Nomor 1/2026") in text
    assert squeezed("Kepala Dinas Kependudukan Kabupaten Contoh,") in text
    assert squeezed("Ditetapkan di") in text


def test_what_nobody_filled_in_says_so():
    sheet = sheet_of(agency=make_agency(standard_decree=""))
    text = text_of(annex_pdf([sheet], sheet.service.agency, AS_OF))
    assert text.count("Belumdiisi") == 7  # six internal parts, and the decree
    assert "Belumdiisinomorkeputusan" in text


def test_long_texts_run_over_pages_under_a_repeated_head_and_are_not_cut():
    agency = make_agency(facilities=LONG, staff_competence="https://contoh.example/" + "x" * 300)
    sheet = sheet_of(agency=agency)
    pdf = annex_pdf([sheet], agency, AS_OF)
    assert missing(sheet, pdf) == []
    pages = page_texts(pdf)
    assert len(pages) > 4
    assert all("NoKomponenUraian" in page for page in pages[:-1])
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            found = page.get_textpage()
            assert found.get_text_range() == found.get_text_bounded(left=0, right=page.get_width()), (
                "off the paper"
            )


def test_annex_of_an_agency_lists_its_services_and_each_begins_a_page():
    agency = make_agency()
    sheets = [sheet_of(slug, agency) for slug in ("kk-baru", "akta-kelahiran")]
    first, *rest = page_texts(annex_pdf(sheets, agency, AS_OF))
    assert "2layanan" in first
    starts = [page.startswith(squeezed(each.name)) for each in sheets for page in rest]
    assert sum(starts) == 2


def test_draft_is_marked_as_one():
    draft = make_documents()["kk-baru"].model_dump(mode="json")
    service = Service(slug="baru", name="Baru", agency=make_agency())
    sheet = make_sheet(service, None, draft, make_facts().channels)
    text = text_of(annex_pdf([sheet], service.agency, AS_OF))
    assert text.count("Rancangan,belumterbit") == sum(not part.field for part in PARTS)
    assert "rancangan,belumterbit" in text


def test_pledge_is_one_sheet_to_sign_without_a_name():
    pdf = pledge_pdf(make_agency(pledge_title="Maklumat"), AS_OF)
    (page,) = page_texts(pdf)
    for words in (
        "Maklumat",
        "Kami sanggup melayani",
        "Kami siap menerima sanksi",
        "Dasar: UU 25/2009 Pasal 22",
        "NIP",
    ):
        assert squeezed(words) in page


def test_long_pledge_is_not_cut():
    text = text_of(pledge_pdf(make_agency(pledge_text=LONG), AS_OF))
    assert squeezed(LONG) in text


def test_agency_without_a_pledge_has_no_poster():
    with pytest.raises(ValueError, match="pledge"):
        pledge_pdf(make_agency(pledge_text=" "), AS_OF)


def test_papers_are_tagged_and_a_letter_without_glyph_does_not_stop_them():
    sheet = sheet_of(agency=make_agency(facilities="Papan 漢字 dan emoji 🙂."))
    pdf = annex_pdf([sheet], sheet.service.agency, AS_OF)
    assert b"/MarkInfo" in pdf
    assert "dan emoji" in pdf.decode("latin-1") or squeezed("dan emoji") in text_of(pdf)
    assert b"pdfuaid" in pledge_pdf(make_agency(), AS_OF)
