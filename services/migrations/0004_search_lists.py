"""The search keeps its own lists of entries by stem: the parts that belonged to one database each go.

The index is written again after `migrate`, because its analysis is another one.
"""

from django.db import migrations, models

SQLITE_TABLE = (
    "CREATE VIRTUAL TABLE services_search_fts USING fts5"
    "(s_strong, s_medium, s_weak, o_strong, o_medium, o_weak, tokenize = 'unicode61')"
)
OLD = {
    "sqlite": (["DROP TABLE services_search_fts"], [SQLITE_TABLE]),
    "postgresql": (
        ["ALTER TABLE services_searchentry DROP COLUMN vector, DROP COLUMN names"],
        ["ALTER TABLE services_searchentry ADD COLUMN vector tsvector, ADD COLUMN names tsvector"],
    ),
}


def drop_engine(apps, schema_editor) -> None:
    for statement in OLD[schema_editor.connection.vendor][0]:
        schema_editor.execute(statement)


def make_engine(apps, schema_editor) -> None:
    for statement in OLD[schema_editor.connection.vendor][1]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("services", "0003_edition_documents")]

    operations = [
        migrations.RunPython(drop_engine, make_engine),
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
