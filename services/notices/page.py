"""The page of one notice: everything its template shows."""

import datetime
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from services import snapshot
from services.descriptions import description
from services.facts import NoticeFacts, SharedFacts
from services.language import IndonesianText, localized
from services.links import Link
from services.models import Notice
from services.models.notice import NoticeKind
from services.notices.current import HINDRANCES, Situation, begins, ends, is_fact_check, situation
from services.notices.lines import NoticeLine, line
from services.notices.words import kind_words, when_words
from services.wording import date_words, near_date_words, time_words

CHANGED_AFTER = datetime.timedelta(minutes=5)
"""Mending a slip right after posting is no change worth telling."""


class NoticePage:
    """A notice at a moment. `names` are live services by slug; those that the public cannot read are not named."""

    def __init__(
        self, notice: NoticeFacts, facts: SharedFacts, names: Mapping[str, str], now: datetime.datetime
    ) -> None:
        self.notice, self.facts, self.names = notice, facts, names
        self.now = now.astimezone(ZoneInfo(notice.timezone))

    @property
    def title(self) -> str:
        """What it is about; in Indonesian only."""
        return IndonesianText(self.notice.title)

    @property
    def path(self) -> str:
        """Its address."""
        return reverse("public-notice", args=[self.notice.pk])

    @property
    def line(self) -> NoticeLine:
        """The notice in a few words."""
        return line(self.notice, self.facts, self.now)

    @property
    def kind(self) -> str:
        """What sort of notice it is."""
        return kind_words(self.notice)

    @property
    def is_fact_check(self) -> bool:
        """Whether it says that something going round is untrue."""
        return is_fact_check(self.notice)

    @property
    def situation(self) -> Situation:
        """Whether it comes, holds or is over."""
        return situation(self.notice, self.now)

    @property
    def is_over(self) -> bool:
        """Whether it holds no more."""
        return self.situation is Situation.OVER

    @property
    def situation_words(self) -> str:
        """That in a sentence; of a fact check nothing while it holds, for it is no condition that passes."""
        if self.situation is Situation.OVER:
            return _("Sudah lewat: ini tidak berlaku lagi sejak %(moment)s.") % {"moment": self._end_words}
        if self.situation is Situation.COMING:
            moment = self._moment_words(begins(self.notice), with_time=self.notice.starts_at is not None)
            return _("Belum mulai: berlaku mulai %(moment)s.") % {"moment": moment}
        return "" if self.is_fact_check else _("Berlaku sekarang.")

    @property
    def _end_words(self) -> str:
        return self._moment_words(ends(self.notice) or self.now, with_time=self.notice.ends_at is not None)

    def _moment_words(self, moment: datetime.datetime, *, with_time: bool) -> str:
        day = near_date_words(moment.date(), self.now.date())
        return _("%(day)s pukul %(time)s") % {"day": day, "time": time_words(moment)} if with_time else day

    @property
    def when(self) -> str:
        """From when to when."""
        return when_words(self.notice, self.now)

    @property
    def offices(self) -> list[Link]:
        """The places it names."""
        keys = [key for key in self.notice.offices if key in self.facts.offices]
        return [
            Link(IndonesianText(self.facts.offices[key].name), reverse("office", args=[key])) for key in keys
        ]

    @property
    def everywhere(self) -> str:
        """What stands in place of places: that it holds in all of them, where it keeps people from being served."""
        return "" if self.notice.offices or self.notice.kind not in HINDRANCES else _("Semua kantor")

    @property
    def services(self) -> list[Link]:
        """The services it names."""
        return [Link(name, reverse("service", args=[slug])) for slug, name in self.names.items()]

    @property
    def all_services(self) -> str:
        """What stands in place of services, in the same way."""
        return "" if self.notice.services or self.notice.kind not in HINDRANCES else _("Semua layanan")

    @property
    def agency_name(self) -> str:
        """Who says it."""
        agency = self.facts.agencies.get(self.notice.agency)
        return localized(agency, "name") if agency else ""

    @property
    def posted(self) -> str:
        """When it was posted."""
        return self._stamp(self.notice.made_at)

    @property
    def changed(self) -> str:
        """When it was last changed; nothing if it was not since it was posted."""
        is_changed = self.notice.changed_at - self.notice.made_at > CHANGED_AFTER
        return self._stamp(self.notice.changed_at) if is_changed else ""

    def _stamp(self, moment: datetime.datetime) -> str:
        moment = moment.astimezone(self.now.tzinfo)
        return _("%(day)s pukul %(time)s") % {
            "day": date_words(moment.date(), short=True),
            "time": time_words(moment),
        }

    @property
    def text_title(self) -> str:
        """What stands above its text."""
        titles = {NoticeKind.FACT_CHECK: _("Yang benar"), NoticeKind.CHANGE: _("Yang berubah")}
        words = _("Yang terjadi") if self.notice.kind in HINDRANCES else _("Keterangan")
        return titles.get(NoticeKind(self.notice.kind), words)

    @property
    def meta_description(self) -> str:
        """What search engines show below the title."""
        more = (f"{self.kind}. {self.when}.", self.notice.advice, self.agency_name and f"{self.agency_name}.")
        ask = _("Lihat di mana, sampai kapan, dan apa yang perlu Anda lakukan.")
        return description(self.notice.text, *(each for each in more if each), ask)


def facts_of(notice: Notice) -> NoticeFacts:
    """A row, over or not, as the resolver reads it. The row comes from `Notice.objects.with_places()`."""
    agency = notice.agency
    return snapshot.notice_facts(notice, (agency.publisher or agency).timezone)
