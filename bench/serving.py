"""The servers that are measured: granian with two workers, and what they take of the machine."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.grown import ROOT, environment
from tests.production import NOT_FOR_READERS, free_port

WORKERS = 2
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """A group of processes with an address; `pid` is the one that all others come from."""

    def __init__(self, name: str, address: str, pid: int) -> None:
        self.name, self.address, self.pid = name, address, pid

    def processes(self) -> list[int]:
        """It and all its descendants."""
        children: dict[int, list[int]] = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(stat.parent.name))
        found = [self.pid]
        for pid in found:
            found += children.get(pid, [])
        return found

    def cpu(self) -> float:
        """Seconds of CPU that all its processes have used."""
        ticks = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / _TICKS

    def memory(self) -> float:
        """Megabytes (of 1,048,576 bytes) that all its processes hold, what they share counted once (PSS).

        Libraries that other processes have open too are split with them: measure it while nothing like it runs.
        """
        total = 0
        for pid in self.processes():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        return total / 1024

    def get(self, path: str, **headers: str) -> tuple[dict[str, str], bytes]:
        """The headers and the bytes of an answer, as sent."""
        request = urllib.request.Request(self.address + path, headers=headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            return {name.lower(): value for name, value in response.headers.items()}, response.read()


@contextmanager
def granian(folder: Path, name: str, database: str, **settings: str) -> Iterator[Server]:
    """A server of the portal (or of other settings) on this database."""
    port = free_port()
    command = [
        sys.executable, "-m", "portal.serve", "--no-ws", "--workers", str(WORKERS), "--blocking-threads", "4",
        "--log-level", "error", "--port", str(port),
    ]  # fmt: skip
    own = {
        "STATIC_ROOT": str(folder / "static"), "DRAWS_BATCHES_ITSELF": "0",
        "SITE_URL": f"http://127.0.0.1:{port}",  # pages are kept for the site's own name only
    }  # fmt: skip
    with (folder / f"{name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(database, **own | settings), stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    server = Server(name, f"http://127.0.0.1:{port}", process.pid)
    try:
        _wait_for(server, process, folder / f"{name}.log", settings.get("READY", "/healthz"))
        yield server
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_for(server: Server, process: subprocess.Popen[bytes], log: Path, path: str) -> None:
    for _ in range(600):
        try:
            server.get(path)
            return
        except urllib.error.HTTPError:
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"{server.name} did not answer: {log.read_text()[-2000:]}")


def collect_static(folder: Path, database: str) -> None:
    """The hashed static files that pages name."""
    ignored = [word for name in NOT_FOR_READERS for word in ("--ignore", name)]
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0", *ignored],
        cwd=ROOT, env=environment(database, STATIC_ROOT=str(folder / "static")), check=True,
    )  # fmt: skip
