"""The private page of the one who asked: the code, the answer, and taking the question back."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.asking import codes, taking_back
from faq.asking.answers import AnswerPage, inquiry_of
from faq.asking.private_pages import private_page
from faq.models import Inquiry, InquiryState
from services import snapshot
from services.filters import typed_line
from services.links import Link
from services.same_origin import is_same_origin
from services.views import home_link, show, site_now
from services.visitors import is_too_often

MOST_GUESSES = 30
"""Wrong codes from one address within an hour. With 75 random bits a code is not found by guessing anyway."""
GUESSED = "ask-code"
SHOWN_SECONDS = 60 * 60
"""How long after asking the page shows the code."""
UNKNOWN, TOO_OFTEN = 404, 429


@csrf_exempt
@private_page
@require_POST
def find_code(request: HttpRequest) -> HttpResponse:
    """From a typed code to its page; it is sent in the form's body, so that it stands in no other address."""
    typed = typed_line(request.POST.get("kode", "")[:300])
    code = codes.normalise(typed)
    if not codes.is_valid(code):
        return _unknown(request, typed)
    return redirect("ask-answer", code=codes.display(code))


def _of_its_code(view: Callable[[HttpRequest, str, Inquiry], HttpResponse]) -> Callable[..., HttpResponse]:
    """Gives the view the question with the code of the address. Whoever has none is told so, without the view."""

    @wraps(view)
    def found(request: HttpRequest, code: str) -> HttpResponse:
        inquiry = inquiry_of(code)
        return _missed(request, code) if inquiry is None else view(request, code, inquiry)

    return found


def _missed(request: HttpRequest, code: str) -> HttpResponse:
    """Only wrong codes are ever refused: hundreds of people share the address of a mobile network, and one who guesses
    there must not lock the others out."""
    is_guess = codes.is_valid(codes.normalise(code))  # a slip of the finger is none
    if is_guess and is_too_often(request, GUESSED, MOST_GUESSES):
        return _unknown(request, "", status=TOO_OFTEN)
    return _unknown(request, typed_line(code[:300]))


def _unknown(request: HttpRequest, typed: str, status: int = UNKNOWN) -> HttpResponse:
    is_mistyped = bool(typed) and not codes.is_valid(codes.normalise(typed))
    context = {
        "typed": typed[:60],
        "is_mistyped": is_mistyped,
        "is_too_often": status == TOO_OFTEN,
        "length": codes.LENGTH,
        "trail": _trail(),
    }
    return show(request, "faq/ask_unknown.html", snapshot.current(), context, status=status)


def _trail() -> list[Link]:
    return [home_link(), Link(_("Tanya petugas"), reverse("ask"))]


@private_page
@require_safe
@_of_its_code
def sent(request: HttpRequest, code: str, inquiry: Inquiry) -> HttpResponse:
    """The code, large, right after sending; later only the page it leads to."""
    is_over = (timezone.now() - inquiry.asked_at).total_seconds() > SHOWN_SECONDS
    if is_over or inquiry.state == InquiryState.SPAM:  # no promise where nobody answers: its page says so
        return redirect("ask-answer", code=codes.display(codes.normalise(code)))
    facts = snapshot.current()
    context = {"page": AnswerPage(inquiry, code, facts, site_now(facts)), "trail": _trail()}
    return show(request, "faq/ask_sent.html", facts, context)


@private_page
@require_safe
@_of_its_code
def answer(request: HttpRequest, code: str, inquiry: Inquiry) -> HttpResponse:
    """Where the question stands, and its answer."""
    shown = codes.display(codes.normalise(code))
    if code != shown:
        return redirect("ask-answer", code=shown)
    facts = snapshot.current()
    context = {"page": AnswerPage(inquiry, code, facts, site_now(facts)), "trail": _trail()}
    return show(request, "faq/ask_answer.html", facts, context)


@csrf_exempt
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@_of_its_code
def withdraw(request: HttpRequest, code: str, inquiry: Inquiry) -> HttpResponse:
    """Delete the question: first asked, then done."""
    facts = snapshot.current()
    if request.method == "POST" and is_same_origin(request):
        taking_back.withdraw(inquiry)
        return show(request, "faq/ask_withdrawn.html", facts, {"trail": _trail()})
    context = {"page": AnswerPage(inquiry, code, facts, site_now(facts)), "trail": _trail()}
    return show(request, "faq/ask_withdraw.html", facts, context)


@csrf_exempt
@private_page
@require_POST
@_of_its_code
def remove_contact(request: HttpRequest, code: str, inquiry: Inquiry) -> HttpResponse:
    """Delete the contact that was left."""
    if is_same_origin(request):
        taking_back.remove_contact(inquiry)
    return redirect("ask-answer", code=code)
