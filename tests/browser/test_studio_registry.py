"""A card that no longer holds: found on the radar, issued again, its old posting taken down; on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.access import axe_faults, open_all, too_wide

SLUG = "surat-keterangan-tidak-mampu"
ISSUE = """
import datetime
from django.contrib.auth.models import User
from cards import registry
from cards.content import CardOptions
from cards.models import Post
from services import publishing
from services.models import Service
card = registry.issue("%s", CardOptions(as_of=registry.today(), sections=("cover", "time_fee", "last")),
                      by=User.objects.get(username="pr"))
Post.objects.create(card=card, platform="instagram", posted_on=registry.today(), url="https://www.instagram.com/p/abc/")
service = Service.objects.get(slug="%s")
service.fee_text, service.fee_amount = "Rp7.500", 7500
service.save()
publishing.publish(service)
print("code:" + card.code)
"""


@pytest.fixture
def code(site) -> str:
    """The code of a card that was posted before the fee changed."""
    found = re.search(r"code:(\w{4})(\w{4})", site.run(ISSUE % (SLUG, SLUG)))
    return f"{found[1]}-{found[2]}"


def faults(page):
    open_all(page)
    return axe_faults(page) + too_wide(page)


def test_stale_card_is_issued_again_and_the_old_code_leads_to_it(sign_in, page, code, complaints):
    sign_in("pr", at="/studio/kartu/")
    expect(page.get_by_role("listitem").filter(has_text=code)).to_contain_text("Isinya berubah")
    assert faults(page) == []
    page.get_by_role("link", name="Bereskan").click()
    expect(page.get_by_role("main")).to_contain_text("Rp7.500")
    assert faults(page) == []
    page.get_by_role("button", name=f"Terbitkan ulang {code}").click()
    expect(page.get_by_text("1 kartu diterbitkan ulang")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Unduh paket").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.get_by_role("button", name="Sudah dihapus dari Instagram").click()
    expect(page.get_by_role("heading", name="unggahan lamanya masih tayang")).to_have_count(0)

    page.goto(f"/k/{code}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sudah diganti")
    page.get_by_role("link", name="Lihat kartu baru").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Asli dan masih berlaku")

    page.goto(f"/studio/kartu/{code}/")
    page.get_by_text("Catat unggahan", exact=True).click()
    page.get_by_label("Media").select_option("facebook")
    page.get_by_role("button", name="Catat", exact=True).click()
    expect(page.get_by_text("Unggahan di Facebook tercatat.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Batalkan").click()
    expect(page.get_by_text("Catatan unggahan kembali seperti semula.")).to_be_visible()
    assert complaints == []
