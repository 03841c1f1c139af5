"""An entry as an officer reads it aloud: short lines in the order in which people ask."""

import re
from dataclasses import dataclass

from faq.document import QuestionDocument
from services.descriptions import plain_text
from services.office_pages import OfficeCard
from services.pages import ServicePage, StepRow

MOST_OFFICES = 4
_END = re.compile(r"(?<=[a-z0-9)”][.!?]) +(?=[A-Z“(])")
"""Between two sentences; not after "No." or "Jl.", which no line of the interface begins anew."""
_SHORTENED = ("jl.", "no.", "kec.", "kel.", "kab.", "rt.", "rw.", "dll.", "sdr.", "dr.", "ir.", "h.", "hj.")


@dataclass(frozen=True)
class Part:
    """Lines under a heading; `is_list`: one after the other, each to be ticked off or done."""

    key: str
    title: str
    lines: tuple[str, ...]
    is_list: bool = False


def service_parts(page: ServicePage, *, own_office: str = "", as_of_now: bool = True) -> list[Part]:
    """A service in the page's case, own office first. `as_of_now=False` leaves out what holds at this moment only."""
    document = page.document
    parts = [
        Part("biaya", "Biaya", (*sentences(document.fee.text), *sentences(document.fee.other_costs))),
        Part("waktu", "Lama", _time_lines(page, as_of_now)),
        Part("bawa", page.papers_title, tuple(sentence(each.short_words) for each in page.papers), True),
        Part("tidak-perlu", "Tidak perlu", tuple(map(sentence, document.not_required)), True),
        Part("tempat", "Tempat", _place_lines(page, own_office, as_of_now)),
        Part("langkah", "Langkah", tuple(_step_line(each) for each in page.steps), True),
    ]
    return [part for part in parts if part.lines]


def question_parts(document: QuestionDocument) -> list[Part]:
    """A question's answer, sentence by sentence, and what more there is to say."""
    parts = [
        Part("jawaban", "Jawaban", sentences(document.answer)),
        Part("rincian", "Rincian", sentences(plain_text(document.details))),
    ]
    return [part for part in parts if part.lines]


def sentence(words: str) -> str:
    """Words as a sentence: a capital and a full stop, so that a voice knows where to breathe."""
    words = words.strip()
    ended = words if words.endswith((".", "!", "?", "…")) or not words else f"{words}."
    return f"{ended[:1].upper()}{ended[1:]}"


def sentences(text: str) -> tuple[str, ...]:
    """A text, a sentence a line."""
    found: list[str] = []
    for part in _END.split(text.strip()):
        if found and found[-1].lower().endswith(_SHORTENED):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return tuple(sentence(each) for each in found if each)


def _time_lines(page: ServicePage, as_of_now: bool) -> tuple[str, ...]:
    time = page.document.processing_time
    is_said = "sejak" in time.text
    starts = f"Dihitung sejak {time.starts_when}" if time.starts_when and not is_said else ""
    promise = page.promise.first.sentence if as_of_now and page.promise.first else ""
    return tuple(sentence(each) for each in (time.text, starts, promise) if each)


def _place_lines(page: ServicePage, own_office: str, as_of_now: bool) -> tuple[str, ...]:
    if not page.offices:
        return (sentence(page.no_office_sentence),)
    offices = sorted(page.offices, key=lambda each: each.facts.key != own_office)
    lines = [_place_line(each, as_of_now) for each in offices[:MOST_OFFICES]]
    rest = len(offices) - MOST_OFFICES
    return (*lines, *([f"Dan {rest} tempat lain."] if rest > 0 else []))


def _place_line(office: OfficeCard, as_of_now: bool) -> str:
    when = office.state_words if as_of_now else office.timetable_words
    return sentence(f"{office.facts.name}: {when}")


def _step_line(step: StepRow) -> str:
    who = (
        step.actor
        if step.is_resident
        else " ".join(filter(None, [step.actor, f"({step.where})" if step.where else ""]))
    )
    return f"{who}: {sentence(step.text)}"
