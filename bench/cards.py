"""`make bench-cards`: what drawing a card costs, beside other ways to draw a card of the same content.

All ways take turns in one run, so that what else the machine does hits them alike. Figures are CPU milliseconds of all
threads and processes that draw, median and least of the rounds. "New text" is a card whose text nobody has drawn before,
in a process that has drawn others; "again" is the same card once more, of which the typesetter remembers the layout.
Peers are installed into var/bench; one that cannot be installed is left out, and a line says why.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

HOME = Path("var/bench")
PACK = "kk-baru"
CODE, CHECK_URL = "7F3K9Q2M", "https://dukcapil.contohkab.example/k/7F3K9Q2M/"
COLD = "import time; start = time.process_time(); from bench import cards; cards.set_up(); cards.cold(start)"
Cost = Callable[[int], float]
"""Draws something new, given a number that nobody had before; CPU milliseconds per card."""


def set_up() -> None:
    """Settings without a database: a card's text comes from the catalogue's file."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "only-for-measuring",
        "SITE_URL": "http://127.0.0.1:8000", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    import django

    django.setup()


def yardstick(_: int) -> float:
    """Cost of packing 8 MB with zlib: what this machine does just now, to compare one run with another."""
    data = bytes(range(256)) * 32_768
    return timed(lambda: zlib.compress(data, 1))[0]


def pack_of(number: int) -> Any:
    """The text of a whole pack whose name differs with the number."""
    from tests.cards.packs import make_content

    return _numbered(make_content(PACK, cases=("menikah",)), number)


def card_of(number: int) -> Any:
    """The text of one slide like the peers' card: six papers under a title."""
    from bench.peers import card
    from cards.printed import Block
    from tests.cards.packs import make_content

    content = make_content(PACK, cases=("menikah",))
    papers = next(section for section in content.sections if section.kind == "requirements")
    blocks = tuple(Block(key=str(at), kind="requirement", label=text) for at, text in enumerate(card.PAPERS))
    section = papers.model_copy(update={"case": "", "title": "Syarat", "blocks": blocks})
    return _numbered(content.model_copy(update={"sections": (section,)}), number)


def _numbered(content: Any, number: int) -> Any:
    return content.model_copy(update={"short_name": f"{content.short_name} {number}"})


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU milliseconds of a call in this process, and what it returned."""
    start = time.process_time()
    result = work()
    return (time.process_time() - start) * 1000, result


def drawn(make: Callable[[int], Any], kind: str, *, again: bool = False) -> Cost:
    """Cost of a slide of this kind of file."""
    from cards.rendering import render

    named = {} if kind == "svg" else {"code": CODE, "check_url": CHECK_URL}

    def cost(number: int) -> float:
        content = make(0 if again else number)
        if again:
            render(content, kind=kind, **named)
        spent, slides = timed(lambda: render(content, kind=kind, **named))
        return spent / len(slides)

    return cost


def drawn_by_typst(number: int) -> float:
    """Cost of a PNG of one card as Typst draws it itself."""
    from cards.rendering import picture_inputs, typeset

    content = card_of(number)
    inputs = picture_inputs(content, "portrait", CODE, CHECK_URL)
    return timed(lambda: typeset("main.typ", inputs, "png", content.as_of))[0]


def ours() -> dict[str, Cost]:
    """The ways that the project draws, and Typst's own."""
    return {
        "8 MB through zlib, as a yardstick": yardstick,
        "pack, PNG, per slide, new text": drawn(pack_of, "png"),
        "pack, PNG, per slide, again": drawn(pack_of, "png", again=True),
        "pack, JPEG, per slide, new text": drawn(pack_of, "jpeg"),
        "pack, JPEG, per slide, again": drawn(pack_of, "jpeg", again=True),
        "one card, PNG, new text": drawn(card_of, "png"),
        "one card, PNG, again": drawn(card_of, "png", again=True),
        "one card, JPEG, new text": drawn(card_of, "jpeg"),
        "one card, PNG by Typst itself": drawn_by_typst,
    }


def peers() -> tuple[dict[str, Cost], list[Any]]:
    """The other ways that can be had here, and what to close afterwards."""
    import fontpkg_plus_jakarta_sans

    from bench.peers.with_node import Missing, Node, install

    font = fontpkg_plus_jakarta_sans.ROOT / "files" / "PlusJakartaSans[wght].ttf"

    def pillow() -> Any:
        from bench.peers.with_pillow import Pillow

        return Pillow(font)

    def chromium() -> Any:
        from bench.peers.with_chromium import Chromium

        return Chromium(font)

    ways = {
        "satori + resvg": lambda: Node("satori", "satori + resvg, PNG", install(HOME / "node"), font),
        "takumi": lambda: Node("takumi", "takumi, PNG", install(HOME / "node"), font),
        "Pillow": pillow,
        "Chromium": chromium,
    }
    found = []
    for name, start in ways.items():
        try:
            found.append(start())
        except (Missing, OSError, ImportError) as error:
            print(f"  {name} is left out: {error}")
    return {each.name: each.cost for each in found}, found


def measured(ways: dict[str, Cost], rounds: int) -> None:
    """One line for each way; they take turns, and the first turn of each does not count."""
    spent: dict[str, list[float]] = {name: [] for name in ways}
    unused = count(1)
    for _ in range(rounds + 1):
        for name, cost in ways.items():
            spent[name].append(cost(next(unused)))
    for name, figures in spent.items():
        row(name, figures[1:])


def row(name: str, figures: list[float], note: str = "") -> None:
    """Median and least."""
    print(f"  {name:<40} {statistics.median(figures):8.1f} {min(figures):8.1f}  {note}")


def previews(rounds: int) -> None:
    """The film strip after each letter typed: one compile for all its slides."""
    from cards.rendering import render

    strips, slides = [], []
    for number in range(rounds + 1):
        content = pack_of(5000 + number)
        spent, found = timed(lambda content=content: render(content, kind="svg"))
        strips.append(spent)
        slides.append(spent / len(found))
    for name, figures in (("SVG preview, per slide", slides[1:]), ("SVG film strip of a pack", strips[1:])):
        late = statistics.quantiles(figures, n=20)[-1] if len(figures) > 1 else figures[0]
        print(f"  {name:<40} p50 {statistics.median(figures):6.1f}   p95 {late:6.1f}   {len(found)} slides")
    again = [timed(lambda: render(content, kind="svg"))[0] / len(found) for _ in range(rounds)]
    row("SVG preview, per slide, again", again)


def cold(start: float) -> None:
    """In a new process: CPU milliseconds to get ready, then of the first card."""
    from cards.rendering import render

    ready = time.process_time()
    render(card_of(1), code=CODE, check_url=CHECK_URL)
    print(json.dumps([(ready - start) * 1000, (time.process_time() - ready) * 1000]))


def colds(rounds: int) -> None:
    """The first card of a new process, imports and catalogue apart."""
    figures = []
    for _ in range(rounds):
        run = subprocess.run([sys.executable, "-c", COLD], capture_output=True, text=True, check=True)
        figures.append(json.loads(run.stdout.splitlines()[-1]))
    row("first card of a new process", [first for _, first in figures])
    row("  and before it, to load the program", [ready for ready, _ in figures])


class Share(NamedTuple):
    """What one service took: slides, CPU milliseconds."""

    slides: int
    spent: float


def draw_service(slug: str) -> Share:
    """All packs of a service, with everything that making them takes."""
    from functools import partial

    from cards.content import build_content
    from cards.packs import options_that_fit
    from cards.rendering import render
    from tests.cards.packs import make_options
    from tests.catalogue import make_documents, make_facts

    document, build = make_documents()[slug], partial(build_content, make_documents()[slug], make_facts())
    start = time.process_time()
    packs = options_that_fit(build, [case.key for case in document.cases], make_options())
    slides = sum(len(render(build(each), code=CODE, check_url=CHECK_URL)) for each in packs)
    return Share(slides, (time.process_time() - start) * 1000)


def batch() -> None:
    """Every service of the catalogue in two processes."""
    from tests.catalogue import make_documents

    slugs = list(make_documents())
    with ProcessPoolExecutor(2, get_context("spawn"), set_up) as pool:
        _all(pool.map(draw_service, [PACK, PACK]))
        start = time.perf_counter()
        shares = _all(pool.map(draw_service, slugs))
        wall = time.perf_counter() - start
    slides, spent = sum(each.slides for each in shares), sum(each.spent for each in shares)
    print(
        f"  {f'batch of {len(slugs)} services, two processes':<40} {wall:6.1f} s   {slides} slides,"
        f" {spent / slides:.1f} ms CPU and {wall * 1000 / slides:.1f} ms of waiting per slide"
    )


def _all(shares: Iterable[Share]) -> list[Share]:
    return list(shares)


def memory(renders: int) -> None:
    """How much this process grows over so many cards, the first tenth left out."""
    from cards.rendering import render

    sizes = []
    for number in range(renders + renders // 10):
        if number == renders // 10:
            sizes.append(resident())
        render(card_of(10_000 + number), kind="png", code=CODE, check_url=CHECK_URL)
    sizes.append(resident())
    print(f"  {f'memory over {renders} cards':<40} {sizes[0]:6.0f} MB before, {sizes[1]:.0f} MB after")


def resident() -> float:
    """Megabytes of this process in memory; where that is not told, the most it ever had."""
    status = Path("/proc/self/statm")
    if status.exists():
        return int(status.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def main() -> None:
    """Measure everything and print one table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few rounds, no peers")
    quick = parser.parse_args().quick
    set_up()
    rounds = 3 if quick else 15
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {load}; CPU milliseconds, {rounds} rounds"
    )
    others, opened = ({}, []) if quick else peers()
    try:
        print(f"  {'1080 × 1350, one core':<40} {'median':>8} {'least':>8}")
        measured(ours() | others, rounds)
    finally:
        for each in opened:
            each.close()
    previews(4 if quick else 40)
    colds(1 if quick else 5)
    batch()
    memory(100 if quick else 1000)
    print(f"  load at the end {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
