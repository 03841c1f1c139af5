"""Words that say little or nothing about what is meant."""

_FILLERS = """
saya aku gue gua gw w ane kami kita kamu anda dia beliau mereka nya ini itu tersebut tsb yang yg di ke dari dr
pada dan atau dengan dgn untuk utk buat2 bagi oleh sebagai agar supaya biar karena krn karna soalnya jika kalau
kalo klo bila apabila maka tapi tetapi namun padahal sih nih dong deh kok lho loh ya yah yuk kan aja saja doang
juga lagi masih mau ingin pengen pengin kepingin hendak akan apa apakah apaan siapa mana dimana kemana bagaimana
gimana gmn bgmn kenapa mengapa knp kapan berapa brp tolong mohon2 halo hai hi min admin kak gan sis bro mas mbak
mba permisi assalamualaikum terima kasih makasih the a an of to for in on at my me i we our your you is are was
do does did how what where when which who can could should would will shall it its this that these those and or
with from about please need want get got have has had be been am if so by as there here any some us they their
he she his her ternyata katanya gitu gini begitu begini seperti kayak kaya2 lalu terus trus kemudian sambil dll
dsb etc dalam2 para pun lah kah toh nah wah oh ok oke sekarang skrg skg hanya cuma cuman sangat banget bgt
sekali lebih paling udah2 bahwa tentang soal mengenai terkait hal via lewat2 pas waktu2 saat ketika sampai sampe
smp2 hingga kata info informasi tanya bertanya nanya pls
last next ago week weeks month months day days year years yesterday today tomorrow now into out off up back as just also
went come came go going too very must might may let lets us him her no one both before after since until
kulo kula abdi kuring ambo awak neng nang ing kanggo kangge sing nu jeung sareng bar wingi saiki ayeuna arep bade hoyong
iki iku eta ieu lan saka saking kaliyan
"""
FILLERS = frozenset(_FILLERS.split())
"""Left out, unless there is nothing else."""

_WEAK = """
urus buat bikin minta ambil dapat perlu butuh bisa boleh harus cara syarat langkah proses prosedur ada punya
sudah pakai jadi kantor aju ajukan mohon wajib bantu make apply new obtain how2 baru layan guna sendiri berkas
dokumen sama orang hari bulan minggu tahun jam lama cepat biaya bayar harga gratis tempat pergi datang isi bawa
tulis antar nanti kemarin tadi besok terus dulu lain semua setiap tidak bukan belum pernah tetap habis mulai
ikut diri document requirement cost fee free time long office service still first old
"""
WEAK = frozenset(_WEAK.split())
"""Stems that tell a little: they order, but do not find on their own what other words do not find."""
WEAK_FACTOR = 0.35

_ASIDES = """
ayah ibu bapak anak suami istri adik kakak kakek nenek orangtua mertua keluarga saudara paman bibi menantu cucu
ipar mama papa rumah kota kampung teman father mother child son daughter husband wife parent brother sister
grandmother grandfather uncle aunt home
"""
ASIDES = frozenset(_ASIDES.split())
"""Stems that mostly tell about whom or where, not what."""
ASIDE_FACTOR = 0.7
