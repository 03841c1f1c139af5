"""What is needed for what: the chain of papers behind a paper, as a tree without loops.

Pure. Every paper that is reached is taken apart once, where it is nearest to the root; everywhere else it is
named and the reader is sent there. So the tree is finite whatever the catalogue says.
"""

from collections import deque
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class Need:
    """A paper that is asked for by whoever issues another one. `is_always`: whatever the case."""

    paper: str
    is_always: bool = True


class Fate(StrEnum):
    """What becomes of a paper at one place of the tree."""

    EXPANDED = "diuraikan"
    LEAF = "ujung"
    MUTUAL = "saling membutuhkan"
    ELSEWHERE = "di tempat lain"
    TOO_DEEP = "terlalu dalam"


@dataclass
class Node:
    """A paper at one place of the tree, and what it needs if it is taken apart here."""

    paper: str
    is_always: bool = True
    fate: Fate = Fate.LEAF
    children: list["Node"] = field(default_factory=list)


def chain(root: str, needs: Mapping[str, Sequence[Need]], depth: int, unread: Container[str] = ()) -> Node:
    """The tree behind `root`, at most `depth` levels below it; `unread` papers need something, not known what.

    - EXPANDED: its needs follow. LEAF: nothing is needed for it. Both once per paper.
    - MUTUAL: it stands above on the same branch, so the two need each other.
    - ELSEWHERE: it is taken apart at another place of the tree.
    - TOO_DEEP: it needs something, but the tree ends here, wherever else it is named.
    """
    tree = Node(root)
    placed, cut = {root}, set()
    coming = deque([(tree, (root,))])
    while coming:
        node, branch = coming.popleft()
        for need in _each_once(needs.get(node.paper, ())):
            child = Node(need.paper, need.is_always)
            node.children.append(child)
            node.fate = Fate.EXPANDED
            if need.paper in branch:
                child.fate = Fate.MUTUAL
            elif need.paper in placed:
                child.fate = Fate.TOO_DEEP if need.paper in cut else Fate.ELSEWHERE
            else:
                placed.add(need.paper)
                if len(branch) < depth:
                    coming.append((child, (*branch, need.paper)))
                elif needs.get(need.paper) or need.paper in unread:
                    cut.add(need.paper)
                    child.fate = Fate.TOO_DEEP
    return tree


def _each_once(needs: Sequence[Need]) -> list[Need]:
    """Needs with one line per paper, those that always hold first; the order stays otherwise."""
    always = {need.paper for need in needs if need.is_always}
    papers = dict.fromkeys(need.paper for need in needs)
    return sorted((Need(paper, paper in always) for paper in papers), key=lambda need: not need.is_always)
