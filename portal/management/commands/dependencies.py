"""Write docs/dependencies.md: everything the portal runs on, with version, licence and reason."""

import importlib.metadata
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(settings.BASE_DIR) / "docs" / "dependencies.md"
REQUIREMENTS = Path(settings.BASE_DIR) / "requirements.txt"
ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "LGPL-3.0-only", "MIT", "MIT-CMU", "MPL-2.0", "OFL-1.1",
    "PSF-2.0", "Unlicense",
}  # fmt: skip
"""Licences that let an office run, change and pass on the portal. psycopg (LGPL) and tqdm (MPL) are used unchanged."""
MEANT = {
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "The Unlicense (Unlicense)": "Unlicense",
    "Apache Software License": "Apache-2.0",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
}
"""What packages write for the names of the SPDX list."""
BROUGHT = [
    (
        "CKEditor 5, in django-ckeditor-5",
        "GPL-2.0-or-later",
        "only the staff forms load it; it is passed on unchanged",
    ),
    ("PDFium, in pypdfium2", "BSD-3-Clause AND Apache-2.0", "draws pages of PDF files"),
    ("ISA-L, in isal", "BSD-3-Clause", "compresses PNG and pages"),
    ("libpq and OpenSSL, in psycopg-binary", "PostgreSQL AND Apache-2.0", "talk to PostgreSQL"),
    (
        "Plus Jakarta Sans, in static/fonts",
        "OFL-1.1",
        "the typeface of pages and cards; its licence stands beside it",
    ),
]
"""What comes inside a package, or with the project, and no package's metadata tells."""


@dataclass(frozen=True)
class Package:
    """One package: its name, version, licence by SPDX, and why it is there."""

    name: str
    version: str
    licence: str
    reason: str


class Command(BaseCommand):
    """`manage.py dependencies`: writes the page; with --check only says whether it is up to date."""

    help = "Menulis docs/dependencies.md dari paket yang terpasang."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="hanya periksa, jangan tulis")

    def handle(self, *args: Any, **options: Any) -> None:
        found = packages()
        if odd := [f"{each.name}: {each.licence}" for each in found if not is_allowed(each.licence)]:
            raise CommandError(f"Lisensi di luar daftar: {', '.join(odd)}")
        text = written(found)
        if not options["check"]:
            PAGE.write_text(text, encoding="utf-8")
        elif not PAGE.exists() or settled(PAGE.read_text(encoding="utf-8")) != settled(text):
            raise CommandError("docs/dependencies.md sudah usang: jalankan manage.py dependencies.")


def settled(text: str) -> list[str]:
    """The page without versions that requirements.txt does not settle: they are newer where it was installed later."""
    return [re.sub(r"^(\| [\w.-]+ \|) [^|]+ (\|.*\| for )", r"\1 \2", line) for line in text.splitlines()]


def packages() -> list[Package]:
    """What requirements.txt asks for, and what that asks for in turn, by name."""
    found: dict[str, Package] = {}
    for requirement, reason in asked_for():
        _follow(requirement, reason, found)
    # A reason of our own is worth more than "for another package".
    for requirement, reason in asked_for():
        name = canonicalize_name(requirement.name)
        found[name] = _described(name, reason)
    return sorted(found.values(), key=lambda each: each.name)


def asked_for() -> Iterator[tuple[Requirement, str]]:
    """Each line of requirements.txt with its reason."""
    for line in REQUIREMENTS.read_text(encoding="utf-8").splitlines():
        said, _, reason = line.partition(" #")
        if said.strip() and not line.startswith("#"):
            yield Requirement(said.strip()), reason.strip()


def _follow(requirement: Requirement, reason: str, found: dict[str, Package]) -> None:
    name = canonicalize_name(requirement.name)
    if name in found:
        return
    found[name] = _described(name, reason)
    for text in importlib.metadata.requires(name) or []:
        needed = Requirement(text)
        extras = requirement.extras | {""}
        if needed.marker is None or any(needed.marker.evaluate({"extra": each}) for each in extras):
            _follow(needed, f"for {name}", found)


def _described(name: str, reason: str) -> Package:
    return Package(
        name, importlib.metadata.version(name), licence_of(importlib.metadata.metadata(name)), reason
    )


def licence_of(metadata: Any) -> str:
    """A package's licence by SPDX, from its License-Expression, its License, or its classifiers."""
    classified = [
        each.rpartition("::")[2].strip() for each in metadata.get_all("Classifier") or [] if "License" in each
    ]
    several = " OR ".join(dict.fromkeys(MEANT.get(each, each) for each in classified))
    stated = metadata.get("License-Expression") or metadata.get("License") or ""
    return several if stated == "Dual License" else MEANT.get(stated, stated) or several


def is_allowed(licence: str) -> bool:
    """Whether one of the alternatives, with all its parts, is in the list."""
    alternatives = licence.split(" OR ")
    return any(set(re.split(r" AND ", each.strip("() "))) <= ALLOWED for each in alternatives)


def written(found: list[Package]) -> str:
    """The page."""
    lines = [
        "# Dependencies",
        "",
        "Everything the portal runs on, written by `manage.py dependencies` from what is installed. A test keeps it",
        f"true to `requirements.txt` and refuses licences other than {', '.join(sorted(ALLOWED))}.",
        "",
        "| package | version | licence | why |",
        "|---|---|---|---|",
        *(f"| {each.name} | {each.version} | {each.licence} | {each.reason} |" for each in found),
        "",
        "## Inside those packages, and in the project",
        "",
        "| what | licence | what for |",
        "|---|---|---|",
        *(f"| {what} | {licence} | {reason} |" for what, licence, reason in BROUGHT),
        "",
    ]
    return "\n".join(lines)
