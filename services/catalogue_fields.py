"""The kinds of values in a catalogue file: keys, texts, lists, clocks and days, and the base of every row."""

import datetime
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from services.fields import clean_html

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?::00)?")


class Row(BaseModel):
    """Base of everything in the file."""

    model_config = ConfigDict(
        extra="allow",
        use_enum_values=True,
        coerce_numbers_to_str=True,
        str_strip_whitespace=True,
        allow_inf_nan=False,
    )

    @model_validator(mode="before")
    @classmethod
    def _nothing_is_absent(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = {info.alias or name for name, info in cls.model_fields.items()}
        said = {name: value for name, value in data.items() if value is not None or name not in known}
        return {name: _one_newline(value) for name, value in said.items()}

    @property
    def unknown(self) -> dict[str, Any]:
        """Keys of this row that the format does not know, with their values."""
        return dict(self.__pydantic_extra__ or {})


def _one_newline(value: Any) -> Any:
    """Text of a browser's form ends its lines in two letters, text of a file in one; they say the same."""
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _clock(value: Any) -> Any:
    """A time of day as "08:00", "8.00", or a number that YAML made of an unquoted 10.15."""
    if isinstance(value, datetime.time):
        return value
    match = _CLOCK.fullmatch(str(value).strip())
    if not match:
        raise ValueError("jam ditulis '08:00'")
    return datetime.time(int(match[1]), int(match[2]))


def _day(value: Any) -> Any:
    """Dates only as 2026-01-31: pydantic would take a number for seconds since 1970."""
    if isinstance(value, datetime.date):
        return value
    try:
        day = datetime.date.fromisoformat(value if len(value) == 10 else "")
    except (TypeError, ValueError):
        day = None
    if day is None or not 1990 <= day.year <= 2150:
        raise ValueError("tanggal ditulis 2026-01-31")
    return day


def _lines(value: Any) -> Any:
    """Items that say something, each once and in one line: staff edit such a list one item per line."""
    if not isinstance(value, list):
        return value
    filled = [each for each in value if each is not None and each != ""]
    lines = [
        " ".join(filter(None, map(str.strip, each.splitlines()))) if isinstance(each, str) else each
        for each in filled
    ]
    return _once([line for line in lines if line != ""])


def _once(values: list[Any]) -> list[Any]:
    return [each for index, each in enumerate(values) if each not in values[:index]]


def _empty_day(value: Any) -> Any:
    return {day: intervals or [] for day, intervals in value.items()} if isinstance(value, dict) else value


Short = Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[a-zA-Z0-9_-]+$")]
Key = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[a-zA-Z0-9_-]+$")]
Text = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Line = Annotated[str, Field(max_length=250)]
Clock = Annotated[datetime.time, BeforeValidator(_clock)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
RichText = Annotated[str, AfterValidator(clean_html)]
Lines = Annotated[list[str], BeforeValidator(_lines)]
"""Short texts, or keys of other rows: empty items are left out, and so is what stands there already."""
Week = Annotated[dict[str, list[tuple[Clock, Clock]]], BeforeValidator(_empty_day)]
LimitedDays = Annotated[dict[str, Annotated[Lines, AfterValidator(sorted)]], BeforeValidator(_empty_day)]
"""By weekday: the services (slugs) that alone are given on it."""
Order = Annotated[int, Field(ge=-1_000_000, le=1_000_000)]


def with_kept(given: Any, known: Any, names: list[str]) -> Any:
    """The row, with what is known where the file does not say it: keys that files had not from the beginning."""
    if known is None:
        return given
    silent = [name for name in names if name not in given.model_fields_set]
    return given.model_copy(update={name: getattr(known, name) for name in silent})
