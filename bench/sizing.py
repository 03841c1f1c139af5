"""`python -m bench.sizing figures.json`: writes what `python -m bench --json figures.json` measured into docs/sizing.md.

The page says what to expect of a server; its tables stand between two marks, and only they are written.
"""

import json
import math
import sys
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "sizing.md"
BEGIN, END = "<!-- measured: python -m bench.sizing -->", "<!-- end of what was measured -->"
PLACES = [
    ("one office", 1_000), ("a regency", 20_000), ("a large city", 100_000), ("a province", 500_000),
    ("a province on the day of a change that everybody looks up", 2_000_000),
]  # fmt: skip
"""Who, and readers a day."""
PAGES_READ = 4
BUSIEST_HOUR = 0.15
BUSIEST_MINUTES = 3
"""Pages per reader; the busiest hour's share of a day; the busiest minutes against that hour's mean."""
AT_MOST = 0.6
"""Of a core that is planned with: above that, answers begin to wait for each other."""
CORES = 2


def peak(readers: int) -> float:
    """Pages a second in the busiest minutes of a day."""
    return readers * PAGES_READ * BUSIEST_HOUR / 3600 * BUSIEST_MINUTES


def servers(rate: float, milliseconds: float) -> int:
    """Servers of two cores for so many pages a second that cost so much CPU."""
    return max(1, math.ceil(rate * milliseconds / 1000 / (CORES * AT_MOST)))


def tables(figures: dict[str, Any]) -> str:
    """What stands between the marks."""
    rows = figures["rows"].values()
    lines = [
        f"Measured on {figures['machine']}.",
        "",
        "| page | services | requests/s | CPU ms | p50 ms | p99 ms |",
    ]
    lines.append("|---|---|---|---|---|---|")
    for row in rows:
        name = f"{row['page']}, {row['state']}"
        lines.append(
            f"| {name} | {row['size']:,} | {row['rate']:,.0f} | {row['cpu']:.2f} | {row['p50']:.1f} | {row['p99']:.1f} |"
        )
    lines += ["", "| memory of a server with two workers | MB (PSS) |", "|---|---|"]
    lines += [f"| {name} | {size:.0f} |" for name, size in figures["memory"].items()]
    return "\n".join([*lines, "", *_places(list(rows))])


def _places(rows: list[dict[str, Any]]) -> list[str]:
    """The table of places: worst case (every page made anew), and from the page cache."""
    cold, warm = (_cost(rows, state) for state in ("cold", "warm"))
    lines = [
        f"| who | readers a day | pages/s in the busiest minutes | servers, every page made anew ({cold:.1f} ms) "
        f"| servers, pages from the page cache ({warm:.2f} ms) |",
        "|---|---|---|---|---|",
    ]
    for who, readers in PLACES:
        rate = peak(readers)
        needed = f"{servers(rate, cold)} | {servers(rate, warm)}"
        lines.append(f"| {who} | {readers:,} | {rate:,.1f} | {needed} |")
    return lines


def _cost(rows: list[dict[str, Any]], state: str) -> float:
    """CPU milliseconds of a mean page: half are services, the rest lists, searches and life events, at 1,000 services."""
    share = {"service": 0.5, "list": 0.2, "search": 0.2, "life event": 0.1}
    at = [row for row in rows if row["state"] == state and row["size"] == 1_000]
    return sum(share.get(row["page"], 0) * row["cpu"] for row in at)


def main(file: str) -> None:
    """Write the tables into the page."""
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _old, _, after = rest.partition(END)
    figures = json.loads(Path(file).read_text(encoding="utf-8"))
    PAGE.write_text(f"{before}{BEGIN}\n\n{tables(figures)}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
