"""Two app servers behind nginx that share PostgreSQL, Redis and an object store, for `test_scale_out`.

Run as a module it fills the database of the settings, and prints the sessions of people who are signed in.
"""

import http.client
import json
import os
import signal
import ssl
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests import services_needed
from tests.production import ROOT, Server, free_port

NAME, BUCKET = "localhost", "packs"
CHANGED, NEW_SUMMARY = "kk-baru", "Ringkasan yang baru terbit menyebut gentarasa."
READER = "Mozilla/5.0 (Linux; Android 13) Chrome/126.0 Mobile Safari/537.36"


class Answer(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


class App(Server):
    """An app server that keeps nothing to itself."""

    def __init__(self, folder: Path, port: int, static: Path, shared: dict[str, str]) -> None:
        folder.mkdir(exist_ok=True)
        super().__init__(folder, port, static=static)
        self.environment |= shared

    def collect(self) -> None:
        """Static files of staff pages too, but for the editor's, which take longest."""
        ignored = ["--ignore", "django_ckeditor_5"]
        self.manage("collectstatic", "--noinput", "--verbosity", "0", *ignored)

    def kill(self) -> None:
        """kill -9, the parent and its worker."""
        assert self.process
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None


class Office:
    """The whole of it."""

    def __init__(self, folder: Path, shared: dict[str, str]) -> None:
        self.folder = folder
        self.plain, self.secure = free_port(), free_port()
        shared |= {"SITE_URL": f"https://{NAME}:{self.secure}", "ALLOWED_HOSTS": NAME}
        static = folder / "static"
        static.mkdir()
        self.apps = [App(folder / name, free_port(), static, shared) for name in "ab"]
        self.people: dict[str, str] = {}
        self._trusts_all = ssl._create_unverified_context()  # the certificate is our own

    def ask(
        self,
        path: str,
        *,
        app: App | None = None,
        cookie: str = "",
        form: dict | None = None,
        address: str = "",
    ) -> Answer:
        """Through nginx, or from one app server as if nginx asked for a reader with this address."""
        headers = {"Host": f"{NAME}:{self.secure}" if app is None else NAME, "User-Agent": READER}
        headers |= {"X-Forwarded-Proto": "https", "X-Forwarded-For": address or "192.0.2.1"} if app else {}
        headers |= {"Cookie": cookie} if cookie else {}
        body = None
        if form is not None:
            body = urllib.parse.urlencode(form, doseq=True)
            own = {"Origin": f"https://{NAME}:{self.secure}", "Referer": f"https://{NAME}:{self.secure}/"}
            headers |= own | {"Content-Type": "application/x-www-form-urlencoded"}
        line = self._line(app)
        try:
            line.request("POST" if body is not None else "GET", path, body, headers)
            response = line.getresponse()
            return Answer(response.status, _headers(response), response.read())
        finally:
            line.close()

    def _line(self, app: App | None) -> http.client.HTTPConnection:
        if app:
            return http.client.HTTPConnection("127.0.0.1", app.port, timeout=20)
        return http.client.HTTPSConnection(NAME, self.secure, timeout=20, context=self._trusts_all)

    def manage(self, *command: str) -> subprocess.Popen[str]:
        """Start a management command as on one of the servers."""
        return subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT, env=self.apps[0].environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip


def _headers(response: http.client.HTTPResponse) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in response.getheaders():
        found[name.lower()] = f"{found[name.lower()]}, {value}" if name.lower() in found else value
    return found


@contextmanager
def running(folder: Path) -> Iterator[tuple[Office, services_needed.Redis]]:
    """Everything started, on a database with what every test starts from, and people signed in."""
    from tests import other_databases

    with ExitStack() as stack:
        database = other_databases.copy_of_start(folder / "office")
        redis = stack.enter_context(services_needed.redis(folder))
        store = {
            "PACKS_BUCKET": BUCKET, "PACKS_STORE_URL": stack.enter_context(object_store()),
            "PACKS_STORE_REGION": "us-east-1", "PACKS_STORE_KEY": "key", "PACKS_STORE_SECRET": "secret",
        }  # fmt: skip
        shared = {
            "DATABASE_URL": database, "CACHE_URL": redis.address, "BEHIND_PROXY": "1", "PROXY_HOPS": "1",
            "DRAWS_BATCHES_ITSELF": "0",
        }  # fmt: skip
        office = Office(folder, shared | store)
        office.people = _filled(office)
        office.apps[0].collect()
        with ThreadPoolExecutor() as others:
            for started in [others.submit(app.start) for app in office.apps]:
                started.result()
        for app in office.apps:
            stack.callback(app.stop)
        stack.enter_context(services_needed.nginx(folder / "nginx", _site(office), office.secure))
        yield office, redis


def _site(office: Office) -> str:
    place = office.folder / "nginx"
    return services_needed.site_of_docs(
        place, name=NAME, apps=[f"127.0.0.1:{app.port}" for app in office.apps], plain=office.plain,
        secure=office.secure, certificate=services_needed.certificate(place / "tls", NAME), static=office.folder,
    )  # fmt: skip


@contextmanager
def object_store() -> Iterator[str]:
    """The address of an S3 of our own, in memory, with an empty bucket."""
    import boto3
    from moto.server import ThreadedMotoServer

    port = free_port()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False)
    server.start()
    try:
        address = f"http://127.0.0.1:{port}"
        names = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
        boto3.client("s3", endpoint_url=address, **names).create_bucket(Bucket=BUCKET)
        yield address
    finally:
        server.stop()


def _filled(office: Office) -> dict[str, str]:
    """What `fill` returns. The servers know sessions and passwords only that were made with their settings."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.portal.two_servers"], cwd=ROOT, env=office.apps[0].environment,
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return json.loads(run.stdout.splitlines()[-1])


def fill() -> dict[str, str]:
    """Cookies of who is signed in, and the number of the service whose draft says something new."""
    from portal import roles
    from services.models import Service
    from tests.people import make_staff, signed_in

    changed = Service.objects.get(slug=CHANGED)
    changed.summary = NEW_SUMMARY
    changed.save()
    make_staff(roles.PR, "humas")
    reviewer = signed_in(make_staff(roles.REVIEWER, "peninjau"))
    cookies = "; ".join(f"{name}={each.value}" for name, each in reviewer.cookies.items())
    return {"reviewer": cookies, "changed": str(changed.pk)}


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(fill()))
