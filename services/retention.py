"""What is deleted after a while, and why: one list that `manage.py forget` goes through once a day.

Apps register their rules when they are ready. `manage.py forget --list` prints the list, which stands in docs/data.md.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """One kind of rows that are not kept for ever. `forget` deletes what is over and returns how many it was."""

    key: str
    what: str
    """What is deleted, in plain Indonesian: "kontak warga yang bertanya"."""
    after: str
    """When, in plain Indonesian: "30 hari sesudah dijawab"."""
    why: str
    forget: Callable[[], int]


RULES: dict[str, Rule] = {}
"""By key."""


def register(rule: Rule) -> None:
    """Make a rule known; once per process."""
    RULES[rule.key] = rule
