"""Where residents will see a notice, in words and as it looks there, before and after it is saved."""

import datetime
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from services import snapshot
from services.closures import entered_closure
from services.facts import NoticeFacts, SharedFacts
from services.models import Notice, NoticeKind, Severity
from services.notices.current import HINDRANCES, is_fact_check
from services.notices.lines import Banner, NoticeLine, line
from services.wording import list_words

MOST_NAMED = 4


@dataclass(frozen=True)
class Seen:
    """The notice as residents get to see it: `banner` where it stands on every page, and the places in words."""

    banner: Banner
    line: NoticeLine
    places: list[str]


def draft_facts(
    notice: Notice, offices: list[str], services: list[str], now: datetime.datetime
) -> NoticeFacts:
    """A notice that is not saved yet as the resolver reads it; offices are keys, services slugs."""
    agency = notice.agency
    given = {
        "pk": notice.pk or 0,
        "agency": agency.key,
        "offices": tuple(offices),
        "services": tuple(services),
        "made_at": notice.made_at or now,
        "changed_at": notice.changed_at or now,
        "timezone": (agency.publisher or agency).timezone,
    }
    said = {name: getattr(notice, name) for name in NoticeFacts.model_fields.keys() - given.keys()}
    return NoticeFacts(**said, **given)


def seen(notice: NoticeFacts, facts: SharedFacts, now: datetime.datetime, names: list[str]) -> Seen:
    """What residents see of it. `names` are those of the services it names. Its link leads nowhere: it is a picture."""
    shown = replace(line(notice, facts, now), url="#tampil")
    on_top = notice.severity == Severity.URGENT and not is_fact_check(notice)
    return Seen(Banner([shown] if on_top else []), shown, _places(notice, facts, names, on_top=on_top))


def _places(notice: NoticeFacts, facts: SharedFacts, names: list[str], *, on_top: bool) -> list[str]:
    found = ["Di atas setiap halaman, selama berlaku"] if on_top else []
    if notice.severity != Severity.ORDINARY:
        found.append("Beranda")
    offices = [facts.offices[key].name for key in notice.offices if key in facts.offices]
    if offices:
        found.append(f"Halaman dan daftar kantor: {_named(offices)}")
    if names:
        found.append(f"Halaman layanan: {_named(names)}")
    elif offices and not is_fact_check(notice):
        found.append("Halaman semua layanan yang diberikan di sana, dengan nama tempatnya")
    if not offices and not names:
        found += _everywhere(notice)
    return [*found, "Halaman Kabar, umpan Atom, dan data terbuka"]


def _everywhere(notice: NoticeFacts) -> list[str]:
    if is_fact_check(notice):
        return []
    if notice.kind in HINDRANCES or notice.severity != Severity.ORDINARY:
        return ["Halaman semua kantor dan semua layanan"]
    return []


def _named(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return list_words(names)
    return f"{', '.join(names[:MOST_NAMED])}, dan {len(names) - MOST_NAMED} lagi"


def closure_offer(notice: NoticeFacts) -> str:
    """Where a closure with the same days is written down, for a notice that says an office is closed.

    "" where it is no such notice or the days are entered already. "Buka sekarang" follows closures only.
    """
    if notice.kind != NoticeKind.CLOSED:
        return ""
    facts = snapshot.current()
    keys = notice.offices or tuple(facts.offices)
    if all(entered_closure(facts, notice.starts_on, key) for key in keys):
        return ""
    days = {"start": notice.starts_on.isoformat(), "end": (notice.ends_on or notice.starts_on).isoformat()}
    query = urlencode([("kantor", key) for key in notice.offices] + [*days.items(), ("name", notice.title)])
    return f"{reverse('closure-add')}?{query}"
