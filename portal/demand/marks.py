"""What an office did about a subject: cards that were posted, editions that were published, gaps that were settled."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cards import codes, subjects
from cards.models import Post
from cards.platforms import label_of
from faq.demand.ranking import Line
from faq.demand.subjects import GAP, QUESTION, SERVICE
from faq.demand.weeks import Calendar
from faq.models import GapDecision, GapOutcome
from services import entry_kinds, scope
from services.models import Edition
from services.wording import list_words

MOST = 12
"""Marks that are shown, the newest; a chart holds no more."""
MOST_QUESTIONS = 2
"""Questions of one day that are named each."""


@dataclass(frozen=True)
class Deed:
    """Something that was done on a day, in words, and where more is said of it ("" for nowhere)."""

    day: datetime.date
    words: str
    url: str = ""


@dataclass(frozen=True)
class Mark:
    """A day on which something was done, and everything that was."""

    day: datetime.date
    deeds: tuple[Deed, ...]

    @property
    def words(self) -> str:
        """All of it in one line."""
        return "; ".join(deed.words for deed in self.deeds)


def marks_of(user: Any, line: Line, calendar: Calendar) -> list[Mark]:
    """What was done about a subject in these weeks, oldest first; the newest `MOST` days. At most four queries."""
    kind, key = line.subject.kind, line.subject.key
    found = [*_posts(user, kind, key, calendar)]
    if kind in entry_kinds.KINDS:
        found += _editions(_edition_rows(kind, calendar).filter(slug=key))
    if kind == SERVICE:
        found += _questions(_edition_rows(QUESTION, calendar).filter(service=key))
    if kind == GAP:
        found += _decisions(line, calendar)
    days: dict[datetime.date, list[Deed]] = {}
    for deed in sorted(found, key=lambda deed: deed.day):
        days.setdefault(deed.day, []).append(deed)
    return [Mark(day, tuple(deeds)) for day, deeds in days.items()][-MOST:]


def _posts(user: Any, kind: str, key: str, calendar: Calendar) -> Iterator[Deed]:
    """Posts of cards, those of one card on one day together."""
    about = subjects.by_path(kind)
    if about is None:
        return
    posts = Post.objects.filter(card__kind=about.kind, card__subject=key)
    posts = posts.filter(posted_on__gte=calendar.start, posted_on__lt=calendar.end)
    by_card: dict[tuple[datetime.date, str], list[str]] = {}
    rows = (
        scope.own(posts, user).order_by("posted_on", "pk").values_list("posted_on", "card__code", "platform")
    )
    for day, code, platform in rows:
        by_card.setdefault((day, code), []).append(label_of(platform))
    for (day, code), platforms in by_card.items():
        shown = codes.display(code)
        words = f"Kartu {shown} diunggah di {list_words(dict.fromkeys(platforms))}"
        yield Deed(day, words, reverse("issued-card", args=[shown]))


def _edition_rows(path: str, calendar: Calendar) -> Any:
    model: type[Edition] = entry_kinds.KINDS[path].model._meta.get_field("editions").related_model
    first, after = calendar.moments()
    return model.objects.in_effect().filter(live_from__gte=first, live_from__lt=after)


def _editions(rows: Any) -> Iterator[Deed]:
    for moment, number, digest in rows.order_by("live_from").values_list("live_from", "number", "digest"):
        yield Deed(_day(moment), f"Entri ini {_done(number, digest)}, edisi {number}")


def _done(number: int, digest: str) -> str:
    """What an edition did; a withdrawal has no digest."""
    return "terbit" if number == 1 and digest else "diubah" if digest else "ditarik"


def _questions(rows: Any) -> Iterator[Deed]:
    """Questions that were published, changed or withdrawn; many of one day together."""
    days: dict[datetime.date, list[Deed]] = {}
    columns = rows.order_by("live_from").values_list("live_from", "number", "digest", "title", "entry__slug")
    for moment, number, digest, title, slug in columns:
        words = f"Tanya jawab “{title or slug}” {_done(number, digest)}"
        url = reverse("question", args=[slug]) if digest else ""
        days.setdefault(_day(moment), []).append(Deed(_day(moment), words, url))
    for day, deeds in days.items():
        if len(deeds) > MOST_QUESTIONS:
            yield Deed(day, f"{len(deeds)} tanya jawab terbit, diubah, atau ditarik")
        else:
            yield from deeds


def _decisions(line: Line, calendar: Calendar) -> Iterator[Deed]:
    """What was decided about these searches, and when the question that was written for them was published."""
    first, after = calendar.moments()
    words = [each for each in line.words if each] or [line.subject.title]
    decisions = GapDecision.objects.filter(words__in=words).select_related("question")
    questions: set[int] = set()
    for each in decisions.order_by("at"):
        if each.question_id:
            questions.add(each.question_id)
        if first <= each.at < after and each.outcome != GapOutcome.DRAFT:
            yield Deed(_day(each.at), f"“{each.words}”: {str(GapOutcome(each.outcome).label).lower()}")
    if questions:
        rows = _edition_rows(QUESTION, calendar).filter(entry__in=questions)
        yield from _questions(rows)


def _day(moment: datetime.datetime) -> datetime.date:
    return timezone.localdate(moment, timezone.get_default_timezone())
