"""Reads settings from the environment (and from a `.env` file), and fails with a hint instead of a guess."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

asked: set[str] = set()
"""Every name that was asked for; a test compares it with `.env.example`."""


def load_file(path: Path) -> None:
    """Take `NAME=value` lines of a file into the environment, where they are not set already."""
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, sign, value = line.partition("=")
        if not sign or not name.strip().isidentifier():
            raise ImproperlyConfigured(f"{path.name} baris {number}: tulis NAMA=nilai, bukan {line!r}.")
        os.environ.setdefault(name.strip(), value.strip().strip("'\""))


def text(name: str, default: str | None = None, *, hint: str = "") -> str:
    """A text; without a default it must be set."""
    asked.add(name)
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} belum diisi. {hint} Lihat .env.example.".replace("  ", " "))
    return default


def flag(name: str, default: bool = False) -> bool:
    """1, true, yes or on; 0, false, no or off."""
    value = text(name, "1" if default else "0").lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} harus 1 atau 0, bukan {value!r}.")


def number(name: str, default: int, *, least: int = 0) -> int:
    """A whole number, not below `least`."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise ImproperlyConfigured(f"{name} harus angka bulat paling sedikit {least}, bukan {value!r}.")
    return int(value)


def choice(name: str, default: str, known: tuple[str, ...]) -> str:
    """One of some known words."""
    value = text(name, default).lower()
    if value not in known:
        raise ImproperlyConfigured(f"{name} harus salah satu dari {', '.join(known)}, bukan {value!r}.")
    return value


def words(name: str, default: str = "") -> list[str]:
    """Several values separated by commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def web_address(name: str, default: str | None = None, *, hint: str = "") -> str:
    """An http(s) address without a slash at its end."""
    value = text(name, default, hint=hint).rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ImproperlyConfigured(f"{name} harus seperti https://layanan.contohkab.go.id, bukan {value!r}.")
    return value


MAIL_SCHEMES = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
"""How mail is handed over, with the usual port: plain, plain that turns to TLS (STARTTLS), TLS from the start."""


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed over."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""


def mail_server(name: str) -> MailServer | None:
    """A server as in smtp+tls://user:password@host:587; None if it is not set. Odd letters are %-encoded."""
    value = text(name, "")
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme not in MAIL_SCHEMES or not parts.hostname or parts.path.strip("/"):
        # The value holds a password: it is not shown.
        raise ImproperlyConfigured(f"{name} harus seperti smtp+tls://nama:sandi@surel.contohkab.go.id:587.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailServer(parts.scheme, parts.hostname, port or MAIL_SCHEMES[parts.scheme], user, password)
