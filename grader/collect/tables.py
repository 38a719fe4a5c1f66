"""A table as spreadsheets happen to save it: CSV with any separator and in any encoding, or a workbook of Excel."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from grader import files
from grader.collect import caps
from grader.collect.names import same_name, shown_name
from grader.collect.refused import Refused
from grader.collect.text import decode
from grader.errors import RosterError

_SEPARATORS = ",;\t"
_SEPARATOR_OF_EXCEL = re.compile(r'"?sep=(.)"?[,;\t]*', re.IGNORECASE)
"""The first line by which Excel is told the separator."""
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UNPACKED = 200 * caps.MEGABYTE
"""Bytes of all parts of a workbook: a hundred thousand rows have some ten million."""
_MOST = 20 * caps.MEGABYTE
"""Bytes of a table: that of a whole university has a tenth."""
_ZEROS = re.compile("0+")
"""The format of a number that is shown with its leading zeros."""


class Row(Struct, frozen=True):
    """The cells of a row, and the line that it begins on."""

    line: int
    cells: tuple[str, ...]


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
        path: a file of text (UTF-8, UTF-16, CP932 or Windows-1252) or a workbook (.xlsx), in which the first sheet that
            has the columns counts.
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
        sheets = _workbook(path, data) or [Table(path, 0, (), ())]
        found = max(sheets, key=lambda sheet: _known(sheet.header, columns))
    else:
        found = Table(path, *_with_header(_rows(path, _text(path, data), columns)))
    if not found.header:
        raise RosterError(f"{path}: the file is empty; write a header and one line for each student.")
    return found


def _with_header(rows: Iterator[Row]) -> tuple[int, tuple[str, ...], tuple[Row, ...]]:
    """The line of the header, its names folded, and the rows below it that are not empty."""
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
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
        return decode(data)[0]
    except Refused as error:
        raise RosterError(f"{path}: is not a text file; save the table as CSV in UTF-8.") from error


def _rows(path: Path, text: str, columns: Sequence[Sequence[str]]) -> Iterator[Row]:
    """The rows of CSV, with the lines that they begin on."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    said = _SEPARATOR_OF_EXCEL.fullmatch(lines[first].strip())
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


def _workbook(path: Path, data: bytes) -> list[Table]:
    """The sheets of a workbook."""
    # Most tables are text: who reads those does not wait for the library.
    from openpyxl import load_workbook  # noqa: PLC0415

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                raise ValueError  # noqa: TRY301 - told like whatever else is wrong with it
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [Table(path, *_with_header(_rows_of(sheet))) for sheet in book.worksheets]
    except Exception as error:
        # Whatever is wrong with a workbook, the library raises what it happens to run into.
        raise RosterError(f"{path}: is no workbook that can be read; save the table as CSV in UTF-8.") from error


def _rows_of(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()
    for line, row in enumerate(sheet.iter_rows(), start=1):
        yield Row(line, tuple(_shown(cell.value, cell.number_format) for cell in row))


def _shown(value: Any, form: str) -> str:
    """A cell as it is seen in the spreadsheet, as far as ids, names and times go."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _ZEROS.fullmatch(form):
        return str(value).zfill(len(form))
    if isinstance(value, datetime):
        seconds = (value + timedelta(milliseconds=500)).replace(microsecond=0)
        return seconds.isoformat(" ") if "h" in form.lower() else seconds.date().isoformat()
    return str(value)
