"""One address of the API: it reads the question, answers it with a shape, and says what goes wrong in words.

Written by hand instead of with a framework: see docs/decisions.md, "The API routes by hand".
"""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from pydantic import ValidationError

from portal.api import problems, visitor
from portal.api.problems import Refused
from portal.api.shapes import Listing, PageQuestion, Question, Shape
from services import snapshot, visitors
from services.facts import SharedFacts
from services.freshness import Keeping
from services.views import site_now

METHODS = "GET, HEAD, OPTIONS"
OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Robots-Tag": "noindex",
}
"""The answer is the same for everyone and asks for no cookie: any site's script may read it."""
JSON = "application/json"
Rows = TypeVar("Rows", bound=Listing)


@dataclass(frozen=True)
class Asked:
    """A question: the keys in the address, what stands behind the question mark, and what holds at this moment."""

    keys: dict[str, Any]
    query: Any
    facts: SharedFacts
    now: datetime.datetime
    path: str

    @property
    def part(self) -> slice:
        """Which part of a list is wanted."""
        return slice(self.query.offset, self.query.offset + self.query.limit)

    def listing(self, shape: type[Rows], found: Sequence[Any], item: Callable[[Any], Any]) -> Rows:
        """The wanted part of what was found, as a list; nothing else is made into items."""
        items = [item(each) for each in found[self.part]]
        return shape(total=len(found), next=self.next_page(len(found)), items=items)

    def next_page(self, total: int) -> str | None:
        """The address of what follows this part, or None."""
        following = self.query.offset + self.query.limit
        return self.address(offset=following) if following < total else None

    def previous_page(self) -> str | None:
        """The address of what comes before this part, or None."""
        offset = getattr(self.query, "offset", 0)
        return self.address(offset=max(offset - self.query.limit, 0)) if offset else None

    def address(self, **changed: Any) -> str:
        """This question's full address with other values; those that are the usual ones are left out."""
        values = self.query.model_copy(update=changed).model_dump(mode="json", exclude_defaults=True)
        return settings.SITE_URL + self.path + (f"?{urlencode(values)}" if values else "")


@dataclass(frozen=True, eq=False)
class Endpoint:
    """An address below `/api/v1/`. `title` and `about` are what the documents say of it, in English and Indonesian."""

    path: str
    name: str
    make: Callable[[Asked], Shape | HttpResponseBase]
    shape: type[Shape] | None
    title: str
    about: str
    title_id: str
    about_id: str = ""
    question: type[Question] = Question
    media_type: str = JSON
    refusals: tuple[int, ...] = ()
    seconds: int | None = None
    examples: dict[str, str] = field(default_factory=dict)
    """Where an example of a key in the address is found: see `portal.api.examples`."""
    is_costly: bool = False
    csrf_exempt: ClassVar[bool] = True
    """It only reads, and asks for no cookie: there is no form here that somebody could forge."""

    @property
    def keeping(self) -> Keeping | None:
        """What the page cache may keep of it: the plain address. With parameters each request is made, and counted."""
        is_small = self.media_type in (JSON, "application/ld+json")
        is_kept = is_small and self.seconds != 0
        return Keeping(unless=("*",), bears=tuple(OPEN.items())) if is_kept else None

    def __call__(self, request: HttpRequest, **keys: Any) -> HttpResponseBase:
        """The view."""
        if request.method == "OPTIONS":
            answer: HttpResponseBase = HttpResponse(status=204, headers={"Allow": METHODS})
        elif request.method not in ("GET", "HEAD"):
            answer = problems.response(_READ_ONLY, [("Allow", METHODS)])
        else:
            answer = self._answer(request, keys)
        for name, value in OPEN.items():
            answer[name] = value
        return answer

    def _answer(self, request: HttpRequest, keys: dict[str, Any]) -> HttpResponseBase:
        if refusal := _too_often(request, self.is_costly):
            return refusal
        try:
            query = self.question.model_validate(_values(request))
        except ValidationError as error:
            return problems.response(problems.not_understood(error, self.question))
        try:
            facts = snapshot.current()
            asked = Asked(keys, query, facts, site_now(facts), request.path)
            return self._sent(self.make(asked), asked)
        except Refused as refused:
            return _missed_too_often(request, refused, self.is_costly) or problems.response(refused)
        except DatabaseError:
            return problems.response(_DISTURBED, [("Retry-After", "60")])

    def _sent(self, made: Shape | HttpResponseBase, asked: Asked) -> HttpResponseBase:
        if isinstance(made, HttpResponseBase):
            answer = made
        else:
            answer = HttpResponse(made.model_dump_json(by_alias=True), content_type=self.media_type)
            if isinstance(made, Listing) and (links := _links(made, asked)):
                answer["Link"] = links
        answer["Cache-Control"] = kept_for(seconds_left(asked.now) if self.seconds is None else self.seconds)
        return answer


def kept_for(seconds: int) -> str:
    """`Cache-Control` of an answer that others may keep for so long; 0: they ask each time whether it still holds."""
    return f"public, max-age={seconds}" if seconds else "no-cache"


def seconds_left(now: datetime.datetime) -> int:
    """Until the next full minute: offices open and notices begin then, so answers hold till then."""
    return 60 - now.second


def _values(request: HttpRequest) -> dict[str, str]:
    """What was asked; where a name stands twice, its last value, and nothing without a value.

    A `+` that was not escaped is read as a space; in a moment it was a plus.
    """
    values = {name: value for name, value in request.GET.dict().items() if value}
    if "since" in values:
        values["since"] = values["since"].replace(" ", "+")
    return values


def _links(made: Listing, asked: Asked) -> str:
    """The ways on and back as RFC 8288 writes them."""
    previous = asked.previous_page() if isinstance(asked.query, PageQuestion) else None
    ways = {"next": made.next, "prev": previous}
    return ", ".join(f'<{address}>; rel="{way}"' for way, address in ways.items() if address)


def _too_often(request: HttpRequest, is_costly: bool) -> HttpResponse | None:
    """429 for who has asked too often within this hour of the clock. What a cache answers is not counted.

    The page cache asks for plain addresses on behalf of everyone, so from no address: there are only so many of those
    that answer. For those that do not, see `_missed_too_often`.
    """
    return None if _is_for_everyone(request, is_costly) else _count(request, is_costly)


def _missed_too_often(request: HttpRequest, refused: Refused, is_costly: bool) -> HttpResponse | None:
    """429 for who has asked too often for keys that do not exist: no end of those, and the page cache keeps none."""
    asking = (
        visitor.asking() if refused.status in (404, 410) and _is_for_everyone(request, is_costly) else None
    )
    return _count(asking, is_costly) if asking else None


def _is_for_everyone(request: HttpRequest, is_costly: bool) -> bool:
    return not (request.GET or is_costly or visitors.address_of(request))


def _count(request: HttpRequest, is_costly: bool) -> HttpResponse | None:
    now = timezone.now()
    most = settings.API_PER_HOUR // 500 if is_costly else settings.API_PER_HOUR
    what = f"api-{'costly-' if is_costly else ''}{now:%Y%m%d%H}"
    if not visitors.is_too_often(request, what, max(most, 1)):
        return None
    seconds = 3600 - now.minute * 60 - now.second
    refused = Refused(
        429,
        f"Batasnya {most} permintaan per jam dari satu alamat. Coba lagi {seconds} detik lagi, dan simpan jawaban yang "
        "sudah ada: kirim ETag-nya sebagai If-None-Match.",
        f"The limit is {most} requests an hour from one address. Ask again in {seconds} seconds, and keep what you "
        "have: send its ETag as If-None-Match.",
    )
    return problems.response(refused, [("Retry-After", str(seconds))])


_READ_ONLY = Refused(
    405,
    "API ini hanya untuk dibaca. Pakai GET atau HEAD.",
    "This API is read-only. Use GET or HEAD.",
)
_DISTURBED = Refused(
    503,
    "Data sedang tidak dapat dibaca. Coba lagi satu menit lagi.",
    "The data cannot be read at the moment. Ask again in a minute.",
)
