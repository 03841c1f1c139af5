"""What the forms of entries say under their fields, in the words of someone who fills them in for the first time."""

from services.descriptions import LONGEST as SHOWN_BY_SEARCH_ENGINES

FITS_ON_CARD = 64
"""Letters of a requirement that take at most two lines of a card."""
FITS_IN_CAPTION = 29
"""Letters of a name that the opening of a caption shows whole; the caption's tail takes the rest (`cards.captions`)."""
FITS_AN_ANSWER = 250
"""Letters of an answer that fill one slide and no more."""

SERVICE_HELP = {
    "name": "Nama lengkap seperti di standar pelayanan. Contoh: Penerbitan KTP Elektronik karena Hilang atau Rusak.",
    "short_name": "Nama sehari-hari untuk kartu dan daftar. Contoh: KTP-el hilang atau rusak.",
    "slug": "Bagian akhir alamat halaman. Tetap selamanya setelah layanan pertama kali terbit.",
    "category": "Rak tempat warga menemukannya di daftar layanan.",
    "agency": "Instansi yang bertanggung jawab atas layanan ini.",
    "responsible_unit": "Bidang atau seksi yang mengurusnya. Tampil di bawah halaman.",
    "summary": "Satu kalimat: apa yang didapat warga, dan kapan memerlukannya.",
    "everyday_names": "Sebutan warga, satu per baris. Contoh: ktp ilang. Pencarian memakainya.",
    "search_terms": "Kata lain dan salah ketik yang sering, satu per baris. Tidak tampil di halaman.",
    "who_can_apply": "Satu butir per baris. Contoh: Penduduk berusia 17 tahun atau sudah kawin.",
    "representation": "Siapa yang boleh mewakili dan apa yang dibawanya. Kosongkan bila tidak perlu dibahas.",
    "not_required": "Yang sering diminta padahal tidak perlu, satu per baris. Contoh: Surat pengantar RT/RW.",
    "description": "Penjelasan di bawah langkah-langkah. Teks dari Word boleh ditempel: gaya hurufnya dibuang sendiri.",
    "time_text": "Seperti yang dibaca warga. Contoh: Paling lama 24 jam.",
    "time_max_value": "Untuk menghitung “jadi paling lambat tanggal …”. Contoh: 24.",
    "time_unit": "Hari kerja tidak menghitung hari libur dan hari tutup.",
    "time_starts_when": "Contoh: berkas dinyatakan lengkap.",
    "time_kind": "Dari peraturan nasional, atau janji kantor Anda sendiri.",
    "time_basis": "Pasal yang menetapkannya. Contoh: Permendagri 108/2019 Pasal 17.",
    "time_note": "Yang membuatnya bisa lebih lama, misalnya blangko habis.",
    "deadline_text": "Bila warga harus melapor dalam waktu tertentu. Contoh: Paling lambat 60 hari sejak lahir.",
    "deadline_days": "Angkanya saja. Contoh: 60.",
    "deadline_basis": "Pasal yang menetapkan batas melapor.",
    "fee_text": "Seperti yang dibaca warga. Tulis “Gratis” bila memang gratis.",
    "fee_amount": "Angka tanpa titik. 0 berarti gratis; kosongkan bila bermacam-macam.",
    "fee_currency": "Biarkan IDR untuk rupiah.",
    "fee_basis": "Peraturan yang menetapkan tarif. Wajib untuk layanan gratis: warga bisa menunjukkannya.",
    "fee_other_costs": "Yang dibayar di luar kantor. Contoh: Meterai Rp10.000.",
    "fee_note": "Contoh: Jangan membayar kepada siapa pun yang menawarkan bantuan.",
    "product": "Yang dibawa pulang warga, satu per baris. Contoh: KTP-el baru.",
    "validity": "Contoh: Seumur hidup.",
    "location_note": "Yang perlu diketahui sebelum memilih kantor. Contoh: Perekaman hanya di kecamatan.",
    "online_consult": "Centang bila warga bisa bertanya dulu lewat WhatsApp.",
    "online_apply": "Sampai mana layanan bisa diurus tanpa datang.",
    "online_text": "Cara mengurusnya tanpa datang: alamat atau aplikasi, dan apa yang dikirim.",
    "tips": "Saran petugas, satu per baris. Contoh: Datang sebelum pukul 10 agar tidak antre.",
    "evidence_level": "Seberapa jauh isinya sudah dicocokkan. Tampil di halaman.",
    "evidence_note": "Apa yang belum pasti, atau dicocokkan dengan apa.",
    "sources": "Alamat laman sumber, satu per baris, lengkap dengan https://.",
    "facts_as_of": "Bulan atau tanggal pemeriksaan. Contoh: 2026-01 atau 2026-01-31.",
    "name_en": "Untuk halaman berbahasa Inggris. Contoh: Lost or Damaged ID Card.",
    "summary_en": "Satu kalimat dalam bahasa Inggris.",
    "pinned": "Layanan ini tampil di antara “Paling dicari” di beranda.",
}
REQUIREMENT_HELP = {
    "label": "Nama berkas seperti yang dikenal warga. Sampai 64 huruf muat di kartu. Contoh: Kartu Keluarga.",
    "form": "Dibawa dalam bentuk apa.",
    "copies": "Kosongkan bila satu lembar sudah jelas.",
    "form_code": "Pilih dari daftar atau ketik. Contoh: F-1.02.",
    "document": "Ketik namanya. Dengan ini warga diberi tahu cara mengurus berkas itu lebih dulu.",
    "alternative_to": "Bila cukup salah satu: pilih persyaratan yang digantikannya.",
    "condition": "Contoh: yang mengurus bukan pemilik dokumen.",
    "cases": "Tanpa centang berarti selalu diminta.",
    "note": "Teks biasa: catatan juga dicetak di kartu.",
    "where_to_get": "Contoh: Polsek terdekat.",
    "legal_ref": "Contoh: Perpres 96/2018 Pasal 15.",
    "key": "Diisi sendiri dari namanya. Jangan diubah: dengan ini edisi lama dan baru dibandingkan.",
}
CASE_HELP = {
    "label": "Contoh: KTP hilang.",
    "key": "Diisi sendiri dari sebutannya. Jangan diubah: tautan warga memakainya.",
}
STEP_HELP = {
    "actor": "pemohon, petugas, pejabat, atau sistem. Pemohon ditulis “Anda” di halaman.",
    "where": "Contoh: Loket 3.",
    "text": "Satu hal yang dilakukan, dalam satu atau dua kalimat.",
    "cases": "Tanpa centang berarti selalu.",
}
QUESTION_HELP = {
    "question": "Seperti yang ditanyakan warga. Contoh: Bolehkah KTP diambil orang lain?",
    "slug": "Bagian akhir alamat halaman. Tetap selamanya setelah pertama kali terbit.",
    "answer": "Dua atau tiga kalimat; dipakai juga di kartu. Jawab dulu, alasannya kemudian.",
    "details": "Bila perlu lebih panjang. Teks dari Word boleh ditempel: gaya hurufnya dibuang sendiri.",
    "service": "Ketik nama layanan. Jawaban lalu tampil di halaman layanan itu.",
    "cases": "Tanpa centang berarti semua. Pilihannya mengikuti layanan di atas: setelah menggantinya, simpan dulu.",
    "topic": "Rak tempat pertanyaan ini berdiri di daftar tanya jawab.",
    "keywords": "Kata lain yang diketik warga, satu per baris.",
}
DESK_HELP = {
    "owner": "Orang yang diingatkan bila isinya perlu diperiksa lagi.",
    "review_months": "Setelah sekian bulan isinya perlu dinyatakan masih benar.",
}

# Where a card or a search engine has no room for more. A counter tells; nothing is refused.
SERVICE_LIMITS = {"short_name": FITS_IN_CAPTION, "summary": SHOWN_BY_SEARCH_ENGINES}
REQUIREMENT_LIMITS = {"label": FITS_ON_CARD}
QUESTION_LIMITS = {"answer": FITS_AN_ANSWER}
