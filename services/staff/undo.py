"""Taking back what was just saved: the state before it waits in the session for half an hour."""

from typing import Any, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from services import scope

KEPT_SECONDS = 30 * 60
Row = TypeVar("Row", bound=Model)


def offer(request: HttpRequest, kind: str, key: str, words: str, **kept: Any) -> None:
    """Keep what is needed to take something back. One offer of each kind at a time; `kept` must be JSON."""
    moment = timezone.now().timestamp()
    request.session[_name(kind)] = {"key": str(key), "words": words, "at": moment, **kept}


def offered(request: HttpRequest, kind: str, key: str | None = None) -> dict[str, Any] | None:
    """What can still be taken back, of this row if a key is given."""
    found = request.session.get(_name(kind))
    if found is None or timezone.now().timestamp() - found["at"] > KEPT_SECONDS:
        return None
    return found if key is None or found["key"] == str(key) else None


def take(request: HttpRequest, kind: str, key: str | None = None) -> dict[str, Any] | None:
    """What is to be taken back now, which can be taken once only. None, and the person is told, where nothing is left."""
    found = offered(request, kind, key)
    forget(request, kind)
    if found is None:
        messages.warning(request, "Tidak ada lagi yang bisa dibatalkan.")
    return found


def take_own(
    request: HttpRequest, kind: str, rows: QuerySet[Row]
) -> tuple[dict[str, Any], Row | None] | None:
    """Like `take`, with the row it is about if that is still there.

    Raises Http404 where the row is, or was before, of an agency that this person does not work for.
    """
    found = take(request, kind)
    if found is None:
        return None
    row, before = rows.filter(pk=int(found["key"])).first(), found["before"]
    if row and not scope.is_own(row, request.user):
        raise Http404
    if before and before["agency_id"] not in scope.agencies_of(request.user):
        raise Http404
    return found, row


def forget(request: HttpRequest, kind: str) -> None:
    """The offer was taken, or holds no more."""
    request.session.pop(_name(kind), None)


def _name(kind: str) -> str:
    return f"undo-{kind}"
