"""The rows of a table, whatever it was saved as, and how many of them are read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from grader.errors import RosterError

_ROWS, _CELLS = 50_000, 500_000
"""Filled rows, and cells with those between filled ones and one for each row: a large university has a tenth."""


class Row(Struct, frozen=True):
    """The cells of a row, and the line that it begins on; what the columns ``unknown`` show cannot be told."""

    line: int
    cells: tuple[str, ...]
    unknown: frozenset[int] = frozenset()


def bounded(path: Path, rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows.

    Raises:
        RosterError: there are more rows or cells than are read.
    """
    left, room = _ROWS, _CELLS
    for row in rows:
        left -= any(row.cells)
        room -= len(row.cells) + 1
        if min(left, room) < 0:
            raise RosterError(
                f"{path}: line {row.line}: up to here are more than {_ROWS:,} rows or {_CELLS:,} cells, empty "
                f"ones between others included; delete the rows and columns that are not about the class."
            )
        yield row
