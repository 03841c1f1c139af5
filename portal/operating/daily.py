"""The routine work of a day: what it is, in which order, and what is left for another day."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from portal.operating import daily_log
from services import closures, snapshot

LONGEST_PAUSE = datetime.timedelta(days=45)


@dataclass(frozen=True)
class Step:
    """One piece of the work. `is_due` says whether it is to be done today."""

    name: str
    run: Callable[[], Any]
    is_due: Callable[[], bool] = lambda: True


class ClockJumped(Exception):
    """The server's clock is far from where it was when routine work was last done."""

    def __init__(self, last: datetime.datetime, now: datetime.datetime) -> None:
        super().__init__(
            f"terakhir {last:%Y-%m-%d}, jam server sekarang {now:%Y-%m-%d}: periksa jam (timedatectl). Bila benar, "
            "jalankan manage.py forget dengan tangan lalu hapus daily.json di BACKUPS_ROOT"
        )


def _is_working_day() -> bool:
    return closures.is_working_day(snapshot.current(), timezone.localdate())


def _forget() -> None:
    """Unless the clock has jumped: a year that is wrong would delete everything that is younger than that."""
    last, now = daily_log.succeeded("forget"), timezone.now()
    if last is not None and not -datetime.timedelta(days=1) < now - last < LONGEST_PAUSE:
        raise ClockJumped(last, now)
    call_command("forget")


def _backup() -> None:
    call_command("backup", keep=settings.BACKUPS_KEPT)


STEPS = (
    # First: what is over shall not be in a backup again.
    Step("forget", _forget),
    Step("remind", lambda: call_command("remind"), _is_working_day),
    Step("backup", _backup, lambda: settings.BACKUPS_KEPT > 0),
    Step("draw_batches", lambda: call_command("draw_batches")),
)
"""Each may be run again on the same day: it finds nothing left, tells nobody twice, and makes one more backup."""


def run() -> Iterator[tuple[str, str]]:
    """Do what is due, whatever happens to the step before; gives (step, "ok", "skipped" or what went wrong)."""
    for step in STEPS:
        try:
            if not step.is_due():
                yield step.name, "skipped"
                continue
            step.run()
        except Exception as error:
            yield step.name, str(error) or type(error).__name__
        else:
            yield step.name, "ok"
