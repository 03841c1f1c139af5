"""A server as production runs it, its rows in a file, and what tests do to it."""

import http.client
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from tests.production import ROOT, Server, free_port


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class Site(Server):
    """Two workers, as `docs/deploy/sebelum-datang.service` starts them."""

    def __init__(self, folder: Path, rows: Path | None = None, **settings: str) -> None:
        super().__init__(folder, free_port())
        self.environment |= {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings", "PACKS_ROOT": str(folder / "packs"),
            "BACKUPS_ROOT": str(folder / "backups"), "DRAWS_BATCHES_ITSELF": "0", **settings,
        }  # fmt: skip
        if rows:
            shutil.copy(rows, self.file)

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "site.sqlite3"

    def run(self, where: str, *words: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        """Run a command in a process that meets a fault; see `tests.faults.dying`."""
        return subprocess.run(
            [sys.executable, "-m", "tests.faults.dying", where, *words],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120, check=check,
        )  # fmt: skip

    def begin(self) -> None:
        """Listen with two workers; one that dies is started again."""
        command = [
            sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--log-level", "error", "--workers", "2",
            "--respawn-failed-workers", "--host", "127.0.0.1", "--port", str(self.port), "portal.wsgi:application",
        ]  # fmt: skip
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.wait_for("/healthz", 200, seconds=90)

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        found = []
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                words = stat.read_text().rpartition(")")[2].split()
                called = (stat.parent / "cmdline").read_bytes()
            except OSError:
                continue
            if words[1] == str(self.process.pid) and b"tracker" not in called:
                found.append(int(stat.parent.name))
        return found

    def get(self, path: str, *, timeout: float = 30, **headers: str) -> Answer:
        """Ask once; raises OSError where nobody listens."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode("utf-8", "replace"))
        finally:
            line.close()

    def wait_for(self, path: str, status: int, *, seconds: float = 20, **headers: str) -> Answer:
        """Ask until this status comes."""
        until, last = time.monotonic() + seconds, None
        while time.monotonic() < until:
            try:
                last = self.get(path, timeout=15, **headers)
                if last.status == status:
                    return last
            except (OSError, http.client.HTTPException) as error:
                last = error
            time.sleep(0.1)
        raise AssertionError(f"{path}: {last}; see {self.folder / 'server.log'}")

    def rows(self, query: str) -> list[tuple]:
        """What the database holds."""
        file = sqlite3.connect(self.file, timeout=20)
        try:
            return file.execute(query).fetchall()
        finally:
            file.close()

    def change(self, query: str) -> None:
        """Write to it."""
        file = sqlite3.connect(self.file, timeout=20)
        with file:
            file.execute(query)
        file.close()

    def everything(self) -> list[str]:
        """All rows as text, but for counts that arrive on their own time."""
        file = sqlite3.connect(self.file, timeout=20)
        try:
            return [
                line
                for line in file.iterdump()
                if "faq_pagecount" not in line and "sqlite_sequence" not in line
            ]
        finally:
            file.close()

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
