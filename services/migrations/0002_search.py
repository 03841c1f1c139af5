"""What can be found, and the words staff keep for it."""

from pathlib import Path

import yaml
from django.db import migrations, models

import services.fields

WORDS = Path(__file__).resolve().parents[1] / "data" / "search.yaml"


def fill_words(apps, schema_editor) -> None:
    """What ships with the portal; from then on the words belong to the staff."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    synonym, not_ours = apps.get_model("services", "Synonym"), apps.get_model("services", "NotOurs")
    synonym.objects.bulk_create(
        synonym(word=word, also=[str(each) for each in also]) for word, also in words["synonyms"].items()
    )
    not_ours.objects.bulk_create(
        not_ours(position=position, **row) for position, row in enumerate(words["not_ours"])
    )


class Migration(migrations.Migration):
    """The entries and the words."""

    dependencies = [
        ("services", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NotOurs",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="Misalnya: Paspor.", max_length=100, unique=True, verbose_name="urusan"
                    ),
                ),
                ("name_en", models.CharField(blank=True, max_length=100, verbose_name="urusan (Inggris)")),
                (
                    "words",
                    services.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text="Satu kata atau frasa per baris.",
                        verbose_name="kata yang dicari warga",
                    ),
                ),
                ("institution", models.CharField(max_length=150, verbose_name="instansi yang mengurus")),
                (
                    "institution_en",
                    models.CharField(
                        blank=True, max_length=150, verbose_name="instansi yang mengurus (Inggris)"
                    ),
                ),
                (
                    "where",
                    models.CharField(
                        blank=True,
                        help_text="Alamat, aplikasi, atau nomor resmi.",
                        max_length=250,
                        verbose_name="ke mana",
                    ),
                ),
                ("where_en", models.CharField(blank=True, max_length=250, verbose_name="ke mana (Inggris)")),
                ("url", models.URLField(blank=True, verbose_name="situs resmi")),
                ("position", models.PositiveIntegerField(default=0, verbose_name="urutan")),
            ],
            options={
                "verbose_name": "bukan di sini",
                "verbose_name_plural": "bukan di sini",
                "ordering": ["position", "name"],
            },
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveBigIntegerField(default=0)),
                ("analysis", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "keadaan pencarian",
                "verbose_name_plural": "keadaan pencarian",
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "word",
                    models.CharField(
                        help_text="Kata atau frasa yang dipakai layanan kita.",
                        max_length=80,
                        unique=True,
                        verbose_name="kata di situs ini",
                    ),
                ),
                (
                    "also",
                    services.fields.LinesField(
                        blank=True,
                        default=list,
                        help_text=(
                            "Satu per baris: singkatan, bahasa sehari-hari, bahasa Inggris. Berlaku begitu disimpan."
                        ),
                        verbose_name="kata lain yang dipakai warga",
                    ),
                ),
            ],
            options={
                "verbose_name": "padanan kata",
                "verbose_name_plural": "padanan kata",
                "ordering": ["word"],
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=80)),
                (
                    "edition",
                    models.PositiveBigIntegerField(
                        default=0, help_text="0: a shared row, which is live at once"
                    ),
                ),
                ("live_from", models.FloatField(default=0, help_text="seconds since 1970")),
                (
                    "live_until",
                    models.FloatField(
                        help_text="when the next edition or withdrawal takes effect, if one waits", null=True
                    ),
                ),
                ("title", models.CharField(max_length=250)),
                ("title_en", models.CharField(blank=True, max_length=250)),
                (
                    "services",
                    models.TextField(
                        blank=True, help_text="slugs of the services it speaks of, most of all the first"
                    ),
                ),
                (
                    "lines",
                    models.TextField(
                        blank=True, help_text="one name or phrase per line: weight in percent, stems"
                    ),
                ),
                ("strong", models.TextField(blank=True, help_text="stems of all names")),
                ("medium", models.TextField(blank=True, help_text="stems of what it is about")),
                ("weak", models.TextField(blank=True, help_text="stems of everything else")),
                ("words", models.TextField(blank=True, help_text="the different words as they are written")),
            ],
            options={
                "verbose_name": "entri pencarian",
                "verbose_name_plural": "entri pencarian",
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "key", "edition"), name="search_entry_once")
                ],
            },
        ),
        migrations.RunPython(fill_words, migrations.RunPython.noop),
    ]
