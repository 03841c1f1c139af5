"""Pages of papers: who issues one, how to get it, what asks for it, and what it needs itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.descriptions import description
from services.document import Requirement, ServiceDocument
from services.facts import DocumentFacts, SharedFacts
from services.headlines import fee_headline, time_headline
from services.language import in_english, in_language, localized
from services.links import Link
from services.merging import amount_of
from services.paging import list_address, page_after, page_before
from services.paper_chain import ChainRow, Issuers, chain_rows
from services.paper_words import amount_words, says_no_more
from services.papers import case_words, condition_of, form_words

MOST_OTHERS = 8


@dataclass(frozen=True)
class IssuingRow:
    """A service of ours that issues the paper."""

    name: str
    url: str
    fee: str
    is_free: bool
    time: str


@dataclass(frozen=True)
class AskedRow:
    """How a service asks for the paper: original and copies, its own words where they say more, and when."""

    label: str
    amount_words: str
    case_words: str
    condition: str


@dataclass(frozen=True)
class AskingRow:
    """A service that asks for the paper."""

    name: str
    url: str
    asked: list[AskedRow]


class DocumentPage:
    """A paper as its page shows it."""

    def __init__(
        self,
        paper: DocumentFacts,
        facts: SharedFacts,
        issuers: Issuers,
        asking: Page,
        documents: Sequence[ServiceDocument],
    ) -> None:
        """`issuers`: see `paper_chain.read_issuers`. `asking` is the page of those who ask, `documents` its content."""
        self.paper, self.facts, self._issuers = paper, facts, issuers
        self.asking_page, self._documents = asking, documents

    @property
    def name(self) -> str:
        """The paper's name, in the page's language if it has one in it."""
        return localized(self.paper, "name")

    @property
    def official_name(self) -> str:
        """The Indonesian name, where the heading is another one."""
        return self.paper.name if self.name != self.paper.name else ""

    @property
    def path(self) -> str:
        """The page's address."""
        return reverse("document", args=[self.paper.key])

    @property
    def title(self) -> str:
        """What the browser's tab and search engines call the page."""
        title = _("%(name)s: cara mendapatkannya") % {"name": self.name}
        number = self.asking_page.number
        return (
            title if number == 1 else _("%(title)s, halaman %(number)s") % {"title": title, "number": number}
        )

    @property
    def lead(self) -> str:
        """In a sentence, whether one gets it here."""
        if self.issuing:
            return _("Bisa diurus di sini. Lihat syaratnya, dan layanan mana saja yang memintanya.")
        if self.paper.issuer:
            return _(
                "Tidak diterbitkan di sini. Lihat siapa yang menerbitkan, dan layanan mana saja yang memintanya."
            )
        return _("Anda siapkan sendiri. Lihat layanan mana saja yang memintanya.")

    @property
    def meta_description(self) -> str:
        """What search engines show below the title."""
        return description(f"{self.name}. {self.lead}", self.asking_words)

    @cached_property
    def issuing(self) -> list[IssuingRow]:
        """Our services that issue it."""
        return [
            IssuingRow(
                name=localized(each, "name"),
                url=reverse("service", args=[each.slug]),
                fee=fee_headline(each.fee),
                is_free=each.fee.is_free,
                time=time_headline(each.processing_time),
            )
            for each in self._issuers.get(self.paper.key, [])
        ]

    @cached_property
    def chain(self) -> ChainRow:
        """What it needs, and what that needs."""
        return chain_rows(self.paper.key, self._issuers, self.facts)

    @property
    def has_chain(self) -> bool:
        """Whether it needs anything that the catalogue knows."""
        return bool(self.chain.always or self.chain.sometimes)

    @property
    def others(self) -> list[Link]:
        """Other papers that are got in the same way."""
        groups = document_groups(self.facts)
        rows = next(group.rows for group in groups if any(row.url == self.path for row in group.rows))
        links = [Link(in_language(row.name, row.english_name), row.url) for row in rows]
        return [link for link in links if link.url != self.path][:MOST_OTHERS]

    # --- who asks for it ----------------------------------------------------------------------------------

    @property
    def asking(self) -> list[AskingRow]:
        """The services of this page that ask for it."""
        return [
            AskingRow(localized(each, "name"), reverse("service", args=[each.slug]), self._asked(each))
            for each in self._documents
        ]

    def _asked(self, document: ServiceDocument) -> list[AskedRow]:
        asked = [each for each in document.requirements if each.document == self.paper.key]
        return list(dict.fromkeys(self._row(each, document) for each in asked))

    def _row(self, requirement: Requirement, document: ServiceDocument) -> AskedRow:
        return AskedRow(
            label="" if says_no_more(requirement.label, self.paper.name) else requirement.label,
            amount_words=amount_words(amount_of(requirement)) or form_words(requirement),
            case_words=case_words(document, requirement.cases),
            condition=condition_of(requirement, document),
        )

    @property
    def asking_words(self) -> str:
        """How many services ask for it, in a sentence."""
        count = self.asking_page.paginator.count
        if not count:
            return _("Belum ada layanan di sini yang memintanya.")
        text = ngettext("%(count)d layanan memintanya.", "%(count)d layanan memintanya.", count)
        return text % {"count": count}

    @property
    def previous(self) -> Link | None:
        """The page before."""
        return page_before(self.asking_page, self._address, _("Sebelumnya"))

    @property
    def next(self) -> Link | None:
        """The page after."""
        return page_after(self.asking_page, self._address, _("Berikutnya"))

    def _address(self, page: int) -> str:
        return f"{list_address(self.path, {}, page)}#diminta"


@dataclass(frozen=True)
class DocumentRow:
    """A paper in the list. `english_name` only on English pages."""

    name: str
    english_name: str
    url: str
    issuer: str


@dataclass(frozen=True)
class DocumentGroup:
    """Papers that are got in the same way."""

    title: str
    lead: str
    rows: list[DocumentRow]


def document_groups(facts: SharedFacts) -> list[DocumentGroup]:
    """All papers by who issues them: our services, others, or nobody. Groups without papers are left out."""
    ours = [each for each in facts.documents.values() if each.issued_by]
    others = [each for each in facts.documents.values() if not each.issued_by and each.issuer]
    own = [each for each in facts.documents.values() if not each.issued_by and not each.issuer]
    groups = [
        DocumentGroup(_("Bisa diurus di sini"), _("Diterbitkan lewat layanan di portal ini."), _rows(ours)),
        DocumentGroup(_("Dari pihak lain"), _("Diurus di tempat lain, lalu dibawa ke sini."), _rows(others)),
        DocumentGroup(_("Disiapkan sendiri"), _("Tidak ada penerbitnya."), _rows(own)),
    ]
    return [group for group in groups if group.rows]


def _rows(papers: Sequence[DocumentFacts]) -> list[DocumentRow]:
    return [
        DocumentRow(
            name=each.name,
            english_name=each.name_en if in_english() else "",
            url=reverse("document", args=[each.key]),
            issuer=each.issuer,
        )
        for each in papers
    ]
