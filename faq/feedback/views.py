"""Public pages of feedback. They hold no token and set no cookie: the question stands on pages kept for everyone.

With the header X-In-Place the answer is only what stands in the place of the question; see static/js/helpful.js.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from faq.feedback import counting, once, receiving, subjects
from faq.feedback.forms import FeedbackForm, MissingForm, WrongForm
from faq.feedback.subjects import Subject
from faq.question_page import ask_address
from services import snapshot
from services.same_origin import came_from, is_same_origin
from services.views import home_link, show
from services.visitors import is_too_often

VERDICTS_AN_HOUR, TEXTS_AN_HOUR = 120, 10
"""From one address."""
HELPFUL = {"ya": True, "belum": False}
IN_PLACE = "X-In-Place"
BAD, REFUSED, LOST, TOO_MANY = 400, 403, 404, 429
MOST_OF_PATH = 2000


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest) -> HttpResponse:
    """Count whether a page helped; and ask what was missing where it did not. Opened as a page: what this is."""
    if request.method != "POST":
        return _show(request, None, "about", _("Umpan balik"))
    if not is_same_origin(request):
        return _refused(request)
    subject = _subject(request.POST)
    if subject is None:
        return _lost(request)
    helpful = HELPFUL.get(request.POST.get("membantu", ""))
    if helpful is None:
        return redirect(subject.url)
    if is_too_often(request, "verdict", VERDICTS_AN_HOUR):
        return _too_many(request, subject)
    if once.is_first_today(request, subject.kind, subject.key):
        counting.note_verdict(subject.kind, subject.key, helpful)
    if helpful:
        return _show(request, subject, "thanks", _("Terima kasih"))
    return _form(request, subject, MissingForm())


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest) -> HttpResponse:
    """What somebody missed on a page. Its form comes with the answer to "not yet"."""
    return _take(request, MissingForm) if request.method == "POST" else redirect("feedback")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest) -> HttpResponse:
    """A report that something on a page is wrong."""
    if request.method == "POST":
        return _take(request, WrongForm)
    subject = _subject(request.GET)
    return _form(request, subject, WrongForm()) if subject else _lost(request)


def _take(request: HttpRequest, form_class: type[FeedbackForm]) -> HttpResponse:
    """Store what was written, once; or show the form again with what to mend."""
    if not is_same_origin(request):
        return _refused(request)
    subject = _subject(request.POST)
    if subject is None:
        return _lost(request)
    form, ticket = form_class(request.POST), request.POST.get("tanda", "")
    if request.POST.get("website"):
        return _thanks(request, subject, None)
    status = _fault(request, subject, form, ticket)
    if status:
        return _form(request, subject, form, status)
    if not once.is_first_use(ticket):
        return _thanks(request, subject, None)
    said = form.cleaned_data
    edition = subjects.edition_read(subject, request.POST.get("edisi", ""))
    kept = receiving.receive(
        subject, form.what, edition=edition, reason=said["reason"], text=said["text"], language=_language()
    )
    return _thanks(request, subject, kept)


def _fault(request: HttpRequest, subject: Subject, form: FeedbackForm, ticket: str) -> int:
    """The status of what keeps it from being stored, said in the form; 0 if nothing does."""
    if not form.is_valid():
        return BAD
    if not once.is_ticket(ticket):
        form.add_error(None, _("Formulir ini sudah terlalu lama terbuka. Tekan kirim sekali lagi."))
        return BAD
    if once.is_too_fast(ticket):
        form.note = _("Periksa sebentar isian Anda, lalu tekan kirim sekali lagi. Semuanya masih ada.")
        return BAD
    if is_too_often(request, "feedback", TEXTS_AN_HOUR):
        form.add_error(None, _("Sudah terlalu banyak kiriman dari jaringan Anda. Coba lagi satu jam lagi."))
        return TOO_MANY
    if receiving.is_full(subject):
        form.add_error(None, _("Sudah banyak laporan tentang halaman ini. Petugas sedang memeriksanya."))
        return TOO_MANY
    return 0


def _form(request: HttpRequest, subject: Subject, form: FeedbackForm, status: int = 200) -> HttpResponse:
    """The form with a ticket: the one it came with, so that a second try is not too fast again."""
    is_report = isinstance(form, WrongForm)
    ticket = request.POST.get("tanda", "")
    context = {
        "form": form,
        "is_report": is_report,
        "action": reverse("feedback-wrong" if is_report else "feedback-missing"),
        "ticket": ticket if once.is_ticket(ticket) else once.new_ticket(),
        "edition": request.POST.get("edisi", "") or request.GET.get("edisi", ""),
        "ask_url": ask_address(subject.key if subject.kind == "layanan" else ""),
    }
    title = _("Laporkan yang salah") if is_report else _("Apa yang kurang?")
    return _show(request, subject, "form", title, context, status)


def _thanks(request: HttpRequest, subject: Subject, kept: Any) -> HttpResponse:
    """Thanks for a text; where something in it was masked, what is stored."""
    context = {"masked": kept.text if kept is not None and kept.was_masked else ""}
    return _show(request, subject, "received", _("Terima kasih"), context)


def _refused(request: HttpRequest) -> HttpResponse:
    return _sorry(
        request, REFUSED, _("Kiriman ini tidak datang dari halaman situs ini, jadi tidak kami hitung.")
    )


def _lost(request: HttpRequest) -> HttpResponse:
    return _sorry(request, LOST, _("Halaman yang Anda maksud tidak ada, atau sudah ditarik."))


def _too_many(request: HttpRequest, subject: Subject) -> HttpResponse:
    words = _("Sudah terlalu banyak kiriman dari jaringan Anda. Coba lagi satu jam lagi.")
    return _sorry(request, TOO_MANY, words, subject)


def _sorry(request: HttpRequest, status: int, words: str, subject: Subject | None = None) -> HttpResponse:
    return _show(request, subject, "sorry", _("Belum bisa dikirim"), {"words": words}, status)


def _show(
    request: HttpRequest,
    subject: Subject | None,
    part: str,
    title: str,
    context: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """A page around this part, or the part alone."""
    in_place = request.headers.get(IN_PLACE) == "1"
    template = f"faq/feedback_{part}.html"
    shown = {
        "part": template,
        "title": title,
        "subject": subject,
        "about": subject.title if subject and subject.kind != subjects.PAGE else "",
        "back": _back(request, subject),
        "in_place": in_place,
        "trail": [home_link()],
        **(context or {}),
    }
    if not in_place:
        return show(request, "faq/feedback.html", snapshot.current(), shown, status=status)
    response = render(request, template, shown, status=status)
    response[IN_PLACE] = "1"
    return response


def _subject(told: Any) -> Subject | None:
    return subjects.find(told.get("jenis", "")[:20], told.get("halaman", "")[: counting.LONGEST_KEY + 1])


def _back(request: HttpRequest, subject: Subject | None) -> str:
    """The way to exactly where they were, as a path of this site."""
    page = came_from(request) if request.method != "POST" else None
    referred = f"{page.path}?{page.query}".rstrip("?") if page else ""
    usual = subject.url if subject else reverse("home")
    for path in (request.POST.get("kembali", ""), referred):
        if path.startswith("/") and len(path) <= MOST_OF_PATH and url_has_allowed_host_and_scheme(path, None):
            return path
    return usual


def _language() -> str:
    return (get_language() or "id")[:2]
