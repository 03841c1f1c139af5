"""Whether an office is open, why not, and when it opens next: one line in the page's language.

What the office wrote (a closure's name, a place) is Indonesian on every page. So each line can be had twice:
plain, and as HTML in which those words are marked.
"""

import datetime
from collections.abc import Callable, Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from services import freshness
from services.choices import ClosureKind
from services.facts import ClosureFacts, MobileStop
from services.hours import DayHours, OfficeState, Situation
from services.language import in_english
from services.wording import day_name, list_words, near_date_words, relative_day, time_words

SOON = datetime.timedelta(minutes=60)
"""From how long before the end the line counts the minutes."""
PLAIN = {
    Situation.BREAK: gettext_lazy("Istirahat"),
    Situation.FRIDAY_BREAK: gettext_lazy("Istirahat Jumat"),
    Situation.NOT_YET: gettext_lazy("Belum buka"),
    Situation.OVER: gettext_lazy("Sudah tutup"),
    Situation.NO_STOP: gettext_lazy("Hari ini tidak keliling"),
    Situation.OTHER_SERVICES: gettext_lazy("Hari ini hanya layanan tertentu"),
    Situation.UNKNOWN: gettext_lazy("Jam buka belum dicatat"),
}
"""Situations that need no more words than these."""

Quote = Callable[[str], str]


def marked(words: str) -> SafeString:
    """The office's words within a sentence: escaped, and on English pages marked as Indonesian."""
    return format_html('<span lang="id">{}</span>', words) if in_english() else conditional_escape(words)


def state_words(state: OfficeState, quote: Quote = str) -> str:
    """What a resident needs to know, in one line: "Buka sampai 12.00, buka lagi 13.00".

    `quote` is applied to what the office wrote.
    """
    clauses = [_now_words(state, quote), *_end_words(state), _next_words(state, quote)]
    return ", ".join(clause for clause in clauses if clause)


def state_html(state: OfficeState) -> SafeString:
    """The same line for a page; only `marked` words in it come from outside."""
    return mark_safe(state_words(state, marked))


def queue_words(state: OfficeState) -> str:
    """When today's last queue number is given, in a sentence; nothing once it is given or the line says it."""
    if state.last_queue_at is None or state.last_queue_at <= state.now or _end_words(state):
        return ""
    return _("Nomor antrean terakhir hari ini pukul %(time)s.") % {"time": time_words(state.last_queue_at)}


def closure_words(closure: ClosureFacts, quote: Quote = str, *, is_estimate: bool = False) -> str:
    """Why it is closed: "Hari Suci Nyepi"; in English with what kind of closure that is."""
    # A holiday's explanation ("Nyepi (Tahun Baru Saka 1948)") would nest brackets.
    words = quote(closure.name.split(" (")[0])
    if in_english():
        words = f"{closure_kind(closure)}: {words}"
    return _("%(reason)s, perkiraan") % {"reason": words} if is_estimate else words


def closure_kind(closure: ClosureFacts) -> str:
    """The kind of a closure within a sentence: "libur nasional"; an unknown kind stays as it was written."""
    labels = dict(ClosureKind.choices)
    return str(labels.get(closure.kind, closure.kind)).lower()


def place_words(stops: Iterable[MobileStop], quote: Quote = str) -> str:
    """Where a mobile unit stands: "Balai Desa Contoh Jaya"; nothing without a stop."""
    return list_words(quote(stop.place) for stop in stops)


def _now_words(state: OfficeState, quote: Quote) -> str:
    match state.situation:
        case Situation.OPEN:
            return _open_words(state, quote)
        case Situation.CLOSURE:
            reason = closure_words(state.closure, quote, is_estimate=state.today.estimated)
            return _("Tutup hari ini (%(reason)s)") % {"reason": reason}
        case Situation.DAY_OFF:
            return _("Tutup hari %(day)s") % {"day": day_name(state.today.day.weekday())}
        case Situation.SPECIAL_HOURS:
            name = quote(state.today.special.name)
            return _("Tutup hari ini (jam khusus: %(name)s)") % {"name": name}
        case Situation.BREAK | Situation.FRIDAY_BREAK if state.is_queue_over:
            return _("Istirahat sampai %(opens)s") % {"opens": time_words(state.opens_at)}
        case situation:
            return str(PLAIN[situation])


def _open_words(state: OfficeState, quote: Quote) -> str:
    values = {"closes": time_words(state.closes_at), "place": place_words(state.stops, quote)}
    if state.stops:
        return _("Buka sampai %(closes)s di %(place)s") % values
    return _("Buka sampai %(closes)s") % values


def _end_words(state: OfficeState) -> list[str]:
    """How long one can still come today, once that is less than an hour."""
    if state.is_queue_over:
        return [_("antrean hari ini sudah ditutup")]
    end = _end(state)
    if not state.is_open or state.reopens_today or end - state.now > SOON:
        return []
    minutes = -((state.now - end) // datetime.timedelta(minutes=1))
    freshness.by_the_minute()
    if end == state.closes_at:
        return [
            ngettext("tutup %(minutes)d menit lagi", "tutup %(minutes)d menit lagi", minutes)
            % {"minutes": minutes}
        ]
    values = {"minutes": minutes, "time": time_words(end)}
    last_number = ngettext(
        "nomor antrean terakhir %(time)s, %(minutes)d menit lagi",
        "nomor antrean terakhir %(time)s, %(minutes)d menit lagi",
        minutes,
    )
    return [last_number % values]


def _end(state: OfficeState) -> datetime.datetime:
    """Until when one can come: the last queue number, or the closing; `now` while it is closed."""
    ends = [each for each in (state.last_queue_at, state.closes_at) if each]
    return min(ends, default=state.now)


def _next_words(state: OfficeState, quote: Quote) -> str:
    if state.is_queue_over:
        if state.next_day is None:
            return ""
        values = _opening_values(state, _next_day_at(state)) | {
            "place": place_words(state.next_day.stops, quote)
        }
        if values["place"]:
            return _("dibuka lagi %(day)s %(opens)s di %(place)s") % values
        return _("dibuka lagi %(day)s %(opens)s") % values
    if state.opens_at is None or (state.is_open and not state.reopens_today):
        return ""
    values = _opening_values(state, state.opens_at) | {"place": place_words(state.stops, quote)}
    if state.is_open:
        return _("buka lagi %(opens)s") % values
    if state.is_break:
        return (_("buka lagi %(opens)s di %(place)s") if state.stops else _("buka lagi %(opens)s")) % values
    return (_("buka %(day)s %(opens)s di %(place)s") if state.stops else _("buka %(day)s %(opens)s")) % values


def _next_day_at(state: OfficeState) -> datetime.datetime:
    return datetime.datetime.combine(state.next_day.day, state.next_day.intervals[0][0], state.now.tzinfo)


def _opening_values(state: OfficeState, opens_at: datetime.datetime) -> dict[str, str]:
    day, today = opens_at.date(), state.today.day
    # After a holiday people cannot guess the next working day, so it gets its date.
    dated = state.closure is not None and (day - today).days > 1
    day_words = near_date_words(day, today) if dated else relative_day(day, today)
    return {"day": day_words, "opens": time_words(opens_at)}


def day_reason(day: DayHours) -> str:
    """The office's own words for why a day is as it is: a closure's name, where the unit stands, special hours."""
    if day.closure:
        return day.closure.name
    return ", ".join(filter(None, [place_words(day.stops), day.special.name if day.special else ""]))
