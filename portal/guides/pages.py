"""`/kelola/panduan/`: the guides of `docs/`, as pages of the workspace."""

import re
from functools import cache
from pathlib import Path

import mistune
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from services.links import Link
from services.staff.pages import show_staff, staff_page

DOCS = Path(settings.BASE_DIR) / "docs"
PICTURES = DOCS / "images" / "panduan"
GUIDES = {"petugas": "Panduan petugas", "humas": "Panduan humas"}
"""By their key in addresses and file names: what they are called."""


@require_safe
@staff_page()
def guides(request: HttpRequest) -> HttpResponse:
    """Both guides, with what is in them."""
    rows = [
        (
            Link(title, _address(key)),
            [Link(words, f"{_address(key)}#{anchor}") for anchor, words in parts(key)],
        )
        for key, title in GUIDES.items()
    ]
    return show_staff(request, "portal/guides/list.html", "Panduan", {"guides": rows})


@require_safe
@staff_page()
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide."""
    if slug not in GUIDES:
        raise Http404("panduan")
    context = {"parts": [Link(words, f"#{anchor}") for anchor, words in parts(slug)], "text": text(slug)}
    trail = [Link("Panduan", reverse("guides"))]
    return show_staff(request, "portal/guides/guide.html", GUIDES[slug], context, trail=trail)


@require_safe
@staff_page()
def picture(request: HttpRequest, slug: str) -> HttpResponse:
    """A picture of a guide."""
    path = PICTURES / f"{slug}.png"
    if not path.is_file():
        raise Http404("gambar")
    headers = {"Cache-Control": "private, max-age=3600"}
    return HttpResponse(path.read_bytes(), content_type="image/png", headers=headers)


def parts(key: str) -> list[tuple[str, str]]:
    """(anchor, words) of the guide's chapters."""
    return [(_anchor(words), words) for words in re.findall(r"^## (.+)$", _source(key), re.M)]


@cache
def text(key: str) -> SafeString:
    """The guide as HTML, without its first heading: the page has its own. Our own files, so they are trusted."""
    body = _source(key).partition("\n")[2]
    html = mistune.create_markdown(plugins=["table"])(body)
    html = re.sub(r"<h2>(.+?)</h2>", lambda found: f'<h2 id="{_anchor(found[1])}">{found[1]}</h2>', html)
    for other in GUIDES:
        html = html.replace(f'href="panduan-{other}.md"', f'href="{_address(other)}"')
    html = re.sub(r'src="images/panduan/([a-z-]+)\.png"', _source_of_picture, html)
    html = html.replace("<table>", '<div class="table-wrap"><table class="grid">')
    return mark_safe(html.replace("</table>", "</table></div>"))


def _source_of_picture(found: re.Match[str]) -> str:
    return f'src="{reverse("guide-picture", args=[found[1]])}" loading="lazy"'


def _source(key: str) -> str:
    return (DOCS / f"panduan-{key}.md").read_text(encoding="utf-8")


def _address(key: str) -> str:
    return reverse("guide", args=[key])


def _anchor(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
