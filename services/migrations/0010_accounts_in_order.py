"""Accounts of an agency are stored as pairs. Objects from before are read as they are, so nothing is written here."""

from django.db import migrations, models

import services.fields


def back_to_objects(apps, schema_editor):
    """Give the version before what it can read."""
    agencies = apps.get_model("services", "Agency").objects
    for pk, accounts in agencies.values_list("pk", "social"):
        agencies.filter(pk=pk).update(social=models.Value(accounts, models.JSONField()))


class Migration(migrations.Migration):
    dependencies = [("services", "0009_notices")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "agency",
                    "social",
                    services.fields.OrderedDictField("akun media sosial", blank=True, default=dict),
                )
            ]
        ),
        migrations.RunPython(migrations.RunPython.noop, back_to_objects),
    ]
