"""Collect what the interface says, keep the English catalogue in step with it, and compile it."""

import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

try:
    from babel.messages import Catalog
    from babel.messages.extract import extract
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po, write_po
except ImportError:  # only developers need it; the compiled catalogue is part of the project
    Catalog = None

BASE = Path(settings.BASE_DIR)
CATALOGUE = BASE / "locale" / "en" / "LC_MESSAGES" / "django.po"
APPS = ("services", "faq", "cards", "portal")
LONG_AGO = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
"""Stands for the moment of writing, so that the same words always make the same file."""
CHANGING = tuple(
    b'"%s' % name
    for name in (b"POT-Creation", b"PO-Revision", b"Last-Tr", b"Report-Msgid", b"Language-Team", b"Generated")
)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


class Command(BaseCommand):
    """`manage.py translations`: after changing words of the interface; `--check` changes nothing."""

    help = (
        "Perbarui locale/en dari teks antarmuka, lalu kompilasi. Perlu paket Babel (tests/requirements.txt)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="Hanya periksa; gagal bila ada yang kurang.")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        if Catalog is None:
            raise CommandError("Pasang dulu: pip install -r tests/requirements.txt")
        found, catalogue = collected(), stored()
        missing = untranslated(found, catalogue)
        if check:
            if missing:
                raise CommandError(f"{len(missing)} teks belum diterjemahkan, misalnya: {missing[0]!r}")
            return
        catalogue.update(found, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        CATALOGUE.write_bytes(as_text(catalogue))
        CATALOGUE.with_suffix(".mo").write_bytes(compiled(catalogue))
        self.stdout.write(
            f"{len(found)} teks, {len(missing)} belum diterjemahkan: {CATALOGUE.relative_to(BASE)}"
        )


def stored() -> "Catalog":
    """The English catalogue as it is kept."""
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def as_text(catalogue: "Catalog") -> bytes:
    """The catalogue as its file has it: in the order of the sources, without what changes on every run."""
    file = io.BytesIO()
    write_po(file, catalogue, width=110, sort_by_file=True, include_lineno=False)
    return b"".join(line for line in file.getvalue().splitlines(True) if not line.startswith(CHANGING))


def compiled(catalogue: "Catalog") -> bytes:
    """The catalogue as gettext reads it."""
    catalogue.creation_date = catalogue.revision_date = LONG_AGO
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def collected() -> "Catalog":
    """Every text that code and templates mark for translation."""
    catalogue = Catalog()
    for path, source in _sources():
        for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
            catalogue.add(message, locations=[(str(path.relative_to(BASE)), 0)], context=context)
    return catalogue


def untranslated(found: "Catalog", catalogue: "Catalog") -> list[str]:
    """What is said by the interface and has no English words yet."""
    rows = ((message, catalogue.get(message.id, message.context)) for message in found if message.id)
    return [str(message.id) for message, known in rows if not _is_complete(known)]


def _is_complete(message: Any) -> bool:
    words = message.string if message else ""
    return all(words) if isinstance(words, tuple) else bool(words)


def _sources() -> Iterator[tuple[Path, str]]:
    for app in APPS:
        for path in sorted((BASE / app).rglob("*.py")):
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((BASE / "templates").rglob("*.html")):
        source = templatize(path.read_text(encoding="utf-8"))
        # What a template is turned into is read as Python, to which indentation means something.
        yield path, "\n".join(line.strip() for line in source.splitlines())
