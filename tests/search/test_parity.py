"""The same question finds the same on both databases: same answers, same order, same scores."""

import pytest

from services.search.finding import find
from tests import other_databases
from tests.search import report

ALSO = ["", "100%", "k_", "'; --", "AKTA", "KÉLAHIRAN", "ktp " * 40, "surat", "kk ktp akta nikah pindah mati"]


def found():
    """By query everything that is found, in order, with scores and what was said about the question."""
    rankings = {}
    for query in [row["query"] for row in report.queries()] + ALSO:
        answer = find(query)
        hits = [(hit.kind, hit.key, round(hit.score, 9)) for hit in answer.hits]
        rankings[query] = hits, answer.is_doubtful, bool(answer.elsewhere)
    return rankings


@pytest.mark.postgresql
def test_rankings_are_the_same_on_both(demo, tmp_path):
    """The index of each database was written there: words, postings and counts are compared, not only sums."""
    here = found()
    other_databases.sqlite_start(tmp_path / "start.sqlite3")
    with other_databases.standing_on(f"sqlite:///{tmp_path / 'start.sqlite3'}"):
        there = found()
    differing = {query: (here[query], there[query]) for query in here if here[query] != there[query]}
    assert differing == {}
    assert sum(1 for hits, *_ in here.values() if hits) > 150
