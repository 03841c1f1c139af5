"""The inbox on a phone: from the list to an answer, also when the session ran out in between; nothing axe finds."""

import pytest
from playwright.sync_api import expect

from tests.browser.workspace import look_at

FILL = """
from services.models import Agency
from tests.faq.inboxes import make_inquiry
first = make_inquiry("KTP saya hilang, syaratnya apa saja?", days_ago=60, contact="0812 3456 7890")
make_inquiry("Syarat KTP ilang apa ya pak", days_ago=59)
make_inquiry("Biaya pecah KK berapa?", days_ago=58)
print(first.pk)
"""


@pytest.fixture(scope="module")
def asked(site) -> str:
    """The address of a question that two asked and that is the most urgent."""
    printed = site.run(FILL).split()
    return f"/kelola/tanya/{printed[-1]}/"


def test_pages_of_the_inbox_are_accessible(sign_in, asked):
    page = sign_in("editor", at=None)
    for path in (
        "/kelola/tanya/",
        asked,
        f"{asked}terbitkan/",
        f"{asked}gabung/",
        "/kelola/tanya/contoh/baru/",
    ):
        assert look_at(page, path) == [], path


def test_an_answer_written_on_a_phone_survives_a_session_that_ran_out(sign_in, site, asked, complaints):
    page = sign_in("editor", at="/kelola/tanya/")
    page.get_by_role("link", name="KTP saya hilang, syaratnya apa saja?").click()
    page.wait_for_url(f"**{asked}")
    expect(page.get_by_text("2 warga bertanya sama")).to_be_visible()
    page.get_by_label("Jawaban", exact=True).fill("Bawa surat kehilangan dari polisi.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Kirim ke penanya yang dipilih").click()
    page.goto("/masuk/")
    page.get_by_label("Nama pengguna").fill("editor")
    page.get_by_label("sandi").fill(site.passwords["editor"])
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/kelola/")
    page.goto(asked)
    page.get_by_role("button", name="Kembalikan tulisan itu").click()
    expect(page.get_by_label("Jawaban", exact=True)).to_have_value("Bawa surat kehilangan dari polisi.")
    page.get_by_role("button", name="Kirim ke penanya yang dipilih").click()
    expect(page.get_by_text("Jawaban terkirim ke 2 penanya.")).to_be_visible()
    expect(page.get_by_role("button", name="Kembalikan tulisan itu")).to_have_count(0)
    page.get_by_role("link", name="Pertanyaan berikutnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Biaya pecah KK berapa?")
    # The server's refusal of a form without a session is the browser's complaint, not the page's.
    assert [each for each in complaints if "403" not in each] == []
