"""The closed vocabularies of the domain; values are those of the catalogue file, labels what people read."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class RequirementForm(TextChoices):
    """In what form a paper is brought, or what is asked instead of a paper."""

    FORM = "formulir", _("Formulir diisi")
    ORIGINAL_SURRENDERED = "asli_diserahkan", _("Asli, diserahkan")
    ORIGINAL_SHOWN = "asli_diperlihatkan", _("Asli, diperlihatkan")
    COPY = "fotokopi", _("Fotokopi")
    COPY_AND_ORIGINAL = "fotokopi_dan_asli_diperlihatkan", _("Fotokopi, asli diperlihatkan")
    PHOTO = "pas_foto", _("Pas foto")
    PRESENCE = "hadir", _("Datang sendiri")
    INFORMATION = "data", _("Data atau keterangan")
    ORIGINAL_LETTER = "surat_asli", _("Surat asli")


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

    NATIONAL = "nasional", _("Batas dari peraturan nasional")
    LOCAL = "lokal", _("Standar kantor setempat")


class OnlineApply(TextChoices):
    """How much of a service can be applied for online."""

    NO = "tidak", _("Harus datang")
    PARTLY = "sebagian", _("Sebagian bisa daring")
    FULLY = "penuh", _("Bisa daring penuh")


class EvidenceLevel(TextChoices):
    """How well the facts of an entry were checked against their sources."""

    VERIFIED = "terverifikasi", _("Dicocokkan dengan sumber")
    PARTLY = "sebagian", _("Isi pokok dicocokkan dengan sumber")
    LOCAL = "lokal", _("Praktik setempat")


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

    REGULAR = "regular", _("Hari biasa")
    RAMADAN = "ramadan", _("Bulan Ramadan")


class ClosureKind(TextChoices):
    """Why offices are closed."""

    NATIONAL_HOLIDAY = "libur_nasional", _("Libur nasional")
    JOINT_LEAVE = "cuti_bersama", _("Cuti bersama")
    LOCAL = "lokal", _("Penutupan setempat")


ACTOR_LABELS = {
    "pemohon": _("Anda"),
    "petugas": _("Petugas"),
    "pejabat": _("Pejabat"),
    "sistem": _("Sistem"),
}

OFFICE_TYPE_LABELS = {
    "kantor": pgettext_lazy("jenis kantor", "Kantor"),
    "mpp": _("Mal Pelayanan Publik"),
    "kecamatan": _("Kantor kecamatan"),
    "kelurahan": _("Kantor kelurahan"),
    "desa": _("Kantor desa"),
    "keliling": _("Layanan keliling"),
}


def actor_label(actor: str) -> str:
    """Who acts in a step, in the resident's words; an unknown actor stays as it was written."""
    return str(ACTOR_LABELS.get(actor, actor.capitalize()))


def office_type_label(office_type: str) -> str:
    """The kind of an office in words; an unknown kind stays as it was written."""
    return str(OFFICE_TYPE_LABELS.get(office_type, office_type.capitalize()))
