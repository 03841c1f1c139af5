"""The table of platforms: every row whole, dated, and with formats that can be drawn."""

import pytest

from cards.formats import FORMATS
from cards.platforms import PLATFORMS, POSTED_ON, PRESETS, label_of


@pytest.mark.parametrize("key", PLATFORMS)
def test_every_row_is_whole_and_dated(key):
    row = PLATFORMS[key]
    assert row.label
    assert row.source
    assert row.checked
    assert row.drawn_formats(), "no format of it can be drawn"
    assert set(row.formats) <= set(FORMATS)
    given = [row.most_slides, row.most_bytes, row.caption_limit, row.opening, row.hashtags, row.title_limit]
    assert all(limit is None or limit > 0 for limit in given)


def test_what_the_briefs_name_is_there():
    assert PLATFORMS["instagram-api"].picture == PLATFORMS["tiktok"].picture == "jpeg"
    assert (PLATFORMS["instagram"].most_slides, PLATFORMS["instagram-api"].most_slides) == (20, 10)
    assert set(POSTED_ON) < set(PLATFORMS)
    assert set(PRESETS) < set(PLATFORMS)


def test_problems_name_the_limit():
    api = PLATFORMS["instagram-api"]
    assert api.problems(10, 1_000) == []
    (problem,) = api.problems(11)
    assert "10 gambar" in problem
    assert "8 MB" in api.problems(1, 8_000_001)[0]


def test_name_of_what_is_no_longer_in_the_table_is_its_key():
    assert label_of("x") == "X"
    assert label_of("friendster") == "friendster"
