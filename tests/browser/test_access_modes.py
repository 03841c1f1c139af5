"""Access beyond axe: touch, keyboard, 400 % zoom, forced colours, without CSS and without scripts, on every page."""

import pytest

from tests.browser import access

SERVER = "production"


def seen_in_every_mode(page) -> list[str]:
    """All faults of the page that is open. The last look takes its styles away."""
    wrong = access.look(page, "headingsThatSkip")
    access.open_all(page)
    wrong += [*access.look(page, "smallTargets"), *access.unseen_focus(page)]
    page.emulate_media(forced_colors="active")
    wrong += [f"forced colours: {each}" for each in access.unseen_focus(page)]
    wrong += [f"forced colours: {each}" for each in access.look(page, "lostInForcedColours")]
    page.emulate_media(forced_colors="none")
    # 1280 × 1024 at 400 %
    page.set_viewport_size({"width": 320, "height": 256})
    wrong += [f"400 %: {each}" for each in (*access.too_wide(page), *access.look(page, "clipped"))]
    wrong += [f"without CSS: {each}" for each in access.look(page, "badWithoutCss")]
    return wrong


@pytest.mark.parametrize("path", access.PUBLIC_PAGES)
def test_page_can_be_used_in_every_mode(looker, path):
    assert seen_in_every_mode(looker.at(path)) == []


@pytest.mark.parametrize("path", access.PUBLIC_PAGES)
def test_page_is_complete_without_scripts(looker_without_scripts, path):
    page = looker_without_scripts.at(path)
    assert page.get_by_role("heading", level=1).is_visible()
    assert access.look(page, "deadWithoutScripts") == []


BROKEN = """<!doctype html><html lang="id"><title>Rusak</title><style>
    :focus-visible { outline: none } a.kecil { display: block; height: 20px }
    .sempit { width: 80px; height: 20px; overflow: hidden; white-space: nowrap }
    </style><main><h1>Satu</h1><h3>Tiga</h3><a class="kecil" href="/">Kecil</a>
    <div class="sempit">kalimat yang tidak muat di kotaknya</div>
    <ul><li><a href="/" aria-current="page">Ini</a></li><li><a href="/">Itu</a></li></ul>
    <svg viewBox="0 0 8 8"></svg><button type="button">Mati</button><div>x</div></main></html>"""


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("smallTargets", 'px: <a class="kecil"'),
        ("unseenFocus", "focus cannot be seen"),
        ("headingsThatSkip", "<h3>"),
        ("clipped", "sempit"),
        ("lostInForcedColours", "chosen looks like not chosen"),
        ("badWithoutCss", "fills the window"),
        ("deadWithoutScripts", "Mati"),
    ],
)
def test_look_finds_what_it_looks_for(page, look, words):
    """Guards the looks themselves: one that sees nothing would pass every page."""
    page.set_content(BROKEN)
    page.keyboard.press("Tab")
    assert words in " ".join(access.look(page, look))
