"""Access to what an office looks after besides entries: axe finds nothing, on a phone and on a desk, light and dark."""

from tests.browser import workspace

PAGES = [
    "/kelola/pemberitahuan/", "/kelola/umpan-balik/", "/kelola/umpan-balik/halaman/",
    "/kelola/celah/", "/kelola/celah/kelompok/{search}/",
    "/kelola/kantor/", "/kelola/kantor/mpp/jam/", "/kelola/kantor/tutup/", "/kelola/kantor/tutup/baru/",
    "/kelola/kantor/hari-libur/",
    "/kelola/standar/", "/kelola/standar/kk-baru/", "/kelola/standar/perlu-diperiksa/",
    "/kelola/standar/masih-benar/layanan/{service}/",
    "/kelola/data/", "/kelola/data/sippn/", "/kelola/orang/", "/kelola/orang/{person}/",
    "/kelola/orang/undang/", "/kelola/akun/", "/kelola/akun/kode-kedua/", "/kelola/akun/sandi/", "/kelola/catatan/",
    "/kelola/permintaan/", "/kelola/permintaan/layanan/kk-baru/",
    "/loket/", "/loket/layanan/ktp-el-hilang-rusak/",
]  # fmt: skip
"""One page of every kind."""


def test_axe_finds_nothing_about_the_office(sign_in, site, complaints):
    keys = workspace.keys_of(site)
    page = sign_in("admin", at=None)
    assert workspace.faults(page, [each.format(**keys) for each in PAGES]) == {}
    assert complaints == []
