"""What changed, and notices, as Atom feeds (RFC 4287): for readers, reporters and other offices' programs."""

import datetime
import re
from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.changes import KINDS, News, happenings, news
from services import snapshot
from services.descriptions import cut
from services.facts import SharedFacts
from services.freshness import for_everyone
from services.models import Notice
from services.notices.page import NoticePage, facts_of
from services.notices.views import PAST_DAYS, TAKEN_BACK
from services.views import site_now

MOST = 50
LONGEST_SENTENCE = 400
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML 1.0 cannot say at all, not even escaped."""


@for_everyone()
@require_safe
def changes_feed(request: HttpRequest) -> HttpResponse:
    """The newest changes. `portal.caching.ConditionalGet` answers 304 to a reader who has them already."""
    facts = snapshot.current()
    now = site_now(facts)
    newest = news(happenings(now, KINDS.values())[:MOST], facts, now.tzinfo)
    about = _("Perubahan syarat, biaya, waktu, dan tempat layanan, dari yang terbaru.")
    response = _feed(
        _("Perubahan informasi layanan: %(agency)s"),
        about,
        ("changes", "changes-feed"),
        facts,
        map(_item, newest),
    )
    if newest:
        response["Last-Modified"] = http_date(newest[0].moment.timestamp())
    return response


@for_everyone()
@require_safe
def notices_feed(request: HttpRequest) -> HttpResponse:
    """The newest notices by when they were last changed; one that was withdrawn says so, and why. Four queries."""
    facts = snapshot.current()
    now = site_now(facts)
    first = now - datetime.timedelta(days=PAST_DAYS)
    rows = Notice.objects.with_places().filter(changed_at__gte=first).order_by("-changed_at")[:MOST]
    about = _("Gangguan, blangko habis, tutup mendadak, perubahan, dan cek fakta.")
    items = (_notice_item(each, facts, now) for each in rows)
    return _feed(_("Kabar layanan: %(agency)s"), about, ("notice-list", "notices-feed"), facts, items)


def _feed(
    title: str, about: str, names: tuple[str, str], facts: SharedFacts, items: Iterable[dict[str, object]]
) -> HttpResponse:
    """A feed of these items. `title` has a place for the agency; `names` are those of the page and of the feed itself."""
    agency, (page, address) = facts.site_agency(), (_absolute(reverse(name)) for name in names)
    feed = Atom1Feed(
        title=_plain(title % {"agency": agency.name if agency else ""}),
        description=about,
        subtitle=about,
        link=page,
        feed_url=address,
        feed_guid=address,
        language=get_language(),
        author_name=_plain(agency.name) if agency else "Sebelum Datang",
    )
    for each in items:
        feed.add_item(**each)
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response


def _notice_item(row: Notice, facts: SharedFacts, now: datetime.datetime) -> dict[str, object]:
    """A notice as `add_item` takes it. Its id is the address of its page, which stays."""
    page = NoticePage(facts_of(row), facts, {}, now)
    address = _absolute(page.path)
    if row.withdrawn_at:
        title, said = _("Ditarik: %(title)s") % {"title": row.title}, [row.withdrawal_reason or TAKEN_BACK]
    else:
        places = ", ".join(each.words for each in page.offices) or page.everywhere
        title = f"{page.kind}: {row.title}"
        said = [page.when, places, row.text, row.advice]
    lines = [(cut(_plain(each), LONGEST_SENTENCE),) for each in said if each]
    return {
        "title": _plain(title),
        "link": address,
        "unique_id": address,
        "updateddate": row.changed_at,
        "pubdate": row.made_at,
        "description": format_html_join("", "<p>{}</p>", lines),
        "categories": [row.kind],
    }


def _item(each: News) -> dict[str, object]:
    """A happening as `add_item` takes it. Its id is an address that never leads elsewhere, so it is stable."""
    title = each.link.words
    if each.event:
        title = f"{title}: {each.event.title}"
    return {
        "title": _plain(title),
        "link": _absolute(each.link.url),
        "unique_id": f"{_absolute(reverse('changes'))}#{each.key}",
        "updateddate": each.moment,
        "pubdate": each.moment,
        "description": _summary(each),
        "categories": [each.key.partition("/")[0]],
    }


def _summary(each: News) -> str:
    """What happened, as the little HTML that feed readers show. What the office wrote is escaped in it."""
    if each.event:
        sentences: Iterable[str] = each.event.sentences or [each.event.title]
    else:
        sentences = [name.words for name in each.names] or [each.link.words]
    said = [(cut(_plain(sentence), LONGEST_SENTENCE),) for sentence in sentences]
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", said))


def _plain(text: str) -> str:
    return CONTROLS.sub(" ", text)


def _absolute(path: str) -> str:
    return urljoin(settings.SITE_URL, path)
