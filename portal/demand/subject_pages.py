"""One subject's weeks: its line, what was done about it, and what people asked before and after."""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from faq.demand import counting, effect, subjects, weights
from faq.demand.ranking import Line, WeekOf, line
from faq.demand.subjects import GAP
from faq.demand.weeks import Calendar, today, week_of, weeks_until
from faq.demand.weights import GAPS, QUESTIONS, SEARCHES, SIGNS, TAPS, Sign
from portal.demand.actions import actions_of
from portal.demand.drawing import BarChart, LineChart, bar_chart, line_chart
from portal.demand.marks import Mark, marks_of
from portal.demand.table import counts, written
from portal.demand.tables_csv import csv_response
from portal.demand.words import average_words, number
from services import audit
from services.links import Link
from services.staff.pages import show_staff, staff_page

SHOWN = 26
"""Weeks of the line: half a year."""
LEAST_SHOWN = 4
WITHOUT_SEARCHES = "Skor tanpa pencarian"
MAY_READ = "faq.view_demand"


@dataclass(frozen=True)
class Measure:
    """Something a week has, as it was before a mark and after it."""

    label: str
    before: str
    after: str
    change: str


@dataclass(frozen=True)
class MarkRow:
    """A mark of the chart, with the weeks around it."""

    number: int
    mark: Mark
    measures: Sequence[Measure]
    missing: str
    """Which weeks are missing, in words; "" if none is."""


@dataclass(frozen=True)
class SignChart:
    """The weeks of one sign."""

    sign: Sign
    chart: BarChart
    total: str
    highest: str
    last: str


@staff_page(MAY_READ)
@require_safe
def subject_page(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """The last half a year of a subject."""
    found = _line_or_404(request, kind, subject)
    since = counting.counted_since()
    weeks = _shown(found, since)
    marks = _marks(request, found, weeks)
    context = {
        "line": found,
        "others": found.words[1:],
        "actions": actions_of(request.user, found.subject, _total(weeks)),
        "chart": _chart(weeks, marks),
        "sign_charts": list(_sign_charts(weeks, marks)),
        "marks": _mark_rows(found, marks, since),
        "weeks": [_week_row(each) for each in reversed(weeks)],
        "signs": list(SIGNS.values()),
        "side": effect.WEEKS,
        "since": since if since >= weeks[0].period.start else None,
        "csv": reverse("demand-subject-csv", args=[kind, subject]),
    }
    trail = [Link("Permintaan warga", reverse("demand"))]
    return show_staff(request, "portal/demand_subject.html", found.subject.title, context, trail=trail)


def _line_or_404(request: HttpRequest, kind: str, subject: str) -> Line:
    """With the weeks before those that are shown, which the first marks are compared with."""
    calendar = Calendar(weeks_until(week_of(today()), SHOWN + effect.WEEKS))
    found = line(request.user, (kind, subject), calendar) if kind in subjects.KINDS else None
    if found is None:
        raise Http404
    return found


def _shown(found: Line, since: datetime.date) -> Sequence[WeekOf]:
    """The weeks of the line: those before anything was counted would say that nobody asked."""
    counted = [each for each in found.weeks[-SHOWN:] if each.period.end > since]
    return counted if len(counted) >= LEAST_SHOWN else found.weeks[-LEAST_SHOWN:]


def _marks(request: HttpRequest, found: Line, weeks: Sequence[WeekOf]) -> list[Mark]:
    return marks_of(request.user, found, Calendar(each.period for each in weeks))


def _total(weeks: Sequence[WeekOf]) -> dict[str, int]:
    return {sign: sum(each.counts.get(sign, 0) for each in weeks) for sign in SIGNS}


def _places(weeks: Sequence[WeekOf], marks: Sequence[Mark]) -> list[int]:
    """In which of these weeks each mark is."""
    return [(week_of(mark.day).start - weeks[0].period.start).days // 7 for mark in marks]


def _chart(weeks: Sequence[WeekOf], marks: Sequence[Mark]) -> LineChart:
    texts: dict[int, str] = {}
    for turn, place in enumerate(_places(weeks, marks), start=1):
        texts[place] = f"{texts[place]}, {turn}" if place in texts else str(turn)
    names = [f"{each.period.start.day}/{each.period.start.month}" for each in weeks]
    return line_chart([each.score for each in weeks], names, texts)


def _sign_charts(weeks: Sequence[WeekOf], marks: Sequence[Mark]) -> Iterator[SignChart]:
    """Of those signs that were seen at least once."""
    places = sorted(set(_places(weeks, marks)))
    for key, sign in SIGNS.items():
        values = [each.counts.get(key, 0) for each in weeks]
        if any(values):
            chart = bar_chart(values, places, is_open=not weeks[-1].period.is_over(today()))
            last_whole = values[-2]
            yield SignChart(sign, chart, number(sum(values)), number(max(values)), number(last_whole))


def _mark_rows(found: Line, marks: Sequence[Mark], since: datetime.date) -> list[MarkRow]:
    rows, measured = [], _measured(found.subject.kind) if marks else {}
    for turn, mark in enumerate(marks, start=1):
        around = effect.around(mark.day, found.weeks, counted_since=since, today=today())
        rows.append(MarkRow(turn, mark, list(_measures(around, measured)), _missing(around)))
    return rows[::-1]


def _measured(kind: str) -> dict[str, Callable[[WeekOf], float]]:
    """What of a week is compared, by its label.

    Searches are left out: where old ones lead is worked out with what is published today, so it would change by the very
    thing that is to be measured. Of searches in vain, which are nothing else, what found nothing was kept on its day.
    """
    seen = (GAPS,) if kind == GAP else (QUESTIONS, TAPS)
    signs = {SIGNS[sign].label: lambda week, sign=sign: week.counts.get(sign, 0) for sign in seen}
    return signs if kind == GAP else {WITHOUT_SEARCHES: _score_without_searches(weights.current())} | signs


def _measures(around: effect.Effect, measured: Mapping[str, Callable[[WeekOf], float]]) -> Iterator[Measure]:
    for label, value in measured.items():
        average = around.average(value)
        before, after = ("—" if side is None else number(side) for side in (average.before, average.after))
        yield Measure(label, before, after, average_words(average))


def _score_without_searches(weighed: Mapping[str, int]) -> Callable[[WeekOf], float]:
    kept = [sign for sign in SIGNS if sign not in (SEARCHES, GAPS)]
    return lambda week: weights.score({sign: week.counts.get(sign, 0) for sign in kept}, weighed)


def _missing(around: effect.Effect) -> str:
    """What keeps the comparison from being whole."""
    words = []
    if len(around.before) < effect.WEEKS:
        words.append(f"sebelumnya baru {len(around.before)} minggu yang tercatat utuh")
    if len(around.after) < effect.WEEKS:
        words.append(f"sesudahnya baru {len(around.after)} minggu yang lewat")
    return "; ".join(words)


def _week_row(each: WeekOf) -> dict[str, Any]:
    return {
        "period": each.period,
        "is_over": each.period.is_over(today()),
        "score": number(each.score),
        "cells": [number(count) for count in counts(each.counts)],
    }


COLUMNS = ["Minggu", "Mulai", "Sampai", "Selesai", "Skor", *(sign.label for sign in SIGNS.values()), "Tanda"]


@staff_page(MAY_READ)
@require_safe
@never_cache
def subject_csv(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """The same weeks as CSV, with what was done in each."""
    found = _line_or_404(request, kind, subject)
    weeks = _shown(found, counting.counted_since())
    audit.record("export", by=request.user, name=f"permintaan {kind} {subject} (CSV)")
    return csv_response(_csv_rows(weeks, _marks(request, found, weeks)), f"permintaan-{kind}-{subject}")


def _csv_rows(weeks: Sequence[WeekOf], marks: Sequence[Mark]) -> Iterator[list[Any]]:
    yield COLUMNS
    for each in weeks:
        period = each.period
        done = "; ".join(
            f"{mark.day.isoformat()} {mark.words}" for mark in marks if week_of(mark.day) == period
        )
        over = "ya" if period.is_over(today()) else "belum"
        week = [period.key, period.start.isoformat(), period.last.isoformat(), over]
        yield [*week, written(each.score), *counts(each.counts), done]
