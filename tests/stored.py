"""Everything the database holds, to see that nothing of it changed: faster than an export, and nothing is left out."""

from django.db import connection


def stored() -> dict[str, list[str]]:
    """The rows of every table as text, in an order that does not depend on the database."""
    with connection.cursor() as cursor:
        return {table: _rows(cursor, table) for table in connection.introspection.table_names(cursor)}


def _rows(cursor, table: str) -> list[str]:
    cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
    return sorted(map(str, cursor.fetchall()))
