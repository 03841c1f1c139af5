"""Numbers that say who someone is go, whatever they look like; all other numbers stay."""

import pytest

from services.masking import MAIL, NUMBER, PHONE, mask


@pytest.mark.parametrize(
    "written",
    [
        "3301221201900001", "3301 2212 0190 0001", "33.01.22.120190.0001", "3301-2212-0190-0001", "330122 081290 0001",
        "3301–2212–0190–0001", "33 01 22 12 01 90 00 01", "3 3 0 1 2 2 1 2 0 1 9 0 0 0 0 1", "1971 2012 3456 7890",
        "3301\u00a02212\u00a00190\u00a00001", "198001012005011001", "19800101 200501 1 001",
    ],
)  # fmt: skip
def test_identity_numbers_go(written):
    assert mask(f"NIK saya {written}, mohon dicek.") == f"NIK saya {NUMBER}, mohon dicek."


@pytest.mark.parametrize(
    "written",
    [
        "081234567890", "0812-3456-7890", "0812 3456 7890", "0812.3456.7890", "+62 812 3456 7890", "+62-812-3456-7890",
        "62812 34567890", "+62(812)34567890", "(021) 1234567", "021-1234567", "(0274)123456", "0 8 1 2 3 4 5 6 7 8 9 0",
        "8123456789", "0812\u00a03456\u00a07890",
    ],
)  # fmt: skip
def test_phone_numbers_go(written):
    assert mask(f"Telepon {written} ya") == f"Telepon {PHONE} ya"


@pytest.mark.parametrize(
    "written", ["a.b+c@contoh.go.id", "budi @ gmail.com", "budi(at)gmail.com", "BUDI@X.ID"]
)
def test_mail_addresses_go(written):
    assert mask(f"ke {written}.") == f"ke {MAIL}."


@pytest.mark.parametrize(
    "written",
    [
        "12-01-2026", "12-01-2026 13-02-2026", "01.01.2026-31.01.2026", "01/01/2026-31/01/2026", "2026-01-31",
        "08.00-12.00 13.00-16.00", "Senin 08.00–15.30, Jumat 08.00–14.00", "pukul 08.00 sampai 15.30",
        "Rp1.000.000.000.000.000", "Rp 12.500.000", "62.500.000.000", "1.250.000.000 rupiah", "81.000.000",
        "UU 24 Tahun 2013", "Permendagri 109/2019", "Nomor 470/0123/2026", "188.45/123/KEP/2025",
        "800.1.2.3/0812/2026", "SK 800/12345678/2026", "000.1.2.3.4.5", "2019 2020 2021 2022", "2019-2020, 2021-2022",
        "F-1.02", "14 hari kerja", "RT 001 RW 002",
    ],
)  # fmt: skip
def test_other_numbers_stay(written):
    assert mask(f"Isinya {written} menurut saya.") == f"Isinya {written} menurut saya."


def test_numbers_beside_each_other_all_go():
    assert mask("081234567890 3301221201900001") == f"{PHONE} {NUMBER}"
    assert mask("3301221201900001 081234567890") == f"{NUMBER} {PHONE}"
    assert mask("0812 3456 7890 0813 3456 7890") == f"{PHONE} {PHONE}"
    assert mask("berlaku 12-01-2026, hubungi 0812 3456 7890") == f"berlaku 12-01-2026, hubungi {PHONE}"
