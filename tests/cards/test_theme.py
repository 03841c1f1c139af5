import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cards.theme import LEGIBLE, contrast, from_oklch, theme_of, to_oklch

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#808080")
@example("#0f766e")
def test_every_text_is_legible_whatever_the_brand_colour(colour):
    for text, background in theme_of(colour).text_pairs():
        assert contrast(text, background) >= LEGIBLE, (colour, text, background)


@given(colours)
def test_oklch_of_a_colour_gives_the_colour_back(colour):
    back = from_oklch(*to_oklch(colour))
    assert all(abs(int(colour[at : at + 2], 16) - int(back[at : at + 2], 16)) <= 2 for at in (1, 3, 5))


def test_contrast_is_that_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_legible_brand_colour_is_used_as_it_is():
    assert theme_of("#0f766e").field == "#0f766e"


def test_white_brand_colour_gets_an_area_that_differs_from_the_paper():
    theme = theme_of("#ffffff")
    assert contrast(theme.field, theme.paper) > 3


@pytest.mark.parametrize("wrong", ["", "teal", "#fff", "#12345g", "#0f766e; x"])
def test_text_that_is_no_colour_is_refused(wrong):
    with pytest.raises(ValueError, match="not a colour"):
        theme_of(wrong)
