"""The picture formats a card can be drawn in. Platform limits change: every row says when it was checked."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle on the picture, in pixels from its top left corner."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True)
class Format:
    """One size of picture: where it is used, and the box outside which nothing that matters may stand."""

    key: str
    label: str
    width: int
    height: int
    safe: Box
    use: str
    checked: datetime.date
    is_pack: bool = True
    """Whether it holds a pack of slides; otherwise it is a single picture."""


_CHECKED = datetime.date(2026, 1, 1)  # the month of the sources the table was made from

FORMATS: dict[str, Format] = {
    each.key: each
    for each in (
        Format(
            "portrait", "Potret 4:5", 1080, 1350, Box(34, 0, 1046, 1350), "Instagram dan WhatsApp", _CHECKED
        ),  # the profile grid crops to 3:4 and leaves the central 1012 px
        Format("tall", "Potret 3:4", 1080, 1440, Box(0, 0, 1080, 1440), "Instagram 3:4", _CHECKED),
        Format(
            "story", "Cerita 9:16", 1080, 1920, Box(65, 270, 1015, 1540), "Instagram Story, status WhatsApp",
            _CHECKED,
        ),  # the app's own buttons cover the top 14 % and the bottom 20 %
        Format(
            "link", "Pratinjau tautan", 1200, 630, Box(0, 0, 1200, 630), "WhatsApp dan Facebook",
            _CHECKED, is_pack=False,
        ),
        Format(
            "a4", "Selebaran A4", 595, 842, Box(42, 34, 553, 808), "Dicetak dan dibagikan di loket",
            _CHECKED, is_pack=False,
        ),  # in points; 15 mm at the sides, because office printers leave 5 to 10 mm blank
    )
}  # fmt: skip

DEFAULT_FORMAT = "portrait"
LEAFLET_FORMAT = "a4"
PACK_FORMATS: tuple[str, ...] = tuple(key for key, each in FORMATS.items() if each.is_pack)
