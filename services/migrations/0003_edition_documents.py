from django.db import migrations, models


def fill(apps, schema_editor):
    """Write into the new column which papers each edition asks for."""
    editions = apps.get_model("services", "ServiceEdition").objects.filter(document__isnull=False)
    batch = []
    for edition in editions.only("pk", "document").iterator(chunk_size=500):
        keys = dict.fromkeys(
            requirement["document"]
            for requirement in edition.document.get("requirements", ())
            if requirement.get("document")
        )
        edition.documents = "".join(f"|{key}" for key in keys) + "|"
        batch.append(edition)
        if len(batch) == 500:
            editions.model.objects.bulk_update(batch, ["documents"])
            batch = []
    editions.model.objects.bulk_update(batch, ["documents"])


class Migration(migrations.Migration):
    dependencies = [("services", "0002_search")]

    operations = [
        migrations.AddField(
            model_name="serviceedition",
            name="documents",
            field=models.TextField(blank=True, editable=False, help_text="|key|key|: papers it asks for"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
