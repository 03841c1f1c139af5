"""Putting a service on another site: a small script at an address that stays, and the page with the line to copy."""

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from services import snapshot
from services.filters import search, typed_line
from services.freshness import for_everyone
from services.language import in_language
from services.links import Link
from services.models import ServiceSpan
from services.views import home_link, show

FILE = "js/embed.js"
MOST_FOUND = 20


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script. Its address has no hash, so browsers keep it for an hour only and then ask whether it changed."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "public, max-age=3600, stale-while-revalidate=86400, stale-if-error=604800"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _script() -> bytes:
    """The file as it was collected, or from the source folder where nothing was."""
    path = finders.find(FILE)
    if path:
        with open(path, "rb") as file:
            return file.read()
    with staticfiles_storage.open(FILE) as file:
        return file.read()


def snippet(slug: str, name: str) -> str:
    """The lines to copy: the link works by itself, the script makes a card of it."""
    with override("id"):
        page = settings.SITE_URL + reverse("service", args=[slug])
    return format_html(
        '<a href="{}">{}</a>\n<script src="{}" data-layanan="{}" defer></script>',
        page,
        name,
        settings.SITE_URL + reverse("embed-script"),
        slug,
    )


@for_everyone("layanan", unless=("q",))
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Choose a service (`q` searches, `layanan` chooses), copy the lines, see what they show."""
    live = ServiceSpan.objects.live()
    slug = request.GET.get("layanan", "")[:80]
    chosen = live.filter(slug=slug).values_list("slug", "title", "name_en").first() if slug else None
    if slug and not chosen:
        raise Http404("layanan")
    query = typed_line(request.GET.get("q", "")[:400])[:100]
    context = {
        "trail": [home_link()],
        "heading": _("Pasang di situs lain"),
        "chosen": Link(in_language(chosen[1], chosen[2]), reverse("service", args=[slug]))
        if chosen
        else None,
        "slug": slug,
        "snippet": snippet(chosen[0], chosen[1]) if chosen else "",
        "query": query,
        "found": [] if chosen else _found(live, query),
    }
    return show(request, "portal/api/embed.html", snapshot.current(), context)


def _found(live, query: str) -> list[Link]:
    """Services to choose from: those that fit the words, else the first of all."""
    keys = search(live, query).keys if query else live.order_by("title").values_list("pk", flat=True)
    rows = live.in_bulk(list(keys[:MOST_FOUND]))
    address = reverse("embed")
    return [
        Link(in_language(rows[key].title, rows[key].name_en), f"{address}?layanan={rows[key].slug}")
        for key in keys[:MOST_FOUND]
        if key in rows
    ]
