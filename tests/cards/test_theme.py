import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cards.theme import LEGIBLE, contrast, from_oklch, theme_of, to_oklch

STYLES = ("light", "brand", "dark")
colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#808080")
@example("#0f766e")
@example("#ff0000")
@example("#00ff00")
@example("#0000ff")
@example("#ff00ff")
@example("#00ffff")
def test_every_text_is_legible_whatever_the_brand_colour_and_style(colour):
    for style in STYLES:
        for text, background in theme_of(colour, style).text_pairs():
            assert contrast(text, background) >= LEGIBLE, (colour, style, text, background)


@given(colours)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
def test_panels_chips_and_lines_stand_out_from_what_they_lie_on(colour):
    for style in ("brand", "dark"):
        theme = theme_of(colour, style)
        for shown in (theme.surface, theme.tint, theme.hairline):
            assert contrast(shown, theme.paper) > 1.06, (colour, style, shown, theme.paper)


def test_styles_are_what_they_are_called():
    light, brand, dark = (theme_of("#b91c1c", style) for style in STYLES)
    assert contrast(light.paper, "#ffffff") < 1.1 < 15 < contrast(dark.paper, "#ffffff")
    hues = [to_oklch(tone)[2] for tone in ("#b91c1c", brand.paper, dark.paper)]
    assert max(hues) - min(hues) < 0.15
    assert to_oklch(brand.paper)[1] > 0.1


def test_bright_brand_keeps_dark_text_in_its_own_style():
    theme = theme_of("#facc15", "brand")
    assert contrast(theme.ink, "#000000") < contrast(theme.paper, "#000000")


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
