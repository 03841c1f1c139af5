"""What a request asks for: under which name the page is kept, or that it is not for the cache at all.

A page to be kept is made from a request that holds nothing but its name: host, path, and the parameters that its view
reads. Cookies, headers, other parameters: the view never sees them, so they cannot get into a page that others are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation

from portal.language import language_of
from services.freshness import Keeping, keeping_of

PATHS_KNOWN = 4096
LONGEST_PATH, LONGEST_QUERY = 300, 400
PASSED_ON = (
    "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "wsgi.version", "wsgi.errors", "wsgi.multithread",
    "wsgi.multiprocess", "wsgi.run_once", "wsgi.url_scheme", "wsgi.input", "HTTP_X_REQUEST_ID",
)  # fmt: skip
"""What the server says of itself and not the visitor, and the number that finds this request in the log."""

Environ = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A request for a page that may be kept."""

    host: str
    is_secure: bool
    path: str
    query: str
    environ: Environ
    is_large: bool = False
    bears: tuple[tuple[str, str], ...] = ()

    @property
    def name(self) -> tuple[str, bool, str, str]:
        """What the page is kept under."""
        return self.host, self.is_secure, self.path, self.query

    @property
    def is_get(self) -> bool:
        """Whether the page itself is wanted, not only its headers."""
        return self.environ["REQUEST_METHOD"] == "GET"

    def bare(self) -> Environ:
        """The request with which the page is made for everyone."""
        environ = {name: self.environ[name] for name in PASSED_ON if name in self.environ}
        environ |= {
            "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": self.path, "QUERY_STRING": self.query,
            "HTTP_HOST": self.host, "REMOTE_ADDR": "",
        }  # fmt: skip
        if self.is_secure and settings.SECURE_PROXY_SSL_HEADER:
            header, value = settings.SECURE_PROXY_SSL_HEADER
            environ[header] = value
        return environ


def read(environ: Environ) -> Asked | None:
    """What is asked for; None where Django must look at the request itself."""
    if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("SCRIPT_NAME"):
        return None
    if settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "") or "HTTP_AUTHORIZATION" in environ:
        return None
    if environ.get("CONTENT_LENGTH") not in (None, "", "0") or "HTTP_TRANSFER_ENCODING" in environ:
        return None
    host, path = environ.get("HTTP_HOST", "").lower(), environ.get("PATH_INFO", "")
    is_secure = _is_secure(environ)
    if host not in _hosts() or len(path) > LONGEST_PATH or (settings.SECURE_SSL_REDIRECT and not is_secure):
        return None
    keeping = keeping_at(path)
    query = _parameters(environ.get("QUERY_STRING", ""), keeping) if keeping else None
    if keeping is None or query is None:
        return None
    return Asked(host, is_secure, path, query, environ, keeping.large, keeping.bears)


def _is_secure(environ: Mapping[str, Any]) -> bool:
    """As `HttpRequest.is_secure` sees it."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        if header in environ:
            return environ[header].split(",", 1)[0].strip() == value
    return environ.get("wsgi.url_scheme") == "https"


@cache
def _hosts() -> frozenset[str]:
    """Names of the site that are known letter by letter. Under others Django decides, and nothing is kept."""
    plain = {each.lower() for each in settings.ALLOWED_HOSTS if each != "*" and not each.startswith(".")}
    return frozenset(plain | {urlsplit(settings.SITE_URL).netloc.lower()})


@lru_cache(maxsize=PATHS_KNOWN)
def keeping_at(path: str) -> Keeping | None:
    """What the view at this path said of keeping its pages."""
    try:
        decoded = path.encode("latin-1").decode()
    except UnicodeError:
        return None
    with translation.override(language_of(decoded)):
        try:
            return keeping_of(resolve(decoded).func)
        except Resolver404:
            return None


def _parameters(query: str, keeping: Keeping) -> str | None:
    """The parameters that the view reads, in one order; None where the page is not kept with these."""
    if not query:
        return ""
    if len(query) > LONGEST_QUERY or "\0" in query or "%00" in query:
        return None
    try:
        given = parse_qsl(query, keep_blank_values=True, max_num_fields=30, errors="strict")
        read = [(name, value) for name, value in given if keeping.reads(name)]
        if any(value and keeping.forbids(name) for name, value in given):
            return None
        return urlencode(sorted(read, key=lambda each: each[0]))
    except ValueError:
        return None


def forget() -> None:
    """Look at settings and addresses anew; for tests."""
    _hosts.cache_clear()
    keeping_at.cache_clear()
