"""Other programs that the portal works with, for tests and measurements: nginx and Redis of our own.

Each listens on a free port of this machine, keeps everything in a folder it is given, runs as whoever starts it, and
ends with the block that started it. PostgreSQL is in `tests.postgres`.
"""

import datetime
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.production import free_port

DEPLOY = Path(__file__).parent.parent / "docs" / "deploy"
PROGRAMS = {"nginx": "nginx", "redis-server": "redis-server"}
"""Programs and Debian's packages of them."""


def missing(*names: str) -> str:
    """What to do if one of these programs is not installed; "" if all are."""
    packages = [PROGRAMS[name] for name in names if not _program(name)]
    return f"not installed: sudo apt install {' '.join(packages)}" if packages else ""


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


class Program:
    """A process that is started, killed and started again."""

    def __init__(self, command: list[str], log: Path) -> None:
        self.command, self.log = command, log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it may take a moment until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def stop(self, *, at_once: bool = False) -> None:
        """End it; `at_once` is kill -9."""
        if self.process:
            (self.process.kill if at_once else self.process.terminate)()
            self.process.wait(timeout=20)
            self.process = None

    def wait_for(self, port: int) -> None:
        """Return once it takes connections. Raises RuntimeError with its log if it does not."""
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    return
            if self.process is None or self.process.poll() is not None:
                break
            time.sleep(0.02)
        raise RuntimeError(f"{self.command[0]} did not start: {self.log.read_text()[-2000:]}")


class Redis(Program):
    """A Redis that keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.address = f"redis://127.0.0.1:{self.port}/0"
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
        super().__init__([_program("redis-server") or "", *options], folder / "redis.log")

    def start(self) -> None:
        super().start()
        self.wait_for(self.port)


@contextmanager
def redis(folder: Path) -> Iterator[Redis]:
    """A running Redis."""
    server = Redis(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()


class Nginx(Program):
    """An nginx with a configuration of its own; `site` is what stands within its "http"."""

    def __init__(self, folder: Path, site: str, port: int) -> None:
        self.folder, self.port = folder, port
        folder.mkdir(exist_ok=True)
        self.configuration = folder / "nginx.conf"
        self.configuration.write_text(_whole(folder, site), encoding="utf-8")
        command = [_program("nginx") or "", "-p", str(folder), "-c", str(self.configuration)]
        super().__init__([*command, "-g", "daemon off;"], folder / "nginx.log")

    def check(self) -> str:
        """What `nginx -t` says of the configuration; raises RuntimeError if it is wrong."""
        run = subprocess.run(
            [*self.command[:-2], "-t", "-g", "daemon off;"], capture_output=True, text=True, timeout=20
        )
        if run.returncode:
            raise RuntimeError(run.stderr)
        return run.stderr

    def start(self) -> None:
        super().start()
        self.wait_for(self.port)


@contextmanager
def nginx(folder: Path, site: str, port: int) -> Iterator[Nginx]:
    """A running nginx that listens on this port."""
    server = Nginx(folder, site, port)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def _whole(folder: Path, site: str) -> str:
    kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    types = "include /etc/nginx/mime.types;" if Path("/etc/nginx/mime.types").exists() else ""
    user = "user root;" if os.geteuid() == 0 else ""  # or it could not read the folder of a test
    return f"""{user}
worker_processes 2;
pid {folder}/pid;
error_log stderr crit;
events {{ worker_connections 1024; }}
http {{
{types}
default_type application/octet-stream;
sendfile on;
tcp_nopush on;
access_log off;
{temporary}
{site}
}}
"""


def site_of_docs(
    folder: Path, *, name: str, apps: list[str], plain: int, secure: int, certificate: Path, static: Path
) -> str:
    """The site of docs/deploy/nginx.conf with its placeholders filled in.

    `apps` are host:port; `plain` and `secure` the ports for HTTP and HTTPS; `certificate` a folder with
    fullchain.pem and privkey.pem; `static` the parent of the static files.
    """
    _snippets(folder)
    servers = "\n".join(f"    server {app} max_fails=2 fail_timeout=5s;" for app in apps)
    return _replaced(
        (DEPLOY / "nginx.conf").read_text(encoding="utf-8"),
        {
            "    server 127.0.0.1:8000 max_fails=2 fail_timeout=5s;": servers,
            "/etc/letsencrypt/live/layanan.contohkab.go.id": str(certificate),
            "layanan.contohkab.go.id": name,
            "/etc/nginx/snippets": str(folder),
            "/var/lib/nginx/sebelum-datang": str(folder / "cache"),
            "/var/log/nginx": str(folder),
            "/srv/sebelum-datang": str(static),
            "    listen [::]:80;\n": "",
            "    listen [::]:443 ssl http2;\n": "",
            "    listen [::]:443 ssl default_server;\n": "",
            "listen 80;": f"listen 127.0.0.1:{plain};",
            "listen 443 ": f"listen 127.0.0.1:{secure} ",
        },
    )


def _snippets(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for part in ("proxy", "cache"):
        shutil.copyfile(DEPLOY / f"nginx-{part}.conf", folder / f"sebelum-datang-{part}.conf")


def _replaced(text: str, changes: dict[str, str]) -> str:
    for old, new in changes.items():
        if old not in text:
            raise ValueError(f"docs/deploy/nginx.conf does not say {old!r} any more")
        text = text.replace(old, new)
    return text


def certificate(folder: Path, name: str) -> Path:
    """A folder with a certificate for this name that nobody trusts."""
    folder.mkdir(parents=True, exist_ok=True)
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder(owner, owner, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, *plain))
    (folder / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return folder
