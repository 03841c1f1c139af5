"""The bar above a preview: that it is not public, what is missing, who may publish, and the ways around."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse

from services.entry_kinds import EntryKind
from services.links import Link
from services.models import Entry, PreviewLink
from services.preview import Shown, gaps
from services.workflow_notes import able_reviewers, moment_words, person_words
from services.workflow_rules import Situation

NOT_PUBLIC = "Pratinjau draf — belum dibaca warga"
SAME = "Pratinjau draf — sama dengan yang dibaca warga"
PUBLIC = "Yang dibaca warga sekarang"
FEW_GAPS = 3
MOST_NAMED = 4


@dataclass(frozen=True)
class Tab:
    """One way of looking at an entry; without an address there is nothing to look at."""

    words: str
    url: str
    is_here: bool = False


@dataclass(frozen=True)
class Bar:
    """What `templates/components/preview_bar.html` shows."""

    name: str
    heading: str
    lines: list[str]
    tabs: list[Tab]
    links: list[Link]
    gaps: list[str] = field(default_factory=list)
    is_draft: bool = True

    @property
    def gaps_are_few(self) -> bool:
        """Whether the list stands open."""
        return len(self.gaps) <= FEW_GAPS


def staff_bar(request: HttpRequest, kind: EntryKind, shown: Shown) -> Bar:
    """Above a preview for staff: of the draft, or of what is live."""
    entry, situation = shown.entry, Situation(shown.entry)
    tabs = _tabs(request, kind, situation, shown.is_draft)
    form = Link("Kembali ke formulir", reverse(kind.form_url, args=[entry.pk]))
    name = str(entry) or "Tanpa nama"
    if not shown.is_draft:
        said = f"Edisi {shown.edition.number}, berlaku sejak {moment_words(shown.edition.live_from)}."
        return Bar(name, PUBLIC, [said], tabs, [form], is_draft=False)
    is_new = situation.has_something_new
    lines = [reviewers_sentence(situation)] if is_new else []
    lacking = gaps(entry) if is_new else []
    return Bar(name, NOT_PUBLIC if is_new else SAME, lines, tabs, [form], lacking)


def _tabs(request: HttpRequest, kind: EntryKind, situation: Situation, is_draft: bool) -> list[Tab]:
    """The switch; the case that was chosen is kept."""
    where = [kind.path, situation.entry.pk]
    case = request.GET.urlencode() if set(request.GET) <= {"keadaan", "serah"} else ""
    query = f"?{case}" if case else ""
    public = f"{reverse('entry-preview-live', args=where)}{query}" if situation.is_live else ""
    return [
        Tab("Draf", f"{reverse('entry-preview', args=where)}{query}", is_draft),
        Tab("Yang dibaca warga" if public else "Yang dibaca warga: belum ada", public, not is_draft),
        Tab("Perubahan", reverse("entry-changes", args=where)),
    ]


def reviewers_sentence(situation: Situation) -> str:
    """Who may publish this draft, by name."""
    people = [person_words(each) for each in able_reviewers(situation)]
    if not people:
        return "Belum ada peninjau yang dapat menerbitkannya; minta administrator menambahkan."
    more = len(people) - MOST_NAMED
    named = ", ".join(people[:MOST_NAMED])
    return f"Yang dapat menerbitkan: {named}{f', dan {more} lagi' if more > 0 else ''}."


def visitor_bar(link: PreviewLink, entry: Entry, is_live: bool, public_url: str, is_one_of_many: bool) -> Bar:
    """Above a preview for people without an account."""
    until = (
        f"Tautan ini berlaku sampai {moment_words(link.expires_at)}. Jangan disebarkan: isinya belum berlaku."
    )
    links = [Link("Tulis catatan untuk petugas", "#catatan")]
    if is_one_of_many:
        links.append(Link("Semua draf di tautan ini", reverse("preview-link", args=[link.token])))
    if is_live:
        links.append(Link("Yang dibaca warga sekarang", public_url))
    lines = [f"Disiapkan untuk: {link.label}.", until]
    return Bar(str(entry) or "Tanpa nama", NOT_PUBLIC, lines, [], links, gaps(entry))
