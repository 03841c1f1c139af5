"""Small cards on the page of an agency's look: what its next cards will look like, in every style."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cards import registry
from cards.content import CardContent, CardOptions, identity
from cards.printed import Block, Section
from cards.rendering import render
from services import scope, snapshot
from services.facts import SharedFacts
from services.models import Agency
from services.staff.pages import staff_page

STYLES = ("light", "brand", "dark")


@staff_page("services.change_agency")
@require_safe
def card(request: HttpRequest, key: str, style: str, number: int) -> HttpResponse:
    """One slide of the sample as SVG. The text is ours: nobody has the server draw what they like."""
    agency = scope.own(Agency.objects.filter(key=key), request.user).first()
    if agency is None or style not in STYLES:
        raise Http404
    slides = render(sample(key, snapshot.current(), style), kind="svg")
    if not 1 <= number <= len(slides):
        raise Http404
    response = HttpResponse(slides[number - 1].data, content_type="image/svg+xml")
    patch_cache_control(response, private=True, max_age=600)
    return response


def sample(key: str, facts: SharedFacts, style: Any) -> CardContent:
    """A cover and a last slide with an agency's name, logo, colour, account and lines."""
    agency = facts.publisher_of(key)
    cover = Section(
        key="cover",
        kind="cover",
        slug="cover",
        title="Contoh Layanan",
        eyebrow="Pratinjau tampilan",
        blocks=(
            Block(key="name", kind="text", label="Nama layanan", value="Contoh Layanan"),
            Block(
                key="summary",
                kind="text",
                label="Ringkasan",
                value="Begini nama, logo, dan warna instansi Anda tampil.",
            ),
            Block(key="fee", kind="free", label="Biaya", value="Gratis"),
            Block(key="time", kind="fact", label="Waktu", value="Paling lama 1 hari"),
            Block(key="where", kind="fact", label="Tempat", value="Kantor utama"),
        ),
    )
    verify = agency.verify_line if agency else ""
    share = (agency.call_to_action if agency else "") or "Simpan & bagikan"
    ends = [
        Block(
            key="check",
            kind="fact",
            label="Kartu ini asli dan masih berlaku?",
            value=verify or "Pindai kode QR.",
        ),
        Block(key="share", kind="call", label="Bantu yang lain", value=share),
    ]
    last = Section(
        key="last", kind="last", slug="bantuan", title="Masih ragu? Tanya dulu", blocks=tuple(ends)
    )
    return CardContent(
        subject="contoh",
        name="Contoh Layanan",
        short_name="Contoh layanan",
        is_free=True,
        sections=(cover, last),
        **identity(key, facts, CardOptions(as_of=registry.today(), theme=style)),
    )
