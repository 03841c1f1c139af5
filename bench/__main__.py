"""`make bench`: what the project claims about the speed of its server, measured here and now.

Everything is asked in turn, round after round, so that what else the machine does hits all alike; goals compare figures
of the same round. `ARGS=--quick` takes two minutes, `ARGS="--json file"` keeps the figures for docs/sizing.md,
`ARGS=--postgres` measures on PostgreSQL. Other measurements: `python -m bench.pages` (CPU of single pages and searches,
in one process), `make bench-cards`, `make lighthouse`.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench import candidates, goals, grown, load, serving
from bench.candidates import BROWSER, MIDDLE, PAGES, Candidate

KEPT = Path("var/bench")
ROUNDS, SECONDS = 4, 3.0
QUICK = (1, 1.0)
REST = 18
"""Seconds after which the process that drew the card images has ended (`cards.drawing_process.IDLE`)."""


def main() -> int:
    """Measure everything and print one table; 1 if a goal was missed."""
    options = _options()
    rounds, seconds = QUICK if options.quick else (ROUNDS, SECONDS)
    with (
        tempfile.TemporaryDirectory() as name,
        _databases(Path(name), postgres=options.postgres) as databases,
    ):
        folder = Path(name)
        serving.collect_static(folder, databases[MIDDLE])
        memory, weights = _alone(folder, databases)
        with candidates.every(folder, databases) as everyone:
            _say(
                f"{len(everyone)} candidates, {rounds} rounds of {seconds:.0f} s each, asked by {load.tool()}"
            )
            rows = _measured(everyone, rounds, seconds)
    found = goals.all_goals(rows, memory)
    _print(rows, weights, memory, found)
    if options.json:
        kept = {
            "machine": _machine(),
            "rows": rows,
            "memory": memory,
            "weights": weights,
            "goals": [vars(each) for each in found],
        }
        Path(options.json).write_text(json.dumps(kept, indent=1), encoding="utf-8")
    return 0 if all(each.is_met for each in found) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short round: two minutes, rough figures")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--json", help="a file to keep the figures in")
    return parser.parse_args()


@contextmanager
def _databases(folder: Path, *, postgres: bool) -> Iterator[dict[int, str]]:
    """Addresses by number of services. SQLite's files are made once for the same code, and copied."""
    _say("making databases of 100, 1,000 and 10,000 services (once for the same code)")
    if postgres:
        from tests.postgres import running

        with running() as address:
            yield grown.postgres_databases(address)
        return
    kept = KEPT / f"databases-{grown.digest()}"
    if not (kept / "complete").exists():
        for old in KEPT.glob("databases-*"):
            shutil.rmtree(old)
        kept.mkdir(parents=True)
        grown.sqlite_databases(kept.resolve())
        (kept / "complete").touch()
    for path in kept.glob("*.sqlite3"):
        grown.copied(path, folder / path.name)
    yield {size: f"sqlite:///{folder / f'{size}.sqlite3'}" for size in grown.SIZES}


def _alone(folder: Path, databases: dict[int, str]) -> tuple[dict[str, float], dict[str, dict[str, int]]]:
    """Megabytes of a server after it gave every kind of page many times, with nothing else running; and page weights."""
    memory, weights = {}, {}
    for size in (min(databases), max(databases)):
        with candidates.alone(folder, databases[size]) as server:
            weights = candidates.weights(server)
            for page, paths in PAGES.items():
                load.ask(server.address, paths, BROWSER, 2)
                memory[f"{size:,} services, after {page}"] = server.memory()
            time.sleep(REST)
            memory[f"{size:,} services, at rest"] = server.memory()
    return memory, weights


def _measured(everyone: list[Candidate], rounds: int, seconds: float) -> dict[str, dict[str, Any]]:
    """Each candidate's figures, by its name."""
    for candidate in everyone:
        candidate.warm_up()
    figures: dict[str, list[tuple[load.Load, float]]] = {each.name: [] for each in everyone}
    for number in range(rounds):
        _say(f"round {number + 1}")
        for candidate in everyone:
            before = candidate.server.cpu()
            asked = load.ask(candidate.server.address, candidate.paths, BROWSER | candidate.headers, seconds)
            figures[candidate.name].append((asked, candidate.server.cpu() - before))
    return {each.name: _row(each, figures[each.name]) for each in everyone}


def _row(candidate: Candidate, figures: list[tuple[load.Load, float]]) -> dict[str, Any]:
    """`cpu` and latencies in milliseconds."""
    asked = [each for each, _cpu in figures]
    rates = [each.requests / each.seconds for each in asked]
    answers = sum(each.requests for each in asked) or 1
    return {
        "page": candidate.page, "state": candidate.state, "size": candidate.size, "rates": rates,
        "rate": statistics.median(rates), "cpu": 1000 * sum(cpu for _asked, cpu in figures) / answers,
        "p50": statistics.median(each.p50 for each in asked), "p99": statistics.median(each.p99 for each in asked),
        "failed": sum(each.failed for each in asked),
    }  # fmt: skip


def _print(
    rows: dict[str, dict[str, Any]],
    weights: dict[str, dict[str, int]],
    memory: dict[str, float],
    found: list[goals.Goal],
) -> None:
    at = next((row["size"] for row in rows.values() if row["page"] == "floor"), MIDDLE)
    uncached, cached = (rows[f"floor, {state}, {at:,}"]["rate"] for state in ("uncached", "cached"))
    print(f"\n  {_machine()}")
    print(
        f"  {'':<34} {'req/s':>8} {'CPU ms':>8} {'p50 ms':>8} {'p99 ms':>8} {'failed':>7}   of floor: uncached  cached"
    )
    for name, row in rows.items():
        print(
            f"  {name:<34} {row['rate']:8.0f} {row['cpu']:8.3f} {row['p50']:8.1f} {row['p99']:8.1f} {row['failed']:7}"
            f"   {row['rate'] / uncached:18.0%} {row['rate'] / cached:7.0%}"
        )
    print("\n  Weight of a page, bytes")
    for page, sizes in weights.items():
        print(f"  {page:<34} " + "  ".join(f"{kind} {size:,}" for kind, size in sizes.items()))
    print(f"\n  Memory of the whole server, {serving.WORKERS} workers, PSS in MB")
    for name, size in memory.items():
        print(f"  {name:<44} {size:8.0f}")
    print(f"\n  Goals {'':<60} {'wanted':>12} {'reached':>12}")
    for goal in found:
        print(goal.line())


def _machine() -> str:
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    cores = len(os.sched_getaffinity(0))
    return f"{model or platform.machine()}, {cores} cores, Python {platform.python_version()}, asked by {load.tool()}"


def _say(words: str) -> None:
    print(f"  … {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
