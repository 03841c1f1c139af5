"""What is done about a group, each in one step: synonym, draft, "not ours", leave it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from faq.gaps import settling
from faq.gaps.forms import NotOursForm, SynonymForm, known_words, lines_of
from faq.gaps.groups import GapGroup
from faq.gaps.trying import Trial, seen, tried
from faq.gaps.views import Chosen, gaps_link, group_address, group_of
from services.links import Link
from services.search.analysis import tokens
from services.staff.pages import show_staff, staff_page

OVER = "Kelompok itu sudah ditangani atau sudah menemukan hasil."
MEANWHILE = "Baru saja disimpan orang lain dengan nama yang sama. Kirim lagi untuk menambahkannya ke sana."


def one_at_a_time(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view look at the group and settle it before anybody else does either. Reading a form waits for nobody."""

    @wraps(view)
    def waiting(request: HttpRequest, pk: int) -> HttpResponse:
        if request.method != "POST":
            return view(request, pk)
        with transaction.atomic():
            settling.wait_for_turn()
            return view(request, pk)

    return waiting


@staff_page("faq.settle_gap")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@one_at_a_time
def synonym(request: HttpRequest, pk: int) -> HttpResponse:
    """Words of residents that mean a word of the site: tried first (`lihat`), then saved."""
    if not settling.may_change_words(request.user):
        raise PermissionDenied
    if (group := _group(request, pk)) is None:
        return _over(request)
    form = SynonymForm(request.POST or _suggested(group), label_suffix="")
    if request.method == "POST" and "lihat" not in request.POST and form.is_valid():
        try:
            settling.add_synonym(group, form.cleaned_data["word"], form.cleaned_data["also"], by=request.user)
        except ValidationError as error:
            _tell(form, error)
        except IntegrityError:  # in the list of synonyms, where nobody waits
            form.add_error(None, MEANWHILE)
        else:
            return _done(request, "Padanan kata tersimpan dan langsung berlaku.")
    if request.method != "POST":
        form = SynonymForm(initial=_suggested(group), label_suffix="")
    context = {
        "form": form,
        "known_words": known_words(),
        "trials": _trials(group, request.POST or _suggested(group)),
    }
    return _form(request, "faq/staff/gaps_synonym.html", "Beri padanan kata", group, context)


def _suggested(group: GapGroup) -> dict[str, str]:
    """Residents' words, and the best hit of today as the site's word, if it is a sure one."""
    now = seen(group.title)
    word = now.top.words if now.top and not now.is_doubtful else ""
    return {"word": word[:80], "also": "\n".join(settling.usable_words(group))}


def _trials(group: GapGroup, typed: Any) -> list[Trial]:
    """The group's words with the synonym that is typed; nothing while there is no word."""
    word, also = typed.get("word", "")[:80], lines_of(typed.get("also", "")[:2000])[:30]
    if not tokens(word):
        return []
    return tried(settling.usable_words(group), [word, *also])


@staff_page("faq.settle_gap")
@require_POST
@one_at_a_time
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin an answer with the group's words, and go on to its form."""
    if not request.user.has_perm("faq.add_question"):
        raise PermissionDenied
    if (group := _group(request, pk)) is None:
        return _over(request)
    made = settling.draft_answer(group, by=request.user)
    messages.success(request, "Draf tanya jawab dibuat dari kata-kata warga. Tulis jawabannya, lalu ajukan.")
    return redirect("admin:faq_question_change", made.pk)


@staff_page("faq.settle_gap")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@one_at_a_time
def not_ours(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who does it instead of this office."""
    if not settling.may_change_words(request.user):
        raise PermissionDenied
    if (group := _group(request, pk)) is None:
        return _over(request)
    words = settling.usable_words(group)
    initial = {"name": group.title[:1].upper() + group.title[1:], "words": "\n".join(words)}
    form = NotOursForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            settling.add_not_ours(group, form.cleaned_data, by=request.user)
        except ValidationError as error:
            _tell(form, error)
        except IntegrityError:
            form.add_error(None, MEANWHILE)
        else:
            return _done(request, "Warga yang mencarinya kini ditunjukkan ke instansi itu.")
    return _form(request, "faq/staff/gaps_not_ours.html", "Bukan urusan kami", group, {"form": form})


@staff_page("faq.settle_gap")
@require_POST
@one_at_a_time
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave it."""
    if (group := _group(request, pk)) is None:
        return _over(request)
    settling.dismiss(group, by=request.user)
    return _done(request, f"“{group.title}” diabaikan selama 90 hari.")


def _group(request: HttpRequest, pk: int) -> GapGroup | None:
    return group_of(pk, Chosen.of(request).days)


def _over(request: HttpRequest) -> HttpResponse:
    messages.info(request, OVER)
    return redirect("gaps")


def _done(request: HttpRequest, words: str) -> HttpResponse:
    """To the list of what was dealt with, where it can be taken back."""
    messages.success(request, words)
    return redirect(f"{reverse('gaps-settled')}")


def _tell(form: Form, error: ValidationError) -> None:
    """What a row refuses, beside its field where the form has it."""
    for field, words in getattr(error, "message_dict", {"__all__": error.messages}).items():
        form.add_error(field if field in form.fields else None, words)


def _form(request: HttpRequest, template: str, title: str, group: GapGroup, context: dict) -> HttpResponse:
    back = Link(f"“{group.title}”", group_address(group.pk, Chosen.of(request).days))
    is_bad = request.method == "POST" and bool(context["form"].errors)
    return show_staff(
        request,
        template,
        title,
        context | {"group": group, "back": back},
        trail=[gaps_link(), back],
        status=400 if is_bad else 200,
    )
