"""The guides for staff: what they name is really on the screen, and they can be read where people work."""

import re
from pathlib import Path

import pytest

from portal.guides import pages
from tests.people import make_staff, signed_in

ROOT = Path(__file__).parent.parent.parent
SHOWN = [
    "templates/**/*.html", "portal/**/*.py", "services/**/*.py", "faq/**/*.py", "cards/**/*.py", "static/js/**/*.js",
]  # fmt: skip
EMPHASIS = {"draf", "kode kedua", "Jangan menyunting gambarnya.", "Dua orang di satu draf.", "Keliru terbit?"}
EMPHASIS |= {"Layanan dihapus?", "tebal"}
"""What is bold for its weight, and names nothing on the screen."""


@pytest.fixture(scope="module")
def words_of_the_screen() -> str:
    """All text the workspace can show, as it stands in the code."""
    files = {path for pattern in SHOWN for path in ROOT.glob(pattern)} - {Path(pages.__file__)}
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files) if "guides" not in path.parts)


@pytest.mark.parametrize("key", pages.GUIDES)
def test_every_button_a_guide_names_exists(key, words_of_the_screen):
    named = set(re.findall(r"\*\*(.+?)\*\*", pages._source(key).replace("\n", " "))) - EMPHASIS
    assert len(named) > 10
    assert [each for each in sorted(named) if each not in words_of_the_screen] == []


@pytest.mark.parametrize("key", pages.GUIDES)
def test_every_picture_of_a_guide_exists_and_is_told(key):
    pictures = re.findall(r"!\[(.*?)\]\(images/panduan/(.+?)\.png\)", pages._source(key))
    assert pictures
    for alt, name in pictures:
        assert alt
        assert (pages.PICTURES / f"{name}.png").stat().st_size < 200_000


def test_a_guide_is_a_page_of_the_workspace(demo):
    client = signed_in(make_staff("Loket"))
    page = client.get("/kelola/panduan/petugas/").content.decode()
    assert '<h2 id="hari-tutup">' not in page
    assert '<h2 id="jam-dan-hari-tutup">' in page
    assert 'href="/kelola/panduan/humas/"' in page
    assert client.get("/kelola/panduan/").status_code == 200
    picture = re.search(r'src="(/kelola/panduan/gambar/[a-z]+\.png)"', page)[1]
    assert client.get(picture)["Content-Type"] == "image/png"
    assert client.get("/kelola/panduan/lain/").status_code == 404
    assert client.get("/kelola/panduan/gambar/lain.png").status_code == 404
