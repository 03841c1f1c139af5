"""The demo as a real server would run it: DEBUG off, hashed and compressed static files, `portal.serve`."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_FOR_READERS = ["django_ckeditor_5", "admin", "adminsortable2"]
"""Static files of the staff forms: large, slow to compress, and on no public page."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder: Path, *, port: int | None = None) -> Iterator["Server"]:
    """A running server with its database and static files in `folder`."""
    server = Server(folder, port or free_port())
    server.prepare()
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Server:
    """A process that can be stopped and started again, as the internet comes and goes."""

    def __init__(self, folder: Path, port: int, *, static: Path | None = None) -> None:
        self.folder, self.port = folder, port
        self.address = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONWARNINGS": "ignore", "DEBUG": "0", "LOG_LEVEL": "ERROR",
            "SECRET_KEY": "only-for-a-server-that-nobody-else-can-reach", "SITE_URL": self.address,
            "ALLOWED_HOSTS": "127.0.0.1", "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}",
            "STATIC_ROOT": str(static or folder / "static"),
        }  # fmt: skip

    def manage(self, *arguments: str) -> None:
        """Run a management command."""
        subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, check=True,
        )  # fmt: skip

    def prepare(self) -> None:
        """The demo catalogue, and its static files."""
        self.manage("migrate", "--verbosity", "0")
        self.manage("import_catalogue", str(ROOT / "services" / "data" / "catalogue.yaml"))
        self.collect()

    def collect(self) -> None:
        """The static files that public pages need, hashed and compressed."""
        ignored = [word for name in NOT_FOR_READERS for word in ("--ignore", name)]
        self.manage("collectstatic", "--noinput", "--verbosity", "0", *ignored)

    def start(self, **settings: str) -> None:
        """Listen, and return once it answers. `settings` are environment variables for this run."""
        command = [
            sys.executable, "-m", "portal.serve", "--no-ws", "--log-level", "error",
            "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip
        with (self.folder / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment | settings, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        for _ in range(600):
            try:
                with urllib.request.urlopen(self.address + "/healthz", timeout=2):
                    return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{self.address} did not answer; see {self.folder / 'server.log'}.")

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Connections are taken, but nothing is answered: a line that hangs."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.killpg(self.process.pid, signal.SIGCONT)

    def stop(self) -> None:
        """Stop listening: from now on there is no internet."""
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process = None
