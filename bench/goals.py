"""The goals of speed and memory, and whether a run met them."""

import statistics
from dataclasses import dataclass
from typing import Any

from bench.candidates import AS_FILES, MIDDLE, PAGES

SHARE_OF_FLOOR = {"service": 0.60, "list": 0.70, "search": 0.70}
"""Of the requests per second of the uncached floor that a page made anew must reach."""
SHARE_OF_FILE = 0.90
FLAT = 1.25
"""So many times the CPU of 100 entries a page may take at 10,000; a run's own spread is up to a fifth."""
MEMORY = 150


@dataclass(frozen=True)
class Goal:
    """What was to be reached, and what was."""

    what: str
    wanted: str
    reached: str
    is_met: bool

    def line(self) -> str:
        """For the table."""
        return (
            f"  {'met   ' if self.is_met else 'MISSED'}  {self.what:<58} {self.wanted:>12} {self.reached:>12}"
        )


def all_goals(rows: dict[str, dict[str, Any]], memory: dict[str, float]) -> list[Goal]:
    """Every goal that these rows say something of. Rows are by name; each has `rates`, one per round, and `cpu`."""
    sizes = sorted({row["size"] for row in rows.values()})
    at = MIDDLE if MIDDLE in sizes else sizes[0]
    floor, cached = f"floor, uncached, {at:,}", f"floor, cached, {at:,}"
    goals = [
        _share(rows, f"{page}, cold, {at:,}", floor, share, f"{page}, made anew, of the uncached floor")
        for page, share in SHARE_OF_FLOOR.items()
    ]
    goals.append(_share(rows, f"service, warm, {at:,}", cached, 1.0, "service, warm, of the cached floor"))
    for page in AS_FILES:
        ours, file = f"{page}, nginx cache, {at:,}", f"{page}, nginx file, {at:,}"
        goals.append(_share(rows, ours, file, SHARE_OF_FILE, f"{page}, nginx cache, of a file"))
    goals += [_flat(rows, page, state, sizes) for state in ("cold", "warm") for page in PAGES]
    if memory:
        most = max(memory.values())
        what = "memory of the whole server (PSS), two workers"
        goals.append(Goal(what, f"≤ {MEMORY} MB", f"{most:.0f} MB", most <= MEMORY))
    return [goal for goal in goals if goal]


def _share(rows: dict[str, dict[str, Any]], ours: str, theirs: str, wanted: float, what: str) -> Goal | None:
    """Requests per second against another row's, round by round: what else the machine did hit both."""
    if ours not in rows or theirs not in rows:
        return None
    pairs = zip(rows[ours]["rates"], rows[theirs]["rates"], strict=True)
    share = statistics.median(mine / max(other, 0.1) for mine, other in pairs)
    return Goal(what, f"≥ {wanted:.0%}", f"{share:.0%}", share >= wanted)


def _flat(rows: dict[str, dict[str, Any]], page: str, state: str, sizes: list[int]) -> Goal | None:
    few, many = (rows.get(f"{page}, {state}, {size:,}") for size in (sizes[0], sizes[-1]))
    if few is None or many is None or sizes[0] == sizes[-1] or not few["cpu"]:
        return None
    times = many["cpu"] / few["cpu"]
    what = f"{page}, {state}: CPU at {sizes[-1]:,} entries, of that at {sizes[0]:,}"
    return Goal(what, f"≤ {FLAT:.0%}", f"{times:.0%}", times <= FLAT)
