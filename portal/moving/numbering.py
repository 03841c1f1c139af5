"""The numbers that new rows get go on where they were: cards name notices by number, and none may come twice."""

from django.db import connections, models

Next = dict[str, int]
"""By table the highest number that was ever given."""


def numbered(found: list[type[models.Model]]) -> list[type[models.Model]]:
    """Those whose rows the database numbers."""
    return [
        model for model in found if isinstance(model._meta.auto_field, models.AutoField | models.BigAutoField)
    ]


def highest(found: list[type[models.Model]], alias: str) -> Next:
    """Where the numbers stand, also of rows that were deleted since."""
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return dict(cursor.fetchall())
        known = {}
        for model in numbered(found):
            cursor.execute(f"SELECT last_value, is_called FROM {_sequence(cursor, model)}")
            value, is_called = cursor.fetchone()
            if is_called:
                known[model._meta.db_table] = value
        return known


def go_on(found: list[type[models.Model]], alias: str, given: Next) -> None:
    """Let the numbers of this database go on after these, and after its own rows."""
    with connections[alias].cursor() as cursor:
        for model in numbered(found):
            table, column = model._meta.db_table, model._meta.auto_field.column
            cursor.execute(f'SELECT MAX("{column}") FROM "{table}"')
            last = max(cursor.fetchone()[0] or 0, given.get(table, 0))
            if connections[alias].vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
            else:
                cursor.execute(
                    "SELECT setval(%s, %s, %s)", [_sequence(cursor, model), max(last, 1), last > 0]
                )


def _sequence(cursor: object, model: type[models.Model]) -> str:
    column = model._meta.auto_field.column
    cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{model._meta.db_table}"', column])
    return cursor.fetchone()[0]
