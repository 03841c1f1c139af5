from itertools import pairwise

import pytest

from cards.poster_layouts import Layout, Measured, TooManySheets, best_layout
from cards.poster_packing import Column, Packing, Piece, pack, sheets_needed

ITEM = Piece(100, 10, "item")
HEADING = Piece(30, 20, "section", glued=True)
CALL = Piece(80, 10, "rest")


def breaks(pieces, rooms, columns=2):
    """After how many pieces each column ends."""
    return [each.end for each in pack(pieces, rooms, columns, 14).columns]


def test_columns_end_alike():
    assert breaks([ITEM] * 6, [600, 600]) == [3, 6]
    assert breaks([ITEM] * 8, [450] * 4) == [2, 4, 6, 8]


def test_every_piece_stands_once_and_in_order():
    packed = pack([HEADING, *[ITEM] * 7, CALL], [400, 400, 500, 500], 2, 14)
    assert packed.columns[0].first == 0
    assert packed.columns[-1].end == 9
    assert all(left.end == right.first for left, right in pairwise(packed.columns))


def test_heading_never_ends_a_column():
    pieces = [ITEM, ITEM, HEADING, ITEM, ITEM]
    assert breaks(pieces, [270, 500]) == [2, 5]
    assert 3 not in breaks(pieces, [350, 500])


def test_box_stays_with_its_list_though_columns_end_less_alike():
    assert breaks([ITEM, ITEM, ITEM, CALL], [330, 330]) == [2, 4]
    assert breaks([ITEM, ITEM, CALL, HEADING, ITEM], [310, 310]) == [3, 5]


def test_what_goes_on_in_the_next_column_has_room_for_its_name():
    office, notes = Piece(200, 10, "item"), Piece(180, 4, "notes", resumed=30)
    assert breaks([office, notes], [300, 210]) == [1, 2]
    assert pack([office, notes], [300, 209], 2, 14) is None
    assert sheets_needed([office, notes], 300, 210, 2) == 1
    assert sheets_needed([office, notes], 300, 209, 2) is None
    assert pack([office, notes], [300, 210], 2, 14).columns[1] == Column(1, 2, 0)


def test_free_room_goes_into_gaps_as_far_as_it_looks_like_spacing():
    assert pack([ITEM, ITEM, ITEM], [330], 1, 20).columns == (Column(0, 3, 5),)
    assert pack([ITEM, ITEM, ITEM], [900], 1, 20).columns == (Column(0, 3, 15),)


def test_text_that_does_not_fit_is_said_so():
    assert pack([ITEM] * 3, [210], 1, 14) is None
    assert sheets_needed([ITEM, Piece(900, 0, "item")], 400, 500, 2) is None
    assert sheets_needed([ITEM] * 8, 210, 320, 2) == 2
    assert sheets_needed([ITEM] * 3, 90, 320, 2) == 2  # none fits below the head


def measured(height, count):
    """Measures a text of so many like pieces, on an imagined sheet."""
    heads = {"grand": 300.0, "roomy": 400.0, "tight": 500.0, "plain": 560.0}

    def measure(columns, size):
        grown = (size / 14) ** 1.8 / (2 if columns == 1 else 1)
        return Measured(columns, size, 1, [Piece(height * grown, 8, "item")] * count, heads, 640)

    return measure


def test_little_text_is_large_across_the_sheet_and_much_in_columns():
    assert best_layout(measured(60, 3)).columns == 1
    assert best_layout(measured(60, 12)).columns == 2


def test_fewest_sheets_come_before_larger_type():
    assert len(best_layout(measured(70, 12)).packing.columns) == 2
    assert len(best_layout(measured(70, 20)).packing.columns) == 4


def test_facts_are_left_to_the_text_only_where_that_spares_a_sheet():
    assert best_layout(measured(80, 12), may_be_plain=True).style == "plain"
    assert len(best_layout(measured(80, 12)).packing.columns) == 4
    assert best_layout(measured(60, 12), may_be_plain=True).style != "plain"


def test_more_than_any_wall_holds_is_refused():
    with pytest.raises(TooManySheets, match="butuh"):
        best_layout(measured(300, 60))


def test_uneven_columns_make_a_layout_worse():
    even = Layout(2, 14, "tight", Packing((), 0))
    assert even.score > Layout(2, 14, "tight", Packing((), 0.5)).score
