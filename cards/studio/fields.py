"""The fields of the maker's form, as its template shows them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cards.formats import FORMATS
from cards.platforms import PLATFORMS, PRESETS, Platform
from cards.studio import choices, shapes
from cards.studio.making import Making
from cards.theme import theme_of
from services.wording import date_words


@dataclass(frozen=True)
class Option:
    """One box to tick. `colours` are those of a theme's sample: field, paper, accent."""

    name: str
    value: str
    label: str
    is_ticked: bool
    help: str = ""
    colours: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its id on the page."""
        return f"{self.name}-{self.value}"


def fields_of(making: Making) -> dict[str, Any]:
    """Options by the name of their field; a field that offers nothing is empty."""

    def options(
        name: str, pairs: Iterable[tuple[str, str]], helps: dict[str, str] | None = None
    ) -> list[Option]:
        return [
            Option(name, key, words, making.is_ticked(name, key), (helps or {}).get(key, ""))
            for key, words in pairs
        ]

    uses = {key: FORMATS[key].use for key in shapes.PICTURED}
    return {
        "cases": options("keadaan", [(each.key, each.label) for each in making.offer.cases]),
        "questions": options("tanya", [(each.key, each.label) for each in making.offer.questions]),
        "formats": options("ukuran", [(key, shapes.label(key)) for key in shapes.PICTURED], uses),
        "posters": options("poster", [(key, shapes.poster_label(key)) for key in shapes.POSTERS]),
        "pictures": options("jenis", choices.PICTURES.items()),
        "languages": options("bahasa", choices.LANGUAGES.items()),
        "themes": _themes(making),
        "presets": _presets(making),
    }


def _themes(making: Making) -> list[Option]:
    color = making.natural.brand_color
    return [
        Option("tema", key, label, making.is_ticked("tema", key), colours=_sample(color, key))
        for key, label in choices.THEMES.items()
    ]


def _sample(brand_color: str, theme: Any) -> tuple[str, ...]:
    tones = theme_of(brand_color, theme)
    return tones.field, tones.paper, tones.accent, tones.ink


@dataclass(frozen=True)
class Preset:
    """A platform to make the pack for: the formats and the kind of picture it brings along."""

    key: str
    label: str
    is_chosen: bool
    formats: str
    picture: str
    limits: str


def _presets(making: Making) -> list[Preset]:
    return [_preset(PLATFORMS[key], making.chosen.platform == key) for key in PRESETS]


def _preset(platform: Platform, is_chosen: bool) -> Preset:
    formats, picture = choices.formats_of(platform), choices.picture_of(platform)
    return Preset(platform.key, platform.label, is_chosen, ",".join(formats), picture, limits_words(platform))


def limits_words(platform: Platform | None) -> str:
    """What a platform takes, and when that was looked up; "" without one."""
    if platform is None:
        return ""
    most = f"paling banyak {platform.most_slides} gambar sekali unggah" if platform.most_slides else ""
    caption = f"takarir {platform.caption_limit} huruf" if platform.caption_limit else ""
    limits = ", ".join(filter(None, [most, caption]))
    return f"{platform.label}: {limits}. Diperiksa {date_words(platform.checked, short=True)}."
