"""Cards that carry a free notice."""

from collections.abc import Collection
from typing import Any

from django.utils import timezone

from cards import notice_cards
from cards.content import CardContent, CardOptions
from cards.models.card import CardKind
from cards.subjects.kind import Found, Gone, Source, SubjectKind
from services import scope
from services.document import digest
from services.facts import SharedFacts
from services.models import Notice
from services.wording import date_words

TAKEN_BACK = "Kabar ini sudah kami tarik."


class NoticeSubject(SubjectKind):
    """Notices that were not taken back and have not run out."""

    kind = CardKind.NOTICE
    path = "kabar"

    def sources(self, keys: Collection[str], facts: SharedFacts) -> dict[str, Source | Gone]:
        numbers = [number for number in map(notice_cards.number_of, keys) if number is not None]
        rows = Notice.objects.filter(pk__in=numbers).select_related("agency")
        return {notice_cards.key_of(each): self._source(each) for each in rows}

    def _source(self, notice: Notice) -> Source | Gone:
        if notice.withdrawn_at:
            return Gone(notice.withdrawal_reason or TAKEN_BACK)
        data = notice_cards.data_of(notice)
        is_over = notice.ends_on is not None and notice.ends_on < timezone.localdate()
        return Source(
            key=data.key,
            title=notice.title,
            data=data,
            digest=digest([str(each) for each in data]),
            agency=notice.agency.key,
            over=f"Kabar ini hanya berlaku sampai {date_words(notice.ends_on)}." if is_over else "",
        )

    def build(self, source: Source, facts: SharedFacts, options: CardOptions) -> CardContent:
        return notice_cards.build(source.data, source.agency, facts, options)

    def is_own(self, user: Any, key: str) -> bool:
        number = notice_cards.number_of(key)
        return number is not None and scope.own(Notice.objects.filter(pk=number), user).exists()

    def found(self, user: Any, words: str, limit: int) -> list[Found]:
        today = timezone.localdate()
        holding = scope.own(Notice.objects.filter(withdrawn_at=None), user).exclude(ends_on__lt=today)
        for word in words.split():
            holding = holding.filter(title__icontains=word)
        return [
            Found(self.kind, notice_cards.key_of(each), each.title, each.get_kind_display())
            for each in holding[:limit]
        ]
