"""Tell those who answer for entries what to look at again. For a daily timer; a second run tells nobody twice."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse
from django.utils import timezone

from services import audit, staleness
from services.models import Agency, AuditRecord, Notification
from services.staleness import StaleEntry
from services.wording import date_words

NAMED = 20
"""Entries that a mail to an agency names; the rest is counted."""


class Command(BaseCommand):
    """`manage.py remind`: once a day; `--every 7` tells everyone once a week at most."""

    help = "Ingatkan penanggung jawab tentang entri yang perlu diperiksa lagi. Jalankan sekali sehari."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=int,
            default=1,
            metavar="HARI",
            help="Jarak paling dekat antara dua pengingat (hari).",
        )

    def handle(self, *args: Any, every: int, **options: Any) -> None:
        since = timezone.localdate() - datetime.timedelta(days=max(every, 1) - 1)
        self.told, self.failed = 0, []
        people, offices = _by_receiver(staleness.all_stale_entries())
        for user, entries in people.items():
            self._tell(user, entries, since)
        for agency, entries in offices.items():
            self._mail(agency, entries, since)
        self.stdout.write(f"{self.told} pengingat dikirim.")
        if self.failed:
            raise CommandError(f"Surel tidak terkirim: {'; '.join(self.failed)}")

    def _tell(self, user: User, entries: list[StaleEntry], since: datetime.date) -> None:
        """A notification, which is mailed where mail is set up."""
        from services.notifying import notify

        mine = any(each.entry.owner_id == user.pk for each in entries)
        url = reverse("stale-entries") + ("?milik=saya" if mine else "")
        sent = Notification.objects.filter(
            user=user, url__startswith=reverse("stale-entries"), at__date__gte=since
        )
        if not sent.exists():
            notify([user], _summary(entries), url)
            self.told += 1

    def _mail(self, agency: Agency, entries: list[StaleEntry], since: datetime.date) -> None:
        """A mail to the agency's own address; that it was sent stands in the audit log."""
        sent = AuditRecord.objects.filter(action="remind", agency=agency, at__date__gte=since)
        if sent.exists():
            return
        try:
            send_mail(_summary(entries), _letter(entries), None, [agency.notify_email])
        except (OSError, SMTPException) as error:
            self.failed.append(f"{agency.notify_email} ({error})")
            return
        audit.record("remind", agency, entries=len(entries))
        self.told += 1


def _by_receiver(found: Iterable[StaleEntry]) -> tuple[dict[User, list], dict[Agency, list]]:
    """Who is told of which entries: the owner; else the agency's address; else those who review for it."""
    from services.notifying import reviewers_of

    people: dict[User, list[StaleEntry]] = defaultdict(list)
    offices: dict[Agency, list[StaleEntry]] = defaultdict(list)
    reviewers: dict[tuple[int | None, str], list[User]] = {}
    for each in found:
        owner, agency = each.entry.owner, each.entry.owning_agency
        if owner is not None and owner.is_active:
            people[owner].append(each)
        elif address := _with_address(agency):
            offices[address].append(each)
        else:
            key = (agency.pk if agency else None, each.kind.path)
            if key not in reviewers:
                reviewers[key] = list(reviewers_of(each.entry))
            for user in reviewers[key]:
                people[user].append(each)
    return people, offices


def _with_address(agency: Agency | None) -> Agency | None:
    """The agency, or the one that publishes it, that has an address for notices; nobody where mail is not set up."""
    if not settings.MAIL_IS_ON:
        return None
    return next((each for each in (agency, agency and agency.publisher) if each and each.notify_email), None)


def _summary(entries: list[StaleEntry]) -> str:
    """One line: how many, and since when the oldest waits."""
    oldest = min(each.since for each in entries)
    return (
        f"{len(entries)} entri perlu diperiksa lagi, yang paling lama sejak {date_words(oldest, short=True)}."
    )


def _letter(entries: list[StaleEntry]) -> str:
    lines = [f"- {each.entry}: {each.reason}\n  {settings.SITE_URL}{each.url}" for each in entries[:NAMED]]
    if len(entries) > NAMED:
        lines.append(f"… dan {len(entries) - NAMED} entri lagi.")
    listed = "\n".join(lines)
    link = settings.SITE_URL + reverse("stale-entries")
    return f"{_summary(entries)}\n\n{listed}\n\nDaftar lengkap: {link}\n"
