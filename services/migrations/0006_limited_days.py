"""Days on which an office opens for some services only."""

import django.db.models.deletion
from django.db import migrations, models

WEEKDAYS = [(0, "Senin"), (1, "Selasa"), (2, "Rabu"), (3, "Kamis"), (4, "Jumat"), (5, "Sabtu"), (6, "Minggu")]


class Migration(migrations.Migration):
    dependencies = [("services", "0005_spans")]

    operations = [
        migrations.CreateModel(
            name="LimitedDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("weekday", models.PositiveSmallIntegerField(choices=WEEKDAYS, verbose_name="hari")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="limited_days",
                        to="services.office",
                    ),
                ),
                (
                    "services",
                    models.ManyToManyField(
                        help_text="Pada hari ini kantor hanya melayani layanan ini; "
                        "untuk yang lain dihitung tutup.",
                        related_name="+",
                        to="services.service",
                        verbose_name="hanya untuk layanan",
                    ),
                ),
            ],
            options={
                "verbose_name": "hari untuk layanan tertentu",
                "verbose_name_plural": "hari untuk layanan tertentu",
                "ordering": ["weekday"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "weekday"),
                        name="limited_day_once_an_office",
                        violation_error_message="Hari ini sudah ada; tambahkan layanannya di baris itu.",
                    )
                ],
            },
        ),
    ]
