"""One page as it is sent: its headers, and its body as browsers take it."""

import gzip
import re
from dataclasses import dataclass
from functools import lru_cache

import brotli

from portal.compression import WORDS

Headers = list[tuple[str, str]]

OF_THE_BODY = {"connection", "content-encoding", "content-length", "date", "etag"}
OF_THE_ANSWER = {"cache-control", "vary", "x-request-id"}
"""Headers that a kept page gets anew for each answer."""
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
LEAST_COMPRESSED = 200
HEADERS_SIZE = 1_500
"""Bytes that a page takes besides its bodies, roughly."""
_QUALITY_ZERO = re.compile(r"q=0(\.0*)?$")


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `state` is the version and the stretch it was made in, `minute` the minute if no other will do.

    `bodies` are by encoding; what is compressed is not kept uncompressed as well. Without `etag` it is not kept.
    """

    status: str
    headers: Headers
    bodies: dict[str, bytes]
    state: tuple[str, float] = ("", 0.0)
    minute: int | None = None
    etag: str = ""
    made_at: float = 0.0

    @property
    def size(self) -> int:
        """Bytes of memory, roughly."""
        return sum(map(len, self.bodies.values())) + HEADERS_SIZE

    def body(self, encoding: str) -> bytes:
        """The bytes to send; uncompressed for the few that take nothing else."""
        if encoding in self.bodies:
            return self.bodies[encoding]
        return gzip.decompress(self.bodies["gzip"])

    def encoding(self, accepted: str) -> str:
        """The best encoding there is of those that a client accepts."""
        wanted = best_encoding(accepted)
        if wanted in self.bodies:
            return wanted
        return "" if "" in self.bodies or wanted == "" else "gzip"

    @property
    def is_compressed(self) -> bool:
        """Whether its body differs by what a client accepts."""
        return "" not in self.bodies


def page_of(status: str, headers: Headers, body: bytes, *, is_kept: bool) -> Page:
    """What Django answered, ready to be sent; texts compressed."""
    dropped = OF_THE_BODY | OF_THE_ANSWER if is_kept else OF_THE_BODY
    kept = [(name, value) for name, value in headers if name.lower() not in dropped]
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    if len(body) < LEAST_COMPRESSED or not kind.startswith(WORDS):
        bodies = {"": body}
    else:
        bodies = {
            "br": brotli.compress(body, quality=BROTLI_QUALITY),
            "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        }
    return Page(status, kept, bodies)


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """What an Accept-Encoding header prefers of brotli and gzip; "" for neither."""
    given: dict[str, bool] = {}
    for each in accepted.lower().split(","):
        name, _, parameters = each.partition(";")
        given[name.strip()] = not _QUALITY_ZERO.search(parameters.replace(" ", ""))
    for name in ("br", "gzip"):
        if given.get(name, given.get("*", False)):
            return name
    return ""
