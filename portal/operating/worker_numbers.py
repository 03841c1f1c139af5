"""What one process has counted since it started, and the sum over the processes of one server.

Nothing is counted without METRICS_TOKEN. Each process writes its numbers to a file of its own every few seconds; whoever
is asked for /metrics adds the files up. A process that died keeps its file until the server is started anew, so no
counter goes back in between.
"""

import json
import logging
import os
import threading
from bisect import bisect_left
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
"""Upper ends in seconds; what took longer is only in the sum."""
WRITE_EVERY = 5
"""Seconds. What other processes counted may be so old."""

_lock = threading.Lock()
_numbers: Counter[str] = Counter()
_writer: threading.Thread | None = None


def note_request(route: str, status: int, seconds: float) -> None:
    """Count an answer."""
    if not settings.METRICS_TOKEN:
        return
    with _lock:
        _numbers[f"requests {status} {route or '-'}"] += 1
        _numbers[f"seconds {route or '-'}"] += seconds
        _numbers[f"bucket {bisect_left(BUCKETS, seconds)}"] += 1
    _start_writing()


def note(what: str) -> None:
    """Count one more of something: "cache hits", "cache misses"."""
    if not settings.METRICS_TOKEN:
        return
    with _lock:
        _numbers[what] += 1
    _start_writing()


class FailedMails(logging.Handler):
    """Counts the records that say that a mail was not sent."""

    def emit(self, record: logging.LogRecord) -> None:
        """Count errors only."""
        if record.levelno >= logging.ERROR:
            note("failed mails")


def forget() -> None:
    """Start anew; for tests."""
    with _lock:
        _numbers.clear()


def mine() -> dict[str, Any]:
    """The numbers of this process."""
    with _lock:
        return dict(_numbers)


def of_all() -> tuple[Counter[str], int]:
    """The sum over the processes of this server, and how many they are. Without a folder to share: this process alone."""
    try:
        write()
        files = list(_folder().glob(f"{os.getppid()}-*.json"))
        read = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    except (OSError, ValueError):
        read = [mine()]
    total: Counter[str] = Counter()
    for each in read:
        total.update(each)
    return total, len(read)


def write() -> None:
    """Put the numbers of this process where the others find them. Raises `OSError`."""
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{os.getppid()}-{os.getpid()}.json"
    part = path.with_suffix(".part")
    part.write_text(json.dumps(mine()), encoding="utf-8")
    part.replace(path)


def _folder() -> Path:
    return settings.METRICS_ROOT


def _start_writing() -> None:
    """A thread of this process, so that a process nobody asks any more is still counted to its last answer."""
    global _writer
    if _writer is None or not _writer.is_alive():
        _forget_earlier_servers()
        _writer = threading.Thread(target=_keep_writing, name="numbers", daemon=True)
        _writer.start()


def _keep_writing() -> None:
    pause = threading.Event()
    while not pause.wait(WRITE_EVERY):
        try:
            write()
        except OSError:
            continue  # /metrics says how many processes it heard of


def _forget_earlier_servers() -> None:
    """Files of servers that were stopped: their first process is gone."""
    for path in _folder().glob("*-*.json") if _folder().is_dir() else ():
        parent = path.name.split("-")[0]
        if parent.isdigit() and not Path(f"/proc/{parent}").exists() and Path("/proc").is_dir():
            path.unlink(missing_ok=True)
