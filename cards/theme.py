"""From any brand colour to the tones a card needs, each legible where it is used.

The work is done in OKLCH (lightness, chroma, hue: https://bottosson.github.io/posts/oklab/), where changing
the lightness keeps the colour recognisable. Every tone is checked as the 8-bit colour that is really drawn.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Literal

LEGIBLE = 4.5
"""Contrast that WCAG 2.2 asks of body text; used for every text, whatever its size."""

_TARGET = 4.6  # a little more, so that rounding to 8 bits never falls short
_LONG_TEXT = 6.5  # of white on the paper of the style "brand", where all text stands on a colour
_DEEPEST = 0.3
_BRIGHT = 0.86
_BRIGHTEST_PAPER = 0.9  # so that white panels stand out from it
_STEP = 0.01
_GREY = 0.03  # chroma below which a colour is hardly one; its accents stand out by being dark instead
_INK = "#10231c"
_PAPER = "#fbfaf6"
_WHITE = "#ffffff"
_SUN = "#ffd166"

Oklch = tuple[float, float, float]
Style = Literal["light", "brand", "dark"]


@dataclass(frozen=True)
class Theme:
    """Colours of a card as "#rrggbb". `field` is the area in the brand colour; names with `on_` are texts."""

    field: str
    on_field: str
    on_field_quiet: str
    field_shape: str
    paper: str
    surface: str
    ink: str
    quiet: str
    accent: str
    tint: str
    on_tint: str
    hairline: str
    badge: str
    on_badge: str

    def text_pairs(self) -> list[tuple[str, str]]:
        """Every (text, background) that the templates draw; each must be legible."""
        plain = [self.paper, self.surface, self.tint]
        return [
            *((self.on_field, background) for background in (self.field, self.field_shape)),
            *((self.on_field_quiet, background) for background in (self.field, self.field_shape)),
            *((text, background) for text in (self.ink, self.quiet, self.accent) for background in plain),
            (self.on_tint, self.tint),
            (self.on_badge, self.badge),
        ]

    def as_dict(self) -> dict[str, str]:
        """For the templates."""
        return asdict(self)


def _channels(colour: str) -> tuple[float, float, float]:
    value = int(colour[1:], 16)
    return tuple(_to_linear(value >> shift & 255) for shift in (16, 8, 0))  # type: ignore[return-value]


def _to_linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _to_8bit(linear: float) -> int:
    share = 12.92 * linear if linear <= 0.0031308 else 1.055 * linear ** (1 / 2.4) - 0.055
    return round(255 * min(max(share, 0), 1))


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two "#rrggbb" colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def to_oklch(colour: str) -> Oklch:
    """Lightness 0-1, chroma, hue in radians of an "#rrggbb" colour."""
    red, green, blue = _channels(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show, giving up chroma before lightness and hue."""
    lightness = min(max(lightness, 0), 1)
    for share in range(20, -1, -1):
        rgb = _linear_rgb(lightness, chroma * share / 20, hue)
        if all(-0.0005 <= channel <= 1.0005 for channel in rgb):
            break
    return "#" + "".join(f"{_to_8bit(channel):02x}" for channel in rgb)


def _legible(start: Oklch, backgrounds: Iterable[str], direction: int, target: float = _TARGET) -> str:
    """The first tone from `start`, going darker (-1) or lighter (+1), that is legible on all backgrounds."""
    lightness, chroma, hue = start
    backgrounds = list(backgrounds)
    while 0 <= lightness <= 1:
        tone = from_oklch(lightness, chroma, hue)
        if all(contrast(tone, background) >= target for background in backgrounds):
            return tone
        lightness += direction * _STEP
    return _WHITE if direction > 0 else "#000000"


def _field(brand: Oklch) -> tuple[str, bool]:
    """The brand's area and whether its text is light: the colour moved as little as legibility asks."""
    lightness, chroma, hue = brand
    if lightness > 0.93 and chroma < 0.05:
        # White is no area of colour: use a slate of its hue.
        return from_oklch(0.32, min(chroma, 0.03), hue), True
    if lightness > 0.7:
        return _legible((max(lightness, 0.75), chroma, hue), [_INK], +1), False
    return _legible((max(lightness, 0.24), chroma, hue), [_WHITE], -1), True


@lru_cache(maxsize=64)
def theme_of(brand_color: str, style: Style = "light") -> Theme:
    """The card's tones for a brand colour "#rrggbb" in one of three styles; anything else is an error.

    Light stands on paper, with the brand on covers and heads; brand stands on the brand's colour throughout; dark
    stands on a near black of its hue. The names mean the same in each, so templates need not know which it is.
    """
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", brand_color):
        raise ValueError(f"not a colour: {brand_color!r}")
    return {"light": _light, "brand": _branded, "dark": _dark}[style](to_oklch(brand_color))


def _area(brand: Oklch) -> tuple[dict[str, str], bool]:
    """The tones of the area in the brand's colour and what stands on it, and whether its text is light."""
    _, chroma, hue = brand
    field, light_text = _field(brand)
    # A little darker than the area: with light text that raises the contrast, with dark text it is checked.
    shape = _moved(field, -0.045)
    if not light_text and contrast(_INK, shape) < _TARGET:
        shape = field
    quiet = ((0.9, min(chroma, 0.04), hue), +1) if light_text else ((0.36, min(chroma, 0.06), hue), -1)
    tones = {
        "field": field,
        "on_field": _WHITE if light_text else _INK,
        "on_field_quiet": _legible(quiet[0], [field, shape], quiet[1]),
        "field_shape": shape,
        "badge": _SUN if light_text else _INK,
        "on_badge": _INK if light_text else _WHITE,
    }
    return tones, light_text


def _moved(colour: str, by: float, saturation: float = 1) -> str:
    """A lighter or darker tone of a colour."""
    lightness, chroma, hue = to_oklch(colour)
    return from_oklch(lightness + by, chroma * saturation, hue)


def _light(brand: Oklch) -> Theme:
    lightness, chroma, hue = brand
    tint = from_oklch(0.94, min(chroma, 0.035), hue)
    plain = [_PAPER, _WHITE, tint]
    return Theme(
        **_area(brand)[0],
        paper=_PAPER,
        surface=_WHITE,
        ink=_INK,
        quiet=_legible((0.46, 0.02, hue), plain, -1),
        accent=_legible((min(lightness, 0.5 if chroma > _GREY else 0.3), chroma, hue), plain, -1),
        tint=tint,
        on_tint=_legible((0.4, chroma, hue), [tint], -1),
        hairline=from_oklch(0.88, min(chroma, 0.02), hue),
    )


def _branded(brand: Oklch) -> Theme:
    area, light_text = _area(brand)
    return _on_deep(area) if light_text else _on_bright(area)


def _on_deep(area: dict[str, str]) -> Theme:
    """Light text on the brand's colour. Long text asks for more contrast than a title, so the paper is deeper."""
    paper = _legible(to_oklch(_moved(area["field"], -0.025)), [_WHITE], -1, target=_LONG_TEXT)
    lightness, chroma, hue = to_oklch(paper)
    up = +1 if lightness < _DEEPEST else -1  # where it cannot go darker, what stands out is lighter
    surface, tint = _moved(paper, up * 0.065), _moved(paper, up * 0.115)
    plain = [paper, surface, tint]
    accent = _legible((0.92, min(chroma, 0.09), hue), plain, +1)
    return Theme(
        **area,
        paper=paper,
        surface=surface,
        ink=_WHITE,
        quiet=_legible((0.89, min(chroma, 0.03), hue), plain, +1),
        accent=accent,
        tint=tint,
        on_tint=accent,
        hairline=_moved(paper, 0.13, 0.8),
    )


def _on_bright(area: dict[str, str]) -> Theme:
    """Dark text on a bright brand's colour, with panels that are nearly white."""
    lightness, chroma, hue = to_oklch(area["field"])
    paper = from_oklch(min(lightness + 0.03, _BRIGHTEST_PAPER), chroma * 0.9, hue)
    lightness, chroma, _ = to_oklch(paper)
    surface = from_oklch(0.985, min(chroma, 0.012), hue)
    tint = _moved(paper, -0.07) if lightness > _BRIGHT else from_oklch(0.945, min(chroma, 0.05), hue)
    plain = [paper, surface, tint]
    accent = _legible((0.42, chroma, hue), plain, -1)
    return Theme(
        **area,
        paper=paper,
        surface=surface,
        ink=_INK if contrast(_INK, tint) >= _TARGET else "#000000",
        quiet=_legible((0.38, min(chroma, 0.04), hue), plain, -1),
        accent=accent,
        tint=tint,
        on_tint=accent,
        hairline=_moved(paper, -0.09, 0.9),
    )


def _dark(brand: Oklch) -> Theme:
    _, chroma, hue = brand
    paper = from_oklch(0.19, min(chroma, 0.022), hue)
    surface = from_oklch(0.25, min(chroma, 0.03), hue)
    tint = from_oklch(0.315, min(chroma, 0.05), hue)
    field = from_oklch(0.33, min(chroma, 0.085), hue)
    shape = _moved(field, 0.035)
    plain = [paper, surface, tint]
    accent = _legible((0.82, min(chroma, 0.13), hue), plain, +1)
    return Theme(
        field=field,
        on_field=_WHITE,
        on_field_quiet=_legible((0.88, min(chroma, 0.03), hue), [field, shape], +1),
        field_shape=shape,
        paper=paper,
        surface=surface,
        ink=from_oklch(0.97, min(chroma, 0.008), hue),
        quiet=_legible((0.8, min(chroma, 0.02), hue), plain, +1),
        accent=accent,
        tint=tint,
        on_tint=_legible((0.9, min(chroma, 0.07), hue), [tint], +1),
        hairline=from_oklch(0.4, min(chroma, 0.03), hue),
        badge=_SUN,
        on_badge=_INK,
    )
