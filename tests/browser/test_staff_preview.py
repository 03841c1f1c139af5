"""Previews and preview links in a browser: from the editor who makes one to the remark that comes back."""

import pytest
from playwright.sync_api import expect

from tests.browser.access import axe_faults, open_all, too_wide

SERVICE_WORKERS = "allow"
DRAFT = """
from services.models import Service
service = Service.objects.get(slug="pindah-datang")
service.summary = "Ringkasan yang belum terbit."
service.save()
print("pk", service.pk)
"""
STORED = """async () => {
    const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
    const requests = await Promise.all(caches_.map((cache) => cache.keys()));
    return requests.flat().map((request) => request.url);
}"""
"""The addresses of all pages that the service worker keeps."""


@pytest.fixture
def draft(site) -> str:
    """The key of a service whose draft differs from what is live."""
    return site.run(DRAFT).split("pk ")[1].split()[0]


def test_remark_of_someone_without_an_account_reaches_the_editor(
    sign_in, site, browser, browser_context_args, draft
):
    page = sign_in("editor", at=f"/kelola/entri/layanan/{draft}/tautan/")
    page.get_by_label("Untuk siapa").fill("Kepala bidang")
    page.get_by_label("Berlaku selama").select_option("3")
    page.get_by_role("button", name="Buat tautan").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Salin").click()
    expect(page.get_by_role("button", name="Tersalin")).to_be_visible()
    address = page.evaluate("navigator.clipboard.readText()")
    assert address.startswith(f"{site.address}/pratinjau/")

    visitor = browser.new_context(**browser_context_args)
    reader = visitor.new_page()
    reader.goto(address)
    expect(reader.get_by_text("Ringkasan yang belum terbit.").first).to_be_visible()
    open_all(reader)
    assert [*too_wide(reader), *axe_faults(reader)] == []
    reader.get_by_label("Apa keadaan Anda?").get_by_role("link").first.click()
    assert "/pratinjau/" in reader.url
    assert "keadaan=" in reader.url
    # The page tells no other site its address, and its form is still taken: browsers then send an Origin.
    reader.get_by_label("Catatan Anda").fill("Langkah kedua keliru, hubungi 0812 3456 7890.")
    reader.get_by_role("button", name="Kirim catatan").click()
    expect(reader.get_by_text("Catatan terkirim.")).to_be_visible()
    assert [url for url in reader.evaluate(STORED) if "/pratinjau/" in url] == []
    expect(reader.get_by_role("button", name="Simpan", exact=True)).to_have_count(0)
    visitor.close()

    page.goto(f"{site.address}/kelola/entri/layanan/{draft}/tautan/")
    expect(page.get_by_text("Langkah kedua keliru, hubungi [telepon disamarkan].")).to_be_visible()
    page.get_by_role("button", name="Tandai selesai").click()
    expect(page.get_by_text("1 catatan selesai")).to_be_visible()
    page.get_by_role("button", name="Cabut tautan untuk Kepala bidang").click()
    assert page.goto(address).status == 410


def test_draft_and_what_changes_can_be_read_by_everybody_on_the_staff(sign_in, site, complaints, draft):
    page = sign_in("reviewer", at=f"/kelola/entri/layanan/{draft}/pratinjau/")
    bar = page.get_by_role("complementary", name="Pratinjau draf")
    expect(bar).to_contain_text("Contoh Peninjau")
    bar.get_by_role("link", name="Yang dibaca warga").click()
    expect(page.get_by_text("Ringkasan yang belum terbit.")).to_have_count(0)
    page.get_by_role("link", name="Perubahan", exact=True).click()
    expect(page.get_by_text("Ringkasan yang belum terbit.")).to_be_visible()
    assert complaints == []
