"""The order of the slides, and which are left out: what the list of sections sends, made into keys of sections."""

from collections.abc import Sequence

from django.http import QueryDict

from cards.studio.choices import Chosen

LISTED = "bagian-ada"
"""The sections that the sent list showed, with commas: what was not on it cannot have been unticked."""
MOVE = "geser"
"""A button of the list: "-1,<key>", "1,<key>" or `AS_IT_WAS`."""
AS_IT_WAS = "semula"


def arranged(chosen: Chosen, data: QueryDict, natural: Sequence[str]) -> Chosen:
    """The choices with an order and omissions that name only sections there are; the natural order is named as ()."""
    moved = data.get(MOVE, "")
    if moved == AS_IT_WAS:
        return chosen.but(order=(), without=())
    order = _whole_order(chosen.order, natural)
    step, _, key = moved.partition(",")
    if step in ("-1", "1") and key in order:
        order = _moved(order, key, int(step))
    without = tuple(key for key in _left_out(chosen, data) if key in natural)
    return chosen.but(order=() if order == list(natural) else tuple(order), without=without)


def _whole_order(order: Sequence[str], natural: Sequence[str]) -> list[str]:
    """Every section: those that the order names as it says, each other one after the one it naturally follows."""
    result = [key for key in order if key in natural]
    before = ""
    for key in natural:
        if key not in result:
            result.insert(result.index(before) + 1 if before else 0, key)
        before = key
    return result


def _moved(order: list[str], key: str, step: int) -> list[str]:
    at = order.index(key)
    to = min(max(at + step, 0), len(order) - 1)
    rest = [each for each in order if each != key]
    return [*rest[:to], key, *rest[to:]]


def _left_out(chosen: Chosen, data: QueryDict) -> tuple[str, ...]:
    if LISTED not in data:
        return chosen.without
    listed = [key for key in data[LISTED].split(",") if key]
    ticked = data.getlist("bagian")
    unlisted = [key for key in chosen.without if key not in listed]
    return tuple(dict.fromkeys([*unlisted, *(key for key in listed if key not in ticked)]))
