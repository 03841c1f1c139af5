"""Fills the demo with the last ten weeks of an office: what was searched, asked, tapped, marked, posted and announced.

Only `manage.py demo` calls it, and only for a database that it has just filled. Everything is made up (`demo_texts`) and
drawn with a fixed seed: the same day always gives the same demo.
"""

import datetime
import random
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from cards import registry
from cards.content import CardOptions
from cards.models import Card, Post
from faq.asking import codes
from faq.inbox.grouping import stems_of
from faq.models import Feedback, Inquiry, InquiryState, PageCount, Question, SearchCount, Tap
from portal import demo_texts as texts
from services import closures, snapshot
from services.models import Agency, Notice, Office, SearchEntry, Service
from services.search.finding import find

DAYS = 70
OPENED = datetime.timedelta(days=84)
"""The office of the demo has used the portal for so long."""
SEED = 20261101
_WEEK = (1.3, 1.1, 1.0, 1.0, 0.8, 0.35, 0.25)
"""How busy the days of a week are, Monday first."""


@transaction.atomic
def fill(people: dict[str, Any]) -> None:
    """Make the activity. `people`: users by name ("editor", "pr", "counter"), who did what the staff did."""
    chance, agency = random.Random(SEED), Agency.objects.order_by("position", "pk").first()
    if agency is None:
        return
    services = {each.slug: each for each in Service.objects.select_related("agency")}
    _open_earlier()
    SearchCount.objects.bulk_create(_searches(chance))
    PageCount.objects.bulk_create(_page_counts(chance, services))
    Tap.objects.bulk_create(_taps(chance, services, agency, people["counter"]))
    _inquiries(services, agency, people["editor"])
    Feedback.objects.bulk_create(_feedback(services))
    _posts(services, people["pr"])
    _notices(agency, people["pr"])


def _open_earlier() -> None:
    """Everything was published when the office began, not a minute ago."""
    for kind in (Service, Question):
        editions = kind._meta.get_field("editions").related_model
        editions.objects.update(live_from=F("live_from") - OPENED, published_at=F("published_at") - OPENED)
        editions.span_class().objects.update(live_from=F("live_from") - OPENED)
    SearchEntry.objects.filter(live_from__gt=0).update(live_from=F("live_from") - OPENED.total_seconds())


def _days() -> Iterator[tuple[int, datetime.date]]:
    """(days ago, day), oldest first; today is only half over."""
    today = timezone.localdate()
    for ago in reversed(range(DAYS)):
        yield ago, today - datetime.timedelta(days=ago)


def _some(chance: random.Random, usual: float, day: datetime.date) -> int:
    """About as many as usual on such a day."""
    expected = usual * _WEEK[day.weekday()]
    whole = int(expected)
    return max(0, whole + (chance.random() < expected - whole) + chance.choice((-1, 0, 0, 1)) * (whole > 1))


def _after_post(slug: str, ago: int) -> float:
    """Fewer ask once a card was posted."""
    weeks = {service: weeks for service, weeks, _ in texts.POSTS}
    return texts.AFTER_POST if slug in weeks and ago < weeks[slug] * 7 else 1


def _searches(chance: random.Random) -> Iterator[SearchCount]:
    found = {}
    for words in [*texts.SEARCHES, *texts.GAPS]:
        result = find(words)
        found[words] = bool(result.hits or result.elsewhere)
    for _, day in _days():
        for words, usual in (texts.SEARCHES | texts.GAPS).items():
            if times := _some(chance, usual, day):
                share = 0.05 if words in texts.GAPS else 0.8
                opened = sum(chance.random() < share for _ in range(times)) if found[words] else 0
                yield SearchCount(day=day, words=words, was_found=found[words], times=times, opened=opened)


def _page_counts(chance: random.Random, services: dict[str, Service]) -> Iterator[PageCount]:
    for ago, day in _days():
        for slug, usual in texts.READ.items():
            if slug in services:
                views = _some(chance, usual, day)
                judged = sum(chance.random() < 0.12 for _ in range(views))
                share = texts.UNHELPFUL.get(slug, texts.USUALLY_UNHELPFUL) * _after_post(slug, ago)
                unhelpful = sum(chance.random() < share for _ in range(judged))
                settled = int(views > 8 and chance.random() < 0.3)
                yield PageCount(kind="layanan", key=slug, day=day, views=views, helpful=judged - unhelpful,
                                unhelpful=unhelpful, settled=settled)  # fmt: skip


def _taps(chance: random.Random, services: dict[str, Service], agency: Agency, officer: Any) -> Iterator[Tap]:
    asked = [("layanan", slug, usual) for slug, usual in texts.TAPPED.items() if slug in services]
    known = Question.objects.filter(slug__in=texts.TAPPED_QUESTIONS).values_list("slug", flat=True)
    asked += [("tanya-jawab", slug, texts.TAPPED_QUESTIONS[slug]) for slug in sorted(known)]
    for ago, day in _days():
        for kind, key, usual in [*asked, ("lain", "", texts.TAPPED_OTHER)]:
            times = _some(chance, usual * _after_post(key, ago), day) if day.weekday() < 5 and ago else 0
            for _ in range(times):
                at = _at(day, chance.randint(8 * 60, 15 * 60))
                whose = services[key].agency_id if kind == "layanan" else agency.pk
                yield Tap(id=uuid.UUID(int=chance.getrandbits(128), version=4), kind=kind, key=key,
                          agency_id=whose, by=officer, at=at, received_at=at)  # fmt: skip


def _at(day: datetime.date, minutes: int) -> datetime.datetime:
    """So many minutes after midnight."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(minutes // 60, minutes % 60)))


def _inquiries(services: dict[str, Service], agency: Agency, officer: Any) -> None:
    for number, (ago, slug, words, answer) in enumerate(texts.INQUIRIES):
        inquiry = _inquiry(number, ago, services.get(slug or ""), words, agency)
        if answer:
            inquiry.state, inquiry.answer = InquiryState.ANSWERED, answer
            inquiry.answered_by, inquiry.answered_at = (
                officer,
                inquiry.asked_at + datetime.timedelta(hours=21),
            )
            inquiry.question = Question.objects.filter(slug=texts.ANSWERED_BY.get(words, "")).first()
        inquiry.save()
    ago, slug, same = texts.GROUP
    lead = None
    for number, words in enumerate(same, start=len(texts.INQUIRIES)):
        inquiry = _inquiry(number, ago, services.get(slug), words, agency)
        inquiry.lead = lead
        inquiry.save()
        lead = lead or inquiry
    ago, words = texts.SPAM
    spam = _inquiry(99, ago, None, words, agency)
    spam.state = InquiryState.SPAM
    spam.save()


def _inquiry(number: int, ago: int, service: Service | None, words: str, agency: Agency) -> Inquiry:
    """An inquiry as it comes in; the minutes keep those of one day apart."""
    day = timezone.localdate() - datetime.timedelta(days=ago)
    whose, asked_at = service.agency if service else agency, _at(day, 9 * 60 + number * 7)
    return Inquiry(
        agency=whose, service=service, text=words, stems=stems_of(words), asked_at=min(asked_at, timezone.now()),
        due_on=_due(day, whose.answer_days), code_digest=codes.digest(codes.code_of(f"contoh-{number}")),
    )  # fmt: skip


def _due(day: datetime.date, working_days: int) -> datetime.date:
    facts = snapshot.current()
    while working_days > 0:
        day += datetime.timedelta(days=1)
        working_days -= closures.is_working_day(facts, day)
    return day


def _feedback(services: dict[str, Service]) -> Iterator[Feedback]:
    for number, (ago, what, slug, words) in enumerate(texts.FEEDBACK):
        if service := services.get(slug):
            day = timezone.localdate() - datetime.timedelta(days=ago)
            yield Feedback(what=what, kind="layanan", key=slug, title=service.name, edition=1, text=words,
                           agency=service.agency, at=_at(day, 11 * 60 + number * 9))  # fmt: skip


def _posts(services: dict[str, Service], officer: Any) -> None:
    for slug, weeks, platforms in texts.POSTS:
        if slug not in services:
            continue
        day = timezone.localdate() - datetime.timedelta(weeks=weeks)
        card = registry.issue(slug, CardOptions(as_of=day), by=officer)
        Card.objects.filter(pk=card.pk).update(issued_at=_at(day, 9 * 60), downloads=1)
        for platform in platforms:
            Post.objects.create(card=card, platform=platform, posted_on=day, posted_by=officer)


def _notices(agency: Agency, officer: Any) -> None:
    today = timezone.localdate()
    days = [
        (texts.NOTICE, today - datetime.timedelta(days=1), today + datetime.timedelta(days=5)),
        (texts.OVER, today - datetime.timedelta(days=24), today - datetime.timedelta(days=23)),
    ]
    made = [
        Notice.objects.create(agency=agency, starts_on=first, ends_on=last, made_by=officer, **said)
        for said, first, last in days
    ]
    made[0].offices.set(Office.objects.filter(key__in=texts.NOTICE_PLACES))
    made[0].services.set(Service.objects.filter(slug__in=texts.NOTICE_SERVICES))
