"""What waits in the inbox for someone, for the first page of the workspace."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from faq.inbox.listing import LATE, MINE, WAITING, conditions, leads_of
from faq.inbox.people import PERMISSION
from services.paging import list_address


@dataclass(frozen=True)
class Waiting:
    """Some questions that wait: how many in words, why, the list that shows them, a pill, and since when."""

    name: str
    why: str
    url: str
    pill: str
    pill_words: str
    since: datetime.datetime


def waiting_for(user: Any) -> list[Waiting]:
    """Late questions, those given to this person, and the others that wait; one query."""
    if not user.has_perm(PERMISSION):
        return []
    where = conditions(timezone.localdate(), user)
    kinds = {
        LATE: where[LATE],
        MINE: where[MINE] & ~where[LATE],
        WAITING: where[WAITING] & ~where[MINE] & ~where[LATE],
    }
    asked: dict[str, Any] = {}
    for name, condition in kinds.items():
        asked |= {f"{name}_n": Count("pk", filter=condition), f"{name}_at": Min("asked_at", filter=condition)}
    found = leads_of(user).filter(where[WAITING]).aggregate(**asked)
    return [_waiting(name, found[f"{name}_n"], found[f"{name}_at"]) for name in kinds if found[f"{name}_n"]]


def _waiting(name: str, count: int, since: datetime.datetime) -> Waiting:
    words, why, pill, pill_words = {
        LATE: ("pertanyaan warga terlambat dijawab", "Hari yang dijanjikan sudah lewat", "bad", "terlambat"),
        MINE: ("pertanyaan warga ditugaskan kepada Anda", "Jawab sebelum hari yang dijanjikan", "review", "tugas Anda"),
        WAITING: ("pertanyaan warga menunggu jawaban", "Yang sama cukup dijawab sekali", "review", "menunggu"),
    }[name]  # fmt: skip
    tab = "" if name == WAITING else name
    return Waiting(
        f"{count} {words}", why, list_address(reverse("inbox"), {"tab": tab}), pill, pill_words, since
    )
