"""What is done about a group of searches in vain: a synonym, a draft of an answer, "not ours", or nothing.

Every way writes a decision for each of the group's words, and what undo needs to take back exactly what was made.
"""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from faq.gaps.drafts import question_of
from faq.gaps.groups import GapGroup
from faq.inbox.cleaning import free_slug
from faq.inbox.to_faq import save_under_free_slug
from faq.models import GapDecision, GapOutcome, Question
from services import audit, drafting, scope
from services.masking import MAIL, NUMBER, PHONE
from services.models import Agency, NotOurs, Synonym
from services.search.analysis import tokens

MOST_WORDS = 10
"""Words of a group that are suggested for a form."""


def wait_for_turn() -> None:
    """Hold back everybody else who settles a group until this transaction ends, so that what is read after this stays
    true: two who press at once must not both begin a draft. One row stands for all groups, whose words may overlap."""
    kind = ContentType.objects.get_for_model(GapDecision)
    ContentType.objects.select_for_update(no_key=True).get(pk=kind.pk)


def may_change_words(user: Any) -> bool:
    """Synonyms and matters of others hold for all offices: for who covers them all, or may change these lists anyway."""
    return scope.covers_all(user) or user.has_perm("services.change_synonym")


def usable_words(group: GapGroup) -> list[str]:
    """What people typed, without what was masked, each once: at most ten that a search could read."""
    found: dict[tuple[str, ...], str] = {}
    for words in group.words:
        plain = words
        for each in (NUMBER, PHONE, MAIL):
            plain = " ".join(plain.replace(each.casefold(), " ").split())
        if said := tuple(tokens(plain)):
            found.setdefault(said, plain)
    return list(found.values())[:MOST_WORDS]


@transaction.atomic
def add_synonym(group: GapGroup, word: str, also: Sequence[str], *, by: Any) -> Synonym:
    """Make the words of residents mean a word of the site; a known word gets more. It holds at once.

    Raises `ValidationError` for what could never be found, `PermissionDenied` for who may not.
    """
    _ask_for_words(by)
    row = Synonym.objects.select_for_update().filter(word__iexact=word).first()
    before = list(row.also) if row else None
    row = row or Synonym(word=word, also=[])
    row.also = _joined(row.also, also)
    row.full_clean()
    row.save()
    audit.record("change" if before is not None else "add", row, by=by, via="celah")
    _decide(
        group,
        GapOutcome.SYNONYM,
        by,
        pk=row.pk,
        name=row.word,
        added=list(also),
        before=before,
        after=row.also,
    )
    return row


@transaction.atomic
def add_not_ours(group: GapGroup, fields: dict[str, Any], *, by: Any) -> NotOurs:
    """Say that another institution does this; a known matter gets more words and keeps the rest. It holds at once.

    `fields`: of `NotOurs`, by name. Raises `ValidationError` and `PermissionDenied`.
    """
    _ask_for_words(by)
    row = NotOurs.objects.select_for_update().filter(name__iexact=fields["name"]).first()
    before = list(row.words) if row else None
    if row is None:
        row = NotOurs(**{**fields, "words": []})
    row.words = _joined(row.words, fields["words"])
    row.full_clean()
    row.save()
    audit.record("change" if before is not None else "add", row, by=by, via="celah")
    after = _plain(row)
    _decide(group, GapOutcome.NOT_OURS, by, pk=row.pk, name=str(row), before=before, after=after)
    return row


@transaction.atomic
def draft_answer(group: GapGroup, *, by: Any) -> Question:
    """Begin a draft with the group's words as its question and keywords. Raises `PermissionDenied`.

    It belongs to the agency of who begins it; of who works for several, to all until the form says whose it is.
    """
    if not by.has_perm("faq.add_question"):
        raise PermissionDenied
    words = usable_words(group) or [group.title]
    agencies = list(Agency.objects.filter(memberships__user=by)[:2])
    draft = Question(
        slug=free_slug(words[0]),
        question=question_of(words),
        keywords=words,
        agency=agencies[0] if len(agencies) == 1 else None,
    )
    save_under_free_slug(draft)
    version = drafting.remember(draft, by)
    audit.record("add", draft, by=by, name="Draf dari pencarian warga", via="celah")
    _decide(group, GapOutcome.DRAFT, by, question=draft, revision=version.revision)
    return draft


@transaction.atomic
def dismiss(group: GapGroup, *, by: Any) -> None:
    """Leave it: it says nothing, or nothing can be done."""
    _decide(group, GapOutcome.DISMISSED, by)


def _decide(
    group: GapGroup, outcome: GapOutcome, by: Any, question: Question | None = None, **detail: Any
) -> None:
    """One decision for each of the words, with the same `batch`; a new one takes the place of an old one."""
    batch = {"batch": uuid.uuid4().hex, "title": group.title, "times": group.times, **detail}
    moment = timezone.now()
    # The words of residents stay out of the log, which is kept for good.
    audit.record("settle-gap", by=by, name=str(GapOutcome(outcome).label))
    for words in group.words:
        GapDecision.objects.update_or_create(
            words=words,
            defaults={"outcome": outcome, "question": question, "detail": batch, "by": by, "at": moment},
        )


def batch_of(decision: GapDecision) -> list[GapDecision]:
    """Everything that was decided together with this, the words most often searched first."""
    batch = decision.detail.get("batch")
    together = GapDecision.objects.filter(detail__batch=batch) if batch else None
    return list(together.order_by("pk")) if together is not None else [decision]


@transaction.atomic
def undo(decision: GapDecision, *, by: Any) -> bool:
    """Forget a decision, and take back what it made if nobody touched that since. Returns whether nothing is left of it.

    Raises `PermissionDenied` for who may not change what it made.
    """
    together = batch_of(decision)
    if decision.outcome in {GapOutcome.SYNONYM, GapOutcome.NOT_OURS}:
        _ask_for_words(by)
    is_gone = _TAKE_BACK.get(decision.outcome, lambda *_: True)(decision, by)
    GapDecision.objects.filter(pk__in=[each.pk for each in together]).delete()
    return is_gone


def _take_back_synonym(decision: GapDecision, by: Any) -> bool:
    told = decision.detail
    row = Synonym.objects.select_for_update().filter(pk=told.get("pk")).first()
    if row is None:
        return True
    if row.word != told["name"] or list(row.also) != told["after"]:
        return False
    _restore(row, "also", told["before"], by)
    return True


def _take_back_not_ours(decision: GapDecision, by: Any) -> bool:
    told = decision.detail
    row = NotOurs.objects.select_for_update().filter(pk=told.get("pk")).first()
    if row is None:
        return True
    if _plain(row) != told["after"]:
        return False
    _restore(row, "words", told["before"], by)
    return True


def _restore(row: Synonym | NotOurs, field: str, before: list[str] | None, by: Any) -> None:
    audit.record("delete" if before is None else "change", row, by=by, via="celah")
    if before is None:
        row.delete()
        return
    setattr(row, field, before)
    row.save()


def _take_back_draft(decision: GapDecision, by: Any) -> bool:
    draft = decision.question
    if draft is None:
        return True
    newest = drafting.versions(draft).first()
    is_touched = newest is None or newest.revision != decision.detail.get("revision")
    if is_touched or draft.editions.exists() or draft.inquiries.exists():
        return False
    if not scope.is_own(draft, by):
        raise PermissionDenied
    audit.record("delete", draft, by=by, name="Draf dari pencarian warga", via="celah")
    drafting.versions(draft).delete()
    draft.delete()
    return True


_TAKE_BACK = {
    GapOutcome.SYNONYM: _take_back_synonym,
    GapOutcome.NOT_OURS: _take_back_not_ours,
    GapOutcome.DRAFT: _take_back_draft,
}


def _ask_for_words(by: Any) -> None:
    if not may_change_words(by):
        raise PermissionDenied


def _joined(known: Sequence[str], more: Sequence[str]) -> list[str]:
    said = {each.casefold() for each in known}
    return [*known, *(each for each in dict.fromkeys(more) if each.casefold() not in said)]


def _plain(row: NotOurs) -> dict[str, Any]:
    names = ("name", "name_en", "words", "institution", "institution_en", "where", "where_en", "url")
    return {name: getattr(row, name) for name in names}
