"""Answers offered while somebody asks: questions as residents type them, with what may stand on top of the list.

Slugs of questions and services of the demo catalogue. `leads`: one of these stands first; empty: nothing is opened, as a
wrong answer on top is worse than none. `never`: none of these, nor what begins so, stands first. Those held out were not
looked at while the marks were chosen.
"""

from dataclasses import dataclass

import pytest
from django.test import Client

from faq.asking.similar import similar
from services import snapshot


@dataclass(frozen=True)
class Example:
    """What somebody types, with the service and case chosen."""

    text: str
    leads: str = ""
    never: str = ""
    service: str = ""
    case: str = ""


LOST = "ktp-el-hilang-rusak ktp-el-hilang-rusak-1"
EXAMPLES = [
    Example("ktp saya hilang di pasar, harus lapor polisi dulu tidak?", LOST, "kk-"),
    Example("kalau ktp hilang apa perlu surat polisi", "ktp-el-hilang-rusak", "kk-"),
    Example(
        "Assalamualaikum min, dompet suami saya jatuh waktu mudik ke rumah mertua, KTP ikut hilang. Perlu surat "
        "kehilangan dari polisi atau tidak ya? NIK [nomor disamarkan], wa [telepon disamarkan]", LOST, "kk-",
    ),
    Example(
        "Waktu mudik ke rumah mertua dompet saya jatuh, jadi harus lapor polisi dulu tidak?", LOST, "kk-",
        "ktp-el-hilang-rusak", "hilang",
    ),
    Example("surat polisi perlu tidak?", "ktp-el-hilang-rusak", "kk-", "ktp-el-hilang-rusak", "hilang"),
    Example("I lost my KTP at the market, do I need a police letter?", LOST, "kk-"),
    Example("ktp rusak kena air perlu surat polisi?", "ktp-el-hilang-rusak", "kk- ktp-el-hilang-rusak-1"),
    Example(
        "apa bisa diwakilkan suami saya soalnya saya kerja shift terus, mau urus pindah alamat",
        "umum-diwakilkan", "surat-keterangan-domisili",
    ),
    Example("apa bisa diwakilkan suami saya karena saya baru melahirkan?", "umum-diwakilkan"),
    Example(
        "apakah istri boleh mengambilkan KTP saya yang sudah jadi, saya sedang di kapal?", "umum-diwakilkan",
        "kk- ktp-el-hilang-rusak",
    ),
    Example(
        "Apakah neneknya boleh mengambilkan? kami orang tuanya kerja di luar kota",
        "umum-diwakilkan kartu-identitas-anak-1 kartu-identitas-anak", "akta-",
        "kartu-identitas-anak", "5-sampai-17",
    ),
    Example(
        "selamat pagi pak, ibu saya sudah sepuh dan stroke tidak bisa jalan, belum punya KTP elektronik. apakah "
        "petugas bisa datang ke rumah untuk lansia sakit?", "umum-disabilitas",
    ),
    Example(
        "KK saya hilang waktu pindahan kontrakan, apa harus minta surat kehilangan dari polisi",
        "kk-hilang-rusak", "ktp- kk-hilang-rusak-2 pindah-",
    ),
    Example("rumah kebanjiran kemarin, KK rusak semua kena air, apa perlu surat dari polisi?",
            "kk-hilang-rusak-2 kk-hilang-rusak", "ktp-"),
    Example("KTP saya patah jadi dua karena kejepit lemari, harus foto ulang lagi atau pakai foto lama ya bu?",
            "ktp-el-hilang-rusak-3 ktp-el-hilang-rusak perubahan-biodata-1", "kk-"),
    Example("anak saya umur 16 tahun 8 bulan mau magang, boleh tidak rekam ktp sekarang sebelum 17", "ktp-el-baru-1"),
    Example("saya baru nikah bulan lalu di KUA, istri KK nya masih di kabupaten sebelah, mana dulu yang diurus ya",
            "kk-baru-3 kk-baru"),
    Example("tadi ada telepon ngaku petugas dukcapil suruh download aplikasi buat aktivasi IKD, itu benar atau penipuan?",
            "identitas-kependudukan-digital-1"),
    Example("bapak saya meninggal 12 tahun lalu di kampung dan belum pernah dibuatkan akta kematian, sekarang bank "
            "minta. masih bisa?", "akta-kematian-2 akta-kematian"),
    Example("bayi kami lahir di rumah ditolong dukun, tidak ada surat dari bidan. akta lahirnya gimana",
            "akta-kelahiran-3 akta-kelahiran", "kartu-identitas-anak akta-kematian"),
    Example("sampai jam berapa buka hari sabtu, saya kerja senin jumat dan rumah jauh", "umum-jam-layanan"),
    Example("petugas desa minta uang 50 ribu buat KTP katanya uang administrasi, memang bayar?", "umum-biaya-calo",
            "pengantar-nikah"),
    Example("saya kos di sini KTP luar kota, kampus minta surat domisili, bisa dibuatkan?",
            "surat-keterangan-domisili-2 surat-keterangan-domisili"),
    Example("hp saya hilang lalu ganti hp baru, ikd nya gimana", "identitas-kependudukan-digital-3", "ktp- kk-"),
    Example("KTP ketinggalan di bis, sudah cetak baru, eh yang lama ketemu dikembalikan sopir, yang lama diapakan",
            "ktp-el-hilang-rusak-4", "kk-"),
    Example("nomor kk [nomor disamarkan] mau saya pisah dari orang tua karena sudah kerja tapi belum menikah, boleh?",
            "kk-baru-1 kk-baru", "ktp-"),
    Example("KIA anak saya hilang di sekolah, perlu surat kehilangan?", "kartu-identitas-anak", "ktp- kk-"),
    Example("nikah siri mau bikin KK bareng bisa tidak, anaknya sudah dua", "kk-baru-2", "akta-"),
    Example("kami menikah siri, apakah nama bapak bisa ditulis di akta anak", "akta-kelahiran-2", "kk-"),
    Example("mau legalisir ktp untuk daftar cpns, apakah perlu", "legalisir-dokumen-1"),
    Example("saya kontrak rumah di sini setahun, pemilik rumah mengizinkan, bisa KTP sini?", "pindah-datang-4",
            service="pindah-datang"),
    Example("saya kos dekat kampus, boleh urus di kelurahan tempat kos saja?", "surat-keterangan-tidak-mampu-3",
            service="surat-keterangan-tidak-mampu"),
    Example("berapa hari jadinya, soalnya minggu depan mau berangkat kerja", "ktp-el-baru", service="ktp-el-baru"),
    Example("NIK saya [nomor disamarkan] kok tidak ditemukan waktu daftar BPJS", "umum-nik-tidak-ditemukan"),
    Example("akta kelahiran saya hilang kena banjir, apakah bisa cetak ulang?",
            "akta-kelahiran cek-cetak-dokumen-digital", "ktp- kk-"),
    Example("min mau nanya, akta lahir anak saya salah tulis namanya kurang huruf h, apa mesti sidang?",
            "pembetulan-akta-ganti-nama-1"),
    Example("bisa tidak ibu saya yang ambilkan KIA adik, saya kuliah di luar kota", "umum-diwakilkan"),
    Example("sim saya hilang harus lapor polisi?", never="ktp- kk-"),
    Example("paspor hilang perlu surat polisi?", never="ktp- kk-"),
    Example("buku nikah saya hilang apa perlu surat kehilangan", never="ktp- kk-"),
    Example("apakah kartu koperasi nelayan bisa diurus di sini?"),
    Example("kapan jembatan desa kami diperbaiki, sudah rusak dua bulan dan anak sekolah lewat situ"),
]  # fmt: skip
HELD_OUT = [
    Example("Kartu tanda penduduk ibu saya kececer di angkot, apakah wajib bikin laporan ke polsek sebelum ke "
            "dukcapil?", LOST, "kk-"),
    Example("kartu keluarga kami sobek digigit tikus, mesti bawa surat polisi juga?",
            "kk-hilang-rusak-2 kk-hilang-rusak", "ktp-"),
    Example("saya TKI di Malaysia baru pulang minggu lalu, apa saja yang harus dilaporkan",
            "pindah-luar-negeri-2 pindah-luar-negeri"),
    Example("bisakah kakak saya yang datang mewakili mengurus akta, saya sedang sakit", "umum-diwakilkan"),
    Example("nama saya di KTP kurang satu huruf dibanding ijazah, gimana memperbaikinya",
            "perubahan-biodata-3 perubahan-biodata", "kk-hilang-rusak"),
    Example("bapak meninggal di rumah tadi malam, minta suratnya ke siapa ya",
            "akta-kematian-3 surat-keterangan-kematian", "ktp- kk-"),
    Example("SKCK saya mau dipakai melamar kerja bulan depan, berlakunya sampai kapan",
            "pengantar-skck-3 pengantar-skck"),
    Example("lampu jalan depan rumah saya mati sejak seminggu"),
]  # fmt: skip


def slug_of(row):
    return row.settle_url.split("/")[4]


def fault(example):
    """What is wrong with the answers to an example, or ""."""
    rows = similar(example.text, snapshot.current(), example.service, example.case)
    first, is_open = (slug_of(rows[0]), rows[0].is_sure) if rows else ("", False)
    is_led = first in example.leads.split() if example.leads else not is_open
    is_free = not any(first.startswith(each) for each in example.never.split())
    return "" if is_led and is_free else f"{example.text}: {[slug_of(row) for row in rows]}"


@pytest.mark.parametrize("examples", [EXAMPLES, HELD_OUT])
def test_what_residents_type_leads_to_its_answer_or_to_none(demo, examples):
    assert not list(filter(None, map(fault, examples)))


def test_chosen_service_always_offers_two_answers(demo):
    rows = similar("bapake kulo dereng saged tindak mriki", snapshot.current(), "kartu-identitas-anak")
    assert len(rows) >= 2
    assert not rows[0].is_sure


def test_this_answers_shows_the_same_part_and_case_again(demo):
    rows = similar("kalau ktp hilang apa perlu surat polisi", snapshot.current())
    client = Client(headers={"sec-fetch-site": "same-origin"})
    again = client.post(rows[0].settle_url)["Location"]
    page = client.get(again).content.decode()
    assert "Surat keterangan kehilangan dari kepolisian" in page
    assert "?keadaan=hilang#berkas" in page
    assert client.get(again.split("?")[0] + "?bagian=%00x&keadaan=x").status_code == 200


def test_words_without_a_hit_are_carried_to_the_form_in_the_body(demo):
    page = Client().get("/cari/?q=sewa+terop+%3Chajatan%3E").content.decode()
    before, form = page.split('<form class="ask-words"', 1)
    assert "Menurut peristiwa" not in before
    assert 'action="/tanya/" method="post"' in form
    assert 'name="pertanyaan" value="sewa terop &lt;hajatan&gt;"' in form
    sent = {"pertanyaan": "sewa terop wa 081234567890", "langkah": "ubah"}
    shown = Client().post("/tanya/", sent).content.decode()
    assert "sewa terop wa [telepon disamarkan]</textarea>" in shown
