"""Real servers on databases of their own, and a real browser. Without a Chromium these tests are skipped.

The demo and its static files are made once for all workers; every server starts with a copy.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, expect

from tests import chromium, other_databases
from tests.production import Server, free_port

# A machine that runs two browsers on two cores may take longer than the usual five seconds to draw a pack.
expect.set_options(timeout=15_000)

ROOT = Path(__file__).parent.parent.parent


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium.find() is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium: sudo apt install chromium"))


@dataclass
class Site:
    """The running demo: its address, the demo users' passwords, and a line to its process."""

    address: str
    passwords: dict[str, str]
    process: subprocess.Popen[str]
    log: Path

    def run(self, source: str) -> str:
        """Run Python source in the server's process, on its database; returns what it printed."""
        self.process.stdin.write(json.dumps(source) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the demo's server ended: {self.log.read_text()[-2000:]}"
        answer = json.loads(line)
        assert "failed" not in answer, answer["failed"]
        return answer["printed"]

    def cookie_of(self, name: str) -> dict[str, str]:
        """The cookie of a new session of this user, as if they had just signed in."""
        return {"name": "sessionid", "value": self.run(SESSION % name).strip(), "url": self.address}

    def form_of(self, slug: str) -> str:
        """Where the form of a service is, as its list would lead to it."""
        return f"/kelola/services/service/{self.run(KEY % slug).strip()}/change/"


KEY = "from services.models import Service; print(Service.objects.get(slug='%s').pk)"
SESSION = """
from django.contrib.auth.models import User
from django.test import Client
client = Client()
client.force_login(User.objects.get(username="%s"))
print(client.cookies["sessionid"].value)
"""


def _demo(database: Path, port: int) -> dict[str, str]:
    """What `make run` sets, on another database and port, with a fast password hash."""
    return os.environ | {
        "DEBUG": "1", "DATABASE_URL": other_databases.address(database), "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1", "DJANGO_SETTINGS_MODULE": "tests.browser.settings", "PYTHONWARNINGS": "ignore",
        "PACKS_ROOT": str(database.with_name("packs")),
    }  # fmt: skip


@dataclass(frozen=True)
class Prepared:
    """The demo as it is before any test: its database, its static files, and the demo users' passwords."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "site.sqlite3"

    @property
    def passwords(self) -> dict[str, str]:
        return json.loads((self.folder / "passwords.json").read_text())

    def make(self) -> None:
        """The catalogue comes from the database that all other tests start from."""
        production = Server(self.folder, free_port())
        other_databases.copy_of_start(self.database)
        demo = subprocess.run(
            [sys.executable, "manage.py", "demo", "--port", str(free_port()), "--without-activity"],
            cwd=ROOT, env=_demo(self.database, 8000), capture_output=True, text=True, check=True,
        )  # fmt: skip
        production.collect()
        passwords = dict(re.findall(r"^  (\w+) +(\S{12}) +\w+:", demo.stdout, re.M))
        (self.folder / "passwords.json").write_text(json.dumps(passwords))

    def copied_to(self, folder: Path) -> Path:
        """A copy of the database that may be changed."""
        other_databases.copy(self.database, folder / self.database.name)
        return folder / self.database.name


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, django_db_setup) -> Prepared:
    """Made by the worker that comes first; the others wait for it."""
    root = tmp_path_factory.getbasetemp()
    root = root.parent if "PYTEST_XDIST_WORKER" in os.environ else root
    made = Prepared(root / "prepared")
    with open(root / "prepared.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made.folder / "passwords.json").exists():
            shutil.rmtree(made.folder, ignore_errors=True)
            made.folder.mkdir()
            made.make()
    return made


@pytest.fixture(scope="session")
def site(tmp_path_factory, prepared) -> Iterator[Site]:
    """The demo as `make run` serves it, on a free port."""
    port = free_port()
    database = prepared.copied_to(tmp_path_factory.mktemp("site"))
    log = database.with_suffix(".log")
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.browser.demo_server", str(port)],
            cwd=ROOT, env=_demo(database, port), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=told, text=True,
        )  # fmt: skip
    running = Site(f"http://127.0.0.1:{port}", prepared.passwords, process, log)
    try:
        running.run("")  # answers once it listens
        yield running
    finally:
        process.stdin.close()
        process.wait(timeout=10)
        process.stdout.close()


@pytest.fixture(scope="session")
def production(tmp_path_factory, prepared) -> Iterator[Server]:
    """The demo as a real server would run it."""
    folder = tmp_path_factory.mktemp("production")
    database = prepared.copied_to(folder)
    server = Server(folder, free_port(), static=prepared.folder / "static")
    server.environment["DATABASE_URL"] = other_databases.address(database)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def base_address(request) -> str:
    """Where addresses without a host lead: to `site`, or to what a module names, as in SERVER = "production"."""
    return request.getfixturevalue(getattr(request.module, "SERVER", "site")).address


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    return browser_type_launch_args | {"executable_path": chromium.find(), "args": chromium.ARGUMENTS}


@pytest.fixture
def browser_context_args(request, browser_context_args, base_address) -> dict:
    """A phone. The service worker is installed anew in every new context, which takes a third of a first page's time:
    modules that are about it say SERVICE_WORKERS = "allow".
    """
    return browser_context_args | {
        "base_url": base_address,
        "locale": "id-ID",
        "viewport": {"width": 390, "height": 844},
        "service_workers": getattr(request.module, "SERVICE_WORKERS", "block"),
    }


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained of on this page: script errors, refused resources, policy violations."""
    return listened_to(page)


BLOCKED = "Service Worker registration blocked by Playwright"


def listened_to(page: Page) -> list[str]:
    """The list into which a page's complaints come from now on."""
    found: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and message.text != BLOCKED:
            found.append(message.text)

    page.on("console", hear)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


class Looker:
    """A page for tests that only look: it goes from page to page, so that styles and scripts are fetched once."""

    def __init__(self, context: BrowserContext) -> None:
        self.page = context.new_page()
        self.complaints = listened_to(self.page)

    def at(self, path: str) -> Page:
        """The page at this address, as a new browser would show it on a phone."""
        self.complaints.clear()
        self.page.emulate_media(color_scheme="light", forced_colors="none")
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.goto(path)
        return self.page


@pytest.fixture(scope="module")
def looker(browser, production) -> Iterator[Looker]:
    """One browser window for all tests of a module that change nothing."""
    context = browser.new_context(base_url=production.address, locale="id-ID")
    yield Looker(context)
    context.close()


@pytest.fixture(scope="module")
def looker_without_scripts(browser, production) -> Iterator[Looker]:
    """Like `looker`, in a browser that runs no JavaScript."""
    context = browser.new_context(base_url=production.address, locale="id-ID", java_script_enabled=False)
    yield Looker(context)
    context.close()


@pytest.fixture
def sign_in(page: Page, site: Site):
    """The page with a demo user signed in, whoever was before, at an address of the workspace or where it was."""

    def signed_in(name: str, at: str | None = "/kelola/") -> Page:
        page.context.add_cookies([site.cookie_of(name)])
        if at:
            page.goto(site.address + at)
        return page

    return signed_in


@pytest.fixture
def without_scripts(browser, browser_context_args) -> Iterator[Page]:
    """A page in a browser that runs no JavaScript."""
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
