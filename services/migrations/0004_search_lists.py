"""The lists of entries by stem, and how often each word is written. They are filled after `migrate`."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("services", "0003_edition_documents")]

    operations = [
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("word", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField()),
            ],
            options={"verbose_name": "kata pencarian", "verbose_name_plural": "kata pencarian"},
        ),
        migrations.CreateModel(
            name="SearchPosting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stem", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        help_text="1: in names, 2: in what it is about, 3: in its text"
                    ),
                ),
                ("total", models.PositiveIntegerField(default=0)),
                ("places", models.BinaryField(default=b"")),
            ],
            options={
                "verbose_name": "daftar kata pencarian",
                "verbose_name_plural": "daftar kata pencarian",
                "constraints": [
                    models.UniqueConstraint(fields=("stem", "kind", "level"), name="search_posting_once")
                ],
            },
        ),
    ]
