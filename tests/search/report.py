"""How well the search finds what residents mean: `python -m tests.search.report`, in the database of the settings."""

import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import yaml

QUERIES = Path(__file__).with_name("queries.yaml")
NOT_OURS = "not_ours"


@dataclass
class Marks:
    """Marks of the queries of one kind."""

    places: list[int] = field(default_factory=list)
    """Place of the first expected service among the services found, from 1; 0: not found."""

    def recall(self, within: int) -> float:
        """Share of queries with an expected service among the first ones."""
        return sum(0 < place <= within for place in self.places) / len(self.places)

    @property
    def mean_reciprocal_rank(self) -> float:
        """Mean of 1/place; 0 where it was not found."""
        return sum(1 / place for place in self.places if place) / len(self.places)


def queries() -> list[dict]:
    """The resident queries with the services that answer them."""
    return yaml.safe_load(QUERIES.read_text(encoding="utf-8"))


def measure(rows: list[dict]) -> tuple[dict[str, Marks], list[str]]:
    """Marks by kind and for all, and a line for every query whose answer is not first."""
    from services.search.finding import find

    marks: dict[str, Marks] = defaultdict(Marks)
    misses = []
    for row in rows:
        if row["kind"] == NOT_OURS:
            continue
        found = find(row["query"])
        slugs = [hit.key for hit in found.services]
        place = next((at for at, slug in enumerate(slugs, 1) if slug in row["expect"]), 0)
        marks[row["kind"]].places.append(place)
        marks["all"].places.append(place)
        if place != 1:
            first = [f"{hit.key} {hit.score:.2f}" for hit in found.services[:3]]
            misses.append(f"{place:>3}  {row['kind']:<10} {row['query']!r} → {row['expect']}; found {first}")
    return dict(marks), misses


def table(marks: dict[str, Marks]) -> str:
    """The marks as text."""
    lines = [f"{'kind':<12}{'queries':>8}{'recall@1':>10}{'recall@3':>10}{'MRR':>8}"]
    lines += [
        f"{kind:<12}{len(each.places):>8}{each.recall(1):>10.3f}{each.recall(3):>10.3f}{each.mean_reciprocal_rank:>8.3f}"
        for kind, each in marks.items()
    ]
    return "\n".join(lines)


def main() -> None:
    """Print the table, and with `-v` every query whose answer is not first."""
    import django

    django.setup()
    marks, misses = measure(queries())
    print(table(marks))
    if "-v" in sys.argv:
        print("\n".join(misses))


if __name__ == "__main__":
    main()
