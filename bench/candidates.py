"""Who is asked for what: pages of the portal at three sizes, cold and warm, the floor, nginx's files, nginx's cache."""

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote_plus

from bench import serving
from bench.serving import Server
from tests import services_needed
from tests.production import free_port

SERVICES = [
    "ktp-el-baru", "ktp-el-hilang-rusak", "kk-baru", "kartu-identitas-anak", "akta-kelahiran", "akta-perkawinan",
    "pindah-datang", "akta-kematian", "legalisir-dokumen", "surat-keterangan-domisili", "pengantar-skck",
    "mutasi-sppt-pbb",
]  # fmt: skip
QUERIES = [
    "ktp hilang",
    "bikin akte anak",
    "pindah rumah",
    "surat usaha",
    "izin reklame",
    "kartu kelurga",
    "kk",
]
EVENTS = ["punya-bayi", "menikah", "pindah-rumah", "keluarga-meninggal", "dokumen-hilang", "buka-usaha"]
SHELVES = ["identitas", "keluarga", "anak", "surat"]
PAGES = {
    "service": [f"/layanan/{slug}/" for slug in SERVICES],
    "list": ["/layanan/", *(f"/layanan/?halaman={page}" for page in (2, 3, 4)),
             *(f"/layanan/?kategori={shelf}" for shelf in SHELVES), "/layanan/?gratis=ya"],
    "search": [f"/cari/?q={quote_plus(query)}" for query in QUERIES],
    "life event": [f"/peristiwa/{key}/" for key in EVENTS],
    "card image": [f"/kartu/{slug}.jpg" for slug in SERVICES[:4]],
}  # fmt: skip
"""Every kind of page, by several of them in turn: a cache of one answer, wherever it is, does not decide."""
AS_FILES = ["service", "life event", "card image"]
"""Kinds whose addresses have no query: nginx can give their bytes as files."""
BROWSER = {
    # As a browser asks, so that readers are counted as they are in real life.
    "Accept-Encoding": "gzip", "User-Agent": "Mozilla/5.0 (Linux; Android 13) Chrome/126.0 Mobile Safari/537.36",
    "Accept": "text/html", "Accept-Language": "id",
}  # fmt: skip
MIDDLE = 1_000
"""The size at which the floor and nginx are compared."""
SAID_OF_FILES = {
    "connection", "content-encoding", "content-length", "content-type", "date", "etag", "last-modified", "server",
}  # fmt: skip
"""Headers that nginx has of its own for a file."""
OFF = {"PAGE_CACHE_MB": "0"}


@dataclass
class Candidate:
    """One row of the table. `size` is the number of services; `state` cold, warm, floor, file, nginx or 304."""

    page: str
    state: str
    size: int
    server: Server
    paths: list[str]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the table calls it; unique."""
        return f"{self.page}, {self.state}, {self.size:,}"

    def warm_up(self) -> None:
        """Every page several times, so that both workers have seen it."""
        for path in [*self.paths, *self.paths]:
            for _ in range(serving.WORKERS):
                self.server.get(path, **BROWSER)


@contextmanager
def every(folder: Path, databases: dict[int, str]) -> Iterator[list[Candidate]]:
    """All candidates, their servers running. Without nginx those that need it are left out."""
    with ExitStack() as stack:
        found: list[Candidate] = []
        warm: dict[int, Server] = {}
        middle = MIDDLE if MIDDLE in databases else min(databases)
        for size, database in databases.items():
            cold = stack.enter_context(serving.granian(folder, f"cold-{size}", database, **OFF))
            warm[size] = stack.enter_context(serving.granian(folder, f"warm-{size}", database))
            for page, paths in PAGES.items():
                found.append(Candidate(page, "cold", size, cold, paths))
                found.append(Candidate(page, "warm", size, warm[size], paths))
            if size == middle:  # right after the pages that are held against it
                found += _floor(stack, folder, database, middle)
        found.append(_unchanged(warm[middle], middle))
        if not services_needed.missing("nginx"):
            found += _behind_nginx(stack, folder, warm[middle], middle)
        yield found


def _floor(stack: ExitStack, folder: Path, database: str, size: int) -> list[Candidate]:
    settings = {"DJANGO_SETTINGS_MODULE": "bench.floor_settings"}
    server = stack.enter_context(serving.granian(folder, "floor", database, **settings))
    return [
        Candidate("floor", state, size, server, [f"/{state}/{slug}/" for slug in SERVICES])
        for state in ("uncached", "cached")
    ]


def _unchanged(server: Server, size: int) -> Candidate:
    """A reader who has the page already and asks whether it still holds."""
    path = PAGES["service"][0]
    headers, _body = server.get(path, **BROWSER)
    return Candidate("service", "304", size, server, [path], {"If-None-Match": headers.get("etag", "")})


def _behind_nginx(stack: ExitStack, folder: Path, app: Server, size: int) -> list[Candidate]:
    """nginx as in docs/deploy, without TLS and limits, and beside it the same bytes as files, with the same log."""
    place, port, files_port = folder / "nginx", free_port(), free_port()
    given = {path: _as_file(place / "files", path, app) for page in AS_FILES for path in PAGES[page]}
    site = _site(place, app, port) + _files(place / "files", files_port, given)
    nginx = stack.enter_context(services_needed.nginx(place, site, port))
    pid = nginx.process.pid
    cache, files = (Server("nginx", f"http://127.0.0.1:{each}", pid) for each in (port, files_port))
    found = []
    for page, paths in PAGES.items():
        found.append(Candidate(page, "nginx cache", size, cache, paths))
        if page in AS_FILES:
            found.append(Candidate(page, "nginx file", size, files, paths))
    return found


def _as_file(folder: Path, path: str, app: Server) -> dict[str, str]:
    """Write what is answered there; returns the headers, without those that nginx says of a file by itself."""
    headers, body = app.get(path)
    target = folder / path.strip("/")
    if path.endswith("/"):
        target = target / "index.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(body)
    if path.endswith("/"):
        target.with_name("index.html.gz").write_bytes(gzip.compress(body, 6))
    return {name: value for name, value in headers.items() if name not in SAID_OF_FILES}


def _site(place: Path, app: Server, port: int) -> str:
    """The documented site without TLS, for files have none here either, and without limits, for we are one address."""
    certificate = services_needed.certificate(place / "certificate", "127.0.0.1")
    site = services_needed.site_of_docs(
        place, name="127.0.0.1", apps=[app.address.removeprefix("http://")], plain=free_port(), secure=port,
        certificate=certificate, static=place,
    )  # fmt: skip
    kept = (line for line in site.splitlines() if not line.lstrip().startswith("limit_req "))
    plain = "\n".join(kept).replace(f"listen 127.0.0.1:{port} ssl http2;", f"listen 127.0.0.1:{port};")
    return plain.replace(
        f"listen 127.0.0.1:{port} ssl default_server;", f"listen 127.0.0.1:{free_port()} ssl;"
    )


def _files(folder: Path, port: int, given: dict[str, dict[str, str]]) -> str:
    places = "\n".join(_place(path, headers) for path, headers in given.items())
    return f"""
server {{
    listen 127.0.0.1:{port};
    root {folder};
    gzip_static on;
    tcp_nopush off;
    open_file_cache max=4000 inactive=60s;
    access_log {folder.parent}/files.log sebelum_datang buffer=64k flush=5s;
{places}
}}
"""


def _place(path: str, headers: dict[str, str]) -> str:
    """A file with the headers of the page: policies, how long it holds. A page without them is another page."""
    said = " ".join(f"add_header {name} '{_quoted(value)}';" for name, value in headers.items())
    file = f"{path}index.html" if path.endswith("/") else path
    return f"    location = {path} {{ {said} try_files {file} =404; }}"


def _quoted(value: str) -> str:
    return value.replace("\\", "\\\\").replace("'", "\\'")


@contextmanager
def alone(folder: Path, database: str) -> Iterator[Server]:
    """One server with the settings it has by itself, for its memory."""
    with serving.granian(folder, "memory", database) as server:
        yield server


def weights(server: Server) -> dict[str, dict[str, int]]:
    """Bytes of the first page of each kind: as it is, and as it is sent."""
    found = {}
    for page, paths in PAGES.items():
        plain = len(server.get(paths[0])[1])
        found[page] = {"bytes": plain, "gzip": len(server.get(paths[0], **BROWSER)[1])}
        headers, body = server.get(paths[0], **BROWSER | {"Accept-Encoding": "gzip, deflate, br"})
        if headers.get("content-encoding") == "br":
            found[page]["br"] = len(body)
    return found
