"""Answers that say what went wrong and what to do, as `application/problem+json` (RFC 9457)."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from pydantic import BaseModel, ValidationError

from portal.api.shapes import ParameterError, Problem

MEDIA_TYPE = "application/problem+json"
TITLES = {
    404: ("Tidak ada", "Not found"),
    405: ("Hanya untuk dibaca", "Read only"),
    410: ("Sudah ditarik", "Withdrawn"),
    422: ("Pertanyaan tidak dimengerti", "Question not understood"),
    429: ("Terlalu sering", "Too many requests"),
    503: ("Sedang terganggu", "Temporarily unavailable"),
}
NOT_HERE = (
    "Tidak ada apa-apa di alamat ini. Mulai dari daftar alamat di {start}.",
    "There is nothing at this address. Start from the list of addresses at {start}.",
)


class Refused(Exception):
    """Raised where an answer cannot be given; `endpoints` turns it into a problem."""

    def __init__(self, status: int, detail: str, detail_en: str, **more: Any) -> None:
        super().__init__(detail_en)
        self.status, self.detail, self.detail_en, self.more = status, detail, detail_en, more


def not_found(what: str, what_en: str, list_address: str) -> Refused:
    """Nothing public has this key; `list_address` is the list of what there is."""
    return Refused(
        404,
        f"Tidak ada {what} dengan kunci ini yang terbit. Yang ada: {settings.SITE_URL}{list_address}",
        f"No {what_en} with this key is published. See {settings.SITE_URL}{list_address} for those that are.",
    )


def no_address() -> Refused:
    """Nothing is at this address at all."""
    start = f"{settings.SITE_URL}/api/v1/"
    return Refused(404, *(words.format(start=start) for words in NOT_HERE))


def not_understood(error: ValidationError, question: type[BaseModel]) -> Refused:
    """Parameters that are unknown or have values their fields do not take."""
    names = dict.fromkeys(str(each["loc"][0]) if each["loc"] else "" for each in error.errors())
    errors = [_told(name, question) for name in names]
    return Refused(
        422,
        "Perbaiki parameter yang disebut di `errors`, lalu coba lagi.",
        "Correct the parameters named in `errors` and ask again.",
        errors=errors,
    )


def _told(name: str, question: type[BaseModel]) -> ParameterError:
    field = question.model_fields.get(name)
    if field is None:
        known = ", ".join(question.model_fields)
        return ParameterError(
            parameter=name[:80],
            detail=f"Tidak dikenal di alamat ini. Yang dikenal: {known or 'tidak ada'}.",
            detail_en=f"Not known at this address. Known are: {known or 'none'}.",
        )
    takes = (field.json_schema_extra or {})["x-takes-id"]
    return ParameterError(
        parameter=name, detail=f"Isi dengan: {takes}.", detail_en=f"It takes: {field.description}"
    )


def response(refused: Refused, headers: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """The problem as an answer that nobody keeps."""
    title, title_en = TITLES[refused.status]
    problem = Problem(
        type=f"{settings.SITE_URL}/api/v1/#galat-{refused.status}",
        title=title,
        title_en=title_en,
        status=refused.status,
        detail=refused.detail,
        detail_en=refused.detail_en,
        **refused.more,
    )
    answer = HttpResponse(problem.model_dump_json(), content_type=MEDIA_TYPE, status=refused.status)
    answer["Cache-Control"] = "no-store"
    for name, value in headers:
        answer[name] = value
    return answer
