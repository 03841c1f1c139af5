"""The search index, and the two lists of words that staff keep for it."""

from django.core.exceptions import ValidationError
from django.db import models

from services.fields import LinesField


class SearchEntry(models.Model):
    """What the search keeps of one edition or shared row; written by `services.search.index` only.

    All texts are stems of `services.search.analysis`, and can be made again from what they describe.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80)
    edition = models.PositiveBigIntegerField(default=0, help_text="0: a shared row, which is live at once")
    live_from = models.FloatField(default=0, help_text="seconds since 1970")
    live_until = models.FloatField(
        null=True, help_text="when the next edition or withdrawal takes effect, if one waits"
    )
    title = models.CharField(max_length=250)
    title_en = models.CharField(max_length=250, blank=True)
    services = models.TextField(
        blank=True, help_text="slugs of the services it speaks of, most of all the first"
    )
    lines = models.TextField(blank=True, help_text="one name or phrase per line: weight in percent, stems")
    strong = models.TextField(blank=True, help_text="stems of all names")
    medium = models.TextField(blank=True, help_text="stems of what it is about")
    weak = models.TextField(blank=True, help_text="stems of everything else")
    words = models.TextField(blank=True, help_text="the different words as they are written")

    class Meta:
        verbose_name = "entri pencarian"
        verbose_name_plural = "entri pencarian"
        constraints = [models.UniqueConstraint(fields=["kind", "key", "edition"], name="search_entry_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class SearchPosting(models.Model):
    """Which entries of a kind have a stem at a level; see `services.search.postings`."""

    stem = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField(help_text="1: in names, 2: in what it is about, 3: in its text")
    total = models.PositiveIntegerField(default=0)
    places = models.BinaryField(default=b"")

    class Meta:
        verbose_name = "daftar kata pencarian"
        verbose_name_plural = "daftar kata pencarian"
        constraints = [models.UniqueConstraint(fields=["stem", "kind", "level"], name="search_posting_once")]

    def __str__(self) -> str:
        return f"{self.stem}: {self.total} {self.kind}"


class SearchWord(models.Model):
    """A word as it is written, and in how many entries it is."""

    word = models.CharField(max_length=40, primary_key=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = "kata pencarian"
        verbose_name_plural = "kata pencarian"

    def __str__(self) -> str:
        return self.word


class SearchState(models.Model):
    """One row: a random number that changes with the index and its words, and how the index was analysed."""

    version = models.PositiveBigIntegerField(default=0)
    analysis = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "keadaan pencarian"
        verbose_name_plural = "keadaan pencarian"

    def __str__(self) -> str:
        return f"versi {self.version}"


class Synonym(models.Model):
    """Words that mean the same to whoever searches."""

    word = models.CharField(
        "kata di situs ini",
        max_length=80,
        unique=True,
        help_text="Kata atau frasa yang dipakai layanan kita.",
    )
    also = LinesField(
        "kata lain yang dipakai warga",
        help_text="Satu per baris: singkatan, bahasa sehari-hari, bahasa Inggris. Berlaku begitu disimpan.",
    )

    class Meta:
        verbose_name = "padanan kata"
        verbose_name_plural = "padanan kata"
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    def clean(self) -> None:
        """Refuse what could never be found."""
        from services.search.analysis import tokens

        super().clean()
        for field, values in (("word", [self.word]), ("also", self.also)):
            if any(not tokens(value) for value in values):
                raise ValidationError({field: "Tulis kata dengan huruf atau angka Latin."})
        if not self.also:
            raise ValidationError({"also": "Tulis paling sedikit satu kata lain."})


class NotOurs(models.Model):
    """A matter people bring to this office that another one handles."""

    name = models.CharField("urusan", max_length=100, unique=True, help_text="Misalnya: Paspor.")
    name_en = models.CharField("urusan (Inggris)", max_length=100, blank=True)
    words = LinesField("kata yang dicari warga", help_text="Satu kata atau frasa per baris.")
    institution = models.CharField("instansi yang mengurus", max_length=150)
    institution_en = models.CharField("instansi yang mengurus (Inggris)", max_length=150, blank=True)
    where = models.CharField(
        "ke mana", max_length=250, blank=True, help_text="Alamat, aplikasi, atau nomor resmi."
    )
    where_en = models.CharField("ke mana (Inggris)", max_length=250, blank=True)
    url = models.URLField("situs resmi", blank=True)
    position = models.PositiveIntegerField("urutan", default=0)

    class Meta:
        verbose_name = "bukan di sini"
        verbose_name_plural = "bukan di sini"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return f"{self.name} → {self.institution}"

    def clean(self) -> None:
        """Refuse what could never be found."""
        from services.search.analysis import tokens

        super().clean()
        if not self.words or any(not tokens(word) for word in self.words):
            raise ValidationError({"words": "Tulis kata dengan huruf atau angka Latin, satu per baris."})
