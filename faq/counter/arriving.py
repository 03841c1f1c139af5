"""Reads what a device sends: taps that were pressed without internet, by a clock that may be wrong."""

import datetime
import json
import re
import uuid
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime

from faq.counter.tapping import Pressed
from services.filters import typed_line
from services.masking import mask

MOST_TAPS = 200
"""In one message; a device with more sends several."""
LONGEST_NOTE = 80
OLDEST = datetime.timedelta(days=14)
_KEY = re.compile(r"[-a-zA-Z0-9_]{0,80}")


class Unreadable(Exception):
    """Not what a device of ours sends."""


def read_message(body: bytes) -> dict[str, Any]:
    """The message: `user` (a primary key), `sent` (the device's clock), `taps` (what `read_taps` reads)."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Unreadable from error
    taps = message.get("taps") if isinstance(message, dict) else None
    if not isinstance(taps, list) or len(taps) > MOST_TAPS:
        raise Unreadable
    return message


def read_taps(message: dict[str, Any], now: datetime.datetime) -> list[Pressed | None]:
    """The taps in the order they were sent; None for one that cannot be read."""
    sent = _moment(message.get("sent")) or now
    return [_tap(each, sent, now) if isinstance(each, dict) else None for each in message["taps"]]


def clamped(
    at: datetime.datetime | None, sent: datetime.datetime, now: datetime.datetime
) -> datetime.datetime:
    """When something was pressed, on our clock: as long ago as the device says, counted back from now.

    A clock that is wrong by hours is so put right. One that was set in between, or says more than 14 days, is not
    believed: then it is now.
    """
    age = sent - at if at else datetime.timedelta()
    return now - age if datetime.timedelta() <= age <= OLDEST else now


def clean_note(text: Any) -> str:
    """What was asked that is not on the site, on one short line, without numbers and addresses of people."""
    if not isinstance(text, str):
        return ""
    return typed_line(mask(typed_line(text[: 4 * LONGEST_NOTE])))[:LONGEST_NOTE]


def _tap(each: dict[str, Any], sent: datetime.datetime, now: datetime.datetime) -> Pressed | None:
    try:
        key = uuid.UUID(str(each.get("id")))
    except ValueError:
        return None
    words = {name: each.get(name, "") for name in ("kind", "key", "case", "office")}
    if not all(isinstance(value, str) and _KEY.fullmatch(value) for value in words.values()):
        return None
    at = clamped(_moment(each.get("at")), sent, now)
    return Pressed(
        key, at=at, taken_back=each.get("back") is True, note=clean_note(each.get("note")), **words
    )


def _moment(written: Any) -> datetime.datetime | None:
    """An ISO 8601 moment with its zone, or None."""
    try:
        moment = parse_datetime(written) if isinstance(written, str) else None
        return moment if moment and timezone.is_aware(moment) else None
    except (ValueError, OverflowError):
        return None
