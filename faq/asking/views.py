"""Asking: the form, the answers that exist already, and sending."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faq.asking import choices, codes
from faq.asking.ask_page import AskPage, FieldError, field_errors
from faq.asking.form_tokens import FormToken, read_token
from faq.asking.private_pages import private_page
from faq.asking.sending import send, was_sent
from faq.asking.similar import question_answer, service_answer, similar
from faq.asking.spam import judge
from faq.asking.typed import Typed, chosen_key
from faq.feedback.counting import note_settled
from faq.models import QuestionEdition
from services import snapshot
from services.links import Link
from services.models import ServiceEdition
from services.same_origin import is_same_origin
from services.views import home_link, show, site_now
from services.visitors import is_too_often

MOST_SENT, MOST_LOOKED, MOST_SETTLED = 12, 900, 60
"""Questions, looks for similar ones, and "ini menjawab" from one address within an hour. A mobile network gives hundreds
of people one address; nobody asks as often as this."""
INVALID, TOO_OFTEN, FORBIDDEN = 422, 429, 403


@csrf_exempt
@sensitive_post_parameters()
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The form, with `layanan` and `keadaan` chosen in advance; and what it sends."""
    facts = snapshot.current()
    now = site_now(facts)
    if request.method == "POST":
        return _receive(request, AskPage(Typed.of(request.POST), facts, now))
    chosen = Typed(service=chosen_key(request.GET, "layanan"), case=chosen_key(request.GET, "keadaan"))
    return _form(request, AskPage(chosen, facts, now))


def _form(request: HttpRequest, page: AskPage, status: int = 200) -> HttpResponse:
    context = {"page": page, "trail": [home_link(), Link(_("Tanya jawab"), reverse("question-list"))]}
    return show(request, "faq/ask.html", page.facts, context, status=status)


def _receive(request: HttpRequest, page: AskPage) -> HttpResponse:
    """Send the question, or show the form again with everything that was typed."""
    if page.agency is None:
        raise Http404("instansi")
    form = read_token(page.typed.token)
    if form and was_sent(form):
        return redirect("ask-sent", code=codes.display(codes.code_of(form.secret)))
    if form:
        page.token = page.typed.token
    if request.POST.get("langkah") in ("layanan", "ubah"):
        return _form(request, page)
    page.errors = field_errors(page.typed)
    if page.errors:
        return _form(request, page, INVALID)
    if refusal := _refusal(request, page.typed, form):
        words, status = refusal
        page.errors = [FieldError("kirim", words)]
        return _form(request, page, status)
    if not page.typed.insists and not page.typed.has_seen:
        page.similar = similar(page.typed.text, page.facts, page.service_slug, page.case)
        if page.similar:
            return show(request, "faq/ask_similar.html", page.facts, {"page": page, "trail": [home_link()]})
    return _send(request, page, form)


def _refusal(request: HttpRequest, typed: Typed, form: FormToken | None) -> tuple[str, int] | None:
    """Why a form is not taken, with what to do; the text typed stays in the form. Machines get no further."""
    if not is_same_origin(request):
        return _("Formulir ini datang dari situs lain. Periksa isinya, lalu kirim dari sini."), FORBIDDEN
    if form is None:
        return _(
            "Formulir ini sudah lama terbuka. Tulisan Anda masih ada: periksa, lalu kirim sekali lagi."
        ), INVALID
    if typed.trap:
        return _(
            "Sebuah kolom yang harus kosong terisi sendiri. Sudah kami kosongkan: kirim sekali lagi."
        ), INVALID
    if form.is_too_fresh:
        return _("Terlalu cepat bagi kami. Tunggu beberapa detik, lalu kirim sekali lagi."), INVALID
    return None


def _send(request: HttpRequest, page: AskPage, form: FormToken) -> HttpResponse:
    if is_too_often(request, "ask-send", MOST_SENT):
        words = _(
            "Dari jaringan internet Anda sudah banyak pertanyaan dalam satu jam ini. Kirim lagi satu jam lagi, atau "
            "tanyakan lewat WhatsApp."
        )
        page.errors = [FieldError("kirim", words)]
        return _form(request, page, TOO_OFTEN)
    code = send(
        typed=page.typed,
        case=page.case,
        form=form,
        service=page.service,
        agency=page.agency,
        verdict=judge(page.typed.text),
        facts=page.facts,
        now=page.now,
    )
    return redirect("ask-sent", code=codes.display(code))


@csrf_exempt
@sensitive_post_parameters()
@private_page
@require_POST
def similar_answers(request: HttpRequest) -> HttpResponse:
    """The answers that exist already for what is typed so far, as a part of the page. Nothing of it is kept."""
    facts = snapshot.current()
    typed = Typed.of(request.POST)
    if not is_same_origin(request) or is_too_often(request, "ask-similar", MOST_LOOKED):
        return HttpResponse(status=TOO_OFTEN)
    rows = similar(typed.text, facts, typed.service, typed.case)
    return show(request, "faq/ask_similar_list.html", facts, {"similar": rows, "level": 2})


@private_page
@require_safe
def case_choice(request: HttpRequest) -> HttpResponse:
    """The cases of a service, as a part of the form."""
    cases = choices.case_options(choices.cases_of(chosen_key(request.GET, "layanan")), "")
    return show(request, "faq/ask_cases.html", snapshot.current(), {"cases": cases})


@csrf_exempt
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def settled(request: HttpRequest, kind: str, subject: str) -> HttpResponse:
    """ "Ini menjawab": counted, nothing is sent; then the answer once more, to keep."""
    models = {"tanya-jawab": QuestionEdition, "layanan": ServiceEdition}
    edition = models[kind].objects.live().filter(slug=subject).first() if kind in models else None
    if edition is None:
        raise Http404("jawaban")
    if request.method == "POST":
        if is_same_origin(request) and not is_too_often(request, "ask-settled", MOST_SETTLED):
            note_settled(kind, subject)
        return redirect(_again(request, kind, subject))
    facts = snapshot.current()
    part, case = chosen_key(request.GET, "bagian"), chosen_key(request.GET, "keadaan")
    answer = (
        question_answer(edition) if kind == "tanya-jawab" else service_answer(edition, "", facts, case, part)
    )
    return show(request, "faq/ask_settled.html", facts, {"answer": answer, "trail": [home_link()]})


def _again(request: HttpRequest, kind: str, subject: str) -> str:
    """The same answer to read: of a service the part and the case that answered, both keys of ours."""
    told = {name: chosen_key(request.GET, name) for name in ("bagian", "keadaan")}
    query = urlencode({name: value for name, value in told.items() if value})
    return reverse("ask-settled", args=[kind, subject]) + (f"?{query}" if query else "")
