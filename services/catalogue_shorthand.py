"""Requirements and steps written one per line in a cell: what a plain list of services has instead of sheets."""

import re
from typing import Any

from django.utils.text import slugify

from services.choices import ACTOR_LABELS, RequirementForm

_NUMBER = re.compile(r"^\s*(?:\(?\d{1,2}[.)]|[-•*–])\s*")
_FORMS = [
    (r"\b(foto\s?kopi|fotocopy|foto copy|fc)\b", RequirementForm.COPY),
    (r"\bpas\s?foto\b", RequirementForm.PHOTO),
    (r"\bformulir|\bf-\d", RequirementForm.FORM),
    (r"\bsurat\b", RequirementForm.ORIGINAL_LETTER),
]


def requirements_of(said: str, saved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Requirements by their words; one that is saved under the same words keeps all that is known of it."""
    known = {each["label"].casefold(): each for each in saved}
    found: list[dict[str, Any]] = []
    for line in _lines(said):
        taken = {each["id"] for each in found}
        found.append(
            known.get(line.casefold()) or {"id": _key(line, taken), "label": line, "form": _form(line)}
        )
    return found


def steps_of(said: str, saved: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Steps by their words; "Petugas: memeriksa berkas" names who acts, else it is the applicant."""
    known = {each["text"].casefold(): each for each in saved}
    return [known.get(line.casefold()) or _step(line) for line in _lines(said)]


def _step(line: str) -> dict[str, Any]:
    actor, colon, text = line.partition(":")
    if colon and text.strip() and actor.strip().casefold() in ACTOR_LABELS:
        return {"actor": actor.strip().casefold(), "text": text.strip()}
    return {"actor": "pemohon", "text": line}


def _lines(said: str) -> list[str]:
    found = [_NUMBER.sub("", line).strip() for line in re.split(r"[\n;]", said)]
    return list(dict.fromkeys(line for line in found if line))


def _key(label: str, taken: set[str]) -> str:
    base = slugify(label)[:50] or "butir"
    return next(key for key in [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))] if key not in taken)


def _form(label: str) -> str:
    """The form that the words tell; a paper of which nothing is told is shown."""
    return str(next((form for words, form in _FORMS if re.search(words, label.casefold())),
                    RequirementForm.ORIGINAL_SHOWN))  # fmt: skip
