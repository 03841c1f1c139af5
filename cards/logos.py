"""The logos that stand on cards, by their digest, and how each is to be drawn so that it is seen."""

import io
import math
from functools import lru_cache
from typing import Any

from PIL import Image

from services.logo_images import drawn_part, edge_of, has_white_ground
from services.models import Logo

_SAMPLE = 96  # pixels of the longer side that are looked at
_ON_WHITE = 182  # the lightest grey of twice the contrast to a white plate
_ON_DARK = 80  # the darkest grey of twice the contrast to a dark one
_ENOUGH = 0.35  # of a logo's drawing that must be seen on white; most logos are made for it


@lru_cache(maxsize=32)
def drawn(digest: str) -> dict[str, Any] | None:
    """What `logo.typ` reads of a logo, its bytes as numbers; None for an agency without one."""
    data = _stored(digest)
    return {"png": list(data)} | look_of(data) if data else None


def _stored(digest: str) -> bytes | None:
    row = Logo.objects.filter(digest=digest).first() if digest else None
    return bytes(row.png) if row else None


def look_of(data: bytes) -> dict[str, Any]:
    """How to draw a kept logo.

    `ratio` is width by height. `plate` ("white" or "dark") is the one on which more of it stands out. `ground`: it is
    opaque up to its edges in a colour of its own. `reach` is how far its drawing goes from the middle, where 1 is half
    of the longer side: a disc that holds it has that radius.
    """
    with Image.open(io.BytesIO(data), formats=("PNG",)) as opened:
        picture = opened.convert("RGBA")
    ratio = picture.width / picture.height
    picture.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    white_ground = has_white_ground(picture)
    return {
        "ratio": round(ratio, 4),
        "plate": "white" if white_ground or _seen_on_white(picture) else "dark",
        "ground": not white_ground and _is_opaque_at_the_edge(picture),
        "reach": round(_reach(picture), 3),
    }


def _is_opaque_at_the_edge(picture: Image.Image) -> bool:
    edge = edge_of(picture)
    return sum(1 for *_, alpha in edge if alpha > 200) > 0.9 * len(edge)


def _seen_on_white(picture: Image.Image) -> bool:
    """Whether enough of the drawing, each pixel by how opaque it is, stands out from white, or more than from dark."""
    weights = [0] * 256
    for grey, alpha in zip(picture.convert("L").tobytes(), picture.getchannel("A").tobytes(), strict=True):
        weights[grey] += alpha
    whole = sum(weights) or 1
    on_white, on_dark = sum(weights[: _ON_WHITE + 1]) / whole, sum(weights[_ON_DARK:]) / whole
    return on_white >= _ENOUGH or on_white >= on_dark


def _reach(picture: Image.Image) -> float:
    width, height = picture.size
    mask = drawn_part(picture).tobytes()
    middle_x, middle_y, half = (width - 1) / 2, (height - 1) / 2, max(width, height) / 2
    farthest = max(
        (math.hypot(at % width - middle_x, at // width - middle_y) for at, seen in enumerate(mask) if seen),
        default=half,
    )
    return max((farthest + 0.5) / half, 0.1)
