"""Who hears of a step of the workflow, and in which words."""

import datetime
from collections.abc import Iterable
from enum import Enum
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from services import notifying
from services.models import Edition
from services.wording import date_words, time_words
from services.workflow_rules import Situation


class Told(Enum):
    """What happened, in the words of the notice."""

    SUBMITTED = "{who} mengajukan “{what}” untuk ditinjau."
    TAKEN_BACK = ""
    RETURNED = "{who} mengembalikan “{what}” untuk diperbaiki"
    PUBLISHED = "{who} menerbitkan “{what}” (edisi {number})."
    SCHEDULED = "{who} menjadwalkan “{what}”, terbit {when}."
    UNSCHEDULED = "{who} membatalkan jadwal “{what}” ({when})."
    WITHDRAWN = "{who} menarik “{what}” dari publik"


def tell(
    what: Told, situation: Situation, by: Any, *, remark: str = "", edition: Edition | None = None
) -> None:
    """Tell whom it concerns, never the one who did it. A request to review is settled by whatever follows it."""
    entry = situation.entry
    review_page = reverse("entry-publish", args=[situation.kind.path, entry.pk])
    if what is not Told.UNSCHEDULED:
        notifying.settle(review_page)
    if what is Told.TAKEN_BACK:
        return
    asked = what is Told.SUBMITTED
    people = able_reviewers(situation) if asked else editors_of(situation)
    url = review_page if asked else reverse(situation.kind.form_url, args=[entry.pk])
    others = [person for person in people if person.pk != by.pk]
    words = _words(what, entry, by, remark, edition)
    # The office hears of it where nobody is there to act; an editor who publishes alone needs no mail of it.
    notifying.notify(others, words, url, agency=entry.owning_agency if asked else None)


def able_reviewers(situation: Situation) -> list[Any]:
    """The reviewers who may publish this draft: while another one is wanted, not those who changed it."""
    excluded = situation.authors if situation.needs_other_reviewer else set()
    return [person for person in notifying.reviewers_of(situation.entry) if person.pk not in excluded]


def editors_of(situation: Situation) -> Iterable[Any]:
    """Whose work it is: who changed the draft, who submitted it, and who answers for what it says."""
    entry = situation.entry
    wanted = {*situation.authors, entry.submitted_by_id, entry.owner_id} - {None}
    return get_user_model().objects.filter(pk__in=wanted).order_by("pk")


def person_words(user: Any) -> str:
    """Someone's name, for colleagues."""
    return user.get_full_name() or user.get_username() if user else "Seseorang"


def _words(what: Told, entry: Any, by: Any, remark: str, edition: Edition | None) -> str:
    said = {"who": person_words(by), "what": _short(str(entry))}
    if edition is not None:
        remark = remark or edition.withdrawal_reason
        said |= {"number": edition.number, "when": moment_words(edition.live_from, clock_of(entry))}
    words = what.value.format(**said)
    if not words.endswith("."):
        return f"{words}: {remark.strip()}" if remark.strip() else f"{words}."
    return f"{words} Catatan: {remark.strip()}" if remark.strip() else words


def moment_words(moment: Any, clock: datetime.tzinfo | None = None) -> str:
    """A moment on a clock (default: the site's): "1 Desember 2026 pukul 08.00"."""
    local = timezone.localtime(moment, clock)
    return f"{date_words(local, short=True)} pukul {time_words(local)}"


def clock_of(entry: Any) -> ZoneInfo:
    """The clock of the agency that publishes an entry: what people there type and read."""
    agency = entry.owning_agency
    publisher = (agency.publisher or agency) if agency else None
    return ZoneInfo(publisher.timezone if publisher else settings.TIME_ZONE)


def _short(name: str) -> str:
    return name if len(name) <= 90 else name[:89].rstrip() + "…"
