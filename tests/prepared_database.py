"""The database every test starts from, made once for the same code and taken from a file after that.

Migrating and importing take some twelve seconds, and every worker of a run needs them. The file's name holds a digest
of the code and data that make it.
"""

import fcntl
import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".pytest_cache" / "databases"
MADE_FROM = [
    "services/*.py", "services/data/*", "services/models/*.py", "services/search/*.py", "services/migrations/*.py",
    "faq/*.py", "faq/models/*.py", "faq/migrations/*.py", "cards/models/*.py", "cards/migrations/*.py", "portal/*.py",
    "portal/migrations/*.py", "portal/people/*.py", "requirements.txt", "tests/conftest.py",
    "tests/prepared_database.py",
]  # fmt: skip
"""What makes the tables and the rows. Pages, forms and pictures are made from them."""
KEPT = 4
"""Files of older code that are kept, for going back and forth between two states."""
_used: list[Path] = []
"""The file of this run."""


def stored() -> Path | None:
    """The file `fill` took or left, for servers that start from the same rows. None where there is none."""
    return next((path for path in _used if path.exists()), None)


def digest() -> str:
    """Changes with every file that has a part in making the database."""
    files = [path for pattern in MADE_FROM for path in sorted(ROOT.glob(pattern)) if path.is_file()]
    total = hashlib.sha256()
    for path in files:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:24]


def fill(make: Callable[[], None]) -> None:
    """Fill the test database: from the file of this code, or with `make`, which leaves that file for the next."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    name = f"{digest()}.sqlite3"
    _used[:] = [FOLDER / name]
    with open(FOLDER / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (FOLDER / name).exists():
            make()
            _write(FOLDER / name)
            return
    _open_empty()
    with sqlite3.connect(FOLDER / name) as stored:
        stored.backup(connection.connection)
    stored.close()


def _open_empty() -> None:
    """What Django does before it migrates a test database."""
    name = connection.creation._get_test_db_name()
    connection.close()
    connection.settings_dict["NAME"] = name
    connection.ensure_connection()


def _write(path: Path) -> None:
    unfinished = path.with_suffix(".new")
    unfinished.unlink(missing_ok=True)
    target = sqlite3.connect(unfinished)
    connection.connection.backup(target)
    target.close()
    unfinished.rename(path)
    for old in sorted(FOLDER.glob("*.sqlite3"), key=lambda each: each.stat().st_mtime)[:-KEPT]:
        old.unlink(missing_ok=True)
