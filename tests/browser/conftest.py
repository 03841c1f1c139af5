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
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests import chromium
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


@dataclass(frozen=True)
class Site:
    """The running demo: its address, the demo users' passwords, and its command line."""

    address: str
    passwords: dict[str, str]
    environment: dict[str, str]

    def manage(self, *arguments: str) -> str:
        """Run a management command on the site's database; returns what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout


def _debugging(database: Path, port: int) -> Site:
    """What `make run` sets, on another database and port."""
    address = f"http://127.0.0.1:{port}"
    settings = {
        "DEBUG": "1", "DATABASE_URL": f"sqlite:///{database}", "SITE_URL": address, "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONWARNINGS": "ignore",
        "PACKS_ROOT": str(database.with_name("packs")),
    }  # fmt: skip
    return Site(address, {}, os.environ | settings)


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
        """Takes half a minute on a busy machine."""
        demo = _debugging(self.database, 8000)
        demo.manage("migrate", "--verbosity", "0")
        told = demo.manage("demo", "--port", "8000", "--without-activity")
        Server(self.folder, free_port()).collect()
        passwords = dict(re.findall(r"^  (\w+) +(\S{12}) +\w+:", told, re.M))
        (self.folder / "passwords.json").write_text(json.dumps(passwords))

    def copied_to(self, folder: Path) -> Path:
        """A copy of the database that may be changed."""
        return Path(shutil.copy(self.database, folder))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Prepared:
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
    running = _debugging(database, port)
    running.passwords.update(prepared.passwords)
    log = open(database.with_suffix(".log"), "w")  # noqa: SIM115 - closed with the server
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, env=running.environment, stdout=log, stderr=log)
    try:
        _wait_for(running.address + "/healthz")
        yield running
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


@pytest.fixture(scope="session")
def production(tmp_path_factory, prepared) -> Iterator[Server]:
    """The demo as a real server would run it."""
    folder = tmp_path_factory.mktemp("production")
    prepared.copied_to(folder)
    server = Server(folder, free_port(), static=prepared.folder / "static")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def base_address(request) -> str:
    """Where addresses without a host lead: to `site`, or to what a module names, as in SERVER = "production"."""
    return request.getfixturevalue(getattr(request.module, "SERVER", "site")).address


def _wait_for(address: str) -> None:
    for _ in range(200):
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} did not answer within 20 seconds.")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args) -> dict:
    return browser_type_launch_args | {"executable_path": chromium.find(), "args": chromium.ARGUMENTS}


@pytest.fixture
def browser_context_args(browser_context_args, base_address) -> dict:
    return browser_context_args | {
        "base_url": base_address,
        "locale": "id-ID",
        "viewport": {"width": 390, "height": 844},
    }


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained of on this page: script errors, refused resources, policy violations."""
    return listened_to(page)


def listened_to(page: Page) -> list[str]:
    """The list into which a page's complaints come from now on."""
    found: list[str] = []
    page.on(
        "console",
        lambda message: found.append(message.text) if message.type in {"error", "warning"} else None,
    )
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
    """Sign in as one of the demo users."""

    def signed_in(name: str) -> Page:
        page.goto(site.address + "/masuk/")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("sandi").fill(site.passwords[name])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/kelola/")
        return page

    return signed_in


@pytest.fixture
def without_scripts(browser, browser_context_args) -> Iterator[Page]:
    """A page in a browser that runs no JavaScript."""
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
