"""The files of docs/deploy say what is so: commands, options, settings, paths and ports exist and agree."""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from portal import serve

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "docs" / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
SERVICES = [path for path in UNITS if path.suffix == ".service"]
HOME = "/srv/sebelum-datang"
INSTALL = (ROOT / "docs" / "install.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
KNOWN_SETTINGS = set(re.findall(r"^#? ?([A-Z_]+)=", EXAMPLE, re.MULTILINE))
HARDENING = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes",
    "PrivateDevices": "yes", "RestrictNamespaces": "yes", "CapabilityBoundingSet": "",
    "SystemCallFilter": "@system-service", "User": "sebelum-datang",
}  # fmt: skip


def unit(path):
    parser = configparser.ConfigParser(strict=True, interpolation=None, delimiters=("=",))
    parser.optionxform = str
    parser.read(path, encoding="utf-8")
    return parser


def check_command(words):
    """That a program of ours exists and takes these options."""
    program, *rest = words
    name = Path(program).name
    assert name == "python"
    if rest[:2] == ["-m", "portal.serve"]:
        from granian.cli import cli

        parsed = cli.make_context("granian", [*rest[2:], serve.APPLICATION]).params
        assert (parsed["port"], parsed["workers"]) == (8000, 2)
        assert parsed["respawn_failed_workers"]
        return
    assert rest[0] == "manage.py"
    assert rest[1] in get_commands()
    load_command_class(get_commands()[rest[1]], rest[1]).create_parser("manage.py", rest[1]).parse_args(
        rest[2:]
    )


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_unit_is_hardened_and_its_command_exists(path):
    section = unit(path)["Service"]
    words = shlex.split(section["ExecStart"])
    assert words[0].startswith(f"{HOME}/app/.venv/bin/")
    check_command(words)
    assert {name: section[name] for name in HARDENING} == HARDENING
    assert section["WorkingDirectory"] == f"{HOME}/app"
    for place in section["ReadWritePaths"].split():
        assert place in INSTALL, f"{place} is not made in install.md"
    named = {each.split("=")[0] for each in section.get("Environment", "").split()}
    assert named <= KNOWN_SETTINGS


@pytest.mark.parametrize(
    "path", [each for each in UNITS if each.suffix == ".timer"], ids=lambda path: path.name
)
def test_timer_has_its_service(path):
    assert path.with_suffix(".service") in SERVICES
    assert unit(path)["Timer"]["OnCalendar"]
    assert path.name in INSTALL


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze: sudo apt install systemd")
def test_systemd_understands_every_line():
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, UNITS)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    said = [line for line in done.stderr.splitlines() if "is not executable: No such file" not in line]
    ours = [line for line in said if "sebelum-datang" in line]
    assert ours == []


@pytest.fixture
def compose():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def containerfile():
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.split(" ", 1) for line in text.splitlines() if line and not line.startswith("#")]


class TestContainers:
    def test_image_has_every_folder_and_runs_as_nobody_in_particular(self, containerfile):
        copied = {words.split()[0] for what, words in containerfile if what == "COPY"}
        needed = {
            "manage.py",
            "requirements.txt",
            "portal",
            "services",
            "faq",
            "cards",
            "templates",
            "static",
            "locale",
        }
        assert needed <= copied
        assert all((ROOT / each).exists() for each in copied)
        named = [
            word.split("=")[0] for what, words in containerfile if what == "ENV" for word in words.split()
        ]
        assert {each for each in named if not each.startswith("PYTHON")} <= KNOWN_SETTINGS
        kinds = [what for what, _ in containerfile]
        assert ("USER", "sebelum-datang") in [(what, words.strip()) for what, words in containerfile]
        assert kinds.index("USER") < kinds.index("CMD")
        (command,) = [yaml.safe_load(words) for what, words in containerfile if what == "CMD"]
        check_command(command)
        assert any("collectstatic" in words for what, words in containerfile if what == "RUN")
        assert any("/healthz" in words for what, words in containerfile if what == "HEALTHCHECK")

    def test_compose_settings_and_files_exist(self, compose):
        ours = {
            name: each for name, each in compose["services"].items() if each.get("image") == "sebelum-datang"
        }
        assert set(ours) == {"prepare", "app", "daily"}
        for each in ours.values():
            assert set(each["environment"]) <= KNOWN_SETTINGS
            assert (
                DEPLOY / each["build"]["context"] / each["build"]["dockerfile"]
            ).resolve() == DEPLOY / "Containerfile"
            command = " ".join(each.get("command", []))
            assert set(re.findall(r"manage\.py (\w+)", command)) <= set(get_commands())
        for name, each in compose["services"].items():
            for volume in each.get("volumes", ()):
                source = volume.partition(":")[0]
                if source.startswith("./"):
                    assert (DEPLOY / source).is_file(), volume
                elif not source.startswith("$"):
                    assert source in compose["volumes"], (name, volume)
        address = ours["app"]["environment"]["DATABASE_URL"]
        assert "@database:5432/" in address
        assert address.startswith("postgres://sebelum_datang:")
        assert "POSTGRES_PASSWORD" in INSTALL

    def test_nginx_finds_the_app_the_static_files_and_its_snippets(self, compose):
        site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        nginx = compose["services"]["nginx"]
        assert "server 127.0.0.1:8000" in site
        assert nginx["network_mode"] == "service:app"
        assert f"root {HOME};" in site
        assert f"static:{HOME}/static:ro" in nginx["volumes"]
        mounted = {volume.split(":")[1] for volume in nginx["volumes"]}
        assert set(re.findall(r"include (/etc/nginx/\S+);", site)) <= mounted
        assert compose["services"]["app"]["ports"] == ["80:80", "443:443"]


class TestInstallText:
    def test_every_file_it_copies_and_command_it_names_exists(self):
        for name in re.findall(r"docs/deploy/([\w.*-]+)", INSTALL):
            assert list(DEPLOY.glob(name)), name
        commands = set(
            re.findall(r"manage\.py (\w+)", INSTALL + (ROOT / "docs" / "operate.md").read_text("utf-8"))
        )
        assert commands <= set(get_commands()) | {"shell"}
        assert {
            "migrate",
            "collectstatic",
            "createsuperuser",
            "import_catalogue",
            "backup",
            "restore",
            "daily",
        } <= commands

    def test_every_setting_it_names_exists(self):
        text = INSTALL + (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
        named = set(re.findall(r"^([A-Z]+_[A-Z_]+)=", text, re.MULTILINE)) | set(
            re.findall(r"`([A-Z]+_[A-Z_]+)`", text)
        )
        others = {"POSTGRES_PASSWORD", "TLS_FOLDER", "TEST_DATABASE_URL"}
        assert named - others <= KNOWN_SETTINGS

    def test_written_env_starts_the_server(self, tmp_path):
        """The .env of the text, taken word for word."""
        (block,) = re.findall(r"```ini\n(.*?)```", INSTALL, re.DOTALL)
        written = dict(
            line.split("=", 1) for line in block.splitlines() if "=" in line and not line.startswith("#")
        )
        environment = {"PATH": os.environ["PATH"], **written, "SECRET_KEY": "aB3-dE6_fG9." * 5}
        done = subprocess.run(
            [sys.executable, "-c", "import portal.settings as s; print(s.STATIC_ROOT, s.DATABASES['default']['NAME'])"],
            cwd=ROOT, env=environment, capture_output=True, text=True, timeout=30,
        )  # fmt: skip
        assert done.stdout.split() == [f"{HOME}/static", f"{HOME}/data/db.sqlite3"], done.stderr
