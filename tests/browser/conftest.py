"""A real server on a database of its own, and a real browser. Without a Chromium these tests are skipped."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from tests import chromium
from tests.production import Server, serving

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


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[Site]:
    """The demo as `make run` serves it, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    database = tmp_path_factory.mktemp("site") / "site.sqlite3"
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DEBUG": "1", "DATABASE_URL": f"sqlite:///{database}", "SITE_URL": address, "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "portal.settings", "PYTHONWARNINGS": "ignore",
    }  # fmt: skip
    running = Site(address, {}, environment)
    running.manage("migrate", "--verbosity", "0")
    for name, password in re.findall(
        r"^  (\w+) +(\S{12}) +\w+:", running.manage("demo", "--port", port), re.M
    ):
        running.passwords[name] = password
    log = open(database.with_suffix(".log"), "w")  # noqa: SIM115 - closed with the server
    command = [sys.executable, "manage.py", "runserver", f"127.0.0.1:{port}", "--noreload"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(address + "/healthz")
        yield running
    finally:
        server.terminate()
        server.wait(timeout=10)
        log.close()


@pytest.fixture(scope="session")
def production(tmp_path_factory) -> Iterator[Server]:
    """The demo as a real server would run it."""
    with serving(tmp_path_factory.mktemp("production")) as server:
        yield server


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
def browser_context_args(browser_context_args, site) -> dict:
    return browser_context_args | {
        "base_url": site.address,
        "locale": "id-ID",
        "viewport": {"width": 390, "height": 844},
    }


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser complained of on this page: script errors, refused resources, policy violations."""
    found: list[str] = []
    page.on(
        "console",
        lambda message: found.append(message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


@pytest.fixture
def sign_in(page: Page, site: Site):
    """Sign in as one of the demo users."""

    def signed_in(name: str) -> Page:
        page.goto("/masuk/")
        page.get_by_label("Nama pengguna").fill(name)
        page.get_by_label("sandi").fill(site.passwords[name])
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/studio/")
        return page

    return signed_in


@pytest.fixture
def without_scripts(browser, browser_context_args) -> Iterator[Page]:
    """A page in a browser that runs no JavaScript."""
    context: BrowserContext = browser.new_context(**browser_context_args, java_script_enabled=False)
    yield context.new_page()
    context.close()
