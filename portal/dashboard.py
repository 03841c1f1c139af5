"""The first page of the workspace: what waits for me, what is stale or missing, what people search, outdated cards.

Every panel has few rows and leads to the page that has all; a panel for which someone's role can do nothing is left out.
"""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from cards import codes, holding
from cards.models import Post
from cards.notices.rows import forgotten, forgotten_days
from cards.platforms import label_of
from cards.registry import Verdict
from faq import asked
from faq.inbox.waiting import waiting_for
from portal.demand import asking
from portal.staff_site import address_of
from services import drafting, entry_kinds, publishing, scope
from services.entry_kinds import EntryKind
from services.links import Link
from services.models import DraftVersion, Entry, PreviewRemark, ReviewState
from services.staff.pages import show_staff
from services.staleness import stale_entries
from services.standard_board import board_rows
from services.wording import list_words

ROWS = 6
"""Rows of a panel; what is beyond is counted."""
CARD_TASKS = 3
"""Posted cards that no longer hold are listed one by one up to here."""
OWN_DRAFTS = 20
"""Of the drafts someone changed last, these many are looked at."""


@dataclass(frozen=True)
class Task:
    """Something that waits for someone: the entry, why in a few words, and the page where it is done."""

    name: str
    url: str
    why: str
    pill: str
    pill_words: str
    since: datetime.datetime
    about: tuple[str, int] = ("", 0)


def dashboard(request: HttpRequest) -> HttpResponse:
    """What there is to do for the one who looks."""
    user = request.user
    asked.write()
    outdated = holding.outdated_packs(user) if user.has_perm("cards.view_card") else []
    waiting_cards = stale_posts(outdated) if user.has_perm("cards.issue_card") else []
    tasks = _once([*tasks_of(user), *waiting_cards])
    stale = stale_entries(user) if user.has_perm("services.view_service") else []
    gaps = [row for row in board_rows(user) if row.gaps] if user.has_perm("services.change_service") else []
    context: dict[str, Any] = {
        "stale": stale[:ROWS],
        "more_stale": max(0, len(stale) - ROWS),
        "gaps": gaps[:ROWS],
        "more_gaps": max(0, len(gaps) - ROWS),
        "shows_gaps": user.has_perm("services.change_service"),
        "tasks": tasks[:ROWS],
        "more_tasks": max(0, len(tasks) - ROWS),
        "starts": _starts(user),
        **asking.panel(user),
        "outdated": [_outdated(each) for each in outdated[:ROWS]],
        "more_outdated": max(0, len(outdated) - ROWS),
        "shows_cards": user.has_perm("cards.view_card"),
    }
    return show_staff(request, "portal/dashboard.html", _greeting(user), context)


def _outdated(each: holding.Outdated) -> dict[str, Any]:
    """A card that no longer holds, and its page, where something is done about it."""
    code = codes.display(each.card.code)
    return {
        "card": each.card,
        "name": each.card.name or each.card.subject,
        "code": code,
        "words": "isinya berubah" if each.verdict is Verdict.CHANGED else "sudah ditarik",
        "url": reverse("issued-card", args=[code]),
    }


def stale_posts(outdated: Sequence[holding.Outdated]) -> list[Task]:
    """Cards that no longer hold and can still be seen somewhere; where they are many, as one task."""
    up = {each.card.pk: each for each in outdated if each.card.is_up}
    posts = Post.objects.filter(card__in=up, removed_on=None).order_by("posted_on")
    found: dict[int, list[Post]] = {}
    for post in posts:
        found.setdefault(post.card_id, []).append(post)
    if len(found) > CARD_TASKS:
        since = _start_of(next(iter(found.values()))[0].posted_on)
        name = f"{len(found)} kartu masih tayang, padahal tidak berlaku lagi"
        why = "Terbitkan ulang atau buat ralat, lalu hapus unggahan lamanya"
        return [Task(name, reverse("stale-radar"), why, "bad", "masih tayang", since, ("cards.card", 0))]
    return [_stale_post(up[pk], of_it) for pk, of_it in found.items()]


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _stale_post(each: holding.Outdated, posts: Sequence[Post]) -> Task:
    card, places = _outdated(each), dict.fromkeys(label_of(post.platform) for post in posts)
    why = f"Kartu {card['code']} masih tayang di {list_words(list(places))}: {card['words']}"
    since = _start_of(posts[0].posted_on)
    return Task(card["name"], card["url"], why, "bad", "masih tayang", since, ("cards.card", each.card.pk))


def _once(tasks: Iterable[Task]) -> list[Task]:
    """The oldest first, each entry once: that a draft is someone's own says less than a remark on it."""
    found: dict[tuple[str, int], Task] = {}
    for task in sorted(tasks, key=lambda task: (task.pill == "draft", task.since)):
        found.setdefault(task.about, task)
    return sorted(found.values(), key=lambda task: task.since)


def _greeting(user: Any) -> str:
    name = user.get_short_name() or user.get_username()
    return f"Selamat bekerja, {name}"


def _starts(user: Any) -> list[Link]:
    """The things people come for most, as far as they may."""
    ways = [
        ("services.add_service", "Tulis layanan baru", "admin:services_service_add"),
        ("faq.add_question", "Tulis tanya jawab", "admin:faq_question_add"),
        ("services.add_closure", "Catat hari tutup", "closure-add"),
        ("services.add_notice", "Tulis kabar", "notices-new"),
        ("cards.issue_card", "Buat kartu", "studio"),
        ("faq.add_tap", "Buka loket", "counter"),
    ]
    return [
        Link(words, address_of(name))
        for permission, words, name in ways
        if user.has_perm(permission) and address_of(name)
    ]


def tasks_of(user: Any) -> Iterator[Task]:
    """What waits for this person: drafts to review, drafts sent back, their own unfinished ones, remarks, notices."""
    for kind in entry_kinds.KINDS.values():
        own = scope.own(kind.model.objects.all(), user)
        if user.has_perm(kind.publish_permission):
            yield from _to_review(kind, own, user)
        if user.has_perm(kind.change_permission):
            yield from _sent_back(kind, own, user)
            yield from _unfinished(kind, own, user)
    yield from _remarks(user)
    if user.has_perm("services.change_notice"):
        yield from _open_notices(user)
    yield from _inquiries(user)


def _to_review(kind: EntryKind, own: Any, user: Any) -> Iterator[Task]:
    waiting = own.filter(review_state=ReviewState.SUBMITTED).exclude(submitted_by=user)
    for entry in waiting.select_related("submitted_by"):
        by = entry.submitted_by
        who = (by.get_full_name() or by.get_username()) if by else "petugas"
        yield _task(kind, entry, f"Diajukan {who}", "review", "perlu ditinjau", entry.submitted_at)


def _sent_back(kind: EntryKind, own: Any, user: Any) -> Iterator[Task]:
    for entry in own.filter(review_state=ReviewState.RETURNED, submitted_by=user):
        yield _task(kind, entry, entry.review_remark, "warning", "dikembalikan", entry.updated_at)


def _unfinished(kind: EntryKind, own: Any, user: Any) -> Iterator[Task]:
    """Drafts that this person changed last and that were neither submitted nor published since."""
    mine = DraftVersion.objects.filter(kind=kind.label, by=user).order_by("-at").values_list("entry", "at")
    last = dict(reversed(list(mine[: 10 * OWN_DRAFTS])))
    entries = own.filter(pk__in=last, review_state="").prefetch_related("editions")
    for entry in sorted(entries, key=lambda each: last[each.pk], reverse=True)[:OWN_DRAFTS]:
        published = max((each.published_at for each in entry.editions.all()), default=None)
        is_newer = published is None or published < last[entry.pk]
        # Internal parts hold at once, and a change that was taken back is none: neither waits for anyone.
        if is_newer and user.pk in drafting.authors(entry) and publishing.has_unpublished_changes(entry):
            words = "Anda mengubahnya dan belum mengajukannya"
            yield _task(kind, entry, words, "draft", "draf Anda", last[entry.pk])


def _remarks(user: Any) -> Iterator[Task]:
    """What people said of drafts they were shown by this person's links."""
    open_ones = PreviewRemark.objects.filter(link__created_by=user, settled_at=None)
    for remark in open_ones.order_by("at")[:ROWS]:
        kind = entry_kinds.by_label(remark.kind)
        entry = scope.own(kind.model.objects.filter(pk=remark.entry), user).first()
        if entry:
            url = reverse("entry-preview-links", args=[kind.path, entry.pk])
            who = remark.name or "Pembaca pratinjau"
            yield Task(
                str(entry),
                url,
                f"{who}: {remark.text[:120]}",
                "review",
                "catatan",
                remark.at,
                (kind.label, entry.pk),
            )


def _open_notices(user: Any) -> Iterator[Task]:
    """Notices that go on without an end, and may be over without anybody having said so."""
    now = timezone.now()
    for notice in forgotten(user, now)[:ROWS]:
        why = f"Sudah {forgotten_days(notice, now)} hari tanpa akhir. Masih terjadi? Akhiri, atau isi sampai kapan"
        url = reverse("notice", args=[notice.pk])
        about = ("services.notice", notice.pk)
        yield Task(notice.title, url, why, "warning", "tanpa akhir", _start_of(notice.starts_on), about)


def _inquiries(user: Any) -> Iterator[Task]:
    """What residents asked and nobody has answered yet: the late ones, this person's, the others; one task for each."""
    for number, each in enumerate(waiting_for(user)):
        yield Task(
            each.name, each.url, each.why, each.pill, each.pill_words, each.since, ("faq.inquiry", number)
        )


def _task(kind: EntryKind, entry: Entry, why: str, pill: str, words: str, since: Any) -> Task:
    url = reverse(kind.form_url, args=[entry.pk])
    return Task(str(entry), url, why, pill, words, since or timezone.now(), (kind.label, entry.pk))
