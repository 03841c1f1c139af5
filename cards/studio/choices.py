"""What an officer chooses in the studio: read from an address or a form, and put back into a short address."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from cards.content import CardOptions
from cards.formats import DEFAULT_FORMAT
from cards.platforms import PLATFORMS, PRESETS, Platform
from cards.registry import today
from cards.studio import shapes
from cards.subjects import Choice, Source, SubjectKind
from cards.wording import clean

TITLE_LIMIT = 90
"""What `CardOptions.title` holds."""
PRESET_QUESTIONS = {"brief": 2, "full": 3}
"""How many of a service's questions, the first, come into a pack unasked: more would make it long."""
WHOLE = "isi"
"""The field that says that a form was sent as a whole: then what is not named is not ticked."""
THEMES = {"light": "Terang", "brand": "Instansi", "dark": "Gelap"}
LANGUAGES = {"id": "Indonesia", "en": "Inggris"}
DETAILS = {"brief": "Ringkas", "full": "Lengkap"}
PICTURES = {"png": "PNG, tajam", "jpeg": "JPEG, ringan"}


@dataclass(frozen=True)
class Fault:
    """A choice that cannot be followed: the field, and what to do."""

    field: str
    words: str


@dataclass(frozen=True)
class Offer:
    """What may be chosen for one subject."""

    cases: Sequence[Choice]
    cases_label: str
    questions: Sequence[Choice]
    has_brief: bool = False

    @classmethod
    def of(cls, kind: SubjectKind, source: Source) -> "Offer":
        """What there is to choose about this source."""
        cases = kind.case_choices(source)
        return cls(
            cases if len(cases) > 1 else (), kind.cases_label, kind.question_choices(source), kind.has_brief
        )

    @property
    def detail(self) -> str:
        """How long a pack is for which nobody said it: short, where that can be."""
        return "brief" if self.has_brief else "full"

    def preset_questions(self, detail: str) -> tuple[str, ...]:
        """The questions of a pack for which nobody chose any."""
        return tuple(each.key for each in self.questions[: PRESET_QUESTIONS[detail]])


@dataclass(frozen=True)
class Chosen:
    """The choices for one pack. `order` and `without` are keys of sections; `shown` is the format of the film strip."""

    cases: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    formats: tuple[str, ...] = (DEFAULT_FORMAT,)
    posters: tuple[str, ...] = ()
    shown: str = DEFAULT_FORMAT
    theme: str = "light"
    language: str = "id"
    picture: str = "png"
    title: str = ""
    order: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    detail: str = "full"
    platform: str = ""
    plan: str = ""
    """The primary key of the plan this card is made for (`?rencana=`), if any."""
    faults: tuple[Fault, ...] = field(default=(), compare=False)

    def options(self, offer: Offer) -> CardOptions:
        """For a card of today. All cases ticked also means those added later."""
        every_case = len(self.cases) == len(offer.cases)
        return CardOptions(
            as_of=today(),
            cases=None if every_case else self.cases,
            questions=self.questions if offer.questions else None,
            order=self.order,
            without=self.without,
            title=self.title,
            theme=self.theme,
            language=self.language,
            detail=self.detail,
        )

    def in_detail(self, detail: str, offer: Offer) -> "Chosen":
        """The same, shorter or longer; questions that nobody chose are then those that come unasked."""
        usual = self.questions == offer.preset_questions(self.detail)
        return self.but(detail=detail, questions=offer.preset_questions(detail) if usual else self.questions)

    @property
    def preset(self) -> Platform | None:
        """The platform the pack is made for, if one was chosen."""
        return PLATFORMS.get(self.platform)

    def but(self, **changes: Any) -> "Chosen":
        """The same with other values."""
        return replace(self, **changes)

    def query(self, offer: Offer) -> str:
        """The shortest address that leads to the same choices: what is usual is left out."""
        usual = Chosen(
            cases=tuple(each.key for each in offer.cases),
            questions=offer.preset_questions(self.detail),
            detail=offer.detail,
            formats=formats_of(self.preset),
            shown=self.formats[0] if self.formats else "",
            picture=picture_of(self.preset),
        )
        pairs = [
            (name, ",".join(value) if isinstance(value, tuple) else value)
            for name, attribute in NAMES.items()
            if (value := getattr(self, attribute)) != getattr(usual, attribute)
        ]
        return urlencode(pairs, safe=",:")


NAMES = {
    "media": "platform", "keadaan": "cases", "tanya": "questions", "ukuran": "formats", "poster": "posters",
    "jenis": "picture", "lihat": "shown", "tema": "theme", "bahasa": "language", "judul": "title",
    "urut": "order", "tanpa": "without", "rincian": "detail", "rencana": "plan",
}  # fmt: skip
"""Fields of the form and the address by the attribute they fill."""


def formats_of(platform: Platform | None) -> tuple[str, ...]:
    """The formats that are usual for a platform: its first that can be drawn."""
    drawn = [key for key in platform.drawn_formats() if key in shapes.PICTURED] if platform else []
    return tuple(drawn[:1]) or (DEFAULT_FORMAT,)


def picture_of(platform: Platform | None) -> str:
    """The kind of picture that is usual for a platform."""
    return platform.picture if platform and platform.picture in PICTURES else "png"


def read(data: QueryDict, offer: Offer) -> Chosen:
    """The choices in an address or a sent form. What is not named takes what is usual; faults are told, never raised."""
    reader = _Reader(data)
    platform = reader.one("media", PRESETS, "")
    is_new_platform = "media-lama" in data and data["media-lama"] != platform and platform
    preset = PLATFORMS.get(platform)
    formats = reader.many("ukuran", shapes.PICTURED, formats_of(preset), "Pilih paling sedikit satu ukuran.")
    picture = reader.one("jenis", PICTURES, picture_of(preset))
    if is_new_platform:
        formats, picture = formats_of(preset), picture_of(preset)
    cases = tuple(each.key for each in offer.cases)
    detail = reader.one("rincian", DETAILS if offer.has_brief else ("full",), offer.detail)
    return Chosen(
        cases=reader.many("keadaan", cases, cases, f"Pilih paling sedikit satu {offer.cases_label.lower()}."),
        questions=reader.many(
            "tanya", [each.key for each in offer.questions], offer.preset_questions(detail)
        ),
        formats=formats,
        posters=reader.many("poster", shapes.POSTERS, ()),
        shown=_shown(data.get("lihat", ""), formats),
        theme=reader.one("tema", THEMES, "light"),
        language=reader.one("bahasa", LANGUAGES, "id"),
        picture=picture,
        title=reader.line("judul", TITLE_LIMIT),
        order=reader.keys("urut"),
        without=reader.keys("tanpa"),
        detail=detail,
        platform=platform,
        plan=_number(data.get("rencana", "")),
        faults=tuple(reader.faults),
    )


def _number(text: str) -> str:
    return text if text.isascii() and text.isdecimal() and len(text) < 12 else ""


def _shown(asked: str, formats: tuple[str, ...]) -> str:
    return asked if asked in formats else next(iter(formats), DEFAULT_FORMAT)


class _Reader:
    """Reads fields and gathers what is wrong with them."""

    def __init__(self, data: QueryDict) -> None:
        self.data = data
        self.faults: list[Fault] = []

    def keys(self, name: str) -> tuple[str, ...]:
        """A list, whether it is sent as several values or as one with commas."""
        parts = (part for value in self.data.getlist(name) for part in value.split(","))
        return tuple(dict.fromkeys(part[:200] for part in parts if part))[:200]

    def many(
        self,
        name: str,
        allowed: Collection[str],
        usual: tuple[str, ...],
        none_words: str = "",
    ) -> tuple[str, ...]:
        """The chosen ones in the order of those there are; none is a fault where there are words for it."""
        if name not in self.data and WHOLE not in self.data:
            return usual
        asked = self.keys(name)
        if unknown := [each for each in asked if each not in allowed]:
            self._fault(name, f"Pilihan “{unknown[0][:60]}” tidak ada (lagi). Pilih dari daftar.")
        chosen = tuple(each for each in allowed if each in asked)
        if allowed and none_words and not chosen and not unknown:
            self._fault(name, none_words)
        return chosen

    def one(self, name: str, allowed: Collection[str], usual: str) -> str:
        """One of those there are."""
        asked = self.data.get(name, "")
        if asked and asked not in allowed:
            self._fault(name, f"Pilihan “{asked[:60]}” tidak ada (lagi). Pilih dari daftar.")
        return asked if asked in allowed else usual

    def line(self, name: str, limit: int) -> str:
        """One printable line."""
        typed = clean(self.data.get(name, "")[:1000])
        if len(typed) > limit:
            self._fault(name, f"Judul pendek paling banyak {limit} huruf; ini {len(typed)}.")
        return typed[:limit]

    def _fault(self, name: str, words: str) -> None:
        self.faults.append(Fault(name, words))
