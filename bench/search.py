"""What a search costs in a big index: 10,000 services with varied words beside the demo catalogue.

The services are those of a province: many agencies offer much the same, so a matter stands in the names of 50 to 400
of them, a deed in those of up to 1,200, and beside these are 3,000 names of places that few have.

CPU time of this process, and on PostgreSQL of the server's process that answers it too. A search here is everything
but the template: reading the query, mending it, the engine, what is live, ranking.
"""

import itertools
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ENTRIES = 10_000
ROUNDS = 15
SEED = 20260101
_DEEDS = """Izin|Surat Keterangan|Rekomendasi|Pendaftaran|Perpanjangan|Pencatatan|Pengesahan|Legalisir|
Permohonan|Penerbitan|Perubahan|Pencabutan|Peninjauan|Bantuan|Konsultasi|Verifikasi|
Pelaporan|Sertifikat|Penelitian|Pemeriksaan|Penggantian|Cetak Ulang|Mutasi|Balik Nama"""
DEEDS = [each.strip() for each in _DEEDS.split("|")]
_THINGS = """praktik dokter|apotek|klinik|usaha rumah makan|hotel melati|reklame|trayek angkutan|galian|
sumur bor|penebangan pohon|keramaian|penelitian mahasiswa|magang|beasiswa|kartu tani|
pupuk bersubsidi|kapal nelayan|tambak|ternak sapi|rumah potong hewan|vaksin hewan|gudang|
kios pasar|pedagang kaki lima|koperasi|yayasan|panti asuhan|posyandu|sekolah swasta|kursus|
perpustakaan|cagar budaya|sanggar seni|lapangan olahraga|makam|ambulans|air bersih|sampah|
limbah cair|jalan lingkungan|jembatan|lampu jalan|parkir|terminal|kendaraan dinas|
tanah kas desa|rumah susun|bangunan gedung|menara telekomunikasi|pajak restoran|pajak hiburan|
pajak reklame|bea perolehan tanah|akta kelahiran|akta kematian|kartu keluarga|ktp anak|
pindah domisili|nikah|cerai|adopsi anak|tenaga kerja asing|kartu pencari kerja|upah|
serikat pekerja|transmigrasi|jaminan kesehatan|gizi balita|lansia|disabilitas|korban bencana|
rumah tidak layak huni|listrik desa|internet desa|badan usaha milik desa|perangkat desa|
pemilihan kepala desa|wisata desa|homestay|pemandu wisata|industri rumahan|merek dagang|
sertifikasi halal|timbangan pasar|minyak tanah|gas elpiji"""
THINGS = [each.strip() for each in _THINGS.split("|")]
_CAUSES = """baru|hilang|rusak|perubahan data|perpanjangan|pindah alamat|ganti pemilik|salah tulis|
terlambat|luar daerah|musiman|sementara|tetap|perorangan|badan hukum|skala kecil|
skala menengah|skala besar|kelompok|tingkat desa|tingkat kecamatan|lintas kabupaten|pemula|
lanjutan|ulang|darurat|gratis bersyarat|siang hari|malam hari|khusus|swadaya|bersama|
kemitraan"""
CAUSES = [each.strip() for each in _CAUSES.split("|")]
PAPERS = [
    "fotokopi KTP",
    "fotokopi KK",
    "surat pengantar RT",
    "pas foto",
    "bukti bayar pajak",
    "surat pernyataan",
    "akta pendirian",
    "sertifikat tanah",
    "surat kuasa",
    "gambar lokasi",
    "ijazah",
]
SYLLABLES = [consonant + vowel for consonant in "bcdgjklmnprstw" for vowel in "aeiou"]
ENGLISH = ["Permit", "Letter", "Registration", "Certificate", "Licence"]
QUERIES = {
    "everyday": [
        "bikin ktp",
        "ktp ilang",
        "urus akte anak",
        "surat usaha",
        "izin pasang reklame",
        "pajak tanah",
        "kk",
    ],
    "typo": [
        "kartu kelurga hilng",
        "akte kelahirn",
        "domisli",
        "rekomendsi penelitan",
        "perpanjngan izin apotik",
    ],
    "situation": [
        "anak saya baru lahir dua minggu lalu di bidan",
        "dompet saya dicopet di pasar kartu identitas hilang",
        "bapak meninggal tadi malam di rumah sakit mau urus surat",
        "mau buka warung makan di rumah perlu izin apa saja",
    ],
    "question": [
        "syarat perpanjangan izin usaha rumah makan apa saja",
        "berapa lama bikin kartu keluarga baru",
        "ganti alamat ktp bayar?",
    ],
    "english": [
        "lost id card",
        "birth certificate for my baby",
        "proof of residence letter",
        "renew business permit",
    ],
    "nothing": ["zzxq", "perpanjang sim c", "qwerty asdfgh"],
}


def grow(count: int) -> None:
    """Index so many services with varied words. A search reads nothing but the index, so they need no editions."""
    from services.models import SearchEntry
    from services.search import entries, index, postings

    made = itertools.islice(_contents(random.Random(SEED)), count)
    index.renew_version()
    for batch in iter(lambda: list(itertools.islice(made, 1000)), []):
        rows = [
            SearchEntry(
                kind="service", key=content.services[0], edition=1_000_000, **entries.columns(content)
            )
            for content in batch
        ]
        postings.replace([], rows)


def _often(chance: random.Random, words: list[str]) -> str:
    """One of the words, the first ones more often than the last, as words of a language are (Zipf's law, flattened)."""
    return chance.choices(words, [1 / (place + 2) ** 0.7 for place in range(len(words))])[0]


def _contents(chance: random.Random) -> Iterator[Any]:
    from services.search.entries import ASIDE, NAME, SPOKEN, Content

    places = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _ in range(3_000)]
    for number in itertools.count():
        deed, thing, cause = _often(chance, DEEDS), _often(chance, THINGS), _often(chance, CAUSES)
        other, place = _often(chance, THINGS), f"{chance.choice(places)} {chance.choice(places)}"
        names = [f"{deed} {thing} {cause} {place}", f"{deed} {thing}", f"urus {thing}"]
        spoken = [f"{thing} {cause}", f"bikin {deed} {thing}", f"{thing} {other}", f"{cause} {thing} {place}"]
        papers = chance.sample(PAPERS, 6)
        yield Content(
            title=names[0],
            lines=[
                *((NAME, each) for each in [*names, f"{chance.choice(ENGLISH)} {number}"]),
                *((SPOKEN, each) for each in spoken),
                (ASIDE, f"{deed} {thing}"),
            ],
            medium=[f"{deed} untuk {thing} karena {cause}, bagi warga dan badan usaha di {place}."],
            weak=[f"{paper} untuk {deed} {chance.choice(THINGS)}" for paper in papers]
            + [f"Pemohon menyerahkan {paper} dan menunggu petugas memeriksa {thing}." for paper in papers],
            services=(f"contoh-{number}",),
        )


def measure(title: str, server: int | None = None) -> None:
    """Print p50 and p95 of a search for every kind of query, in CPU milliseconds."""
    from services.search.finding import find

    every = []
    for kind, queries in QUERIES.items():
        spent = []
        for query in queries:
            find(query)
            for _ in range(ROUNDS):
                before = _cpu(server)
                started = time.process_time()
                find(query)
                spent.append((time.process_time() - started + (_cpu(server) - before)) * 1000)
        every += spent
        _line(f"{title}, {kind}", spent)
    _line(f"{title}, all", every)


def _line(name: str, spent: list[float]) -> None:
    spent = sorted(spent)
    print(f"  {name:<44} {statistics.median(spent):8.2f} {spent[int(len(spent) * 0.95)]:8.2f}")


def _cpu(process: int | None) -> float:
    """CPU seconds another process has used; 0 if there is none."""
    if process is None:
        return 0.0
    fields = Path(f"/proc/{process}/schedstat").read_text(encoding="ascii").split()
    return int(fields[0]) / 1e9


def in_this_database(title: str) -> None:
    """Fill the database of the settings and measure in it."""
    from django.core.management import call_command
    from django.db import connection, transaction

    from services.search import lexicon

    call_command("migrate", verbosity=0)
    call_command("import_catalogue", Path("services/data/catalogue.yaml"), verbosity=0)
    started = time.process_time()
    with transaction.atomic():
        grow(ENTRIES)
    print(f"  {title}: {ENTRIES:,} services indexed in {time.process_time() - started:.0f} s")
    server = None
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            cursor.execute("SELECT pg_backend_pid()")
            server = cursor.fetchone()[0]
    started = time.process_time()
    lexicon.current().speller  # noqa: B018 - made once after every change
    print(f"  {title}: words read again after a change in {(time.process_time() - started) * 1000:.0f} ms")
    measure(title, server)


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of its own in a temporary folder, or "" where its programs are not installed."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        yield ""
        return
    folder = tempfile.mkdtemp()
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if user:
        shutil.chown(folder, "postgres")
    run = {"check": True, "capture_output": True, "cwd": folder}
    control = [*user, str(programs[-1] / "pg_ctl"), "-D", f"{folder}/data"]
    try:
        subprocess.run(
            [*user, str(programs[-1] / "initdb"), "-D", f"{folder}/data", "-U", "bench", "-A", "trust"], **run
        )
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        subprocess.run([*control, "-w", "-l", f"{folder}/log", "-o", options, "start"], **run)
        try:
            yield f"postgres://bench@%2F{folder.strip('/').replace('/', '%2F')}/postgres"
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], **run)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def main() -> None:
    """Measure on SQLite, and on PostgreSQL where it is installed: each in a process of its own."""
    print(f"  {f'Search in {ENTRIES:,} services, CPU milliseconds':<44} {'p50':>8} {'p95':>8}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        _child(f"sqlite:///{folder}/search.sqlite3", "SQLite")
    with postgres() as address:
        if address:
            _child(address, "PostgreSQL")
        else:
            print("  PostgreSQL: not installed here, not measured")


def _child(address: str, title: str) -> None:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "DATABASE_URL": address, "SECRET_KEY": "only-for-measuring",
        "SITE_URL": "http://127.0.0.1:8000", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    code = f"import django; django.setup(); from bench.search import in_this_database; in_this_database({title!r})"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)


if __name__ == "__main__":
    main()
