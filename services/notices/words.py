"""A notice in the page's language: its kind, from when to when, where. What the office wrote stays Indonesian."""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from services.facts import NoticeFacts, SharedFacts
from services.language import IndonesianText
from services.models.notice import NoticeKind
from services.notices.current import HINDRANCES, Situation, situation
from services.wording import list_words, near_date_words, time_words

KINDS = {
    NoticeKind.DISRUPTION: gettext_lazy("Gangguan layanan"),
    NoticeKind.SHORTAGE: gettext_lazy("Blangko atau bahan habis"),
    NoticeKind.CLOSED: gettext_lazy("Pelayanan tutup sementara"),
    NoticeKind.CHANGE: gettext_lazy("Perubahan"),
    NoticeKind.NEWS: gettext_lazy("Pemberitahuan"),
    NoticeKind.FACT_CHECK: gettext_lazy("Cek fakta: kabar ini tidak benar"),
}
MOST_PLACES = 3
"""Places that a line names; more are counted."""


def kind_words(notice: NoticeFacts) -> str:
    """What sort of notice it is."""
    return str(KINDS[NoticeKind(notice.kind)])


def when_words(notice: NoticeFacts, now: datetime.datetime) -> str:
    """From when to when: "Senin, 23 November, pukul 09.00–14.00"; an end that is not known is said to be so.

    Of a fact check the day it was checked: what is untrue does not become true again.
    """
    today = now.date()
    if notice.kind == NoticeKind.FACT_CHECK:
        return _("Diperiksa %(day)s") % {"day": near_date_words(notice.starts_on, today)}
    first, last = near_date_words(notice.starts_on, today), notice.ends_on
    if last is None:
        return _open_ended(notice, _at(first, notice.starts_at), now)
    if last == notice.starts_on:
        return _one_day(notice, first)
    values = {
        "first": _at(first, notice.starts_at),
        "last": _at(near_date_words(last, today), notice.ends_at),
    }
    return _("%(first)s sampai %(last)s") % values


def _open_ended(notice: NoticeFacts, first: str, now: datetime.datetime) -> str:
    values = {"first": first}
    words = _("Mulai %(first)s") if situation(notice, now) is Situation.COMING else _("Sejak %(first)s")
    if notice.kind in HINDRANCES:
        return _("%(words)s, sampai diumumkan lagi") % {"words": words % values}
    return words % values


def _one_day(notice: NoticeFacts, day: str) -> str:
    starts, ends = notice.starts_at, notice.ends_at
    values = {"day": day, "from": starts and time_words(starts), "to": ends and time_words(ends)}
    if starts and ends:
        return _("%(day)s, pukul %(from)s–%(to)s") % values
    if ends:
        return _("%(day)s, sampai pukul %(to)s") % values
    return _("%(day)s, mulai pukul %(from)s") % values if starts else day


def _at(day: str, time: datetime.time | None) -> str:
    return _("%(day)s pukul %(time)s") % {"day": day, "time": time_words(time)} if time else day


def where_words(notice: NoticeFacts, facts: SharedFacts) -> str:
    """The places it names, a few by name; where it names neither place nor service and hinders, all of them."""
    names = [facts.offices[key].name for key in notice.offices if key in facts.offices]
    if not names:
        everywhere = notice.kind in HINDRANCES and not notice.services and not notice.offices
        return _("Semua kantor") if everywhere else ""
    if len(names) <= MOST_PLACES:
        return IndonesianText(list_words(names))
    more = len(names) - MOST_PLACES
    words = ngettext("%(names)s, dan %(n)d tempat lain", "%(names)s, dan %(n)d tempat lain", more)
    return IndonesianText(words % {"names": ", ".join(names[:MOST_PLACES]), "n": more})
