"""The merged list of papers of a life event in words: how much of each, for which step, and what to mind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.choices import RequirementForm
from services.document import ServiceDocument
from services.event_choice import service_words
from services.facts import SharedFacts
from services.language import in_english, in_language
from services.links import Link
from services.merging import NOTHING, Kind, Line, MergedPaper, Original, Use, merge_key
from services.paper_words import amount_words, says_no_more
from services.plans import Plan, Why
from services.sentences import sentence

LONGEST_ID = 60


@dataclass(frozen=True)
class UseRow:
    """One service's need of a paper, in words.

    `label` only where it says more than the paper's name, `form_words` only where the sum does not say them.
    """

    number: int
    service: str
    label: str
    form_words: str
    case_words: str
    condition: str
    remarks: list[SafeString]


@dataclass(frozen=True)
class PaperRow:
    """A paper of the merged list in words. `sure_words`: what of the amount is needed in any case.

    `remarks` are ours, about all its uses together; `notes` are the office's. `url` is its own page, "" if it
    has none; `first` are services of ours that issue it, `place` is where the office says it comes from.
    """

    id: str
    name: str
    english_name: str
    amount_words: str
    sure_words: str
    url: str
    uses: list[UseRow]
    remarks: list[SafeString | str]
    notes: list[str]
    first: list[Link] = field(default_factory=list)
    place: str = ""

    @property
    def has_details(self) -> bool:
        """Whether there is more to say than what and how much."""
        return bool(self.notes or self.first or self.place or self.url)

    @property
    def short_words(self) -> str:
        """Name and amount in one line, for a message; with the condition where there is a single one."""
        words = f"{self.name} ({self.amount_words.lower()})" if self.amount_words else self.name
        limits = [use.condition or use.case_words for use in self.uses]
        return f"{words} [{limits[0]}]" if len(set(limits)) == 1 and limits[0] else words


@dataclass(frozen=True)
class LineRow:
    """One line of the list: a paper, or several of which one is enough."""

    papers: list[PaperRow]
    is_certain: bool
    is_replacement: bool = False

    @property
    def is_choice(self) -> bool:
        """Whether one of several is enough."""
        return len(self.papers) > 1

    @property
    def short_words(self) -> str:
        """The line for a message."""
        return _(" ATAU ").join(paper.short_words for paper in self.papers)


class EventPapers:
    """The lists of the page: what to bring in any case, what only in some, what steps give, and the rest."""

    def __init__(
        self, lines: list[Line], plan: Plan, documents: dict[str, ServiceDocument], facts: SharedFacts
    ) -> None:
        """`documents` are the services of the event by slug; `lines` are merged of those the plan holds."""
        self._plan, self._documents, self._facts = plan, documents, facts
        self._ids: set[str] = set()
        self._names = {paper.key: self._name(paper) for line in lines for paper in line.papers}
        self._rows = [(line, self._line(line)) for line in lines]

    def _of(self, kind: Kind, wanted: Callable[[Line], bool] = lambda line: True) -> list[LineRow]:
        return [row for line, row in self._rows if line.papers[0].kind == kind and wanted(line)]

    @cached_property
    def certain(self) -> list[LineRow]:
        """Papers to bring in any case."""
        return self._of(Kind.PAPER, lambda line: line.is_certain and not line.is_given)

    @cached_property
    def possible(self) -> list[LineRow]:
        """Papers to bring only under a condition, in another case, or instead of others."""
        return self._of(Kind.PAPER, lambda line: not line.is_certain and not line.is_given)

    @cached_property
    def given(self) -> list[LineRow]:
        """Papers that earlier steps give: not to be brought."""
        return self._of(Kind.PAPER, lambda line: line.is_given)

    @property
    def presence(self) -> list[LineRow]:
        """Where one has to come in person."""
        return self._of(Kind.PRESENCE)

    @property
    def information(self) -> list[LineRow]:
        """What to know or to have at hand, besides papers."""
        return self._of(Kind.INFORMATION)

    @property
    def count_words(self) -> str:
        """How many papers there are to bring, in few words."""
        sure = len(self.certain)
        maybe = sum(not line.is_replacement for line in self.possible)
        words = ngettext("%(count)d pasti", "%(count)d pasti", sure) % {"count": sure}
        if not maybe:
            return ngettext("%(count)d berkas", "%(count)d berkas", sure) % {"count": sure}
        text = _("%(sure)s, %(maybe)d bila sesuai keadaan")
        return text % {"sure": words, "maybe": maybe}

    # --- rows ---------------------------------------------------------------------------------------------

    def _line(self, line: Line) -> LineRow:
        papers = [self._paper(paper, is_choice=line.is_choice) for paper in line.papers]
        alone = len(papers) == 1 and all(use.is_replacement for use in line.papers[0].uses)
        return LineRow(papers, line.is_certain, is_replacement=alone)

    def _paper(self, paper: MergedPaper, *, is_choice: bool) -> PaperRow:
        amount = paper.at_most or paper.later
        partly = paper.is_certain and paper.always not in (NOTHING, paper.at_most)
        about = self._facts.documents.get(paper.document)
        first = [] if paper.is_given else self._get_first(paper)
        places = (use.paper.place for use in paper.uses)
        return PaperRow(
            id=self._free_id(paper.key),
            name=self._names[paper.key],
            english_name=about.name_en if about and in_english() else "",
            amount_words=amount_words(amount),
            sure_words=amount_words(paper.always) if partly else "",
            url=reverse("document", args=[about.key]) if about else "",
            uses=[self._use(use, tells_form=not _is_alike(paper), is_choice=is_choice) for use in paper.uses],
            remarks=[] if paper.is_given else list(self._remarks(paper)),
            notes=list(dict.fromkeys(use.requirement.note for use in paper.uses if use.requirement.note)),
            first=first,
            place="" if paper.is_given else next(filter(None, places), ""),
        )

    def _name(self, paper: MergedPaper) -> str:
        about = self._facts.documents.get(paper.document)
        return about.name if about else paper.uses[0].requirement.label

    def _use(self, use: Use, *, tells_form: bool, is_choice: bool) -> UseRow:
        label, about = use.requirement.label, self._facts.documents.get(use.requirement.document)
        return UseRow(
            number=self._plan.number(use.slug),
            service=service_words(self._documents[use.slug]),
            label=label if about and not says_no_more(label, about.name) else "",
            form_words=use.paper.form_words if tells_form else "",
            case_words=use.paper.case_words,
            condition=use.paper.condition,
            remarks=[*self._given_remark(use), *([] if is_choice else self._choice_remark(use))],
        )

    def _given_remark(self, use: Use) -> Iterator[SafeString]:
        if use.given_by:
            text = _("Didapat dari langkah %(number)s, tidak perlu dibawa dari rumah.")
            if use.is_mutual:
                text = _("Baru terbit di langkah %(number)s, jadi urus keduanya bersamaan.")
            yield sentence(text, number=self._plan.number(use.given_by))

    def _choice_remark(self, use: Use) -> Iterator[SafeString]:
        """That it can stand for another paper here, or another for it; where they do not share a line."""
        others = [self._names[key] for key in use.choice if key != merge_key(use.requirement)]
        if others:
            text = _("Sebagai ganti %(what)s.") if use.is_replacement else _("Boleh diganti: %(what)s.")
            yield sentence(
                text, what=in_language(others[0] if use.is_replacement else " / ".join(others), "")
            )

    def _get_first(self, paper: MergedPaper) -> list[Link]:
        """Services that issue it, those of the event before others; none if one of the steps issues it."""
        about = self._facts.documents.get(paper.document)
        if about and {*about.issued_by} & {*self._plan.order}:
            return []
        links = list(dict.fromkeys(link for use in paper.uses for link in use.paper.first))
        of_event = {reverse("service", args=[slug]) for slug in self._documents}
        return [link for link in links if link.url in of_event] or links

    def _free_id(self, key: str) -> str:
        """The key as an element's id; two keys may be alike once they are cut."""
        base = key[:LONGEST_ID]
        numbered = (f"{base}-{number}" for number in range(2, len(self._ids) + 3))
        free = next(each for each in [base, *numbered] if each not in self._ids)
        self._ids.add(free)
        return free

    # --- remarks ------------------------------------------------------------------------------------------

    def _remarks(self, paper: MergedPaper) -> Iterator[SafeString | str]:
        """What to mind because several services use the same paper."""
        brought = [use for use in paper.uses if not use.given_by]
        services = dict.fromkeys(use.slug for use in brought)
        if paper.at_most.original == Original.SURRENDERED and len(services) > 1:
            yield from self._surrender_remark(paper, brought)
        letters = {use.slug for use in brought if use.requirement.form == RequirementForm.ORIGINAL_LETTER}
        if len(letters) > 1:
            text = _(
                "Diminta asli oleh %(count)s layanan. Tanyakan dulu apakah satu surat cukup untuk semuanya."
            )
            yield sentence(text, count=len(letters))
        if paper.at_most.filled > 1 and len(services) > 1:
            yield _("Satu untuk tiap layanan.")
        yield from self._possibly_given(paper, brought)

    def _surrender_remark(self, paper: MergedPaper, brought: list[Use]) -> Iterator[SafeString]:
        surrendering = [use for use in brought if use.amount.original == Original.SURRENDERED]
        first = min(self._plan.number(use.slug) for use in surrendering)
        slug = self._plan.order[first - 1]
        later = sorted(
            {
                self._plan.number(use.slug)
                for use in brought
                if use.amount.original and self._plan.number(use.slug) > first
            }
        )
        if later and paper.document in self._plan.gives.get(slug, ()):
            text = _(
                "Bila yang lama diserahkan di langkah %(first)s, langkah %(later)s memakai yang baru dari sana."
            )
            yield sentence(text, first=first, later=", ".join(map(str, later)))
        elif later:
            text = _(
                "Aslinya diserahkan di langkah %(first)s, padahal langkah %(later)s juga memintanya. "
                "Urus sekaligus dan beri tahu petugas."
            )
            yield sentence(text, first=first, later=", ".join(map(str, later)))
        if paper.at_most.copies:
            text = _("Buat fotokopinya sebelum yang asli diserahkan di langkah %(first)s.")
            yield sentence(text, first=first)

    def _possibly_given(self, paper: MergedPaper, brought: list[Use]) -> Iterator[SafeString]:
        """A step may give it, depending on the case that is still open."""
        slugs = {use.slug for use in brought}
        givers = sorted(
            {
                self._plan.number(each.before)
                for each in self._plan.dependencies
                if paper.document
                and each.paper == paper.document
                and each.why == Why.MAY_CREATE
                and each.after in slugs
            }
        )
        if givers:
            text = _("Langkah %(number)s juga dapat menerbitkannya, tergantung keadaan Anda.")
            yield sentence(text, number=", ".join(map(str, givers)))


def _is_alike(paper: MergedPaper) -> bool:
    """Whether one service uses it, always in the same form, so that the sum says it all."""
    return len({(use.slug, use.amount) for use in paper.uses}) == 1
