"""The pictures of the guides are taken from the demo: `GUIDES=1` writes them to docs/images/panduan/ (`make guides`).

Without it the same way is walked and no picture is taken: what a guide shows must still be there.
"""

import io
import os

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from portal.guides.pages import PICTURES

SLUG = "surat-keterangan-usaha"
DESK, PHONE = (1100, 760), (390, 760)
COLOURS = 128
TAKES_PICTURES = bool(os.environ.get("GUIDES"))


ACTIVITY = """
from django.contrib.auth.models import User
from portal import demo_activity
demo_activity.fill({each.username: each for each in User.objects.all()})
"""


@pytest.fixture(scope="module", autouse=True)
def activity(site):
    """Questions, searches and cards of the last weeks, so that a picture shows a site that is used."""
    if TAKES_PICTURES:
        site.run(ACTIVITY)


def take(page: Page, name: str, size: tuple[int, int] = DESK, at: str = "h1") -> None:
    """Keep what the page shows now, from `at` on, under a name."""
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.locator(at).first.evaluate("each => each.scrollIntoView({block: 'start'})")
    if TAKES_PICTURES:
        page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def test_pictures_of_the_guide_for_staff(sign_in, page: Page):
    sign_in("editor")
    take(page, "beranda", at="body")
    page.goto(f"/kelola/services/service/?q={SLUG}")
    page.locator("#result_list tbody th a").first.click()
    entry = page.url
    page.get_by_role("link", name="Biaya").first.click()
    page.locator("#id_fee_text").fill("Rp0 (gratis)")
    page.get_by_role("button", name="Simpan dan ajukan").first.click()
    expect(page.get_by_label("Keadaan entri")).to_contain_text("Menunggu tinjauan")
    take(page, "keadaan", at=".messagelist, h1")
    page.goto("/kelola/kantor/tutup/baru/")
    take(page, "tutup")
    page.goto("/kelola/tanya/")
    take(page, "pertanyaan")
    page.goto("/loket/")
    take(page, "loket", PHONE, at="body")

    page.context.clear_cookies()
    sign_in("reviewer")
    page.goto(entry)
    page.get_by_role("link", name="Tinjau dan terbitkan").first.click()
    take(page, "tinjau")


def test_pictures_of_the_guide_for_pr(sign_in, page: Page):
    sign_in("pr")
    page.goto(f"/studio/buat/layanan/{SLUG}/")
    expect(page.get_by_role("button", name="Unduh ZIP")).to_be_visible()
    take(page, "pembuat", (1280, 820))
    for name, address in [("beredar", "kartu/"), ("kabar", "kabar/"), ("kalender", "kalender/")]:
        page.goto(f"/studio/{address}")
        take(page, name)
