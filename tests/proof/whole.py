"""`make proof`: every card of the catalogue in portrait and story is drawn, recompressed and read back by a machine.

All services in the packs they are published as, and all questions. Ends with an error where less than 97 % of the words
of a card came back, less than 90 % of a slide, or a QR code did not; says which. Takes some ten minutes on two cores.
"""

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

FORMATS = ("portrait", "story")
Job = tuple[str, str, str]
"""Kind of card ("service", "question"), its key, the format."""
Share = tuple[int, int]
"""Words missing, words in all."""


def set_up() -> None:
    """Settings without a database: texts come from the catalogue's file."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "portal.settings", "SECRET_KEY": "only-for-proof",
        "SITE_URL": "http://127.0.0.1:8000", "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    import django

    django.setup()


def jobs() -> list[Job]:
    """Every card in every format, the services first because they take longest."""
    from tests.proof.contents import questions, services

    keys = [("service", key) for key in services()] + [("question", key) for key in questions()]
    return [(kind, key, format) for kind, key in keys for format in FORMATS]


def read_back(job: Job) -> tuple[int, Share, list[str]]:
    """How many slides a card has, how many of how many words were missing, and what is wrong."""
    from tests.proof.contents import contents
    from tests.proof.reading import faults, readings

    packs = [list(readings(content, job[2])) for content in contents(*job)]
    slides = [each for pack in packs for each in pack]
    share = sum(len(each.missing) for each in slides), sum(each.words for each in slides)
    return len(slides), share, [fault for pack in packs for fault in faults(pack)]


def main() -> int:
    """Read everything; the number of cards that failed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--every", type=int, default=1, help="only each so-manieth card, for a look in between"
    )
    every = parser.parse_args().every
    set_up()
    slides, missing, words, failed, todo = 0, 0, 0, 0, jobs()[::every]
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), set_up) as pool:
        for done, (count, share, problems) in enumerate(pool.map(read_back, todo), start=1):
            slides, missing, words = slides + count, missing + share[0], words + share[1]
            failed += bool(problems)
            if problems or done % 25 == 0:
                print(f"{done} of {len(todo)} cards", *problems, sep="\n  ", flush=True)
    print(
        f"{len(todo)} cards, {slides} slides drawn, recompressed and read back: {1 - missing / words:.2%} of"
        f" {words} words. {failed} cards failed."
    )
    return failed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
