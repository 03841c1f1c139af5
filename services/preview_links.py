"""Links that show drafts to people without an account: what one shows, who may make it, and what its readers remark."""

import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from services import audit, entry_kinds, scope
from services.links import share_link
from services.masking import mask
from services.models import Agency, Entry, PreviewLink, PreviewRemark
from services.models.desk import label_of

DAYS = (1, 3, 7, 14, 30)
"""For how many days a link can be made."""
MOST_ENTRIES = 50
LONGEST_NAME, LONGEST_REMARK = 100, 2000
REMARKS_A_DAY = 30
"""Remarks that one link takes in 24 hours, whoever writes them."""


def reach(agency: Agency) -> set[int]:
    """Primary keys of the agencies whose drafts a link of this one shows: its own and those it publishes."""
    return set(Agency.objects.filter(Q(pk=agency.pk) | Q(publisher=agency)).values_list("pk", flat=True))


def entries_of(link: PreviewLink) -> list[Entry]:
    """The entries of a link, in its order. What was deleted or went to another agency is not there any more."""
    agencies = reach(link.agency)
    found = {}
    for kind in entry_kinds.KINDS.values():
        wanted = [key for label, key in link.entries if label == kind.label]
        rows = (
            kind.model.objects.filter(pk__in=wanted).filter(kind.model.owned_by(agencies)) if wanted else ()
        )
        found |= {(kind.label, row.pk): row for row in rows}
    return [found[key] for key in map(tuple, link.entries) if key in found]


def shows(link: PreviewLink, entry: Entry) -> bool:
    """Whether the link was made for this entry among others."""
    return [label_of(entry), entry.pk] in link.entries


def agency_for(entries: list[Entry], user: Any) -> Agency | None:
    """The agency of this person that a link for all these entries can belong to; None if there is none."""
    owners = {owner.pk for each in entries if (owner := each.owning_agency)}
    own = Agency.objects.filter(pk__in=scope.agencies_of(user))
    # The owner itself rather than the one that publishes it: all who keep the entry then see the link.
    ranked = sorted(own, key=lambda agency: (agency.pk not in owners, agency.position, agency.pk))
    return next((agency for agency in ranked if owners <= reach(agency)), None)


@transaction.atomic
def make(*, label: str, days: int, entries: list[Entry], agency: Agency, by: Any) -> PreviewLink:
    """A new link to the drafts of these entries. The audit log says for whom, never the token."""
    now = timezone.now()
    link = PreviewLink.objects.create(
        label=label,
        agency=agency,
        entries=[[label_of(each), each.pk] for each in entries],
        created_by=by,
        created_at=now,
        expires_at=now + datetime.timedelta(days=days),
    )
    audit.record("preview-link", link, by=by, days=days, entries=[each.slug for each in entries])
    return link


@transaction.atomic
def revoke(link: PreviewLink, *, by: Any) -> None:
    """Close a link at once; one that is closed stays as it was."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        audit.record("revoke-link", link, by=by)


def is_full(link: PreviewLink) -> bool:
    """Whether the link took as many remarks in the last 24 hours as it takes."""
    since = timezone.now() - datetime.timedelta(days=1)
    return link.remarks.filter(at__gt=since).count() >= REMARKS_A_DAY


@transaction.atomic
def remark(link: PreviewLink, entry: Entry, *, name: str, text: str) -> PreviewRemark:
    """Keep what a reader of a draft says, without numbers that say who someone is, and tell who made the link."""
    kept = PreviewRemark.objects.create(
        link=link,
        kind=label_of(entry),
        entry=entry.pk,
        revision=entry.revision,
        name=mask(name)[:LONGEST_NAME],
        text=mask(text),
    )
    _tell(link, entry)
    return kept


def _tell(link: PreviewLink, entry: Entry) -> None:
    """Once, until it was read: not once for every remark."""
    from services import notifying

    url = reverse("entry-preview-links", args=[entry_kinds.of(entry).path, entry.pk])
    who = link.created_by
    if who is None or not notifying.unread(who).filter(url=url).exists():
        words = f"Ada catatan baru pada pratinjau “{entry}” dari tautan “{link.label}”."
        notifying.notify([who] if who else [], words, url, agency=link.agency)


def share_url(link: PreviewLink, entries: list[Entry], address: str, until: str) -> str:
    """WhatsApp with a message that hands the link over."""
    names = [f"- {each}" for each in entries[:5]]
    more = [f"- dan {len(entries) - 5} lagi"] if len(entries) > 5 else []
    lines = [
        "Mohon dibaca sebelum terbit:",
        *names,
        *more,
        "",
        address,
        f"Berlaku sampai {until}. Catatan dapat ditulis langsung di halaman itu. Jangan disebarkan.",
    ]
    return share_link("\n".join(lines))
