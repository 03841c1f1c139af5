"""Tells members of the staff what concerns them: a row in the workspace for each, and a mail where mail is set up.

Never put anything of residents into a text: mail passes through machines that are not ours.
"""

import datetime
import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from services import entry_kinds
from services.models import Agency, Entry, Notification

KEPT_DAYS = 90
"""Days that a notification stays after it was read."""
LONGEST = 300
SUBJECT = "Sebelum Datang: {}"
LONGEST_SUBJECT = 120

log = logging.getLogger(__name__)


def notify(
    users: Iterable[Any], text: str, url: str = "", *, agency: Agency | None = None
) -> list[Notification]:
    """Tell these users something in one sentence, with the address on this site where they can act.

    Where nobody is left to tell, a mail goes to the `notify_email` of `agency`. Mails are sent after the transaction; one
    that cannot be sent is logged and breaks nothing.
    """
    told = {user.pk: user for user in users if user is not None and user.is_active}
    text = _shortened(text, LONGEST)
    rows = Notification.objects.bulk_create(
        Notification(user=user, text=text, url=url) for user in told.values()
    )
    _forget_old(told)
    mails = [user.email for user in told.values() if user.email]
    if not told and agency is not None and agency.notify_email:
        mails = [agency.notify_email]
    if mails and settings.MAIL_IS_ON:
        transaction.on_commit(lambda: _send(mails, text, url), robust=True)
    return rows


def reviewers_of(entry: Entry) -> QuerySet:
    """Those who may publish this kind of entry and belong to its agency, or to the one that publishes it."""
    app, codename = entry_kinds.of(entry).publish_permission.split(".")
    permission = Permission.objects.filter(content_type__app_label=app, codename=codename)
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    granted = Q(groups__permissions__in=permission) | Q(user_permissions__in=permission)
    permitted = Q(is_superuser=True) | granted
    return _members(people.filter(permitted), entry.owning_agency).distinct().order_by("pk")


def unread(user: Any) -> QuerySet[Notification]:
    """What someone was told and has not read."""
    return Notification.objects.filter(user=user, read_at=None)


def is_mailed(user: Any) -> bool:
    """Whether what someone is told reaches them by mail too."""
    return bool(settings.MAIL_IS_ON and user.email)


def settle(url: str) -> int:
    """What all were asked to do at this address is done: nobody needs to read it any more. Returns how many."""
    return Notification.objects.filter(url=url, read_at=None).update(read_at=timezone.now())


def _members(people: QuerySet, agency: Agency | None) -> QuerySet:
    if agency is None:
        return people.filter(memberships__isnull=False)
    return people.filter(memberships__agency__in={agency.pk, agency.publisher_id} - {None})


def _forget_old(users: Iterable[int]) -> None:
    before = timezone.now() - datetime.timedelta(days=KEPT_DAYS)
    Notification.objects.filter(user__in=users, read_at__lt=before).delete()


def _send(addresses: list[str], text: str, url: str) -> None:
    """One mail for each, so that nobody reads the others' addresses."""
    body = f"{text}\n\n{settings.SITE_URL}{url}\n" if url else f"{text}\n"
    subject = _shortened(SUBJECT.format(text), LONGEST_SUBJECT)
    try:
        connection = get_connection()
        mails = [EmailMessage(subject, body, to=[address], connection=connection) for address in addresses]
        connection.send_messages(mails)
    except Exception:
        log.exception("Surel pemberitahuan tidak terkirim kepada %s penerima.", len(addresses))


def _shortened(text: str, length: int) -> str:
    """On one line: a line break in a subject would be a new header."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"
