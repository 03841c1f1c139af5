"""How hard the fuzzing tries: seconds in `make test`, always the same; minutes in `FUZZ=long make fuzz`, always new."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, settings

LONG = os.environ.get("FUZZ") == "long"
SLOWEST = 2.0
"""Seconds of this process that anything may take, however odd it is."""


def examples(few: int, many: int) -> settings:
    """Settings of a property: so many examples in `make test`, and so many in the long run."""
    return settings(
        max_examples=many if LONG else few,
        derandomize=not LONG,
        deadline=None,
        database=None,
        phases=[Phase.generate],  # shrinking calls what is slow again and again: it looks like a hang itself
        print_blob=LONG,
        suppress_health_check=list(HealthCheck),
    )


def dice(name: str) -> random.Random:
    """Chance for tests that need no shrinking: the same in every short run, and told in a long one."""
    seed = random.randrange(10**9) if LONG else name
    print(f"seed of {name}: {seed}")
    return random.Random(seed)


@contextmanager
def no_hang(what: object) -> Iterator[None]:
    """Fails where the block takes too long. This process's own time counts: others use the machine too."""
    begun = time.process_time()
    yield
    taken = time.process_time() - begun
    assert taken < SLOWEST, f"{taken:.1f} s: {what!r}"[:2000]
