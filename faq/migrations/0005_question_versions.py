"""What drafts of questions said before they had cases and related questions, in the shape they have now.

Without it every older version would look different from the draft that it says.
"""

from django.db import migrations

KIND = "faq.question"


def complete(apps, schema_editor):
    versions = apps.get_model("services", "DraftVersion").objects.filter(kind=KIND)
    for version in versions.iterator(200):
        version.data["fields"].setdefault("cases", [])
        version.data["parts"].setdefault("named_questions", [])
        version.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("faq", "0004_loop"), ("services", "0009_notices")]

    operations = [migrations.RunPython(complete, migrations.RunPython.noop)]
