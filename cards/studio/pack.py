"""What the download will hold, and the texts that go with the slides."""

from dataclasses import dataclass

from cards import captions
from cards.studio import shapes
from cards.studio.making import Making, check_url_of
from cards.studio.strip import count_as_issued, count_of

TEXTS = (
    "Takarir, takarir pendek untuk X, judul TikTok, teks WhatsApp, teks alternatif, dan petunjuk mengunggah"
)
"""What every ZIP holds besides pictures; see `cards.archive.files`."""


@dataclass(frozen=True)
class Part:
    """The pictures of one format. `count` is None until they are counted; `problem` says why there are too many."""

    format: str
    picture: str
    count: int | None = None
    problem: str = ""

    @property
    def words(self) -> str:
        """The part in words: "12 slide PNG Potret 4:5"."""
        number = f"{self.count} slide" if self.count else "slide"
        return f"{number} {self.picture.upper()} {shapes.label(self.format)}"


def parts_of(making: Making, *, is_counted: bool) -> list[Part]:
    """One part for each chosen format. Only what is on the film strip is counted unless all are asked for."""
    return [] if making.faults else [_part(making, each, is_counted) for each in making.chosen.formats]


def _part(making: Making, format: str, is_counted: bool) -> Part:
    picture = making.chosen.picture
    if format == making.chosen.shown and making.strip:
        return Part(format, picture, len(making.strip.slides), making.strip.problem)
    if not is_counted:
        return Part(format, picture)
    found = count_of(making.content, format)
    return Part(format, picture, problem=found) if isinstance(found, str) else Part(format, picture, found)


def parts_as_issued(making: Making) -> list[Part]:
    """The parts once more, drawn as they will be with a code: the answer on which a code depends."""
    picture, made = making.chosen.picture, []
    for format in making.chosen.formats:
        found = count_as_issued(making.content, format)
        made.append(
            Part(format, picture, problem=found) if isinstance(found, str) else Part(format, picture, found)
        )
    return made


def problems_of(making: Making, parts: list[Part]) -> list[str]:
    """Why these pictures cannot be posted: too many to draw, or more than the chosen platform takes."""
    found = [f"{shapes.label(each.format)}: {each.problem}" for each in parts if each.problem]
    preset = making.chosen.preset
    if preset is None or found:
        return found
    there = [each for each in parts if each.format in preset.formats] or parts
    return preset.problems(max((each.count or 0 for each in there), default=0))


def zip_list(making: Making, parts: list[Part]) -> list[str]:
    """What the ZIP will hold: "12 slide PNG Potret 4:5", "Poster A4 (PDF)", the texts."""
    posters = [f"{shapes.poster_label(size)} (PDF)" for size in making.chosen.posters]
    return [*(each.words for each in parts), *posters, TEXTS]


@dataclass(frozen=True)
class Text:
    """One text to copy."""

    key: str
    label: str
    words: str
    help: str = ""
    rows: int = 6


def texts_of(making: Making) -> list[Text]:
    """Caption, alternative texts and WhatsApp text, with the card's own code once it has one."""
    if not making.strip or not making.strip.slides:
        return []
    content, address = making.content, check_url_of(making.issued)
    caption = captions.caption(content, address)
    alts = "\n\n".join(f"{at}. {alt.text}" for at, alt in enumerate(making.strip.alts, start=1))
    return [
        Text("takarir", "Takarir", caption, f"{len(caption)} dari {captions.CAPTION_LIMIT} huruf", 9),
        Text("whatsapp", "Teks WhatsApp", captions.whatsapp_text(content, address), rows=9),
        Text("pendek", "Takarir pendek untuk X", captions.short_caption(content, address), rows=5),
        Text("alt", "Teks alternatif", alts, "Satu untuk setiap slide, untuk pembaca layar"),
    ]
