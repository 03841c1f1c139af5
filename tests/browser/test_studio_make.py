"""The maker in a browser: the strip follows every choice, by mouse and by keyboard, and the ZIP brings a code."""

import io
import re
import zipfile

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.access import faults_at_every_width

ADDRESS = "/studio/buat/layanan/ktp-el-hilang-rusak/"


def names(page: Page) -> list[str]:
    """The slides of the strip, without their numbers."""
    captions = page.get_by_role("list", name="Slide menurut urutan unggah").locator("figcaption")
    return [re.sub(r"^\d+\. ", "", each) for each in captions.all_text_contents()]


def test_the_strip_follows_and_the_pack_is_downloaded_with_a_code(sign_in, site, complaints):
    # Few slides are drawn sooner.
    page = sign_in("pr", at=f"{ADDRESS}?tanpa=flow,time_fee,where,questions,last")
    expect(page.get_by_label("Pemohon")).to_have_count(0)
    page.get_by_role("link", name="Lengkap").click()
    status = page.get_by_role("status").first
    strip = page.get_by_role("list", name="Slide menurut urutan unggah")

    page.get_by_label("KTP-el hilang", exact=True).uncheck()
    expect(strip.get_by_text("Syarat · KTP-el hilang")).to_have_count(0)

    second = page.get_by_role("button", name="Mundurkan: Pemohon")
    second.focus()
    page.keyboard.press("Enter")
    expect(status).to_contain_text("Pemohon kini bagian 3 dari")
    expect(second).to_be_focused()
    expect(strip.get_by_text("3. Pemohon")).to_be_visible()

    page.get_by_label("Tidak perlu").uncheck()
    expect(strip.get_by_text("Tidak perlu")).to_have_count(0)
    page.get_by_role("button", name="Urungkan").click()
    expect(strip.get_by_text("Tidak perlu")).to_have_count(1)
    page.get_by_label("Tidak perlu").uncheck()
    expect(strip.get_by_text("Tidak perlu")).to_have_count(0)

    page.get_by_label("Judul pendek").press_sequentially("KTP hilang?")
    expect(page).to_have_url(re.compile("judul=KTP\\+hilang%3F"))
    expect(strip.get_by_role("img").first).to_have_attribute("alt", re.compile("KTP hilang\\?"))
    slides = names(page)

    with page.expect_download() as started:
        page.get_by_role("button", name="Unduh ZIP").click()
    expect(page.get_by_role("list", name="Isi ZIP")).to_contain_text(f"{len(slides)} slide PNG Potret 4:5")
    pack = zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes()))
    pictures = [name for name in pack.namelist() if name.endswith(".png")]
    assert len(pictures) == len(slides)
    code = page.get_by_text("Kode kartu ini").locator("strong").text_content()
    assert code in pack.read("caption.txt").decode()
    scanned = zxingcpp.read_barcodes(Image.open(io.BytesIO(pack.read(pictures[1]))))[0].text
    assert scanned == f"{site.address}/k/{code}/"

    page.reload()  # the address holds every choice
    assert names(page) == slides
    page.goto(scanned)
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")
    assert complaints == []


MAKER = f"{ADDRESS}?ukuran=portrait,tall&tanpa=who&poster=a4&bahasa=en"


@pytest.mark.parametrize("address", ["/studio/", "/studio/paket/baru/", MAKER])
def test_axe_finds_nothing_in_the_studio(sign_in, complaints, address):
    page = sign_in("pr", at=None)
    page.goto(address)
    assert faults_at_every_width(page, laid_out_anew=address == MAKER) == []
    assert complaints == []
