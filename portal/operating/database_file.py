"""The SQLite file of a server that is running."""

from pathlib import Path
from urllib.parse import quote

from django.db import connection


def never_made_anew() -> None:
    """From now on this process opens the file that is there, or none. Called before the first connection.

    By itself SQLite makes an empty file where somebody has moved the database away; connections to that one would stay
    when the database is back, and what belongs to the one (`-wal`) would be read as the other's.
    """
    if connection.vendor != "sqlite" or connection.is_in_memory_db():
        return
    file = Path(connection.settings_dict["NAME"]).absolute()
    connection.settings_dict["OPTIONS"]["database"] = f"file:{quote(str(file))}?mode=rw"
