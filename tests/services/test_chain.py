"""The chain behind a paper: a tree without loops in which every paper is taken apart once."""

from collections import Counter, deque

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chain import Fate, Need, chain

PAPERS = "abcdefgh"
calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""Slow machines draw slowly; that is no fault of the code."""

graphs = st.dictionaries(
    st.sampled_from(PAPERS),
    st.lists(st.builds(Need, st.sampled_from(PAPERS), st.booleans()), max_size=5),
)


def nodes(tree):
    yield tree
    for child in tree.children:
        yield from nodes(child)


def distances(root, graph):
    found, coming = {root: 0}, deque([root])
    while coming:
        paper = coming.popleft()
        for need in graph.get(paper, ()):
            if need.paper not in found:
                found[need.paper] = found[paper] + 1
                coming.append(need.paper)
    return found


@calm
@given(graphs, st.integers(1, 5))
def test_every_paper_within_reach_stands_once_and_is_only_named_elsewhere(graph, depth):
    tree = chain("a", graph, depth)
    own = Counter(each.paper for each in nodes(tree) if each.fate in (Fate.EXPANDED, Fate.LEAF))
    cut = {each.paper for each in nodes(tree) if each.fate == Fate.TOO_DEEP}
    assert all(count == 1 for count in own.values())
    assert own.keys() | cut == {paper for paper, far in distances("a", graph).items() if far <= depth}
    assert not own.keys() & cut


@calm
@given(graphs, st.integers(1, 5))
def test_tree_ends(graph, depth):
    def walk(node, branch):
        assert len(branch) <= depth + 1
        assert (node.paper in branch) == (node.fate == Fate.MUTUAL)
        assert bool(node.children) == (node.fate == Fate.EXPANDED)
        for child in node.children:
            walk(child, [*branch, node.paper])

    walk(chain("a", graph, depth), [])


@calm
@given(graphs)
def test_each_paper_is_named_once_per_parent_and_what_is_always_needed_comes_first(graph):
    for node in nodes(chain("a", graph, 4)):
        papers = [child.paper for child in node.children]
        assert len(papers) == len(set(papers))
        flags = [child.is_always for child in node.children]
        assert flags == sorted(flags, reverse=True)


def test_two_papers_that_need_each_other_are_cut():
    graph = {"kk": [Need("ktp")], "ktp": [Need("kk")]}
    tree = chain("kk", graph, 4)
    (ktp,) = tree.children
    assert (ktp.fate, [child.fate for child in ktp.children]) == (Fate.EXPANDED, [Fate.MUTUAL])


def test_too_deep_is_said_where_something_follows():
    graph = {"a": [Need("b")], "b": [Need("c"), Need("d")], "c": [Need("e")]}
    (b,) = chain("a", graph, 2).children
    assert [child.fate for child in b.children] == [Fate.TOO_DEEP, Fate.LEAF]


def test_too_deep_is_said_where_nobody_read_what_follows():
    graph = {"a": [Need("b"), Need("c")], "b": [Need("d"), Need("e")], "c": [Need("d")]}
    b, c = chain("a", graph, 2, unread={"d"}).children
    assert [child.fate for child in b.children] == [Fate.TOO_DEEP, Fate.LEAF]
    assert [child.fate for child in c.children] == [Fate.TOO_DEEP], (
        "not “elsewhere”: it is taken apart nowhere"
    )
