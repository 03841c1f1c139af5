"""Agencies, offices, and when offices are open: shared facts that hold the moment they are saved."""

import datetime
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q

from services import day_bounds
from services.choices import ClosureKind, HoursPeriod, Weekday
from services.fields import LinesField, OrderedDictField

COLOR = RegexValidator(
    r"^#[0-9a-fA-F]{6}\Z", "Tulis warna sebagai # dan enam angka heksadesimal, misalnya #0f766e."
)

TIMEZONES = [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]


class SharedFact(models.Model):
    """A row that editions name by its key, so that the key stays as it is."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse another key: every published edition that names the row would lose it."""
        super().clean()
        if self.pk is None:
            return
        known = type(self).objects.filter(pk=self.pk).values_list("key", flat=True).first()
        if known is not None and known != self.key:
            raise ValidationError({"key": f"Kunci tetap “{known}”: edisi yang sudah terbit menyebutnya."})


class InternalStandard(models.Model):
    """The seven internal parts of a service standard (Permenpan RB 15/2014) besides the legal basis.

    What an agency says holds for all of its services, until one says its own.
    """

    facilities = models.TextField("sarana dan prasarana", blank=True)
    staff_competence = models.TextField("kompetensi pelaksana", blank=True)
    internal_supervision = models.TextField("pengawasan internal", blank=True)
    number_of_staff = models.TextField("jumlah pelaksana", blank=True)
    service_guarantee = models.TextField("jaminan pelayanan", blank=True)
    safety_guarantee = models.TextField("jaminan keamanan dan keselamatan", blank=True)
    performance_evaluation = models.TextField("evaluasi kinerja", blank=True)

    class Meta:
        abstract = True


class Logo(models.Model):
    """A logo as it is drawn on cards: a PNG made anew from what was uploaded. It never changes, so that old cards
    can be drawn again as they were."""

    digest = models.CharField("sidik", max_length=64, primary_key=True)
    png = models.BinaryField("gambar")
    width = models.PositiveIntegerField("lebar")
    height = models.PositiveIntegerField("tinggi")
    made_at = models.DateTimeField("dibuat", auto_now_add=True)

    class Meta:
        verbose_name = "logo"
        verbose_name_plural = "logo"

    def __str__(self) -> str:
        return self.digest[:12]


class Agency(SharedFact, InternalStandard):
    """A government body that answers for services.

    An agency either publishes itself (it has a profile: official name, contacts, pledge …) or is
    published by another one, whose contacts and colours then stand on its pages and cards.
    """

    key = models.SlugField("kunci", max_length=60, unique=True)
    name = models.CharField("nama", max_length=200)
    name_en = models.CharField("nama (Inggris)", max_length=200, blank=True)
    publisher = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="diterbitkan oleh",
        null=True,
        blank=True,
        related_name="published",
    )
    position = models.PositiveIntegerField("urutan", default=0)
    brand_color = models.CharField("warna utama", max_length=7, default="#0f766e", validators=[COLOR])
    logo = models.ForeignKey(
        Logo,
        models.PROTECT,
        verbose_name="logo",
        null=True,
        blank=True,
        related_name="agencies",
        editable=False,
    )

    official_name = models.CharField("nama resmi lengkap", max_length=250, blank=True)
    official_name_en = models.CharField("nama resmi (Inggris)", max_length=250, blank=True)
    short_name = models.CharField("nama singkat", max_length=100, blank=True)
    parent_name = models.CharField("pemerintah daerah", max_length=200, blank=True)
    tagline = models.CharField("semboyan", max_length=200, blank=True)
    timezone = models.CharField("zona waktu", max_length=40, choices=TIMEZONES, default="Asia/Jakarta")
    website = models.URLField("situs", blank=True)
    email = models.EmailField("surel", blank=True)
    phone = models.CharField("telepon", max_length=40, blank=True)
    whatsapp = models.CharField("WhatsApp konsultasi", max_length=40, blank=True)
    whatsapp_hours = models.TextField("jam jawab WhatsApp", blank=True)
    social = OrderedDictField("akun media sosial", default=dict, blank=True)
    hashtags = LinesField("tagar")
    call_to_action = models.CharField("ajakan", max_length=200, blank=True)
    verify_line = models.CharField("baris cek keaslian", max_length=200, blank=True)
    pledge_title = models.CharField("judul maklumat", max_length=200, blank=True)
    pledge_text = models.TextField("isi maklumat", blank=True)
    pledge_basis = models.CharField("dasar maklumat", max_length=200, blank=True)
    standard_decree = models.TextField("keputusan standar pelayanan", blank=True)
    accessibility = LinesField("fasilitas aksesibilitas")

    standard_note = models.TextField("catatan komponen internal", blank=True)

    review_by_other = models.BooleanField(
        "peninjau harus orang lain",
        default=True,
        help_text="Yang menerbitkan bukan yang mengubah. Matikan hanya bila kantor punya satu petugas; dicatat.",
    )
    answer_days = models.PositiveSmallIntegerField(
        "menjawab pertanyaan dalam (hari kerja)",
        default=2,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
        help_text="Dijanjikan kepada warga yang bertanya lewat situs ini.",
    )
    notify_email = models.EmailField(
        "surel pemberitahuan",
        blank=True,
        help_text="Menerima pemberitahuan yang tidak punya penanggung jawab.",
    )

    catalogue_meta = models.JSONField("keterangan katalog", default=dict, blank=True, editable=False)
    calendar_note = models.TextField("catatan kalender", blank=True)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        accounts = self.social
        if not isinstance(accounts, dict) or not all(isinstance(each, str) for each in accounts.values()):
            example = '{"instagram": "@kantor"}'
            raise ValidationError({"social": f"Tulis nama dan akun, keduanya teks, misalnya {example}."})
        if self.publisher_id and self.publisher_id == self.pk:
            raise ValidationError({"publisher": "Kosongkan bila instansi ini menerbitkan sendiri."})
        if self._publishes_for_itself():
            # Not tied to the field: some see it without being able to change it.
            raise ValidationError(
                "Ganti “diterbitkan oleh”: instansi itu sendiri diterbitkan, langsung atau tidak, oleh instansi ini."
            )

    def _publishes_for_itself(self) -> bool:
        """Whether one comes back here by going from publisher to publisher."""
        above, seen = self.publisher, set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk:
                return True
            seen.add(above.pk)
            above = above.publisher
        return False

    @property
    def publishes(self) -> bool:
        """Whether it has a profile of its own."""
        return bool(self.official_name)

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(pk__in=agencies)


class Office(SharedFact):
    """A place, or a mobile unit, where residents are served."""

    key = models.SlugField("kunci", max_length=60, unique=True)
    agency = models.ForeignKey(Agency, models.PROTECT, verbose_name="instansi", related_name="offices")
    name = models.CharField("nama", max_length=200)
    type = models.CharField("jenis", max_length=40, help_text="kantor, mpp, kecamatan, kelurahan, keliling …")
    address = models.TextField("alamat")
    postal_code = models.CharField("kode pos", max_length=10, blank=True)
    latitude = models.FloatField(
        "lintang", null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        "bujur", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    coordinates_fictional = models.BooleanField("koordinat rekaan", default=False)
    phone = models.CharField("telepon", max_length=40, blank=True)
    landmark = models.CharField("patokan", max_length=250, blank=True)
    wheelchair_access = models.BooleanField("dapat diakses kursi roda", default=False)
    hours_note = models.TextField("catatan jam layanan", blank=True)
    last_queue_minutes_before_close = models.PositiveSmallIntegerField(
        "antrean terakhir (menit sebelum tutup)", null=True, blank=True
    )
    has_ramadan_hours = models.BooleanField(
        "punya jam Ramadan sendiri",
        default=False,
        help_text="Bila dicentang, hari tanpa jam Ramadan berarti tutup selama Ramadan.",
    )
    position = models.PositiveIntegerField("urutan", default=0)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "kantor"
        verbose_name_plural = "kantor"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(agency__in=agencies)


class OpeningHours(models.Model):
    """One interval in which an office is open on a weekday; a split shift is two of them."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="opening_hours")
    period = models.CharField("masa", max_length=10, choices=HoursPeriod.choices, default=HoursPeriod.REGULAR)
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday.choices)
    opens = models.TimeField("buka")
    closes = models.TimeField("tutup")

    class Meta:
        verbose_name = "jam buka"
        verbose_name_plural = "jam buka"
        ordering = ["period", "weekday", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="opening_hours_close_after_opening",
                violation_error_message="Jam tutup harus setelah jam buka.",
            ),
            models.UniqueConstraint(
                fields=["office", "period", "weekday", "opens"], name="opening_hours_start_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} {self.opens:%H.%M}–{self.closes:%H.%M}"


class SpecialHours(models.Model):
    """Another timetable of one office between two dates, in place of its regular and its Ramadan one.

    `week` has seven lists from Monday, each with the day's intervals as pairs of "HH:MM"; an empty one is closed.
    A single day is a period that ends on the day it starts. Closures close its days like any others.
    """

    office = models.ForeignKey(Office, models.CASCADE, related_name="special_hours")
    name = models.CharField("nama", max_length=120, help_text="Dibaca warga, misalnya: Jam akhir tahun.")
    start = models.DateField("dari tanggal")
    end = models.DateField("sampai tanggal")
    week = models.JSONField("jam", default=list)

    class Meta:
        verbose_name = "jam khusus"
        verbose_name_plural = "jam khusus"
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="special_hours_end_after_start",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if not is_week(self.week):
            raise ValidationError({"week": "Tulis tujuh hari, masing-masing daftar pasangan jam “HH:MM”."})
        others = SpecialHours.objects.filter(office=self.office_id, start__lte=self.end, end__gte=self.start)
        if other := others.exclude(pk=self.pk).first():
            raise ValidationError({"start": f"Tanggalnya bertumpuk dengan “{other}”."})

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`."""
        return Q(office__agency__in=agencies)


def is_week(week: Any) -> bool:
    """Whether a value is what `SpecialHours.week` holds: seven days of intervals in order that do not overlap."""
    if not isinstance(week, list) or len(week) != 7:
        return False
    return all(isinstance(day, list) and _are_intervals(day) for day in week)


def _are_intervals(day: list[Any]) -> bool:
    try:
        times = [datetime.time.fromisoformat(each) for start, end in day for each in (start, end)]
    except (TypeError, ValueError):
        return False
    starts, ends = times[::2], times[1::2]
    in_turn = all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    return in_turn and all(start < end for start, end in zip(starts, ends, strict=True))


class LimitedDay(models.Model):
    """A weekday on which an office is open for some services only; for all others it is closed on it."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="limited_days")
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday.choices)
    services = models.ManyToManyField(
        "services.Service",
        verbose_name="hanya untuk layanan",
        related_name="+",
        help_text="Pada hari ini kantor hanya melayani layanan ini; untuk yang lain dihitung tutup.",
    )

    class Meta:
        verbose_name = "hari untuk layanan tertentu"
        verbose_name_plural = "hari untuk layanan tertentu"
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "weekday"],
                name="limited_day_once_an_office",
                violation_error_message="Hari ini sudah ada; tambahkan layanannya di baris itu.",
            )
        ]

    def __str__(self) -> str:
        return self.get_weekday_display()


class MobileStop(models.Model):
    """Where a mobile unit stands on a weekday of certain weeks of the month."""

    office = models.ForeignKey(Office, models.CASCADE, related_name="stops")
    weeks_of_month = models.JSONField("minggu ke-", default=list, help_text="Misalnya [1, 3].")
    weekday = models.PositiveSmallIntegerField("hari", choices=Weekday.choices)
    place = models.CharField("tempat", max_length=200)
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "titik layanan keliling"
        verbose_name_plural = "titik layanan keliling"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.place

    def clean(self) -> None:
        weeks = self.weeks_of_month
        if not isinstance(weeks, list) or not weeks or any(week not in range(1, 6) for week in weeks):
            raise ValidationError({"weeks_of_month": "Tulis daftar angka 1 sampai 5, misalnya [1, 3]."})


class Closure(models.Model):
    """Days on which offices are closed. Without offices it holds for all of them."""

    start = models.DateField("dari tanggal")
    end = models.DateField("sampai tanggal")
    name = models.CharField("alasan", max_length=200)
    kind = models.CharField("jenis", max_length=20, choices=ClosureKind.choices, default=ClosureKind.LOCAL)
    offices = models.ManyToManyField(
        Office,
        verbose_name="kantor",
        blank=True,
        related_name="closures",
        help_text="Kosongkan untuk semua kantor.",
    )
    source = models.CharField(
        "sumber",
        max_length=60,
        blank=True,
        editable=False,
        help_text="Dari mana diimpor; kosong bila diketik.",
    )
    is_ignored = models.BooleanField(
        "tidak berlaku di sini",
        default=False,
        help_text="Kantor tetap buka. Baris disimpan supaya impor berikutnya tidak mengembalikannya.",
    )
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "hari tutup"
        verbose_name_plural = "hari tutup"
        ordering = ["start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end__gte=F("start")),
                name="closure_ends_after_start",
                violation_error_message="Tanggal akhir tidak boleh sebelum tanggal awal.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.start:%d-%m-%Y} {self.name}"

    @classmethod
    def owned_by(cls, agencies: Collection[int]) -> Q:
        """See `services.scope`: those of own offices, and those that hold for every office."""
        # Subqueries, no joins: a join would give a closure once for each of its offices.
        named = cls.offices.through.objects.all()
        return Q(pk__in=named.filter(office__agency__in=agencies).values("closure")) | ~Q(
            pk__in=named.values("closure")
        )


class RamadanPeriod(models.Model):
    """Days on which Ramadan hours hold. Basis of the shorter hours: Perpres 21/2023."""

    year = models.PositiveSmallIntegerField("tahun")
    hijri = models.PositiveSmallIntegerField("tahun Hijriah", null=True, blank=True)
    start = models.DateField("dari tanggal")
    end = models.DateField("sampai tanggal")
    estimated = models.BooleanField("perkiraan", default=False)
    note = models.TextField("catatan", blank=True)
    extra = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "masa Ramadan"
        verbose_name_plural = "masa Ramadan"
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="ramadan_ends_after_start"),
            models.UniqueConstraint(fields=["start"], name="ramadan_starts_once"),
        ]

    def __str__(self) -> str:
        return f"Ramadan {self.year}"

    def clean(self) -> None:
        """Refuse years that no calendar of the portal reaches, and an end before the start."""
        super().clean()
        found = {
            name: day_bounds.WORDS
            for name, day in (("start", self.start), ("end", self.end))
            if day and not day_bounds.is_plausible(day)
        }
        if self.year and not day_bounds.FIRST_YEAR <= self.year <= day_bounds.LAST_YEAR:
            found["year"] = day_bounds.WORDS
        if not found and self.start and self.end and self.end < self.start:
            found["end"] = "Tanggal akhir tidak boleh sebelum tanggal awal."
        if found:
            raise ValidationError(found)
