"""Cards that carry a free notice."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from cards import notice_cards
from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from cards.subjects.kind import Found, Gone, Source, SubjectKind
from services import scope
from services.facts import SharedFacts
from services.models import Notice
from services.notices.current import Situation, situation
from services.notices.page import facts_of
from services.wording import date_words, time_words

TAKEN_BACK = "Kabar ini sudah kami tarik."
MARGIN = 20
"""Notices looked at beyond those asked for: some ended in the last hours and are left out again."""


class NoticeSubject(SubjectKind):
    """Notices that were not taken back and have not run out."""

    kind = CardKind.NOTICE
    path = "kabar"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        numbers = [number for number in map(notice_cards.number_of, keys) if number is not None]
        rows = Notice.objects.filter(pk__in=numbers).with_places()
        return {notice_cards.key_of(each): self._source(each) for each in rows}

    def _source(self, notice: Notice) -> Source | Gone:
        if notice.withdrawn_at:
            return Gone(notice.withdrawal_reason or TAKEN_BACK)
        data = notice_cards.data_of(notice, (each.key for each in notice.offices.all()))
        held = facts_of(notice)
        is_over = situation(held, timezone.now()) is Situation.OVER
        return Source(
            key=data.key,
            title=notice.title,
            data=data,
            digest=notice_cards.digest_of(data),
            agency=notice.agency.key,
            over=_over_words(notice) if is_over else "",
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return notice_cards.build(source.data, source.agency, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        number = notice_cards.number_of(key)
        return number is not None and scope.own(Notice.objects.filter(pk=number), user).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        now = timezone.now()
        holding = scope.own(Notice.objects.standing(), user)
        for word in words.split():
            holding = holding.filter(title__icontains=word)
        return [
            Found(self.kind, notice_cards.key_of(each), each.title, each.get_kind_display())
            for each in holding[: limit + MARGIN]
            if situation(facts_of(each), now) is not Situation.OVER
        ][:limit]


def _over_words(notice: Notice) -> str:
    time = f" pukul {time_words(notice.ends_at)}" if notice.ends_at else ""
    return f"Kabar ini hanya berlaku sampai {date_words(notice.ends_on)}{time}."
