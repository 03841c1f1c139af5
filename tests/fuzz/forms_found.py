"""The forms of a page as a browser sees them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit


@dataclass
class Form:
    """Where it is sent, how, and its fields: (name, value, kind)."""

    action: str
    method: str
    fields: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def shape(self) -> tuple:
        """What makes two forms alike: the last word of the address, and the names of the fields."""
        return urlsplit(self.action).path, tuple(sorted({name for name, _, _ in self.fields}))


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address, self.forms, self.by_id = address, [], {}
        self.form: Form | None = None
        self.select = self.area = ""

    def _put(self, given: dict, value: str, kind: str) -> None:
        form = self.by_id.get(given.get("form")) or self.form
        if form is not None and given.get("name"):
            form.fields.append((given["name"], value, kind))

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.form = Form(
                urljoin(self.address, given.get("action") or self.address), given.get("method", "get").lower()
            )
            self.forms.append(self.form)
            self.by_id[given.get("id", "")] = self.form
        elif tag == "input":
            kind = given.get("type", "text")
            if kind not in {"checkbox", "radio"} or "checked" in given:
                self._put(given, given.get("value", "on" if kind == "checkbox" else ""), kind)
        elif tag == "button" and given.get("name"):
            self._put(given, given.get("value", ""), "button")
        elif tag == "textarea":
            self._put(given, "", "text")
        elif tag == "select":
            self.select = given
        elif tag == "option" and self.select and ("selected" in given or "multiple" not in self.select):
            self._put(self.select, given.get("value", ""), "select")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


def forms_of(html: str, address: str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader(address)
    reader.feed(html)
    return reader.forms
