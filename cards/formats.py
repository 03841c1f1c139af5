"""The picture formats a card can be drawn in. Platform limits change: every row says when it was checked."""

import datetime
from dataclasses import dataclass
from typing import Any, Literal

Shape = Literal["column", "story", "rail"]
"""How a slide is built: head, text and foot above one another; the same on a sheet within what the app's own buttons
leave free; or a rail at the side with the text beside it."""


@dataclass(frozen=True)
class Box:
    """A rectangle on the picture, in pixels from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Format:
    """One size of picture: where it is used, and the box outside which nothing that matters may stand.

    `smallest` is the least size of text in pixels, and `smallest_source` that of the line that names a law. They are 36
    and 30 on a picture 1080 wide, which a phone shows as wide as itself. `title` is where titles stay, from left to
    right: what a profile's grid crops away is beyond it.
    """

    key: str
    label: str
    width: int
    height: int
    safe: Box
    use: str
    checked: datetime.date
    is_pack: bool = True
    """Whether it holds a pack of slides; otherwise it is a single picture."""
    shape: Shape = "column"
    smallest: int = 36
    smallest_source: int = 30
    title: tuple[int, int] | None = None
    most_slides: int = 20
    """More are an error. 20 is what a carousel holds in the Instagram app (its publishing interface takes 10). A pack
    that fits there takes more in a shape with less room, and goes where more pictures may follow one another."""

    def for_templates(self) -> dict[str, Any]:
        """What the templates know of it."""
        return {
            "width": self.width,
            "height": self.height,
            "safe": vars(self.safe),
            "shape": self.shape,
            "smallest": self.smallest,
            "smallest_source": self.smallest_source,
            "title": self.title,
        }


_CHECKED = datetime.date(2026, 1, 1)  # the month of the sources the table was made from

# A landscape picture is seen at the width of a timeline on a desk, of a phone that is turned, or of a screen in a
# waiting room: a third wider than a phone held upright. So its text is 36 px * 1600 / 1080 / 1.33 at the least.

FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format(
            "portrait", "Potret 4:5", 1080, 1350, Box(34, 0, 1046, 1350), "Instagram dan WhatsApp", _CHECKED
        ),  # the profile grid crops to 3:4 and leaves the central 1012 px
        Format("tall", "Potret 3:4", 1080, 1440, Box(0, 0, 1080, 1440), "Instagram 3:4", _CHECKED),
        Format(
            "square", "Persegi 1:1", 1080, 1080, Box(0, 0, 1080, 1080), "Facebook, WhatsApp", _CHECKED,
            title=(135, 945), most_slides=32,
        ),  # a profile grid of 3:4 leaves the central 810 px
        Format(
            "story", "Cerita 9:16", 1080, 1920, Box(65, 270, 1015, 1540), "Instagram Story, status WhatsApp",
            _CHECKED, shape="story", most_slides=32,
        ),  # the app's own buttons cover the top 14 % and the bottom 20 %
        Format(
            "x", "Lanskap 16:9", 1600, 900, Box(0, 0, 1600, 900), "X, layar ruang tunggu", _CHECKED,
            shape="rail", smallest=40, smallest_source=34, most_slides=32,
        ),
        Format(
            "link", "Pratinjau tautan", 1200, 630, Box(0, 0, 1200, 630), "WhatsApp dan Facebook",
            _CHECKED, is_pack=False, shape="rail", smallest=30, smallest_source=26,
        ),
        Format(
            "a4", "Selebaran A4", 595, 842, Box(42, 34, 553, 808), "Dicetak dan dibagikan di loket",
            _CHECKED, is_pack=False,
        ),  # in points; 15 mm at the sides, because office printers leave 5 to 10 mm blank
        Format(
            "a3", "Poster A3", 842, 1191, Box(42, 42, 800, 1149), "Ditempel di papan pengumuman",
            _CHECKED, is_pack=False,
        ),  # in points; 15 mm all round
    )
}  # fmt: skip

DEFAULT_FORMAT = "portrait"
LEAFLET_FORMAT = "a4"
PACK_FORMATS: tuple[str, ...] = tuple(key for key, each in FORMATS.items() if each.is_pack)
