"""Reads what kind of statement a piece of SQL is: just enough to be sure that one changes nothing, or which table.

What is not surely understood is answered so that it counts as a change.
"""

import re
from collections.abc import Set
from dataclasses import dataclass

_BEFORE = re.compile(r"(?:[\s(;]+|--[^\n]*(?:\n|$)|/\*.*?\*/)+", re.DOTALL)
_WORD = re.compile(r"[A-Za-z]+")
QUIET = {
    "SELECT", "VALUES", "EXPLAIN", "SHOW", "PRAGMA", "SET", "RESET",
    "BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "LOCK",
    "CREATE", "ANALYZE", "VACUUM", "REINDEX", "ATTACH", "DETACH",
}  # fmt: skip
"""What changes no row that is there, alone (but for EXPLAIN ANALYZE). SELECT … INTO makes a table no page knows."""
_ANALYZE = re.compile(r"\bANALY[ZS]E\b", re.IGNORECASE)
_WRITE = re.compile(
    r'(INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?(?=[\s(]|$)', re.IGNORECASE
)
_REPLACES = re.compile(r"\b(?:UPDATE|REPLACE)\b", re.IGNORECASE)
_TEXT_OR_COMMENT = re.compile(r"'|--|/\*|\$")
_RETURNING = re.compile(r"\bRETURNING\b", re.IGNORECASE)
_NAME = re.compile(r"\w+")
IN_TRANSACTIONS = {"INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "MERGE", "TRUNCATE", "COPY"}
"""What any database takes within a transaction."""


@dataclass(frozen=True, slots=True)
class Write:
    """One statement that writes rows of one table. `verb` and `table` as `UPDATE` and `faq_topic`."""

    verb: str
    table: str
    sql: str

    @property
    def only_adds(self) -> bool:
        """Whether the rows that are there stay as they are."""
        return self.verb == "INSERT" and not _REPLACES.search(self.sql)

    def may_set(self, columns: Set[str]) -> bool:
        """Whether an UPDATE may set one of these columns. A column that it only reads counts too, except after WHERE."""
        before, where, _ = self.sql.rpartition(" WHERE ")
        is_inner = before.count("(") != before.count(")")  # of a subquery, behind which more may be set
        if not where or is_inner or _TEXT_OR_COMMENT.search(self.sql):
            before = self.sql
        return not columns.isdisjoint(_NAME.findall(before.lower()))


def is_select(sql: str) -> bool:
    """Quickly, for nearly all there are: a SELECT as Django writes it."""
    return type(sql) is str and sql[:7] == "SELECT " and ";" not in sql


def changes_nothing(sql: str) -> bool:
    """Whether it surely changes no row."""
    verb, rest = _split(sql)
    # PostgreSQL nests comments: what looks like the end of one may be within another.
    if ";" in rest or "*/" in rest or (verb == "EXPLAIN" and _ANALYZE.search(rest)):
        return False
    return verb in QUIET or not verb


def write_of(sql: str) -> Write | None:
    """What it writes; None where that is not understood."""
    _, rest = _split(sql)
    found = None if ";" in rest else _WRITE.match(rest)
    return Write(found[1].split()[0].upper(), found[2].lower(), rest) if found else None


def may_be_in_a_transaction(sql: str) -> bool:
    """Whether a transaction may be put around it."""
    verb, rest = _split(sql)
    return verb in IN_TRANSACTIONS and ";" not in rest


def takes_back(sql: str) -> bool:
    """Whether it takes back what was written since a savepoint, or all of a transaction."""
    return _split(sql)[0] in ("ROLLBACK", "ABORT")


def says_how_many(sql: str) -> bool:
    """Whether its count of rows is that of what it wrote. On SQLite what returns rows has none before they are read."""
    write = write_of(sql)
    return write is not None and write.verb in ("UPDATE", "DELETE") and not _RETURNING.search(sql)


def _split(sql: str) -> tuple[str, str]:
    """Its first word in capitals ("" if nothing is there but blanks and comments), and all from there on."""
    before = _BEFORE.match(sql)
    rest = (sql[before.end() :] if before else sql).rstrip("; \t\r\n")
    word = _WORD.match(rest)
    if word is None:
        return ("" if not rest else "?"), rest
    return word[0].upper(), rest
