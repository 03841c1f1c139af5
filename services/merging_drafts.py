"""Three states of one draft: what both started from, what is saved now, what someone typed. Pure.

A state is what `services.draft_state` reads. Columns are told apart one by one, parts with a key (cases, requirements) by
their key and then by their columns, other lists as a whole.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal

State = dict[str, dict[str, Any]]
Path = tuple[str, ...]
ORDER = "#order"
"""Stands in a path for the order of a list's items."""


@dataclass(frozen=True)
class Difference:
    """A place where what is saved and what someone typed are not the same; an item that is not there is None."""

    path: Path
    base: Any
    theirs: Any
    mine: Any

    @property
    def side(self) -> Literal["mine", "theirs", "both"]:
        """Who changed it since both started."""
        if self.mine == self.base:
            return "theirs"
        return "mine" if self.theirs == self.base else "both"


def differences(base: State, theirs: State, mine: State) -> list[Difference]:
    """Every place where `theirs` and `mine` differ, in the order of the state."""
    found = list(_mapping(("fields",), base["fields"], theirs["fields"], mine["fields"]))
    for name in theirs["parts"]:
        lists = [state["parts"].get(name, []) for state in (base, theirs, mine)]
        found += _list(("parts", name), *lists)
    return found


def _mapping(path: Path, base: dict, theirs: dict, mine: dict) -> Iterator[Difference]:
    for name in [*theirs, *(name for name in mine if name not in theirs)]:
        values = [each.get(name) for each in (base, theirs, mine)]
        if values[1] != values[2]:
            yield Difference((*path, name), *values)


def _list(path: Path, base: list, theirs: list, mine: list) -> Iterator[Difference]:
    if not is_keyed(base, theirs, mine):
        if theirs != mine:
            yield Difference(path, base, theirs, mine)
        return
    old, saved, typed = map(_by_key, (base, theirs, mine))
    for key in [*saved, *(key for key in typed if key not in saved)]:
        yield from _item((*path, key), old.get(key), saved.get(key), typed.get(key))
    yield from _order(path, list(old), list(saved), list(typed))


def is_keyed(*lists: list) -> bool:
    """Whether the items of these lists are known by a key."""
    items = [item for each in lists for item in each]
    return bool(items) and all(isinstance(item, dict) and "key" in item for item in items)


def _by_key(items: list) -> dict[str, Any]:
    return {item["key"]: item for item in items}


def _item(path: Path, base: Any, theirs: Any, mine: Any) -> Iterator[Difference]:
    if theirs is None or mine is None:
        yield Difference(path, base, theirs, mine)
    else:
        yield from _mapping(path, base or {}, theirs, mine)


def _order(path: Path, base: list[str], theirs: list[str], mine: list[str]) -> Iterator[Difference]:
    """The order of the items that both have; new items of one alone are no other order."""
    saved, typed = _only(theirs, mine), _only(mine, theirs)
    if saved == typed:
        return
    old = _only(_only(base, theirs), mine)
    start = saved if _only(saved, old) == old else typed if _only(typed, old) == old else old
    yield Difference((*path, ORDER), start, saved, typed)


def _only(keys: list[str], others: Iterable[str]) -> list[str]:
    wanted = set(others)
    return [key for key in keys if key in wanted]


def with_own_keys(base: State, theirs: State, mine: State) -> State:
    """What someone typed; new items that only by chance got the key of someone else's new item get one of their own.

    Two new items with the same label are taken for one.
    """
    mine = deepcopy(mine)
    for name, items in mine["parts"].items():
        lists = base["parts"].get(name, []), theirs["parts"].get(name, []), items
        if not is_keyed(*lists):
            continue
        old, saved, typed = map(_by_key, lists)
        taken = {*old, *saved, *typed}
        for key, item in typed.items():
            if key in saved and key not in old and not _same_label(item, saved[key]):
                number = next(number for number in range(2, len(taken) + 3) if f"{key}-{number}" not in taken)
                taken.add(f"{key}-{number}")
                _rename(mine, name, item, f"{key}-{number}")
    return mine


def _same_label(item: dict, other: dict) -> bool:
    return item.get("label", "").strip().casefold() == other.get("label", "").strip().casefold()


def _rename(state: State, part: str, item: dict, key: str) -> None:
    """Give an item another key, also where others name it."""
    before, item["key"] = item["key"], key
    for other in _conditional(state):
        if part == "cases":
            other["cases"] = [key if each == before else each for each in other["cases"]]
        elif other.get("alternative_to") == before:
            other["alternative_to"] = key


def _conditional(state: State) -> list[dict]:
    """The parts that may hold for some cases only."""
    return [row for name in ("requirements", "steps") for row in state["parts"].get(name, [])]


@dataclass(frozen=True)
class Merged:
    """What came out, and the labels of cases that stay because something that was chosen holds for them."""

    state: State
    kept_cases: list[str]


def merge(base: State, theirs: State, mine: State, chosen: set[Path]) -> Merged:
    """What is saved now, with what someone typed at the paths they chose (of `differences`)."""
    state = deepcopy(theirs)
    for difference in differences(base, theirs, mine):
        if difference.path in chosen:
            _take(state, difference)
    for name, items in state["parts"].items():
        saved, typed = theirs["parts"][name], mine["parts"].get(name, [])
        if is_keyed(items, saved, typed):
            turned = ("parts", name, ORDER) in chosen
            _arrange(items, *((typed, saved) if turned else (saved, typed)))
    return Merged(state, _mend(state, [mine, theirs, base]))


def _take(state: State, difference: Difference) -> None:
    kind, name, *rest = difference.path
    if not rest:
        state[kind][name] = deepcopy(difference.mine)
        return
    items = state[kind][name]
    if rest[0] == ORDER:
        return
    if len(rest) == 2:
        next(item for item in items if item["key"] == rest[0])[rest[1]] = deepcopy(difference.mine)
    elif difference.mine is None:
        items[:] = [item for item in items if item["key"] != rest[0]]
    else:
        items.append(deepcopy(difference.mine))


def _arrange(items: list[dict], leading: list[dict], other: list[dict]) -> None:
    """Put items in the order of one list; those only in the other stand behind what they stood behind there."""
    there = {item["key"] for item in items}
    order = [item["key"] for item in leading if item["key"] in there]
    before = -1
    for key in [item["key"] for item in other if item["key"] in there]:
        if key not in order:
            order.insert(before + 1, key)
        before = order.index(key)
    items.sort(key=lambda item: order.index(item["key"]))


def _mend(state: State, sources: list[State]) -> list[str]:
    """Keep the cases that something needs: without them it would suddenly hold for everyone. Returns their labels."""
    if "cases" not in state["parts"]:
        return []
    cases, kept = state["parts"]["cases"], []
    known = [case for source in sources for case in source["parts"]["cases"]]
    for key in dict.fromkeys(key for row in _conditional(state) for key in row["cases"]):
        if key not in _by_key(cases):
            case = next(case for case in known if case["key"] == key)
            cases.append(deepcopy(case))
            kept.append(case["label"])
    requirements = _by_key(state["parts"]["requirements"])
    for row in requirements.values():
        if row["alternative_to"] not in requirements:
            row["alternative_to"] = ""
    return kept
