"""The publication pack as a ZIP: what is in it, in which order, the same bytes each time, within a platform's limits."""

import io
import zipfile

import pytest
from django.utils.text import slugify

from cards import archive, codes, registry
from cards.content import CardOptions
from cards.models import CardKind
from cards.rendering import TooManySlides

pytestmark = pytest.mark.same_on_both("files made of drawn cards")
SLUG = "pengantar-skck"
TEXTS = ["caption.txt", "caption-x.txt", "judul-tiktok.txt", "whatsapp.txt", "BACA-DULU.txt"]


@pytest.fixture
def card(demo):
    return registry.issue(SLUG, CardOptions(as_of=registry.today(), sections=("cover", "requirements")))


def opened(data):
    return zipfile.ZipFile(io.BytesIO(data))


def test_pack_has_slides_in_order_and_every_text(card):
    pack = opened(archive.zipped(card))
    slides = [name for name in pack.namelist() if name.endswith(".png")]
    assert slides[0] == "01-cover.png"
    assert slides == sorted(slides)
    assert pack.namelist() == [*slides, "alt.txt", *TEXTS]
    assert all(pack.read(name).startswith(b"\x89PNG") for name in slides)
    for name in ("caption.txt", "caption-x.txt", "whatsapp.txt", "alt.txt", "BACA-DULU.txt"):
        assert codes.display(card.code) in pack.read(name).decode()


def test_name_says_what_and_when(card):
    assert archive.file_name(card) == f"kartu-{SLUG}-{registry.today():%Y-%m-%d}.zip"


def test_same_card_gives_the_same_bytes(card):
    assert archive.zipped(card) == archive.zipped(card)


def test_several_formats_get_a_folder_each_and_one_caption(card):
    pack = opened(archive.zipped(card, "jpeg", formats=("story", "portrait")))
    folders = list(dict.fromkeys(name.split("/")[0] for name in pack.namelist() if "/" in name))
    assert folders == ["story", "portrait"]
    for folder in folders:
        assert pack.read(f"{folder}/01-cover.jpg").startswith(b"\xff\xd8")
        assert "01-cover.jpg" in pack.read(f"{folder}/alt.txt").decode()
    assert [name for name in pack.namelist() if "/" not in name] == TEXTS
    note = pack.read("BACA-DULU.txt").decode()
    assert "story/" in note
    assert f"/studio/kartu/{codes.display(card.code)}/" in note


def test_posters_are_in_the_pack(card, monkeypatch):
    def fake(content, size, code, check_url):
        return f"%PDF {size} {code} {check_url}".encode()

    monkeypatch.setattr(archive, "render_poster", fake)
    pack = opened(archive.zipped(card, posters=("a4", "a3")))
    address = registry.check_url(card.code)
    for size in ("a4", "a3"):
        assert pack.read(f"poster-{size}.pdf").decode() == f"%PDF {size} {card.code} {address}"
        assert f"poster-{size}.pdf" in pack.read("BACA-DULU.txt").decode()


def test_preset_draws_what_the_platform_takes(card):
    pack = opened(archive.zipped(card, formats=("portrait",), platform="instagram-api"))
    slides = [name for name in pack.namelist() if name[0].isdigit()]
    assert 0 < len(slides) <= 10
    assert all(pack.read(name).startswith(b"\xff\xd8") for name in slides)


def test_preset_with_too_many_slides_says_what_to_do(demo):
    card = registry.issue("ktp-el-hilang-rusak", CardOptions(as_of=registry.today()))
    with pytest.raises(TooManySlides, match=r"paling banyak 10 gambar.*Pilih lebih sedikit"):
        archive.zipped(card, platform="instagram-api")


def test_the_file_bears_the_name_of_what_it_is_about_not_its_key(demo):
    office = registry.issue("mpp", CardOptions(as_of=registry.today()), kind=CardKind.OFFICE)
    short = registry.content_of(office).short_name
    office.subject = "y6nra5rh"
    assert archive.file_name(office) == f"kartu-{slugify(short)}-{registry.today():%Y-%m-%d}.zip"
    office.kind = CardKind.CORRECTION
    assert archive.file_name(office).startswith(f"kartu-ralat-{slugify(short)}-")
