"""What happened in the last weeks at the office of the demo: made up, of nobody, and the same every time.

Subjects are slugs of the demo catalogue; what is not in the catalogue at hand is left out.
"""

SEARCHES = {
    "ktp hilang": 9, "ktp ilang": 3, "kehilangan ktp": 2, "akta lahir": 7, "akte kelahiran": 4, "kk baru": 5,
    "ikd": 5, "surat pindah": 4, "sktm": 4, "kia anak": 3, "skck": 3, "surat domisili": 2, "akta kematian": 2,
    "jam buka sabtu": 3, "legalisir kk": 1, "sku": 1,
}  # fmt: skip
"""Searches with a result, with how many there are on a usual day."""
GAPS = {
    "hajatan": 2, "izin hajatan": 2, "ijin hajatan": 1, "surat waris": 2, "keterangan ahli waris": 1, "parkir": 1,
    "surat belum menikah": 2, "keterangan belum menikah": 1, "ktp diantar ke rumah": 1, "kartu tani": 1,
}  # fmt: skip
"""Searches after which hardly anybody opens something."""
READ = {
    "ktp-el-hilang-rusak": 46, "akta-kelahiran": 34, "kk-baru": 28, "identitas-kependudukan-digital": 24,
    "pindah-datang": 18, "surat-keterangan-tidak-mampu": 17, "kartu-identitas-anak": 13, "pengantar-skck": 12,
    "akta-kematian": 10, "surat-keterangan-domisili": 9, "perubahan-biodata": 8, "surat-keterangan-usaha": 6,
    "legalisir-dokumen": 5, "pengantar-nikah": 5,
}  # fmt: skip
"""How often a page of a service is read on a usual day."""
UNHELPFUL = {"pindah-datang": 0.5, "surat-keterangan-tidak-mampu": 0.3, "perubahan-biodata": 0.3}
"""Share of those who judge a page that find it not helpful yet; elsewhere `USUALLY_UNHELPFUL`."""
USUALLY_UNHELPFUL = 0.12
TAPPED = {
    "ktp-el-hilang-rusak": 4, "akta-kelahiran": 3, "kk-baru": 2, "pindah-datang": 2, "surat-keterangan-tidak-mampu": 1,
    "perubahan-biodata": 1,
}  # fmt: skip
"""How often officers at the counter press "asked again" on a usual day."""
TAPPED_QUESTIONS = {"umum-jam-layanan": 1, "umum-diwakilkan": 1, "ktp-el-hilang-rusak-4": 1}
TAPPED_OTHER = 1

POSTS = [("ktp-el-hilang-rusak", 5, ("instagram", "facebook")), ("akta-kelahiran", 3, ("instagram",))]
"""Cards that were posted: of which service, how many weeks ago, where. Afterwards fewer ask."""
AFTER_POST = 0.45

INQUIRIES = [
    # (days ago, service, words, answer; "" while it waits)
    (52, "kk-baru", "Kalau KTP suami istri beda kabupaten, apakah bisa langsung membuat KK baru?",
     "Bisa, setelah salah satu pindah. Urus dulu surat pindahnya, lalu ajukan KK baru di sini."),
    (49, "akta-kelahiran", "Anak lahir di rumah dibantu bidan desa, apa cukup surat dari bidan?",
     "Cukup. Surat keterangan lahir dari bidan dipakai sama seperti dari rumah sakit."),
    (47, "ktp-el-hilang-rusak", "KTP saya hilang di luar kota. Surat kehilangan dari polsek sana berlaku?",
     "Berlaku. Surat kehilangan dari kepolisian mana pun di Indonesia dapat dipakai."),
    (45, "pindah-datang", "Pindah dari provinsi lain, apa harus pulang dulu untuk mengambil surat pindah?",
     "Tidak harus. Surat pindah dapat diajukan secara daring di daerah asal."),
    (42, "surat-keterangan-tidak-mampu", "SKTM untuk sekolah dan rumah sakit apakah berbeda?",
     "Isinya berbeda menurut keperluan. Sebutkan keperluannya saat mengajukan."),
    (40, "ktp-el-hilang-rusak", "Foto di KTP sudah pudar dan tidak terbaca, apakah bisa diganti?",
     "Bisa, sebagai KTP rusak. Bawa KTP yang lama."),
    (38, "kartu-identitas-anak", "Anak umur empat tahun, apa perlu pas foto untuk KIA?",
     "Belum perlu. Pas foto diminta mulai umur lima tahun."),
    (35, "akta-kematian", "Ayah meninggal tahun lalu dan belum dibuatkan akta. Masih bisa?",
     "Masih bisa dan tanpa denda. Bawa surat keterangan kematian."),
    (33, None, "Apakah kantor buka saat jam istirahat siang?", "Loket tetap buka bergantian pada jam istirahat."),
    (31, "identitas-kependudukan-digital", "Ganti ponsel, apakah IKD harus diaktifkan lagi di kantor?",
     "Ya, pemindaian kode dilakukan sekali lagi di loket."),
    (28, "pengantar-skck", "Surat pengantar SKCK berlaku berapa lama?", "Gunakan dalam satu bulan sejak terbit."),
    (26, "ktp-el-hilang-rusak", "Bolehkah adik saya yang mengambil KTP pengganti?",
     "Boleh dengan surat kuasa dan KTP pengambil."),
    (23, "surat-keterangan-domisili", "Saya mengontrak. Apa perlu surat dari pemilik rumah untuk domisili?",
     "Perlu surat pernyataan dari pemilik rumah."),
    (20, "akta-kelahiran", "Nama anak di akta ingin ditambah nama keluarga, caranya bagaimana?",
     "Itu perubahan nama, dimulai dari penetapan pengadilan negeri."),
    (17, "kk-baru", "Setelah menikah, apa KK lama otomatis berubah?",
     "Tidak otomatis. Ajukan KK baru, KK orang tua ikut diperbarui."),
    (14, "perubahan-biodata", "Golongan darah di KTP salah, perlu surat apa?",
     "Hasil pemeriksaan golongan darah dari fasilitas kesehatan."),
    (12, None, "Apakah ada tempat parkir mobil di kantor dinas?", ""),
    (8, "pindah-datang", "Surat pindah saya sudah lewat sebulan, apakah masih berlaku?",
     "Masih, selama belum 100 hari. Segera lapor datang di kantor tujuan."),
    (6, "surat-keterangan-usaha", "Usaha saya hanya daring dari rumah, bisakah mendapat SKU?",
     "Bisa. Sebutkan alamat rumah sebagai tempat usaha."),
    (1, "akta-kelahiran", "Apakah akta kelahiran bisa dicetak sendiri di rumah?", ""),
    (1, "kartu-identitas-anak", "KIA anak saya hilang, apakah perlu surat kehilangan?", ""),
]  # fmt: skip
GROUP = (1, "pindah-datang", [
    "Anak sekolah di kota lain, apakah KK-nya harus ikut pindah?",
    "Apakah KK anak harus pindah kalau dia sekolah di kota lain?",
    "Anak saya sekolah di kota lain. KK harus pindah juga?",
])  # fmt: skip
"""How many days ago three people asked the same about a service."""
SPAM = (3, "Pinjaman cepat cair tanpa jaminan, klik di bawah ini sekarang juga!!!")
ANSWERED_BY = {"Bolehkah adik saya yang mengambil KTP pengganti?": "umum-diwakilkan"}

FEEDBACK = [
    # (days ago, what, service, words)
    (44, "kurang", "pindah-datang", "Tidak ada keterangan kalau pindah hanya antarkelurahan."),
    (30, "kurang", "pindah-datang", "Syarat untuk pindah bersama orang tua tidak disebut."),
    (22, "salah", "surat-keterangan-tidak-mampu", "Di kelurahan saya diminta surat RW juga."),
    (16, "kurang", "perubahan-biodata", "Berapa lama sampai KTP baru jadi?"),
    (9, "salah", "pengantar-skck", "Jam di polsek sekarang sampai pukul 14.00."),
    (5, "kurang", "ktp-el-hilang-rusak", "Apakah bisa di kecamatan?"),
    (2, "kurang", "pindah-datang", "Tolong jelaskan kalau surat pindahnya hilang."),
]
NOTICE = {
    "kind": "habis", "severity": "penting", "title": "Blangko KTP-el terbatas minggu ini",
    "text": "Pencetakan KTP-el di kantor kecamatan menunggu kiriman blangko. Perekaman tetap dilayani seperti biasa.",
    "advice": "Untuk mencetak minggu ini, datang ke kantor dinas, atau pakai IKD di ponsel.",
}  # fmt: skip
NOTICE_PLACES = ("kec-contoh-utara",)
NOTICE_SERVICES = ("ktp-el-baru", "ktp-el-hilang-rusak")
"""Where the first notice holds, and for what: offices and services by key."""
OVER = {
    "kind": "gangguan", "title": "Jaringan pusat terganggu",
    "text": "Layanan yang memakai jaringan pusat berjalan lambat. Berkas tetap diterima.",
}  # fmt: skip
