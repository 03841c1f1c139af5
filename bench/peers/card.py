"""The card that every peer draws: a title, six papers, a footer and a QR code on 1080 × 1350, and nothing else.

`tree` is it as elements in the shape that React and satori use; `html` is the same for what reads HTML.
"""

import base64
import io
from html import escape
from typing import Any

import segno

WIDTH, HEIGHT = 1080, 1350
ADDRESS = "https://dukcapil.contohkab.example/k/7F3K9Q2M/"
AGENCY = "Disdukcapil Kabupaten Contoh"
PAPERS = (
    "Surat pengantar RT atau RW",
    "Fotokopi KTP-el",
    "Fotokopi Kartu Keluarga",
    "Surat kehilangan dari kepolisian, bila KTP-el hilang",
    "KTP-el yang rusak, bila KTP-el rusak",
    "Formulir F-1.02 yang sudah diisi",
)
FOOTER = ("Berlaku per 22 November 2026", "Periksa di dukcapil.contohkab.example", "/k/7F3K-9Q2M")
GREEN, TINT, PAPER, INK = "#0f766e", "#d3f3ef", "#fcfaf6", "#111f1d"
QR_SIDE = 210

Element = dict[str, Any]


def title(number: int) -> str:
    """Another title for every drawing, so that nobody draws from memory."""
    return f"Syarat KTP-el hilang atau rusak, nomor {number}"


def qr_png() -> bytes:
    """The QR code as a PNG of QR_SIDE pixels or a little more."""
    out = io.BytesIO()
    segno.make(ADDRESS, error="m").save(out, kind="png", border=4, scale=6)
    return out.getvalue()


def tree(number: int) -> Element:
    """The card as elements; every box is a flex box because satori knows no other."""
    return _box(
        {"width": WIDTH, "height": HEIGHT, "flexDirection": "column", "backgroundColor": PAPER, "color": INK,
         "fontFamily": "Plus Jakarta Sans", "fontSize": 40, "fontWeight": 500},
        _box({"backgroundColor": GREEN, "color": "#ffffff", "padding": 40, "fontSize": 40}, AGENCY),
        _box({"padding": "40px 64px 20px", "fontSize": 84, "fontWeight": 800, "lineHeight": 1.1}, title(number)),
        _box(
            {"flexDirection": "column", "padding": "0 64px", "flexGrow": 1},
            *(_paper(*each) for each in enumerate(PAPERS, start=1)),
        ),
        _box(
            {"backgroundColor": "#ffffff", "padding": "10px 64px", "alignItems": "center",
             "justifyContent": "space-between"},
            _box({"flexDirection": "column", "fontSize": 34}, *(_box({}, line) for line in FOOTER)),
            {"type": "img", "props": {"src": _QR, "width": QR_SIDE, "height": QR_SIDE}},
        ),
    )  # fmt: skip


def _paper(number: int, text: str) -> Element:
    mark = {"width": 60, "height": 60, "borderRadius": 18, "backgroundColor": TINT, "color": GREEN,
            "alignItems": "center", "justifyContent": "center", "fontWeight": 800, "flexShrink": 0}  # fmt: skip
    return _box({"marginTop": 30}, _box(mark, str(number)), _box({"marginLeft": 24, "fontSize": 44}, text))


def _box(style: dict[str, Any], *children: Element | str) -> Element:
    inside = children[0] if len(children) == 1 else list(children)
    return {"type": "div", "props": {"style": {"display": "flex", **style}, "children": inside}}


_QR = "data:image/png;base64," + base64.b64encode(qr_png()).decode()
_WITHOUT_UNIT = {"fontWeight", "lineHeight", "flexGrow", "flexShrink"}


def html(element: Element | str) -> str:
    """The same elements as HTML with inline styles."""
    if isinstance(element, str):
        return escape(element)
    props = element["props"]
    if element["type"] == "img":
        return f'<img src="{props["src"]}" width="{props["width"]}" height="{props["height"]}">'
    inside = props.get("children", [])
    children = inside if isinstance(inside, list) else [inside]
    return f'<div style="{_css(props["style"])}">{"".join(map(html, children))}</div>'


def _css(style: dict[str, Any]) -> str:
    return ";".join(f"{_css_name(name)}:{_css_value(name, value)}" for name, value in style.items())


def _css_name(name: str) -> str:
    return "".join("-" + letter.lower() if letter.isupper() else letter for letter in name)


def _css_value(name: str, value: Any) -> str:
    return f"{value}px" if isinstance(value, int) and name not in _WITHOUT_UNIT else str(value)
