"""The ZIP with all tables, written while it is sent: memory stays small and bytes flow from the start.

Editions are read once. Rows of services go straight into the archive; rows that hang on them wait in files of the
system's temporary folder (in memory while they are few) until their table's turn comes.
"""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from portal.api.answers.changes import facts_digests
from portal.api.endpoints import Asked
from portal.api.hsds.rows import Hours, Row, of_edition, of_facts
from portal.api.hsds.tables import BY_NAME, TABLES, Table, data_package
from services.catalogue_cells import safe
from services.document import digest
from services.models import ServiceEdition, ServiceSpan

LAYOUT = 1
"""To be raised when the tables change, so that nobody is answered with an archive of the old kind."""
MEDIA_TYPE = "application/zip"
NAMED = 'attachment; filename="hsds.zip"'
KEPT = "hsds"
"""One entry of the cache, so that archives of what was do not pile up."""
MOST_KEPT = 8 * 1024 * 1024
"""Bytes up to which an archive is kept (10,000 services have 7 MB); larger ones are written again for each who asks."""
KEPT_SECONDS = 24 * 60 * 60
_NUMBER = re.compile(r"[+\-]?[\d .()\-]+")
"""Also of phones: +62 21 …"""
IN_MEMORY = 512 * 1024
AT_ONCE = 200
_DATED = (2020, 1, 1, 0, 0, 0)
"""The same content is the same bytes, so its files all have the same date."""


def answer(asked: Asked) -> HttpResponseBase:
    """The archive of what is published now, with the content's version as its ETag."""
    version = content_version(asked)
    kept_version, kept = cache.get(KEPT, ("", b""))
    if kept_version == version:
        response: HttpResponseBase = HttpResponse(kept, content_type=MEDIA_TYPE)
    else:
        response = StreamingHttpResponse(_kept(version, stream(asked)), content_type=MEDIA_TYPE)
    response["ETag"] = f'"{version}"'
    response["Content-Disposition"] = NAMED
    return response


def content_version(asked: Asked) -> str:
    """Changes whenever the archive would. Two queries."""
    live = ServiceSpan.objects.live(asked.now).order_by("pk").values_list("pk", flat=True)
    told = facts_digests(asked.facts).model_dump(exclude={"notices"})
    return digest([LAYOUT, settings.SITE_URL, told, list(live)])[:32]


def _kept(version: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """Pass an archive on, and keep it once it is whole and if it is small."""
    seen: list[bytes] | None = []
    size = 0
    for part in parts:
        size += len(part)
        if size > MOST_KEPT:
            seen = None
        if seen is not None:
            seen.append(part)
        yield part
    if seen is not None:
        cache.set(KEPT, (version, b"".join(seen)), KEPT_SECONDS)


class _Sink(io.RawIOBase):
    """Where the archive is written to, and what has not been sent yet is taken from."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self.waiting = bytes(self.waiting), bytearray()
        return taken


def stream(asked: Asked) -> Iterator[bytes]:
    """The archive in parts."""
    sink, spools = _Sink(), {table.name: _Spool(table) for table in TABLES}
    for name, row in of_facts(asked.facts):
        spools[name].add(row)
    try:
        with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
            package = data_package("Sebelum Datang", settings.SITE_URL)
            archive.writestr(_entry("datapackage.json"), json.dumps(package, ensure_ascii=False, indent=1))
            yield from _services(archive, sink, spools, asked)
            for table in TABLES:
                if table.name != "service":
                    yield from _copied(archive, sink, table, spools[table.name])
        yield sink.take()
    finally:
        for spool in spools.values():
            spool.close()


def _services(
    archive: zipfile.ZipFile, sink: _Sink, spools: dict[str, "_Spool"], asked: Asked
) -> Iterator[bytes]:
    """The table of services; what hangs on them goes to the other tables' spools."""
    table = BY_NAME["service"]
    with archive.open(_entry(table.file), "w") as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        writer = _writer(text, table)
        writer.writeheader()
        hours: Hours = {}
        for number, edition in enumerate(_editions(asked), start=1):
            for name, row in of_edition(edition, asked.facts, hours):
                writer.writerow(row) if name == "service" else spools[name].add(row)
            if number % AT_ONCE == 0 and (part := sink.take()):
                yield part


def _editions(asked: Asked) -> Iterable[ServiceEdition]:
    live = ServiceSpan.objects.live(asked.now).values("pk")
    editions = ServiceEdition.objects.filter(pk__in=live).order_by("slug").defer("search_text")
    return editions.iterator(chunk_size=AT_ONCE)


def _copied(archive: zipfile.ZipFile, sink: _Sink, table: Table, spool: "_Spool") -> Iterator[bytes]:
    with archive.open(_entry(table.file), "w") as file:
        for part in spool.parts():
            file.write(part)
            yield sink.take()
    yield sink.take()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATED)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class _Writer(csv.DictWriter):
    """People open these files too: what a spreadsheet would work out gets an apostrophe before it, but for numbers."""

    def writerow(self, row: Row) -> int:
        return super().writerow({name: _harmless(cell) for name, cell in row.items()})


def _harmless(cell: object) -> object:
    return safe(cell) if isinstance(cell, str) and not _NUMBER.fullmatch(cell) else cell


def _writer(text: io.TextIOBase, table: Table) -> csv.DictWriter:
    return _Writer(text, table.columns, restval="", lineterminator="\r\n")


class _Spool:
    """The rows of a table until its turn comes."""

    def __init__(self, table: Table) -> None:
        self._file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by whoever streams
        self._text = io.TextIOWrapper(self._file, "utf-8", newline="", write_through=True)
        self._writer = _writer(self._text, table)
        self._writer.writeheader()

    def add(self, row: Row) -> None:
        """Put a row at the end."""
        self._writer.writerow(row)

    def parts(self) -> Iterator[bytes]:
        """All of it from the beginning."""
        self._text.flush()
        self._file.seek(0)
        while part := self._file.read(64 * 1024):
            yield part

    def close(self) -> None:
        """Let it go."""
        self._text.close()
