"""The closed vocabularies of the domain; values are those of the catalogue file, labels what people read."""

from django.db.models import IntegerChoices, TextChoices


class RequirementForm(TextChoices):
    """In what form a paper is brought, or what is asked instead of a paper."""

    FORM = "formulir", "Formulir diisi"
    ORIGINAL_SURRENDERED = "asli_diserahkan", "Asli, diserahkan"
    ORIGINAL_SHOWN = "asli_diperlihatkan", "Asli, diperlihatkan"
    COPY = "fotokopi", "Fotokopi"
    COPY_AND_ORIGINAL = "fotokopi_dan_asli_diperlihatkan", "Fotokopi, asli diperlihatkan"
    PHOTO = "pas_foto", "Pas foto"
    PRESENCE = "hadir", "Datang sendiri"
    INFORMATION = "data", "Data atau keterangan"
    ORIGINAL_LETTER = "surat_asli", "Surat asli"


class TimeUnit(TextChoices):
    """Unit of a time standard. Working days skip days on which every office is closed."""

    MINUTES = "menit", "menit"
    HOURS = "jam", "jam"
    DAYS = "hari", "hari"
    WORKING_DAYS = "hari kerja", "hari kerja"
    WEEKS = "minggu", "minggu"
    MONTHS = "bulan", "bulan"
    YEARS = "tahun", "tahun"


class TimeKind(TextChoices):
    """Whether a time standard comes from a national rule or is the office's own."""

    NATIONAL = "nasional", "Batas dari peraturan nasional"
    LOCAL = "lokal", "Standar kantor setempat"


class OnlineApply(TextChoices):
    """How much of a service can be applied for online."""

    NO = "tidak", "Harus datang"
    PARTLY = "sebagian", "Sebagian bisa daring"
    FULLY = "penuh", "Bisa daring penuh"


class EvidenceLevel(TextChoices):
    """How well the facts of an entry were checked against their sources."""

    VERIFIED = "terverifikasi", "Dicocokkan dengan sumber"
    PARTLY = "sebagian", "Isi pokok dicocokkan dengan sumber"
    LOCAL = "lokal", "Praktik setempat"


class Weekday(IntegerChoices):
    """Days as `datetime.date.weekday()` counts them."""

    MONDAY = 0, "Senin"
    TUESDAY = 1, "Selasa"
    WEDNESDAY = 2, "Rabu"
    THURSDAY = 3, "Kamis"
    FRIDAY = 4, "Jumat"
    SATURDAY = 5, "Sabtu"
    SUNDAY = 6, "Minggu"


class HoursPeriod(TextChoices):
    """Which weekly timetable a row of opening hours belongs to."""

    REGULAR = "regular", "Hari biasa"
    RAMADAN = "ramadan", "Bulan Ramadan"


class ClosureKind(TextChoices):
    """Why offices are closed."""

    NATIONAL_HOLIDAY = "libur_nasional", "Libur nasional"
    JOINT_LEAVE = "cuti_bersama", "Cuti bersama"
    LOCAL = "lokal", "Penutupan setempat"


ACTOR_LABELS = {
    "pemohon": "Anda",
    "petugas": "Petugas",
    "pejabat": "Pejabat",
    "sistem": "Sistem",
}

OFFICE_TYPE_LABELS = {
    "kantor": "Kantor",
    "mpp": "Mal Pelayanan Publik",
    "kecamatan": "Kantor kecamatan",
    "kelurahan": "Kantor kelurahan",
    "desa": "Kantor desa",
    "keliling": "Layanan keliling",
}


def actor_label(actor: str) -> str:
    """Who acts in a step, in the resident's words; an unknown actor stays as it was written."""
    return ACTOR_LABELS.get(actor, actor.capitalize())


def office_type_label(office_type: str) -> str:
    """The kind of an office in words; an unknown kind stays as it was written."""
    return OFFICE_TYPE_LABELS.get(office_type, office_type.capitalize())
