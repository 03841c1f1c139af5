"""Answers that nobody but the one who asked may keep, list, or learn the address of."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse


def private_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No copies, no search engines, and no other site learns the address. The site itself does: without a referrer
    browsers call the origin of a form "null", and then it could not be told from a form of strangers."""

    @wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return wrapped
