"""What residents type finds what they mean. The table is printed with `pytest -s`, and by `tests.search.report`."""

import pytest

from services.models import ServiceEdition
from services.search.analysis import tokens
from services.search.finding import find
from tests.search import report

LEAST_AT_THREE, LEAST_AT_ONE = 0.9, 0.85


@pytest.fixture
def marks(demo):
    marks, misses = report.measure(report.queries())
    print("\n" + report.table(marks))
    print("\n".join(misses))
    return marks


def test_the_right_service_is_among_the_first_three(marks):
    assert {kind: each.recall(3) for kind, each in marks.items() if each.recall(3) < LEAST_AT_THREE} == {}


def test_the_right_service_is_mostly_first(marks):
    assert marks["all"].recall(1) >= LEAST_AT_ONE
    assert marks["all"].mean_reciprocal_rank >= LEAST_AT_ONE


def test_there_are_enough_queries_of_every_kind():
    kinds = [row["kind"] for row in report.queries() if row["kind"] != report.NOT_OURS]
    assert len(kinds) >= 150
    assert {kind for kind in kinds if kinds.count(kind) >= 30} == {
        "everyday", "typo", "situation", "question", "english",
    }  # fmt: skip


def test_no_query_is_a_name_that_is_stored(demo):
    stored = set()
    for edition in ServiceEdition.objects.live():
        document = edition.content()
        names = [document.name, document.short_name, document.name_en]
        stored |= {tuple(tokens(each)) for each in [*names, *document.everyday_names, *document.search_terms]}
    assert [row["query"] for row in report.queries() if tuple(tokens(row["query"])) in stored] == []


def test_expected_services_exist(demo):
    slugs = set(ServiceEdition.objects.live().values_list("slug", flat=True))
    assert {slug for row in report.queries() for slug in row["expect"]} <= slugs


def test_matters_of_others_are_named(demo):
    rows = [row["query"] for row in report.queries() if row["kind"] == report.NOT_OURS]
    assert rows
    assert [query for query in rows if not find(query).elsewhere] == []


def test_queries_that_are_ours_are_seldom_sent_away(demo):
    ours = [row["query"] for row in report.queries() if row["kind"] != report.NOT_OURS]
    sent = [query for query in ours if find(query).elsewhere]
    assert len(sent) <= len(ours) * 0.05, sent


def test_clear_queries_are_not_doubted(demo):
    ours = [row["query"] for row in report.queries() if row["kind"] in ("everyday", "typo")]
    doubted = [query for query in ours if find(query).is_doubtful]
    assert len(doubted) <= len(ours) * 0.1, doubted


@pytest.mark.parametrize("query", ["resep rendang", "harga emas", "jadwal kereta", "bikin paspor"])
def test_what_is_not_served_is_doubted_or_not_found(demo, query):
    found = find(query)
    assert not found.services or found.is_doubtful
