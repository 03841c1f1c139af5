"""What the search page and the suggestions show."""

from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from faq.models import QuestionEdition
from services.facts import SharedFacts
from services.filters import typed_line
from services.language import IndonesianText, in_english, in_language, localized
from services.links import web_link, web_name
from services.listing import ServiceRow, service_rows
from services.models import ServiceEdition
from services.reading import live_said_of
from services.search.finding import DOUBTFUL_WITH_GAPS, Found, find
from services.search.highlight import mark
from services.search.lexicon import Elsewhere
from services.search.ranking import Hit

LONGEST_QUERY = 200
MOST_SERVICES, MOST_OTHERS = 10, 4
LEAST_FOR_OTHERS = 0.3
"""Mark below which a question, paper, office or life event does not stand beside the services."""
LONGEST_ANSWER = 180


@dataclass(frozen=True)
class Row:
    """A hit that is no service."""

    words: str
    url: str
    text: str = ""


@dataclass(frozen=True)
class Section:
    """Hits of one kind under a heading."""

    id: str
    heading: str
    rows: list[Row]


@dataclass(frozen=True)
class Referral:
    """A matter of another institution, in the page's language."""

    heading: str
    institution: str
    where: str
    url: str
    site: str


def asked_query(parameters: QueryDict) -> str:
    """The words of `q`, on one line, as many letters as are read."""
    return typed_line(parameters.get("q", "")[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]


class SearchPage:
    """Everything the search page shows for these parameters: `q`, and `persis` to mend nothing."""

    def __init__(self, parameters: QueryDict, facts: SharedFacts) -> None:
        self.query, self.facts = asked_query(parameters), facts
        self.is_exact = bool(parameters.get("persis"))
        self.found: Found = find(self.query, exact=self.is_exact)
        self.stems = self.found.reading.stems
        self._services, self._questions = live_said_of(
            (ServiceEdition, QuestionEdition),
            (_editions(self.found.services[:MOST_SERVICES]), _editions(self._others("question"))),
        )
        self.rows = self._service_rows()
        self.sections = [section for section in self._sections() if section.rows]

    def _service_rows(self) -> list[ServiceRow]:
        return [self._marked_row(row) for row in service_rows(self._services, self.facts)]

    def _marked_row(self, row: ServiceRow) -> ServiceRow:
        marked = {"name": mark(row.name, self.stems), "summary": mark(row.summary, self.stems)}
        return replace(row, **marked, kept=row.kept and (*row.kept, *marked.values()))

    def _sections(self) -> list[Section]:
        return [
            Section("tanya-jawab", _("Tanya jawab"), self._question_rows()),
            Section("peristiwa", _("Peristiwa hidup"), self._fact_rows("event", "life-event", "summary")),
            Section("dokumen", _("Dokumen"), self._fact_rows("document", "document", "issuer")),
            Section("kantor", _("Kantor"), self._fact_rows("office", "office", "address")),
        ]

    def _question_rows(self) -> list[Row]:
        found = [each.document for each in self._questions]
        return [
            self._row(
                only_indonesian(each.question),
                reverse("question", args=[each.slug]),
                only_indonesian(shortened(each.answer)),
            )
            for each in found
        ]

    def _fact_rows(self, kind: str, address: str, text: str) -> list[Row]:
        shelf = {
            "event": self.facts.life_events,
            "document": self.facts.documents,
            "office": self.facts.offices,
        }[kind]
        found = [shelf[hit.key] for hit in self._others(kind) if hit.key in shelf]
        return [
            self._row(
                localized(each, "name"),
                reverse(address, args=[each.key]),
                only_indonesian(getattr(each, text)),
            )
            for each in found
        ]

    def _row(self, words: str, url: str, text: str) -> Row:
        return Row(mark(words, self.stems), url, mark(text, self.stems))

    def _others(self, kind: str) -> list[Hit]:
        return [hit for hit in self.found.of(kind)[:MOST_OTHERS] if hit.score >= LEAST_FOR_OTHERS]

    @property
    def title(self) -> str:
        """Unlike any other page's."""
        return _("Cari “%(query)s”") % {"query": self.query} if self.query else _("Cari")

    @property
    def heading(self) -> str:
        """The page's heading."""
        return _("Hasil untuk “%(query)s”") % {"query": self.query} if self.query else _("Mau urus apa?")

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show for words that were typed."""
        return bool(self.query) and not self.rows and not self.sections

    @property
    def has_answer(self) -> bool:
        """Whether something fits that is not only guessed, or another institution is named that does it."""
        others = [hit for kind in ("question", "event", "document", "office") for hit in self._others(kind)]
        least = DOUBTFUL_WITH_GAPS if self.found.misses_words else LEAST_FOR_OTHERS
        is_sure = bool(self.rows) and not self.is_doubtful
        return is_sure or bool(self.referrals) or any(hit.score >= least for hit in others)

    @property
    def is_doubtful(self) -> bool:
        """Whether the services are only guessed."""
        return self.found.is_doubtful

    @property
    def corrected(self) -> str:
        """The words that were searched for instead of those typed, or ""."""
        return self.found.corrected

    @property
    def exact_url(self) -> str:
        """This search with the words as they were typed."""
        query = QueryDict(mutable=True)
        query.update({"q": self.query, "persis": "ya"})
        return f"{reverse('search')}?{query.urlencode()}"

    @property
    def referrals(self) -> list[Referral]:
        """What of this another institution handles."""
        return [_referral(each) for each in self.found.elsewhere]

    @property
    def count_words(self) -> str:
        """How many services fit, in a sentence."""
        total = len(self.rows)
        if not total:
            return _("Tidak ada layanan yang cocok.")
        if self.is_doubtful:
            return _("Mungkin maksud Anda:")
        return ngettext(
            "%(total)d layanan yang paling cocok", "%(total)d layanan yang paling cocok", total
        ) % {"total": total}


def _editions(hits: list[Hit]) -> list[int]:
    return [hit.candidate.edition for hit in hits]


def only_indonesian(text: str) -> str:
    """Words of the office that exist in one language only."""
    return IndonesianText(text) if in_english() else text


def shortened(text: str) -> str:
    """The beginning of a text, cut between words."""
    if len(text) <= LONGEST_ANSWER:
        return text
    return text[:LONGEST_ANSWER].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _referral(each: Elsewhere) -> Referral:
    name = in_language(each.name, each.name_en)
    return Referral(
        heading=_("Kantor ini tidak mengurus %(matter)s") % {"matter": name},
        institution=in_language(each.institution, each.institution_en),
        where=in_language(each.where, each.where_en),
        url=web_link(each.url),
        site=web_name(each.url) if each.url else "",
    )
