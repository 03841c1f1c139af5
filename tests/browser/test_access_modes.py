"""Access beyond axe: every page without scripts, and whether the looks at touch, keyboard and so on see anything."""

import pytest

from tests.browser import access

SERVER = "production"


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
