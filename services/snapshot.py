"""Keeps and reads the snapshot of the shared facts: `current()` is what views, cards and commands call."""

import datetime
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction
from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.signals import m2m_changed, post_delete, post_save

from services.facts import (
    AgencyFacts,
    CategoryFacts,
    ChannelFacts,
    ClosureFacts,
    DocumentFacts,
    LifeEventFacts,
    LimitedDay,
    MobileStop,
    NoticeFacts,
    OfficeFacts,
    Pledge,
    RamadanFacts,
    SharedFacts,
    SpecialHoursFacts,
    Week,
)
from services.kept import Key
from services.prepared import Prepared

_known: tuple[int, SharedFacts] | None = None
_held: ContextVar[bool] = ContextVar("shared_facts_held", default=False)


def current() -> SharedFacts:
    """The shared facts as they are now. One query while nothing changed."""
    global _known
    known = _known
    rows = _news.rows(version=known[0] if known else -1)
    if not rows or rows[0][1] is None:
        return rebuild()
    [(version, news)] = rows
    if known is None or news:
        known = _known = (version, SharedFacts.model_validate_json(news))
    return known[1]


@Prepared
def _news(version: int) -> QuerySet:
    """The version that holds, with the facts; without them where it is this one."""
    from services.models import SharedFactsSnapshot

    same = When(version=version, then=Value(""))
    news = Case(same, default=F("payload"), output_field=CharField())
    return SharedFactsSnapshot.objects.filter(pk=1).annotate(news=news).values_list("version", "news")


def version_of(facts: SharedFacts) -> int | None:
    """The version these facts were read as, which names all they say; None for facts from elsewhere (a preview's)."""
    known = _known
    return known[0] if known and known[1] is facts else None


def kept_of(facts: SharedFacts) -> Key:
    """What pieces of pages are kept under that rest on these facts alone (see `services.kept`)."""
    version = version_of(facts)
    return None if version is None else (version,)


def rebuild() -> SharedFacts:
    """Read every shared row, store the snapshot, and return it."""
    from services.models import SharedFactsSnapshot

    SharedFactsSnapshot.objects.get_or_create(pk=1)
    with transaction.atomic():
        # The lock comes before the reading: a writer that comes in between drops what is stored here.
        row = SharedFactsSnapshot.objects.select_for_update().get(pk=1)
        facts = read_rows()
        row.version, row.payload = _new_version(), facts.model_dump_json()
        row.save()
    return facts


def drop() -> None:
    """Say that a shared row changed: in this transaction the snapshot goes, after it a new one is built."""
    from services.models import SharedFactsSnapshot

    if _held.get():
        return
    SharedFactsSnapshot.objects.filter(pk=1).update(version=_new_version(), payload=None)
    transaction.on_commit(_rebuild_if_dropped)


def _new_version() -> int:
    """Random, because a counter would name two contents alike after a rollback."""
    return secrets.randbits(62)


def lock() -> None:
    """Keep others from writing shared rows until this transaction ends: two imports go one after the other."""
    from services.models import SharedFactsSnapshot

    SharedFactsSnapshot.objects.get_or_create(pk=1)
    SharedFactsSnapshot.objects.select_for_update().get(pk=1)


@contextmanager
def hold() -> Iterator[None]:
    """Within it many shared rows may be written; the snapshot is dropped once, at its end."""
    token = _held.set(True)
    try:
        yield
    finally:
        _held.reset(token)
    drop()


def _rebuild_if_dropped() -> None:
    from services.models import SharedFactsSnapshot

    if SharedFactsSnapshot.objects.filter(pk=1, payload__isnull=False).exists():
        return
    rebuild()


def watch_shared_models() -> None:
    """Connect the signals of every shared model; called once when the app is ready."""
    from services import models

    shared = [
        models.Agency, models.Office, models.OpeningHours, models.SpecialHours, models.LimitedDay,
        models.MobileStop, models.Closure, models.RamadanPeriod, models.Category, models.LifeEvent,
        models.LifeEventService, models.Document, models.DocumentIssuer, models.Channel, models.Notice,
    ]  # fmt: skip
    for model in shared:
        post_save.connect(_on_change, sender=model, dispatch_uid=f"facts-save-{model.__name__}")
        post_delete.connect(_on_change, sender=model, dispatch_uid=f"facts-delete-{model.__name__}")
    m2m_changed.connect(
        _on_change, sender=models.Closure.offices.through, dispatch_uid="facts-closure-offices"
    )
    m2m_changed.connect(
        _on_change, sender=models.LimitedDay.services.through, dispatch_uid="facts-limited-services"
    )
    for name in ("offices", "services"):
        through = getattr(models.Notice, name).through
        m2m_changed.connect(_on_change, sender=through, dispatch_uid=f"facts-notice-{name}")


def _on_change(**kwargs: object) -> None:
    if not kwargs.get("raw"):
        drop()


def read_rows() -> SharedFacts:
    """The shared facts straight from their rows (about ten queries)."""
    from services import models

    agencies = list(models.Agency.objects.select_related("publisher"))
    zones = {agency.pk: (agency.publisher or agency).timezone for agency in agencies}
    offices = models.Office.objects.select_related("agency").prefetch_related(
        "opening_hours", "special_hours", "stops", "limited_days__services"
    )
    closures = models.Closure.objects.filter(is_ignored=False).prefetch_related("offices")
    events = models.LifeEvent.objects.prefetch_related("needs__service")
    documents = models.Document.objects.prefetch_related("issuers__service")
    return SharedFacts(
        agencies={each.key: _agency(each) for each in agencies},
        offices={each.key: _office(each, zones[each.agency_id]) for each in offices},
        closures=tuple(closure_facts(each) for each in closures),
        ramadan=tuple(
            RamadanFacts(start=each.start, end=each.end, estimated=each.estimated, note=each.note)
            for each in models.RamadanPeriod.objects.all()
        ),
        channels={each.key: _copy(ChannelFacts, each) for each in models.Channel.objects.all()},
        categories={each.key: _copy(CategoryFacts, each) for each in models.Category.objects.all()},
        life_events={
            each.key: _copy(
                LifeEventFacts, each, services=tuple(need.service.slug for need in each.needs.all())
            )
            for each in events
        },
        documents={
            each.key: _copy(
                DocumentFacts, each, issued_by=tuple(row.service.slug for row in each.issuers.all())
            )
            for each in documents
        },
        notices=tuple(notice_facts(each, zones[each.agency_id]) for each in models.Notice.objects.standing()),
    )


def _copy(facts_class: type, row: object, **given: object):
    names = facts_class.model_fields.keys() - given.keys()
    return facts_class(**{name: getattr(row, name) for name in names}, **given)


def _agency(row) -> AgencyFacts:
    meta = row.catalogue_meta
    return _copy(
        AgencyFacts,
        row,
        publisher=row.publisher.key if row.publisher else "",
        pledge=Pledge(title=row.pledge_title, text=row.pledge_text, basis=row.pledge_basis),
        logo=row.logo_id or "",
        is_demo=meta.get("kind") == "demo",
        notice=meta.get("notice", ""),
        notice_en=meta.get("notice_en", ""),
    )


def _office(row, timezone: str) -> OfficeFacts:
    hours = list(row.opening_hours.all())
    stops = [
        MobileStop(
            weeks_of_month=tuple(stop.weeks_of_month),
            weekday=stop.weekday,
            place=stop.place,
            latitude=stop.latitude,
            longitude=stop.longitude,
        )
        for stop in row.stops.all()
    ]
    return _copy(
        OfficeFacts,
        row,
        agency=row.agency.key,
        timezone=timezone,
        regular=_week(hours, "regular"),
        ramadan=_week(hours, "ramadan") if row.has_ramadan_hours else None,
        special=tuple(special_facts(each) for each in row.special_hours.all()),
        limited=tuple(_limited_day(each) for each in row.limited_days.all()),
        stops=tuple(stops),
        whole=None,
    )


def special_facts(row) -> SpecialHoursFacts:
    """A row of special hours, saved or not, as the resolver reads it."""
    return SpecialHoursFacts(name=row.name, start=row.start, end=row.end, week=row.week)


def _limited_day(row) -> LimitedDay:
    return LimitedDay(weekday=row.weekday, services=tuple(service.slug for service in row.services.all()))


def _week(hours: list, period: str) -> Week:
    days: list[list[tuple[datetime.time, datetime.time]]] = [[] for _ in range(7)]
    for row in hours:
        if row.period == period:
            days[row.weekday].append((row.opens, row.closes))
    return tuple(tuple(sorted(day)) for day in days)


def notice_facts(row, timezone: str) -> NoticeFacts:
    """A notice as the resolver reads it; `timezone` is that of the agency that publishes for its agency."""
    return _copy(
        NoticeFacts,
        row,
        agency=row.agency.key,
        offices=tuple(sorted(each.key for each in row.offices.all())),
        services=tuple(sorted(each.slug for each in row.services.all())),
        timezone=timezone,
    )


def closure_facts(row) -> ClosureFacts:
    """A closure as the resolver reads it."""
    keys = tuple(sorted(office.key for office in row.offices.all()))
    return ClosureFacts(start=row.start, end=row.end, name=row.name, kind=row.kind, offices=keys)
