"""Our scripts: what the server said is put into pages in one known way, and nothing typed, stored or in an address is."""

import re
from pathlib import Path

import pytest

from tests.security.corpus import EVERYTHING

pytestmark = pytest.mark.same_on_both("scripts, and texts in pages")
SCRIPTS = sorted((Path(__file__).parents[2] / "static" / "js").glob("*.js"))
DANGEROUS = re.compile(
    r"\binnerHTML\b|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|srcdoc|setTimeout\(\s*[\"'`]|"
    r"createContextualFragment|__proto__|\bjQuery|\$\(|importScripts\((?!\))|postMessage\([^)]*[\"']\*[\"']"
)
KNOWN = {
    ("ask.js", "list.innerHTML = html;"),
    ("ask.js", 'cases.innerHTML = "";'),
    ("ask.js", "if (response.ok && service.value === chosen) cases.innerHTML = html;"),
    ("helpful.js", "place.innerHTML = answer;"),
    ("search.js", "list.innerHTML = html;"),
}
"""Each takes a piece of a page that a template of ours has drawn (and escaped), from our own address."""


def dangerous():
    for path in SCRIPTS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if DANGEROUS.search(line) and not line.strip().startswith("//"):
                yield path.name, line.strip()


def test_pieces_of_pages_are_put_in_where_we_know():
    assert set(dangerous()) == KNOWN


def test_scripts_name_no_other_place():
    for path in SCRIPTS:
        text = path.read_text(encoding="utf-8")
        named = re.findall(r"""["'`](?:https?:)?//[a-z][^"'`]*""", text)
        assert set(named) <= {'"https://wa.me/'}, path.name  # known by its address, never fetched
        assert not re.findall(
            r"addEventListener\(\s*[\"']message[\"'](?![^;]*source|[^;]*origin|[^;]*data)", text
        ), path.name


@pytest.mark.parametrize("path", ["/cari/saran/?q={}", "/tanya/mirip/", "/tanya/keadaan/?layanan={}"])
def test_pieces_of_pages_are_escaped(demo, client, path):
    from urllib.parse import quote

    from tests.security import judge

    for text in EVERYTHING:
        if "{}" in path:
            response = client.get(path.format(quote(text, safe="")))
        else:
            response = client.post(
                path, {"pertanyaan": text + " ktp hilang", "layanan": text, "keadaan": text}
            )
        assert response.status_code in {200, 404, 429}
        assert judge.fragment(response.content.decode()) == [], text
