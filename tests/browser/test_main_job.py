"""The main job from end to end, as the people who have it do it."""

import io
import zipfile

import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import Site


def test_resident_finds_a_service_and_reads_the_papers_for_one_case_without_scripts(without_scripts: Page):
    page = without_scripts
    page.goto("/")
    page.get_by_role("searchbox").fill("KTP hilang")
    page.get_by_role("button", name="Cari").click()
    first = page.get_by_role("main").get_by_role("heading").get_by_role("link").first
    expect(first).to_have_text("Penggantian KTP-el Hilang atau Rusak")
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Penggantian KTP-el Hilang atau Rusak")
    expect(page.get_by_role("main")).to_contain_text("Surat keterangan kehilangan dari kepolisian")
    page.get_by_role("link", name="KTP-el rusak, patah, atau buram").first.click()
    papers = page.locator("#berkas")
    expect(papers).to_contain_text("KTP-el yang rusak")
    expect(papers).to_contain_text("Fotokopi Kartu Keluarga (KK)")
    expect(papers).not_to_contain_text("Surat keterangan kehilangan dari kepolisian")


def download(page: Page, button: str = "Unduh ZIP") -> zipfile.ZipFile:
    with page.expect_download() as started:
        page.get_by_role("button", name=button).click()
    return zipfile.ZipFile(io.BytesIO(started.value.path().read_bytes()))


def test_pr_officer_downloads_a_pack(sign_in, complaints):
    page = sign_in("pr", at="/studio/")
    page.get_by_role("searchbox").fill("ktp ilang")
    page.get_by_role("button", name="Cari").click()
    page.get_by_role("link", name="Penggantian KTP-el Hilang atau Rusak").first.click()
    strip = page.get_by_role("list", name="Slide menurut urutan unggah")
    everything = strip.get_by_role("img").count()
    page.get_by_label("KTP-el hilang", exact=True).uncheck()
    expect(strip.get_by_role("img")).to_have_count(everything - 1)
    expect(strip.get_by_text("Syarat · KTP-el hilang")).to_have_count(0)
    page.get_by_label("Tidak perlu").uncheck()
    expect(strip.get_by_role("img")).to_have_count(everything - 2)
    drawn = strip.get_by_role("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)")
    assert drawn > 0
    pack = download(page)
    assert len([name for name in pack.namelist() if name.endswith(".png")]) == everything - 2
    assert {"caption.txt", "alt.txt", "whatsapp.txt"} <= set(pack.namelist())
    assert complaints == []


def test_studio_works_without_scripts(browser, browser_context_args, site: Site):
    context = browser.new_context(**browser_context_args, java_script_enabled=False)
    page = context.new_page()
    page.goto("/studio/buat/layanan/ktp-el-hilang-rusak/")
    page.get_by_label("Nama pengguna").fill("pr")
    page.get_by_label("sandi").fill(site.passwords["pr"])
    page.get_by_role("button", name="Masuk").click()
    page.get_by_label("KTP-el hilang", exact=True).uncheck()
    page.get_by_role("button", name="Perbarui pratinjau").click()
    expect(page.get_by_text("Syarat · KTP-el hilang")).to_have_count(0)
    assert download(page).namelist()[0] == "01-cover.png"
    context.close()


def test_scanned_code_tells_the_change_after_an_edit_is_published(
    page: Page, sign_in, site: Site, complaints
):
    # The whole pack is downloaded by the PR officer above; here its two slides with what is looked at.
    address = "/studio/buat/layanan/akta-kematian/?tanpa=cover,who,not_required,flow,where,questions,last"
    page = sign_in("admin", at=address)
    pack = download(page)
    slide = next(name for name in pack.namelist() if "syarat" in name)
    scanned = zxingcpp.read_barcodes(Image.open(io.BytesIO(pack.read(slide))))[0].text
    assert scanned.startswith(site.address + "/k/")

    page.goto(scanned)
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")

    page.goto("/kelola/services/service/?q=akta-kematian")
    page.locator("#result_list").get_by_role(
        "link", name="Pencatatan Kematian dan Penerbitan Akta Kematian"
    ).click()
    page.locator("#section-waktu > summary").click()
    page.locator("#id_time_text").fill("Paling lama 2 hari kerja sejak berkas lengkap")
    page.locator("#id_time_max_value").fill("2")
    page.locator("#id_time_unit").select_option("hari kerja")
    page.get_by_role("button", name="Simpan draf", exact=True).first.click()
    page.goto(scanned)
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")

    page = sign_in("reviewer", at="/kelola/services/service/?q=akta-kematian")
    page.locator("#result_list").get_by_role(
        "link", name="Pencatatan Kematian dan Penerbitan Akta Kematian"
    ).click()
    page.get_by_role("link", name="Terbitkan", exact=True).click()
    page.get_by_role("button", name="Terbitkan sekarang").click()
    expect(page.get_by_text("Terbit. Warga sudah membaca isi yang baru.")).to_be_visible()

    page.goto(scanned)
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli, tetapi isinya sudah berubah")
    expect(page.get_by_role("main")).to_contain_text("Paling lama 2 hari kerja sejak berkas lengkap")
    page.get_by_role("link", name="Lihat yang berlaku sekarang").click()
    expect(page.get_by_role("main")).to_contain_text("Paling lama 2 hari kerja sejak berkas lengkap")
    assert complaints == []


def test_code_is_typed_from_a_picture(page: Page):
    page.goto("/periksa/")
    page.get_by_label("Kode di kartu").fill("7f3k 9q2x")
    page.get_by_role("button", name="Periksa").click()
    expect(page.get_by_role("alert")).to_contain_text("Salah ketik?")
    expect(page.get_by_label("Kode di kartu")).to_have_attribute("aria-invalid", "true")
