"""What workers share is loaded once, and nothing of it forbids forking."""

import logging
import os
import subprocess
import sys
from pathlib import Path

from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from faq import asked
from faq.feedback import counting
from portal import rehearsal
from portal.operating import worker_numbers
from tests.kept_pages import connections_left_open

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
import datetime, sys
from services.closures import assumed_holidays
assert len(assumed_holidays(datetime.date.today().year + 1)) > 9, "holidays are known"
print("cards.views" in sys.modules, not {"holidays", "openpyxl"} & set(sys.modules))
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


def test_rehearsal_makes_a_page_of_each_kind_and_nobody_has_read_it(demo, settings, caplog):
    settings.METRICS_TOKEN, made, django = "a-long-word", {}, get_wsgi_application()
    worker_numbers.forget()
    caplog.set_level(logging.INFO)

    def application(environ, start):
        def noted(status, headers):
            made[environ["PATH_INFO"]] = status[:3]
            return start(status, headers)

        return django(environ, noted)

    with connections_left_open():
        rehearsal.rehearse(application)
    assert made.pop("/tidak-ada/") == "404"
    assert set(made.values()) == {"200"}, made
    assert {"/", "/en/", "/cari/", "/kantor/", "/en/tanya-jawab/", "/api/v1/services/"} <= set(made)
    for kind in ("layanan", "peristiwa", "dokumen", "kantor", "tanya-jawab"):
        assert any(path.startswith(f"/{kind}/") and path.count("/") == 3 for path in made), kind
    assert caplog.records == []
    assert [worker_numbers.mine(), asked.waiting._counts, counting.waiting._counts] == [{}, {}, {}]


def test_without_a_database_nothing_is_rehearsed(monkeypatch):
    def gone():
        raise OperationalError("no such table")

    monkeypatch.setattr(rehearsal, "_one_of_each", gone)
    assert rehearsal.rehearse(None) == 0
