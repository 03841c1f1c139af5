""" "Masih benar": who answers for an entry compared it and says so. The public page shows the position and the day.

It is said of the edition that was live at that moment, never of a later one, and it makes no new edition and no new
revision: the entry says what it said before.
"""

import calendar
import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from services import audit, entry_kinds
from services.language import in_language
from services.models import AuditRecord, Edition, Entry, Membership
from services.models.desk import label_of
from services.sentences import sentence
from services.wording import date_words

COLUMNS = ("confirmed_on", "confirmed_position", "confirmed_by_id", "review_by")
"""What a confirmation writes, and undoing it writes back."""


def months_after(day: datetime.date, months: int) -> datetime.date:
    """The same day so many calendar months later; 31 January and one month is the last of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def may_confirm(entry: Entry, user: Any) -> bool:
    """Whether someone may say so of an own entry: who answers for it, who may change it, who may publish it."""
    kind = entry_kinds.of(entry)
    permissions = (kind.change_permission, kind.publish_permission)
    return entry.owner_id == user.pk or any(map(user.has_perm, permissions))


def position_of(entry: Entry, user: Any) -> str:
    """What someone is called in the agency that keeps the entry, else in any of theirs."""
    agency = entry.owning_agency
    near = {agency.pk, agency.publisher_id} if agency else set()
    known = Membership.objects.filter(user=user).exclude(position="").values_list("agency", "position")
    ranked = sorted(known, key=lambda row: (row[0] not in near, row[0]))
    return ranked[0][1] if ranked else ""


@transaction.atomic
def confirm(entry: Entry, *, by: Any, position: str) -> dict[str, Any]:
    """Write it down, and when to look again. Returns what to hand to `undo`, as JSON.

    Raises `ValidationError` without a position or where nothing is live.
    """
    position = " ".join(position.split())
    if not position:
        raise ValidationError("Isi jabatan Anda; halaman publik menampilkannya, tanpa nama.")
    edition = entry.current_edition()
    if edition is None or edition.is_withdrawal:
        raise ValidationError("Entri ini tidak sedang terbit, jadi tidak ada yang dinyatakan masih benar.")
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    before = {name: getattr(entry, name) for name in COLUMNS}
    today = timezone.localdate()
    _write(
        entry,
        confirmed_on=today,
        confirmed_position=position[:150],
        confirmed_by_id=by.pk,
        review_by=months_after(today, entry.review_months),
    )
    audit.record("confirm", entry, by=by, position=position[:150], edition=edition.number)
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in before.items()
    }


@transaction.atomic
def undo(entry: Entry, *, by: Any, before: dict[str, Any]) -> bool:
    """Take one's own confirmation back; False where someone else has confirmed since."""
    entry = type(entry).objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if entry.confirmed_by_id != by.pk or set(before) != set(COLUMNS):
        return False
    _write(entry, **before)
    audit.record("unconfirm", entry, by=by)
    return True


def _write(entry: Entry, **columns: Any) -> None:
    """Past `save`, which would count as a new revision of the draft."""
    type(entry).objects.filter(pk=entry.pk).update(**columns)


def with_confirmation(editions: QuerySet) -> QuerySet:
    """Editions with what `confirmation_words` reads; no further query."""
    said = AuditRecord.objects.filter(
        kind=label_of(editions.model.entry_class()), key=OuterRef("slug"), action="confirm"
    )
    return editions.annotate(
        confirmed_on=F("entry__confirmed_on"),
        confirmed_position=F("entry__confirmed_position"),
        confirmed_at=Subquery(said.order_by("-at").values("at")[:1]),
    )


def is_of(
    confirmed_on: datetime.date | None, confirmed_at: datetime.datetime | None, live_from: datetime.datetime
) -> bool:
    """Whether a confirmation is of the edition that is live since `live_from`.

    The day is kept with the entry. Where the edition came on the same day, the moment in the audit log decides; without
    one the day does.
    """
    if confirmed_on is None:
        return False
    began = timezone.localdate(live_from)
    if confirmed_on != began or confirmed_at is None or timezone.localdate(confirmed_at) != began:
        return confirmed_on >= began
    return confirmed_at >= live_from


def confirmation_words(edition: Edition) -> SafeString:
    """The sentence for a public page, as HTML; nothing where the edition was not confirmed or was not asked about."""
    confirmed_on = getattr(edition, "confirmed_on", None)
    position = getattr(edition, "confirmed_position", "")
    if not position or not is_of(confirmed_on, edition.confirmed_at, edition.live_from):
        return SafeString()
    words = _("Dinyatakan masih benar oleh %(position)s pada %(date)s.")
    return sentence(words, position=in_language(position, ""), date=date_words(confirmed_on, short=True))
