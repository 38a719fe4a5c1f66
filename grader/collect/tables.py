"""A table as spreadsheets happen to save it: CSV with any separator and in any encoding, or a workbook of Excel."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from grader import files
from grader.collect import caps, workbook
from grader.collect.names import same_name, shown_name
from grader.collect.refused import Refused
from grader.collect.rows import Row, bounded
from grader.collect.text import decode
from grader.errors import RosterError
from grader.words import first

_SEPARATORS = ",;\t"
_SEPARATOR_OF_EXCEL = re.compile(r'"?sep=(.)"?[,;\t]*', re.IGNORECASE)
"""The first line by which Excel is told the separator."""
_WEB_PAGE = re.compile(r"\s*+(<[a-z!?]|mime-version:)", re.IGNORECASE)
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_MOST = 20 * caps.MEGABYTE
"""Bytes of a table: that of a whole university has a tenth."""


class Table(Struct, frozen=True):
    """A table with its header; errors name ``path`` and the line."""

    path: Path
    line: int
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def column(self, names: Sequence[str]) -> int | None:
        """The number of the column that has the first of the names that there is."""
        name = next((name for name in names if name in self.header), None)
        if name is None:
            return None
        if self.header.count(name) > 1:
            raise RosterError(
                f"{self.path}: line {self.line}: there are {self.header.count(name)} columns {shown_name(name)!r}; "
                f"remove or rename all but the one that counts."
            )
        return self.header.index(name)

    def needed(self, names: Sequence[str]) -> int:
        """The same, or an error that says which columns there are."""
        column = self.column(names)
        if column is None:
            found = ", ".join(shown_name(name) for name in self.header if name) or "none"
            raise RosterError(
                f"{self.path}: there is no column {names[0]!r} (columns: {found}); "
                f"call it {names[0]!r} in the first line (also read: {', '.join(names[1:])})."
            )
        return column

    def cell(self, row: Row, column: int | None) -> str:
        """What stands in a row, empty where there is no such column."""
        if column in row.unknown:
            raise RosterError(
                f"{self.path}: line {row.line}: a cell holds a formula, and not what comes of it; open the workbook in "
                f"a spreadsheet and save it again, or write the value itself."
            )
        text = row.cells[column].strip() if column is not None and column < len(row.cells) else ""
        if "\n" in text:
            raise RosterError(
                f"{self.path}: line {row.line}: {shown_name(text)!r} goes on over several lines; "
                f"look for a quotation mark that is not closed, and write each cell in one line."
            )
        return text


def read_table(path: Path, columns: Sequence[Sequence[str]]) -> Table:
    """Read a table.

    Args:
        path: a file of text (UTF-8, UTF-16, CP932 or Windows-1252) or a workbook (.xlsx), of which the one visible
            sheet that has the columns counts.
        columns: the names, folded, of those columns that are needed, by which separator and sheet are found.

    Raises:
        RosterError: what cannot be read, and the remedy.
    """
    try:
        data = files.read(path, _MOST)
    except OSError as error:
        raise RosterError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    if data.startswith(_OLD_WORKBOOK):
        raise RosterError(f"{path}: is a workbook of an old Excel; save it as .xlsx or as CSV in UTF-8.")
    if data.startswith(_WORKBOOK):
        found = _chosen(path, workbook.sheets(path, data), columns)
    else:
        found = Table(path, *_with_header(path, _rows(path, _text(path, data), columns)))
    if not found.header:
        raise RosterError(f"{path}: the file is empty; write a header and one line for each student.")
    return found


def _chosen(path: Path, sheets: Sequence[workbook.Sheet], columns: Sequence[Sequence[str]]) -> Table:
    """The sheet that is meant; one that is hidden never is."""
    tables = [(sheet, Table(path, *_with_header(path, sheet.rows))) for sheet in sheets]
    fitting = [(sheet, table) for sheet, table in tables if _known(table.header, columns) == len(columns)]
    visible = [(sheet.name, table) for sheet, table in fitting if not sheet.hidden]
    filled = [(name, table) for name, table in visible if table.rows] or visible[:1]
    if len(filled) > 1:
        raise RosterError(
            f"{path}: there are several sheets that may be meant: {first([shown_name(name) for name, _ in filled])}; "
            f"put all rows on one, and hide or remove the others."
        )
    if filled:
        return filled[0][1]
    if fitting:
        raise RosterError(
            f"{path}: only the hidden sheet {shown_name(fitting[0][0].name)!r} has the columns; if it is the one that "
            f"counts, show it."
        )
    rest = [table for sheet, table in tables if not sheet.hidden]
    return max(rest, key=lambda table: _known(table.header, columns), default=Table(path, 0, (), ()))


def _with_header(path: Path, rows: Iterator[Row]) -> tuple[int, tuple[str, ...], tuple[Row, ...]]:
    """The line of the header, its names folded, and the rows below it that are not empty."""
    filled = [row for row in bounded(path, rows) if row.unknown or any(cell.strip() for cell in row.cells)]
    if not filled:
        return 0, (), ()
    return filled[0].line, tuple(_folded(cell) for cell in filled[0].cells), tuple(filled[1:])


def _folded(name: str) -> str:
    return same_name(name).casefold()


def _known(header: Sequence[str], columns: Sequence[Sequence[str]]) -> int:
    """How many of the columns there are."""
    return sum(any(name in header for name in names) for names in columns)


def _text(path: Path, data: bytes) -> str:
    try:
        text = decode(data)[0]
    except Refused as error:
        raise RosterError(f"{path}: is not a text file; save the table as CSV in UTF-8.") from error
    if _WEB_PAGE.match(text):
        raise RosterError(
            f"{path}: is a web page or XML, whatever its name says; open it in a spreadsheet and save the table as "
            f".xlsx or as CSV in UTF-8."
        )
    return text


def _rows(path: Path, text: str, columns: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows of CSV, with the lines that they begin on."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    said = _SEPARATOR_OF_EXCEL.fullmatch(lines[first].strip(" \ufeff"))
    skipped = first + 1 if said else first
    heading = next((line for line in lines[skipped:] if line.strip()), "")
    separator = said[1] if said else max(_SEPARATORS, key=lambda one: _fits(heading, one, columns))
    width = len(_split(heading, separator))
    reader = csv.reader(io.StringIO("\n".join(lines[skipped:]), newline=""), delimiter=separator, strict=True)
    while True:
        line = skipped + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RosterError(
                f"{path}: line {line}: is not CSV ({error}); look for a quotation mark that is not closed, "
                f"and save the table as CSV in UTF-8."
            ) from error
        if any(after.count(separator) >= width - 1 for cell in cells for after in cell.split("\n")[1:]):
            raise RosterError(
                f"{path}: line {line}: a cell takes in several lines, up to line {skipped + reader.line_num}; close "
                f"the quotation mark where the cell ends."
            )
        yield Row(line, tuple(cells))


def _fits(heading: str, separator: str, columns: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How well the header can be split so: by the columns that are then there, and by how many."""
    names = [_folded(cell) for cell in _split(heading, separator)]
    return _known(names, columns), len(names)


def _split(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return line.split(separator)
