"""An invited reviewer adds a second factor before anything else and signs in with it, under the strict policy."""

import time

from django_otp.oath import TOTP
from playwright.sync_api import expect

from tests.browser.access import axe_faults

PASSWORD = "kuda gunung rotan"


def code(secret: str, steps: int = 0) -> str:
    """What the app on the phone would show."""
    from base64 import b32decode

    clock = TOTP(b32decode(secret))
    clock.time = time.time() + 30 * steps
    return f"{clock.token():06d}"


def test_invited_reviewer_comes_in_with_a_second_factor(sign_in, browser, browser_context_args, complaints):
    admin = sign_in("admin", at="/kelola/orang/undang/")
    admin.get_by_label("Nama").fill("Siti Aminah")
    admin.get_by_role("checkbox", name="Peninjau:").check()
    admin.get_by_label("Disdukcapil Kabupaten Contoh").check()
    admin.get_by_role("button", name="Buat tautan").click()
    expect(admin.get_by_role("button", name="Salin tautan")).to_be_visible()
    link = admin.get_by_label("Alamat undangan").input_value()
    admin.goto("/kelola/orang/")
    expect(admin.get_by_role("listitem").filter(has_text="Siti Aminah")).to_be_visible()

    page = browser.new_context(**browser_context_args).new_page()
    page.goto(link)
    page.get_by_label("Nama pengguna").fill("siti.aminah")
    page.get_by_label("Kata sandi", exact=True).fill(PASSWORD)
    page.get_by_label("Ulangi kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Buat akun dan masuk").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nyalakan kode kedua")
    assert axe_faults(page) == []
    secret = page.locator(".people-secret").inner_text().replace(" ", "").replace("\n", "")
    page.get_by_label("Kode", exact=True).fill(code(secret, -1))
    page.get_by_role("button", name="Nyalakan").click()
    expect(page.locator("#recovery-codes li")).to_have_count(10)
    recovery = page.locator("#recovery-codes li").first.inner_text()
    page.get_by_role("link", name="Sudah saya simpan").click()
    page.wait_for_url("**/kelola/")

    again = browser.new_context(**browser_context_args).new_page()
    again.goto("/masuk/")
    again.get_by_label("Nama pengguna").fill("siti.aminah")
    again.get_by_label("sandi").fill(PASSWORD)
    again.get_by_role("button", name="Masuk").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Kode kedua")
    again.get_by_label("Kode", exact=True).fill(recovery)
    again.get_by_role("button", name="Masuk", exact=True).click()
    again.wait_for_url("**/kelola/")
    again.goto("/kelola/akun/")
    expect(again.get_by_text("Kode cadangan tersisa 9 dari 10.")).to_be_visible()
    assert axe_faults(again) == []
    assert complaints == []
