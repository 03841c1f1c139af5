"""Notices are shared facts now: their rows move to `services`, with their numbers, which cards name them by."""

from django.core.management.color import no_style
from django.db import migrations

COLUMNS = [
    "id", "agency_id", "kind", "title", "claim", "text", "advice", "basis", "starts_on", "ends_on", "withdrawn_at",
    "withdrawal_reason", "made_by_id", "made_at",
]  # fmt: skip


def copy(apps, schema_editor, source, target):
    rows = apps.get_model(source, "Notice").objects.values(*COLUMNS)
    Target = apps.get_model(target, "Notice")
    copied = Target.objects.bulk_create(Target(**row) for row in rows)
    for made, row in zip(copied, rows, strict=True):
        # bulk_create stamps the moment of writing.
        stamped = ["made_at", "changed_at"] if target == "services" else ["made_at"]
        Target.objects.filter(pk=made.pk).update(**dict.fromkeys(stamped, row["made_at"]))
    for statement in schema_editor.connection.ops.sequence_reset_sql(no_style(), [Target]):
        schema_editor.execute(statement)
    apps.get_model("services", "AuditRecord").objects.filter(kind=f"{source}.notice").update(kind=f"{target}.notice")


def forwards(apps, schema_editor):
    copy(apps, schema_editor, "cards", "services")


def backwards(apps, schema_editor):
    copy(apps, schema_editor, "services", "cards")
    apps.get_model("services", "Notice").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cards", "0004_studio"), ("services", "0009_notices")]

    operations = [migrations.RunPython(forwards, backwards)]
