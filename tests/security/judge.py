"""Reads an answer as a browser would, and names everything in it that runs and was made of a hostile text."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import html5lib

from tests.security.corpus import MARK

NEVER = {
    "iframe", "object", "embed", "base", "applet", "frame", "frameset", "style", "math", "marquee", "noembed",
    "animate", "foreignobject", "portal", "xmp", "plaintext",
}  # fmt: skip
"""Elements that no page of ours has."""
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "data",
    "srcset",
    "cite",
    "ping",
    "background",
}
SCHEME = re.compile(r"^([a-z][a-z0-9+.\-]*):", re.IGNORECASE)
FINE = {"http", "https", "mailto", "tel", "geo", "otpauth"}  # the last opens the app that makes second codes
IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20]+")
DATA = {"application/ld+json", "application/json"}
FORMULA = re.compile(r"[\t\r\n]|[\s\ufeff]*[=+\-@＝＋－＠]")
HOSTS = (f"//{MARK}", f"\\\\{MARK}", f"/\\{MARK}")


def faults(response: Any) -> list[str]:
    """What is wrong with an answer: what runs, what leads away, what is no data, by its type of content."""
    body = b"".join(response.streaming_content) if getattr(response, "streaming", False) else response.content
    said = list(_headers(response))
    if MARK.encode() not in body.lower() and not body.startswith(b"PK"):
        return said
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    return said + list(_body(kind, body))


def _body(kind: str, body: bytes) -> Iterator[str]:
    if body.startswith(b"PK"):
        yield from workbook(body)
    elif kind == "text/html":
        yield from page(body.decode())
    elif kind in DATA:
        json.loads(body)
    elif "xml" in kind:
        yield from markup(ET.fromstring(body))
    elif kind == "text/csv":
        yield from table(body.decode("utf-8-sig"))


def _headers(response: Any) -> Iterator[str]:
    for name, value in response.headers.items():
        if name.lower() == "x-injected" or "\n" in value or "\r" in value:
            yield f"header {name}: {value!r}"
    place = unquote(response.headers.get("Location", ""))
    if place and (SCHEME.match(place) or re.match(r"\s*[/\\]{2}", place)):
        yield f"redirect to {place!r}"


def page(text: str) -> Iterator[str]:
    """What runs on a page."""
    tree = html5lib.HTMLParser(namespaceHTMLElements=False).parse(text)
    yield from elements(tree)


def fragment(text: str) -> list[str]:
    """What runs in a piece of rich text."""
    found = html5lib.parseFragment(text, namespaceHTMLElements=False)
    return list(elements(found))


def elements(tree: Any) -> Iterator[str]:
    """What runs in a tree of HTML elements."""
    for element in tree.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        tag = tag.rpartition("}")[2].lower()
        if tag in NEVER or MARK in tag:
            yield f"<{tag}>"
        if tag == "script":
            yield from _script(element)
        if tag == "meta" and (element.get("http-equiv") or "").lower() == "refresh":
            yield "<meta refresh>"
        for name, value in element.attrib.items():
            yield from _attribute(tag, str(name).rpartition("}")[2].lower(), value or "")


def _attribute(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on") or name in {"style", "srcdoc"} or MARK in name:
        yield f"<{tag} {name}={value[:80]!r}>"
    if name in ADDRESSES:
        address = IGNORED_BY_BROWSERS.sub("", value)
        found = SCHEME.match(address)
        is_picture = tag in {"img", "source"} and address.startswith("data:image/")
        if (found and found[1].lower() not in FINE and not is_picture) or address.lower().startswith(HOSTS):
            yield f"<{tag} {name}={value[:80]!r}>"
        if tag in {"script", "link", "img", "form", "button", "input"} and re.match(
            rf"https?://\W*{MARK}", address
        ):
            yield f"<{tag} {name}={value[:80]!r}>"


def _script(element: Any) -> Iterator[str]:
    text = element.text or ""
    if element.get("type") in DATA:
        json.loads(text)
    elif MARK in text or MARK in (element.get("src") or "") or MARK in (element.get("href") or ""):
        yield f"<script>{text[:80]}"


def markup(tree: ET.Element) -> Iterator[str]:
    """What runs in XML: feeds with HTML inside, drawings."""
    for element in tree.iter():
        tag = element.tag.rpartition("}")[2].lower()
        if tag in {"script", "foreignobject", "animate", "handler"} or MARK in tag:
            yield f"<{tag}>"
        for name, value in element.attrib.items():
            yield from _attribute("img" if tag == "image" else tag, name.rpartition("}")[2].lower(), value)
        if element.get("type") == "html":
            yield from fragment(element.text or "")


def table(text: str) -> Iterator[str]:
    """Cells that a spreadsheet would work out."""
    delimiter = ";" if ";" in text.partition("\n")[0] else ","
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
        yield from (f"formula {cell[:60]!r}" for cell in row if MARK in cell and FORMULA.match(cell))


def workbook(content: bytes) -> Iterator[str]:
    """The same for a workbook, and for a ZIP of CSV files."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.startswith("/") or ".." in name or "\\" in name or "\n" in name:
                yield f"name {name!r}"
            if name.endswith(".csv"):
                yield from table(archive.read(name).decode("utf-8-sig"))
            elif name.startswith("xl/worksheets/"):
                yield from _sheet(archive.read(name))


def _sheet(content: bytes) -> Iterator[str]:
    for element in ET.fromstring(content).iter():
        text = element.text or ""
        tag = element.tag.rpartition("}")[2]
        if MARK in text and (tag == "f" or (tag == "t" and FORMULA.match(text))):
            yield f"formula {text[:60]!r}"
