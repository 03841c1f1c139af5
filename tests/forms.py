"""Reads a page as a browser would: what a form on it would send."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    """Collects (name, value) of every successful control of one form."""

    def __init__(self, form_id: str) -> None:
        super().__init__()
        self.form_id, self.inside, self.data = form_id, False, []
        self.select: tuple[str, bool] | None = None
        self.area: str | None = None
        self.text = ""

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "form":
            self.inside = not self.form_id or given.get("id") == self.form_id
        if not self.inside:
            return
        name = given.get("name")
        if tag == "input" and name and given.get("type") not in {"submit", "button", "file"}:
            if given.get("type") not in {"checkbox", "radio"} or "checked" in given:
                self.data.append(
                    (name, given.get("value") or ("on" if given.get("type") == "checkbox" else ""))
                )
        elif tag == "select":
            self.select = (name, "multiple" in given)
        elif tag == "option" and self.select and "selected" in given:
            self.data.append((self.select[0], given.get("value", "")))
        elif tag == "textarea":
            self.area, self.text = name, ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area:
            self.data.append((self.area, self.text.removeprefix("\n")))
            self.area = None


def form_data(response, form_id: str = "") -> dict[str, list[str]]:
    """What the form with this id (default: any) would send as it stands, as lists of values by name."""
    fields = _Fields(form_id)
    fields.feed(response.content.decode())
    data: dict[str, list[str]] = {}
    for name, value in fields.data:
        if "__prefix__" not in name:
            data.setdefault(name, []).append(value)
    return data
