"""Copies every row, looks at both sides again, and only then keeps what was written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import DatabaseError, connections, models, transaction

from portal.moving import numbering, tables
from portal.moving.databases import are_the_same, check_migrations, described
from portal.moving.faults import MoveError
from portal.moving.tables import Digest


@dataclass(frozen=True)
class Moved:
    """What was moved: (rows, digest) of each table, and tables of the source that nobody knows."""

    source: str
    target: str
    tables: dict[str, tuple[int, str]]
    left_out: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(count for count, _ in self.tables.values())


def check(source: str, target: str) -> None:
    """Raise MoveError unless everything of the alias `source` may be written to the alias `target`."""
    if are_the_same(connections[source], connections[target]):
        raise MoveError("Basis data asal dan tujuan sama. Atur DATABASE_URL ke basis data yang baru.")
    check_migrations(connections[source], connections[target])
    filled = [
        f"{model._meta.db_table} ({many})"
        for model in tables.ordered()
        if model._meta.db_table not in tables.MADE_BY_MIGRATE and (many := tables.count(model, target))
    ]
    if filled:
        raise MoveError(
            f"Basis data tujuan ({described(connections[target])}) sudah berisi: {', '.join(filled[:5])}"
            f"{' …' if len(filled) > 5 else ''}. Pakai basis data yang baru dimigrasi dan belum diisi."
        )


def move(source: str, target: str, *, advance: Callable[[int], object] = lambda rows: None) -> Moved:
    """Copy all rows in one transaction; `advance` is told of every portion, copied and read again.

    Raises MoveError, which leaves the target as it was. Nothing is written to the source.
    """
    check(source, target)
    every = tables.ordered()
    # One moment of the source: what is written there meanwhile is in no table, not in some of them.
    with transaction.atomic(using=source), transaction.atomic(using=target):
        for model in reversed(every):
            model._base_manager.using(target).all()._raw_delete(target)
        sums = {model: _copy(model, source, target, advance) for model in every}
        numbering.go_on(every, target, numbering.highest(every, source))
        _check_references(target)
        for model, wanted in sums.items():
            _compare(model, wanted, target, advance)
        told = {model._meta.db_table: total.value for model, total in sums.items()}
        names = described(connections[source]), described(connections[target])
        return Moved(*names, told, tables.left_out(source))


def _copy(model: type[models.Model], source: str, target: str, advance: Callable[[int], object]) -> Digest:
    total = Digest()
    for batch in tables.batches(model, source):
        total.add(batch)
        try:
            with transaction.atomic(using=target):
                _insert(model, batch, target)
        except (DatabaseError, ValueError, OverflowError) as error:
            raise _fault(model, batch, target) or MoveError(f"{model._meta.db_table}: {error}") from error
        advance(len(batch))
    return total


def _insert(model: type[models.Model], batch: list[models.Model], target: str) -> None:
    """As stored: `bulk_create` would stamp moments and clean texts again."""
    fields = model._meta.local_concrete_fields
    model._base_manager.using(target)._insert(batch, fields=fields, using=target, raw=True)


def _fault(model: type[models.Model], batch: list[models.Model], target: str) -> MoveError | None:
    """The first row of a portion that the target refuses, in words."""
    for row in batch:
        try:
            with transaction.atomic(using=target):
                _insert(model, [row], target)
        except (DatabaseError, ValueError, OverflowError) as error:
            said = str(error).strip().splitlines()[0]
            return MoveError(
                f"Tabel {model._meta.db_table}, baris {row.pk}, ditolak basis data tujuan: {said}"
            )
    return None


def _check_references(target: str) -> None:
    """Now, not at the end of the transaction, where the fault would have no words."""
    try:
        connections[target].check_constraints()
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        raise MoveError(f"Ada baris yang menunjuk baris yang tidak ada: {said}") from error


def _compare(
    model: type[models.Model], wanted: Digest, target: str, advance: Callable[[int], object]
) -> None:
    found = Digest()
    for batch in tables.batches(model, target):
        found.add(batch)
        advance(len(batch))
    if found != wanted:
        raise MoveError(
            f"Tabel {model._meta.db_table} tidak sama di kedua sisi: {wanted.count} baris di asal, {found.count} di "
            "tujuan, atau isinya berbeda."
        )
