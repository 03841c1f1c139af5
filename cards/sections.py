"""The sections of a card about a service, each built by a pure function from an edition and the shared facts.

Where it is given stands in `place_sections`, where to ask in `help_sections`; both can be had here, too.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cards.block_rows import rows
from cards.help_sections import asking, channels, contact, last
from cards.place_sections import where, where_headline
from cards.printed import Block, Section
from cards.wording import without_scheme
from faq.document import QuestionDocument
from services.choices import RequirementForm, actor_label
from services.document import Case, Fee, ProcessingTime, Requirement, ServiceDocument, Step, digest
from services.facts import SharedFacts
from services.headlines import fee_headline, time_headline
from services.language import INDONESIAN, in_language

__all__ = ["asking", "channels", "contact", "cover", "flow", "last", "not_required", "questions", "requirement",
           "requirements", "rows", "steps", "text", "time_fee", "where", "where_headline", "who"]  # fmt: skip

Told = TypeVar("Told", Fee, ProcessingTime)


def cover(document: ServiceDocument, facts: SharedFacts, title: str = "") -> Section:
    """Name, purpose and the three facts people ask first. A shorter `title` stands above the name."""
    category = facts.categories.get(document.category)
    name = in_language(document.name, document.name_en)
    summary = in_language(document.summary, document.summary_en)
    return Section(
        key="cover",
        kind="cover",
        slug="cover",
        title=title or name,
        eyebrow=in_language(category.name, category.name_en) if category else _("Info layanan"),
        blocks=(
            Block(key="name", kind="text", label=_("Nama layanan"), value=name),
            Block(key="summary", kind="text", label=_("Ringkasan"), value=summary),
            Block(
                key="fee", kind=_fee_kind(document.fee), label=_("Biaya"), value=fee_headline(document.fee)
            ),
            Block(key="time", kind="fact", label=_("Waktu"), value=time_headline(document.processing_time)),
            Block(key="where", kind="fact", label=_("Tempat"), value=where_headline(document, facts)),
        ),
    )


def _fee_kind(fee: Fee) -> str:
    return "free" if fee.is_free else "fact"


def requirements(document: ServiceDocument, cases: tuple[str, ...] | None) -> list[Section]:
    """One section per chosen case with all it needs, since slides are forwarded alone; else a single one."""
    chosen = [case for case in document.cases if cases is None or case.key in cases]
    if document.cases:
        return [_requirements_of(document, case) for case in chosen]
    return [_requirements_of(document, None)]


def _requirements_of(document: ServiceDocument, case: Case | None) -> Section:
    needed = document.requirements_for(case.key if case else None)
    suffix = re.sub(r"[^a-z0-9]+", "-", case.key.lower()).strip("-") if case else ""
    return Section(
        key=f"requirements:{case.key}" if case else "requirements",
        kind="requirements",
        slug=f"syarat-{suffix}" if suffix else "syarat",
        title=_("Yang perlu disiapkan"),
        case=case.label if case else "",
        blocks=tuple(requirement(each, needed) for each in needed),
    )


def requirement(each: Requirement, shown: list[Requirement]) -> Block:
    """One paper with all that is said of it; `shown` are those that it may replace or be replaced by."""
    labels = {other.key: other.label for other in shown}
    replaceable_by = [other.label for other in shown if other.alternative_to == each.key]
    return Block(
        key=each.key,
        kind="requirement",
        label=each.label,
        rows=rows(
            ("form", "", _form_in_words(each)),
            ("condition", "", each.condition),
            ("condition", _("Bisa diganti"), _(" atau ").join(replaceable_by)),
            ("condition", _("Pengganti untuk"), labels.get(each.alternative_to, "")),
            ("note", "", _form_name(each)),
            ("note", "", each.note),
            ("note", _("Dapatkan di"), each.where_to_get),
            ("source", _("Dasar"), each.legal_ref),
        ),
    )


def _form_name(each: Requirement) -> str:
    """The form's name where the label gives only its code and the note does not give the name."""
    is_code_only = each.label.removeprefix("Formulir").strip() == each.form_code
    named_in_note = each.note.startswith("Formulir") or each.form_name.casefold() in each.note.casefold()
    return f"{each.form_name}." if is_code_only and each.form_name and not named_in_note else ""


def _form_in_words(each: Requirement) -> str:
    parts = [str(RequirementForm(each.form).label)]
    if each.form_code and each.form_code not in each.label:
        parts.append(each.form_code)
    if each.copies:
        parts.append(ngettext("%(count)d lembar", "%(count)d lembar", each.copies) % {"count": each.copies})
    return " · ".join(parts)


def not_required(document: ServiceDocument, facts: SharedFacts) -> list[Section]:
    """What nobody may ask for, and where to report it if somebody does."""
    if not document.not_required:
        return []
    absent = [
        Block(key=f"absent:{digest(text)[:12]}", kind="absent", label=text) for text in document.not_required
    ]
    return [
        Section(
            key="not_required",
            kind="not_required",
            slug="tidak-perlu",
            title=_("Tidak perlu"),
            blocks=(*absent, *_report(document, facts)),
        )
    ]


def _report(document: ServiceDocument, facts: SharedFacts) -> list[Block]:
    channel = next((each for each in channels(document, facts) if each.sms), None)
    if channel is None:
        return []
    said = _("Laporkan ke %(channel)s lewat SMS %(sms)s atau %(address)s.")
    text = said % {"channel": channel.name, "sms": channel.sms, "address": without_scheme(channel.value)}
    return [Block(key="report", kind="call", label=_("Tetap diminta petugas?"), value=text)]


def who(document: ServiceDocument) -> list[Section]:
    """Who may apply, and whether somebody may come for them."""
    blocks = [text(each) for each in document.who_can_apply]
    if document.representation:
        represented = Block(
            key="representation", kind="fact", label=_("Diwakilkan"), value=document.representation
        )
        blocks.append(represented)
    title = _("Siapa yang bisa mengurus")
    return (
        [Section(key="who", kind="who", slug="pemohon", title=title, blocks=tuple(blocks))] if blocks else []
    )


def text(said: str) -> Block:
    """A sentence on its own, known by what it says."""
    return Block(key=f"text:{digest(said)[:12]}", kind="text", label=said)


def flow(document: ServiceDocument, cases: tuple[str, ...] | None) -> list[Section]:
    """The steps that the chosen cases go through: who does what, and where."""
    chosen = [case for case in document.cases if cases is None or case.key in cases]
    blocks = steps(document, chosen)
    title = _("Alur pengurusan")
    return (
        [Section(key="flow", kind="flow", slug="alur", title=title, blocks=tuple(blocks))] if blocks else []
    )


def steps(document: ServiceDocument, chosen: list[Case]) -> list[Block]:
    """One block for each step of these cases; a step that not all of them take says for whom it is."""
    keys = [case.key for case in chosen]
    needed = [each for each in document.steps if not keys or any(each.applies_to(key) for key in keys)]
    return [_step(number, each, chosen) for number, each in enumerate(needed, start=1)]


def _step(number: int, step: Step, chosen: list[Case]) -> Block:
    only = [case.label for case in chosen if case.key in step.cases]
    words = " · ".join(only) if len(only) < len(chosen) else ""
    return Block(
        key=f"step:{number}",
        kind="step",
        label=actor_label(step.actor),
        value=step.text,
        rows=rows(("note", _("Di"), step.where), ("condition", _("Hanya untuk"), words)),
    )


def questions(asked: Sequence[QuestionDocument]) -> list[Section]:
    """Questions with their short answers."""
    blocks = [
        Block(key=f"question:{each.slug}", kind="question", label=each.question, value=each.answer)
        for each in asked
    ]
    title = _("Yang sering ditanyakan")
    return (
        [Section(key="questions", kind="questions", slug="tanya-jawab", title=title, blocks=tuple(blocks))]
        if blocks
        else []
    )


def time_fee(document: ServiceDocument) -> Section:
    """Fee, time, product and validity, with their legal bases."""
    facts = [_fee(document.fee), _product(document.product), _time(document.processing_time)]
    if document.validity:
        facts.append(Block(key="validity", kind="fact", label=_("Masa berlaku"), value=document.validity))
    if document.reporting_deadline:
        deadline = document.reporting_deadline
        basis = rows(("source", _("Dasar"), deadline.basis))
        facts.append(
            Block(key="deadline", kind="fact", label=_("Batas lapor"), value=deadline.text, rows=basis)
        )
    return Section(
        key="time_fee", kind="time_fee", slug="biaya-waktu", title=_("Biaya dan waktu"), blocks=tuple(facts)
    )


def _fee(fee: Fee) -> Block:
    headline = fee_headline(fee)
    said = (headline.casefold(), _in_indonesian(fee_headline, fee).casefold())
    return Block(
        key="fee",
        kind=_fee_kind(fee),
        label=_("Biaya"),
        value=headline or _("Tanyakan kepada petugas"),
        rows=rows(
            ("note", "", fee.text if fee.text.casefold() not in said else ""),
            ("note", _("Dasar"), fee.basis),
            ("note", "", fee.note),
            ("note", _("Biaya lain"), fee.other_costs),
        ),
    )


def _in_indonesian(headline: Callable[[Told], str], of: Told) -> str:
    """What the headline is in the office's own language: on an English card its words are no news either."""
    with translation.override(INDONESIAN):
        return headline(of)


def _time(time: ProcessingTime) -> Block:
    headline = time_headline(time)
    said = (headline, _in_indonesian(time_headline, time))
    return Block(
        key="time",
        kind="fact",
        label=_("Waktu selesai"),
        value=headline,
        rows=rows(
            ("note", "", time.text if time.text not in said else ""),
            ("note", _("Dihitung sejak"), time.starts_when),
            ("note", "", time.note),
            ("source", _("Dasar"), time.basis),
        ),
    )


def _product(product: tuple[str, ...]) -> Block:
    return Block(key="product", kind="fact", label=_("Yang Anda terima"), value="; ".join(product))
