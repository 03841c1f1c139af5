"""The example rows of the template: an invented service, complete enough to be published."""

from typing import Any

SERVICE = "Surat Keterangan Contoh"

EXAMPLE: dict[str, list[dict[str, Any]]] = {
    "Layanan": [
        {
            "Slug": "surat-keterangan-contoh",
            "Nama": SERVICE,
            "Nama singkat": "Surat keterangan",
            "Kategori": "Surat kelurahan dan desa",
            "Ringkasan": "Contoh pengisian; ganti dengan layanan Anda atau hapus baris ini.",
            "Sebutan sehari-hari": "surat keterangan\nsuket",
            "Siapa yang dapat mengurus": "Warga kabupaten",
            "Waktu": "Paling lama 1 hari kerja",
            "Waktu paling lama": 1,
            "Satuan waktu": "hari kerja",
            "Biaya": "Gratis",
            "Biaya angka": 0,
            "Dasar biaya": "Peraturan Daerah (contoh)",
            "Hasil": "Surat keterangan",
        }
    ],
    "Keadaan": [{"Layanan": SERVICE, "Kunci": "diwakilkan", "Keadaan": "Diwakilkan orang lain"}],
    "Persyaratan": [
        {"Layanan": SERVICE, "Persyaratan": "KTP-el", "Bentuk": "Asli, diperlihatkan"},
        {
            "Layanan": SERVICE,
            "Persyaratan": "Surat kuasa",
            "Bentuk": "Surat asli",
            "Lembar": 1,
            "Untuk keadaan": "diwakilkan",
        },
    ],
    "Langkah": [
        {"Layanan": SERVICE, "Siapa": "pemohon", "Apa yang dilakukan": "Datang ke loket membawa berkas"},
        {"Layanan": SERVICE, "Siapa": "petugas", "Apa yang dilakukan": "Memeriksa berkas dan mencetak surat"},
    ],
    "Tanya jawab": [
        {
            "Layanan": SERVICE,
            "Pertanyaan": "Apakah perlu pengantar RT?",
            "Jawaban": "Tidak perlu. Cukup bawa KTP-el.",
        }
    ],
}
