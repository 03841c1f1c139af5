"""Notices every write to the database that public pages may show, and leaves a trace of it in the same transaction.

It looks at the SQL itself (`statements`), so that nothing goes past it: `save`, `update`, `bulk_create`, rows of
many-to-many relations, commands, imports, SQL written by hand. A statement that is not understood and a table that is
not known to be `UNSHOWN` count as shown: who forgets one loses speed, not truth.
"""

import logging
import random
import secrets
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import Error, connections, transaction
from django.db.backends.signals import connection_created

from portal.page_cache import statements
from portal.page_cache.models import ContentChange

UNSHOWN = {
    # Drafts: the public reads editions only.
    "services.case", "services.requirement", "services.requirement_cases", "services.step", "services.step_cases",
    "services.servicelegalbasis", "services.serviceoffice", "services.servicechannel", "services.relatedservice",
    "services.form", "services.legalbasis", "services.draftversion", "services.previewlink", "services.previewremark",
    "faq.questionservice", "faq.questionrelated",
    # Work, people and counts. A confirmation also writes to its entry, which is shown; figures of answers are shown by
    # the minute.
    "services.membership", "services.auditrecord", "services.notification",
    "faq.tap", "faq.demandweight", "faq.pagecount", "faq.feedback", "faq.inquiry", "faq.answertemplate",
    "faq.searchcount", "faq.gapdecision",
    "portal.staffsession", "portal.recoverycode", "portal.invitation", "portal.invitation_agencies",
    "admin.logentry", "auth.permission", "auth.group", "auth.group_permissions", "auth.user", "auth.user_groups",
    "auth.user_user_permissions", "contenttypes.contenttype", "sessions.session", "axes.accessfailurelog",
    "axes.accessattempt", "axes.accessattemptexpiration", "axes.accesslog", "otp_totp.totpdevice",
    # Cards are checked at the moment they are asked for.
    "cards.card", "cards.batch", "cards.batch_agencies", "cards.batchitem", "cards.batchitem_cards", "cards.calendarfeed",
    "cards.suggestiondismissal", "cards.post", "cards.cardvisits", "cards.plannedpost",
    # Made from other rows, whose writing is noticed.
    "services.sharedfactssnapshot", "portal.contentchange",
}  # fmt: skip
"""Models of which no kept page shows anything. A test holds this list against all models there are."""

PARTLY = {
    "services.service": {"slug", "agency_id", "confirmed_on", "confirmed_position", "position"},
    "faq.question": {"slug", "agency_id", "service_id", "confirmed_on", "confirmed_position", "position"},
}
"""Drafts of entries: the columns of them that pages show besides editions. New ones have no edition yet."""

KEPT_ROWS, CLEANED_ONCE_IN = 500, 200
_TABLE = ContentChange._meta.db_table

log = logging.getLogger(__name__)
on_change: list[Callable[[], None]] = []
"""Called in this process after a transaction that left a trace."""


def watch() -> None:
    """Look at all that every connection of this process writes; called once when the app is ready."""
    connection_created.connect(_on_connection, dispatch_uid="page-cache-writes")


def _on_connection(connection: Any, **kwargs: Any) -> None:
    if _look not in connection.execute_wrappers:
        connection.execute_wrappers.append(_look)


def _look(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Around every statement."""
    if statements.is_select(sql) or not settings.NOTICES_WRITES:
        return execute(sql, params, many, context)
    sql_text, connection = str(sql), context["connection"]
    if "TABLE" in sql_text:  # a migration, perhaps of the trace's own table
        connection.__dict__.pop("has_content_changes", None)
    if not is_shown(sql_text):
        if statements.takes_back(sql_text):
            connection.content_change_in_doubt = True
        return execute(sql, params, many, context)
    begun = connection.in_atomic_block or not connection.get_autocommit()
    if begun or not statements.may_be_in_a_transaction(sql_text):
        return _written(execute, sql, params, many, context)
    with transaction.atomic(using=connection.alias):  # the write and its trace, or neither
        result = _written(execute, sql, params, many, context)
        if connection.vendor == "sqlite":
            _read_returned(context["cursor"])
        return result


def _written(execute: Callable, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    result = execute(sql, params, many, context)
    if context["cursor"].rowcount != 0 or not statements.says_how_many(str(sql)):
        _leave_trace(context["connection"])
    return result


def _read_returned(cursor: Any) -> None:
    """Read what a write returns (the key of a new row) for whoever reads it later: SQLite commits nothing before."""
    if cursor.cursor.description is not None:
        cursor.cursor = _Returned(cursor.cursor)


class _Returned:
    """A cursor of which all rows are read."""

    def __init__(self, cursor: Any) -> None:
        self._cursor, self._rows = cursor, iter(cursor.fetchall())

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        """The next row, or None."""
        return next(self._rows, None)

    def fetchmany(self, size: int = 1) -> list[Any]:
        """So many of the next rows."""
        return list(islice(self._rows, size))

    def fetchall(self) -> list[Any]:
        """The rows that are left."""
        return list(self._rows)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)


def is_shown(sql: str) -> bool:
    """Whether a statement may change what a public page shows."""
    if statements.changes_nothing(sql):
        return False
    write = statements.write_of(sql)
    if write is None:
        return True
    if write.table.startswith(("django_", "sqlite_")):
        return False
    if write.table not in _columns():
        return write.table not in _unshown()
    return not write.only_adds and (write.verb != "UPDATE" or write.may_set(_columns()[write.table]))


@cache
def _unshown() -> frozenset[str]:
    return frozenset(apps.get_model(label)._meta.db_table for label in UNSHOWN)


@cache
def _columns() -> dict[str, set[str]]:
    return {apps.get_model(label)._meta.db_table: names for label, names in PARTLY.items()}


def _leave_trace(connection: Any) -> None:
    """Add a row, once per transaction.

    That it was added is remembered beside what waits for the commit, because Django takes that back with a savepoint
    that is rolled back, exactly as the database takes back the row. A savepoint that is rolled back in SQL written by
    hand goes past Django: after any of them one more is left.
    """
    if _has_left_one(connection) or not _has_table(connection):
        return
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_TABLE} (token) VALUES (%s)", [secrets.randbits(40)])
    connection.content_change_in_doubt = False
    if (
        connection.in_atomic_block
    ):  # else somebody manages transactions by hand, and each write leaves a trace
        connection.content_change_at = len(connection.run_on_commit)
        transaction.on_commit(_committed, using=connection.alias)


def _has_left_one(connection: Any) -> bool:
    if getattr(connection, "content_change_in_doubt", False):
        return False
    waiting, last = connection.run_on_commit, getattr(connection, "content_change_at", 0)
    if last < len(waiting) and waiting[last][1] is _committed:
        return True
    return any(each[1] is _committed for each in waiting)


def _has_table(connection: Any) -> bool:
    """Before its migration there is none, and nobody to tell."""
    if not connection.__dict__.get("has_content_changes"):
        connection.has_content_changes = _TABLE in connection.introspection.table_names()
    return connection.has_content_changes


def _committed() -> None:
    for tell in on_change:
        tell()
    if random.randrange(CLEANED_ONCE_IN) == 0:
        _clean()


def _clean() -> None:
    """Old traces say nothing any more."""
    try:
        with connections["default"].cursor() as cursor:
            cursor.execute(f"DELETE FROM {_TABLE} WHERE id <= (SELECT MAX(id) FROM {_TABLE}) - {KEPT_ROWS}")
    except Error as error:
        log.warning("old traces of changes stay: %s", error)
