"""The sections of a leaflet: everything an edition says that a resident needs on paper, each thing once.

A pack repeats for each case what all cases need, because its slides are forwarded alone. A leaflet stays in one
piece, so it names the papers of all cases first, and then for each case what comes on top.
"""

from cards import sections
from cards.printed import Block, Row, Section, SectionKind
from cards.rich_text import paragraphs
from cards.sections import rows
from services.choices import EvidenceLevel
from services.document import Case, Requirement, ServiceDocument
from services.evidence import as_of_words
from services.facts import ChannelFacts, DocumentFacts, SharedFacts


def leaflet(document: ServiceDocument, facts: SharedFacts, cases: tuple[str, ...] | None) -> list[Section]:
    """All sections in the order of reading, for the chosen cases; None means all of them."""
    chosen = [case for case in document.cases if cases is None or case.key in cases]
    made = [
        _cover(document, facts, chosen),
        *_papers(document, facts, chosen, all_cases=cases is None),
        *sections.not_required(document, facts),
        sections.time_fee(document),
        sections.where(document, facts),
        _steps(document, chosen),
        _who(document),
        _tips(document),
        _about(document),
        _help(document, facts),
        _basis(document, facts),
    ]
    return [_named_once(section, document) for section in made if section.blocks]


def _named_once(section: Section, document: ServiceDocument) -> Section:
    """The section without rules that the list of legal bases names in the same words."""
    named = {each.short for each in document.legal_bases}
    blocks = (
        each.model_copy(
            update={"rows": tuple(row for row in each.rows if row.role != "source" or row.text not in named)}
        )
        for each in section.blocks
    )
    return section.model_copy(update={"blocks": tuple(blocks)})


def _section(kind: SectionKind, title: str, blocks: list[Block]) -> Section:
    return Section(key=kind, kind=kind, slug=kind, title=title, blocks=tuple(blocks))


def _cover(document: ServiceDocument, facts: SharedFacts, chosen: list[Case]) -> Section:
    """The cover of a pack, with the cases that the leaflet is for."""
    cover = sections.cover(document, facts)
    if not chosen:
        return cover
    every = len(chosen) == len(document.cases)
    words = " · ".join(case.label for case in chosen)
    case = Block(
        key="case", kind="fact", label="Untuk semua keadaan" if every else "Untuk keadaan", value=words
    )
    return cover.model_copy(update={"blocks": (*cover.blocks, case)})


def _about(document: ServiceDocument) -> Section:
    """The longer explanation, one block for each paragraph, item or table row."""
    texts = paragraphs(document.description)
    return _section("about", "Tentang layanan ini", [sections.text(text) for text in texts])


# --- papers ---------------------------------------------------------------------------------------------------


def _papers(
    document: ServiceDocument, facts: SharedFacts, chosen: list[Case], *, all_cases: bool
) -> list[Section]:
    """One section of what all chosen cases need, then one for each set of cases that need something more."""
    if document.cases and not chosen:
        return []  # the case of an older edition is gone, and with it what it needed
    keys = tuple(case.key for case in chosen)
    scopes: dict[tuple[str, ...], list[Requirement]] = {(): []}
    for each in document.requirements:
        needed_by = tuple(key for key in keys if each.applies_to(key))
        if needed_by or not keys:
            scopes.setdefault(() if needed_by == keys else needed_by, []).append(each)
    shown = [each for papers in scopes.values() for each in papers]
    labels = {case.key: case.label for case in chosen}
    made = []
    for scope, papers in scopes.items():
        eyebrow, case = _scope_words([labels[key] for key in scope], chosen, all_cases=all_cases)
        blocks = [_paper(each, papers, shown, document, facts) for each in _choices_together(papers)]
        suffix = "+".join(scope or (keys if not all_cases else ()))
        made.append(
            Section(
                key=f"requirements:{suffix}" if suffix else "requirements",
                kind="requirements",
                slug="syarat",
                title="Yang perlu disiapkan",
                eyebrow=eyebrow,
                case=case,
                blocks=tuple(blocks),
            )
        )
    return made


def _scope_words(labels: list[str], chosen: list[Case], *, all_cases: bool) -> tuple[str, str]:
    """What stands above a list of papers: (lead, cases)."""
    if labels:
        return "Tambahan untuk", " · ".join(labels)
    if len(chosen) > 1:
        return "", "Semua keadaan" if all_cases else " · ".join(case.label for case in chosen)
    return "", chosen[0].label if chosen else ""


def _choices_together(papers: list[Requirement]) -> list[Requirement]:
    """The papers in their order, each followed by those that can stand for it."""
    first = {group: at for at, group in reversed(list(enumerate(_group(each, papers) for each in papers)))}
    return sorted(papers, key=lambda each: first[_group(each, papers)])


def _group(each: Requirement, papers: list[Requirement]) -> str:
    """The key of the paper among these that this one stands for in the end, or its own."""
    by_key = {paper.key: paper for paper in papers}
    seen: set[str] = set()
    while each.alternative_to in by_key and each.key not in seen:
        seen.add(each.key)
        each = by_key[each.alternative_to]
    return min(seen) if each.key in seen else each.key


def _paper(
    each: Requirement,
    papers: list[Requirement],
    shown: list[Requirement],
    document: ServiceDocument,
    facts: SharedFacts,
) -> Block:
    """One paper. Where one of several beside it is enough, they share a group and say so."""
    group = _group(each, papers)
    together = [other for other in papers if _group(other, papers) == group]
    keys = {other.key for other in together}
    block = sections.requirement(each, [other for other in shown if other.key not in keys])
    issuer = _issuer(each, document, facts.documents.get(each.document))
    update: dict[str, object] = {"rows": (*block.rows, *issuer)}
    if len(together) > 1:
        choice = Row(role="choice", text="Cukup salah satu")
        update = {"group": group, "rows": (choice, *block.rows, *issuer)}
    return block.model_copy(update=update)


def _issuer(each: Requirement, document: ServiceDocument, about: DocumentFacts | None) -> tuple[Row, ...]:
    """Who issues the paper, unless it says so itself or this very service replaces the old one."""
    if about is None or document.slug in about.issued_by or each.where_to_get:
        return ()
    return rows(("note", "Diterbitkan oleh", about.issuer))


# --- flow, people, help ---------------------------------------------------------------------------------------


def _steps(document: ServiceDocument, chosen: list[Case]) -> Section:
    return _section("steps", "Langkah-langkah", sections.steps(document, chosen))


def _who(document: ServiceDocument) -> Section:
    return next(iter(sections.who(document)), _section("who", "", []))


def _tips(document: ServiceDocument) -> Section:
    return _section("tips", "Saran dari petugas", [sections.text(each) for each in document.tips])


def _help(document: ServiceDocument, facts: SharedFacts) -> Section:
    """Where to ask, and every way to complain with how soon an answer comes."""
    complaints = [_contact(channel) for channel in sections.channels(document, facts)]
    if complaints:
        complaints[0] = complaints[0].model_copy(update={"heading": "Mengadu atau memberi saran"})
    return _section("help", "Bertanya dan mengadu", [*sections.asking(document, facts), *complaints])


def _contact(channel: ChannelFacts) -> Block:
    block = sections.contact(channel)
    more = rows(
        ("note", "Dijawab", channel.first_response),
        ("note", "", channel.note),
    )
    return block.model_copy(update={"rows": (*block.rows, *more)})


def _basis(document: ServiceDocument, facts: SharedFacts) -> Section:
    """The rules behind the service, who answers for it, and how its facts were checked."""
    agency = facts.agencies.get(document.agency)
    evidence = document.evidence
    checked = str(EvidenceLevel(evidence.level).label) if evidence.level else "Belum dicatat"
    as_of = f"Isi per {as_of_words(evidence.facts_as_of)}" if evidence.facts_as_of else ""
    said = [
        ("legal", "Dasar hukum", "; ".join(each.short for each in document.legal_bases), ()),
        ("decree", "Standar pelayanan", agency.standard_decree if agency else "", ()),
        ("unit", "Penanggung jawab", document.responsible_unit, ()),
        ("evidence", "Pemeriksaan isi", checked, rows(("note", "", as_of), ("note", "", evidence.note))),
    ]
    blocks = [
        Block(key=key, kind="fact", label=label, value=value, rows=details)
        for key, label, value, details in said
        if value
    ]
    return _section("basis", "Dasar dan pemeriksaan", blocks)
