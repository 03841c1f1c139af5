"""Rows of a block, without those that say nothing."""

from cards.printed import Row


def rows(*said: tuple[str, str, str]) -> tuple[Row, ...]:
    """Rows of (role, lead, text) without those that say nothing."""
    return tuple(Row(role=role, lead=lead, text=text) for role, lead, text in said if text)
