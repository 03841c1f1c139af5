"""A server as production runs it, on a database of its own, and what tests do to it."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

from tests.production import ROOT, Server, free_port

PATIENCE = 120
"""Seconds: how long a busy machine may take over anything before a test gives up. Nothing waits that long in vain."""
COUNTED_LATER = ("faq_pagecount", "sqlite_sequence")


def wait_until(holds: Callable[[], Any], told: Callable[[], str]) -> Any:
    """Ask until the answer is something; raises AssertionError with what is told after `PATIENCE`."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := holds():
            return found
        time.sleep(0.05)
    raise AssertionError(told())


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: http.client.HTTPMessage
    text: str


class Site(Server):
    """Two workers, as `docs/deploy/sebelum-datang.service` starts them."""

    def __init__(self, folder: Path, rows: str, *, seen_at: str = "") -> None:
        """`rows` is the address of the database; the server may reach it at another one."""
        super().__init__(folder, free_port())
        self.database, self._seen_at = rows, seen_at or rows
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "PACKS_ROOT": str(folder / "packs"),
            "BACKUPS_ROOT": str(folder / "backups"), "DRAWS_BATCHES_ITSELF": "0", "DATABASE_URL": rows,
        }  # fmt: skip

    def run(self, where: str, *words: str, killed: bool = False, check: bool = True) -> str:
        """Run a command in a process that meets a fault (`tests.faults.dying`); gives what it said of errors."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.dying", where, *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=3 * PATIENCE,
        )  # fmt: skip
        if check:
            assert done.returncode == (-signal.SIGKILL if killed else 0), done.stderr
        return done.stderr

    def begin(self) -> None:
        """Listen with two workers; one that dies is started again."""
        command = [
            sys.executable, "-m", "portal.serve", "--no-ws", "--log-level", "error", "--workers", "2",
            "--respawn-failed-workers", "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | {"DATABASE_URL": self._seen_at}, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        self.wait_for("/healthz", 200)

    def workers(self) -> list[int]:
        """The process ids of the workers that live."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                name, _, words = stat.read_text().rpartition(")")
                state, parent = words.split()[:2]
                called = (stat.parent / "cmdline").read_bytes()
            except OSError:
                continue
            is_other = b"resource_tracker" in called or name.endswith("(drawing")
            if parent == str(self.process.pid) and state != "Z" and not is_other:
                found.append(int(stat.parent.name))
        return found

    def get(self, path: str, *, timeout: float = PATIENCE, **headers: str) -> Answer:
        """Ask once; raises OSError where nobody listens."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def wait_for(self, path: str, status: int, **headers: str) -> Answer:
        """Ask until this status comes."""
        last: Answer | Exception | None = None

        def answers() -> Answer | None:
            nonlocal last
            try:
                last = self.get(path, **headers)
            except (OSError, http.client.HTTPException) as error:
                last = error
                return None
            return last if last.status == status else None

        return wait_until(answers, lambda: f"{path}: {last}; see {self.folder / 'server.log'}")

    def rows(self, query: str) -> list[tuple]:
        """What a query finds in the database, or nothing where it changes it."""
        if self._is_file:
            with closing(sqlite3.connect(self._file, timeout=20)) as opened, opened:
                return opened.execute(query).fetchall()
        with psycopg.connect(self.database) as opened:
            found = opened.execute(query)
            return found.fetchall() if found.description else []

    def everything(self) -> list[str]:
        """All rows as text, but for counts that arrive on their own time."""
        if self._is_file:
            with closing(sqlite3.connect(self._file, timeout=20)) as opened:
                return [line for line in opened.iterdump() if not any(name in line for name in COUNTED_LATER)]
        tables = self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        return [
            f"{name} {row}"
            for (name,) in tables
            if name not in COUNTED_LATER
            for (row,) in self.rows(f'SELECT t::text FROM "{name}" t ORDER BY 1')
        ]

    @property
    def _is_file(self) -> bool:
        return self.database.startswith("sqlite")

    @property
    def _file(self) -> str:
        return self.database.removeprefix("sqlite:///")

    def end(self) -> None:
        """Stop it with all its workers."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()
            self.process = None
