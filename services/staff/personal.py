"""What staff write that seems to say who somebody is: found before it is stored, and left to them to decide."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django import forms
from django.http import QueryDict

from services import snapshot
from services.facts import SharedFacts
from services.masking import mask

FIELD = "pribadi"
"""Name of the buttons that answer the question."""
MASKED, KEPT = "samarkan", "biarkan"
LEAST_DIGITS = 6
"""Shorter numbers are never masked."""

AnyForm = TypeVar("AnyForm", bound=forms.BaseForm)

_NUMBER = re.compile(r"\+?\d(?:[\s.()\-]{0,3}\d)+")
_STAND_IN = 0xE100
"""First of the letters that stand for our own numbers while the rest is masked; nobody types them."""


@dataclass(frozen=True)
class Personal:
    """A field that seems to say who somebody is: its name and label, and its text with that masked."""

    name: str
    label: str
    masked: str


def personal_in(form: forms.BaseForm, names: Iterable[str], masking: Callable[[str], str]) -> list[Personal]:
    """The fields of a valid form that seem to hold a NIK, a phone number or a mail address."""
    found = []
    for name in names:
        written = form.cleaned_data.get(name) or ""
        if (masked := masking(written)) != written:
            found.append(Personal(name, str(form.fields[name].label), masked))
    return found


def decided(
    form: AnyForm, found: list[Personal], choice: str, again: Callable[[QueryDict], AnyForm]
) -> tuple[AnyForm, list[Personal]]:
    """The form with what was chosen about what was found, and what is still to be asked.

    `again` makes the form anew from what was sent, with masks in it; it must be validated again.
    """
    if found and choice == MASKED:
        return again(with_masked(form.data, found)), []
    return form, [] if choice == KEPT else found


def with_masked(data: QueryDict, personal: Sequence[Personal]) -> QueryDict:
    """What was sent, with the masked texts in place of what was written."""
    data = data.copy()
    for each in personal:
        data[each.name] = each.masked
    return data


def mask_but_ours(text: str) -> str:
    """The text with numbers and addresses masked, except those that the offices of this site give to everybody."""
    ours = _ours(snapshot.current())
    if ours is None:
        return mask(text)
    kept: list[str] = []

    def stand_in(found: re.Match[str]) -> str:
        kept.append(found[0])
        return chr(_STAND_IN + len(kept) - 1)

    masked = mask(ours.sub(stand_in, text))
    for place, words in enumerate(kept):
        masked = masked.replace(chr(_STAND_IN + place), words)
    return masked


def _ours(facts: SharedFacts) -> re.Pattern[str] | None:
    """Finds the numbers and mail addresses of agencies, offices and ways to complain, however they are written."""
    told = [text for each in facts.agencies.values() for text in (each.phone, each.whatsapp, each.email)]
    told += [each.phone for each in facts.offices.values()]
    told += [text for each in facts.channels.values() for text in (each.value, each.sms)]
    ways = {_mail(each) for each in told if "@" in each}
    ways |= {_number(each[0]) for text in told if "@" not in text for each in _NUMBER.finditer(text)}
    ways.discard("")
    return re.compile("|".join(sorted(ways)), re.IGNORECASE) if ways else None


def _mail(address: str) -> str:
    return rf"(?<![\w.+\-]){re.escape(address.strip())}(?![\w\-]|\.\w)"


def _number(written: str) -> str:
    """The same digits with or without the country's code and with signs between them; never a part of longer ones."""
    digits = re.sub(r"\D", "", written)
    core = digits.removeprefix("62") if written.startswith(("+", "62")) else digits.removeprefix("0")
    if len(core) < LEAST_DIGITS:
        return ""
    spaced = r"[\s.()\-]{0,3}".join(core)
    return rf"(?<![\d+])(?<!\d[ .\-])\(?(?:\+?62|0)?[\s.()\-]{{0,3}}{spaced}(?!\d|[ .\-]\d)"
