"""What workers share is loaded once, and nothing of it forbids forking."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
LOADED = """
import gc, os, threading
from portal import serve
serve.give_memory_back()
serve.load()
from cards import typesetting
from django.db import connection
assert connection.connection is None, "workers must not share a connection"
assert not typesetting._compiled_in, "Typst must not be forked"
assert len(os.listdir("/proc/self/task")) == threading.active_count() == 1, "threads do not live on in workers"
assert gc.get_freeze_count() > 100_000
import sys
print("cards.views" in sys.modules, "holidays.countries.indonesia" in sys.modules)
"""


def test_process_that_workers_are_forked_from(tmp_path):
    """It has the addresses with their views, and neither a connection nor a thread nor a Typst that has drawn."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "0", "SECRET_KEY": "only-for-this-test",
        "SITE_URL": "http://127.0.0.1", "DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}",
        "STATIC_ROOT": str(tmp_path), "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.split() == ["True", "True"], done.stderr
