"""The two tables staff write, the roster and the times of hand-in, read as spreadsheets happen to save them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from grader import files, words
from grader.collect import caps
from grader.collect.names import same_name, same_path, shown_name, spelling, student_id, trimmed
from grader.collect.refused import Refused
from grader.collect.text import decode
from grader.errors import RosterError
from grader.records import Language

_STUDENT = ("student", "学籍番号", "ユーザid", "id")
_NAME = ("name", "氏名")
_LANGUAGE = ("language", "言語")
_TIME = ("submitted_at", "提出日時")
_FILE = ("file", "ファイル")
_MOST = 20 * caps.MEGABYTE
"""Bytes of a table: that of a whole university has a tenth."""
_LOOSE_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[Tt ] *(\d{1,2}):", re.ASCII)
"""The part of a time that spreadsheets write with slashes and without leading zeros."""

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_DATES = (
    rf"\d{{1,2}}-({_MONTHS})(-\d+)?|({_MONTHS})-\d+|\d{{4}}([-/.])\d{{1,2}}\4\d{{1,2}}|\d{{1,2}}([/.])\d{{1,2}}\5\d{{2,4}}|"
    r"(\d+年)?\d+月\d+日|\d{1,2}:\d{2}(:\d{2})?"
)
_NUMBERS = r"[+-]?\d{1,3}([,. ]\d{3})+([.,]\d*)?|[+-]?\d+[.,]\d*(E[+-]?\d+)?|[+-]?\d+E[+-]\d+|[+-]\d+"
_SPOILT = re.compile(
    rf"""{_DATES}|{_NUMBERS}|=".*"|'.+|TRUE|FALSE|#+|#[A-Z]+(/[0A])?[!?]?|Err:\d+""", re.ASCII | re.IGNORECASE
)
"""What spreadsheets make of ids that they take for numbers, or write where they have none."""


_UNSEEN = "\u034f\u1160\u2800\u3164\ufe0f"
"""Characters that count as letters or marks, and that nobody sees."""


class RosterEntry(Struct, frozen=True):
    """One person of the class; ``language`` is None where the assignment decides."""

    student: str
    name: str = ""
    language: Language | None = None


Roster = tuple[RosterEntry, ...]


class Times(Struct, frozen=True):
    """When things were handed in: for each student the files (empty: whatever it was) and their aware times."""

    rows: dict[str, tuple[tuple[str, datetime], ...]]

    def of(self, student: str, files: Sequence[str]) -> datetime | None:
        """When a hand-in consisting of ``files`` was complete; None where nobody knows.

        A row names a file by the end of its path ("work.py", "s01/work.py"). Rows without a file count for
        everything of that student that no row names; of several times the latest counts.
        """
        rows = self.rows.get(student, ())
        named = [time for name, time in rows if name and any(f"/{file}".endswith(f"/{name}") for file in files)]
        return max(named or [time for name, time in rows if not name], default=None)


class _Row(Struct, frozen=True):
    line: int
    cells: tuple[str, ...]


class _Table(Struct, frozen=True):
    """A table with its header; errors name ``path`` and the line."""

    path: Path
    line: int
    header: tuple[str, ...]
    rows: tuple[_Row, ...]

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

    def cell(self, row: _Row, column: int | None) -> str:
        """What stands in a row, empty where there is no such column."""
        text = row.cells[column].strip() if column is not None and column < len(row.cells) else ""
        if "\n" in text:
            raise RosterError(
                f"{self.path}: line {row.line}: {shown_name(text)!r} goes on over several lines; "
                f"look for a quotation mark that is not closed, and write each cell in one line."
            )
        return text

    def student(self, row: _Row, column: int) -> str:
        """The id in a row."""
        text = self.cell(row, column)
        student = student_id(text)
        if not student:
            raise RosterError(
                f"{self.path}: line {row.line}: the student's id is empty; fill it in or remove the line."
            )
        if _SPOILT.fullmatch(trimmed(text).replace("\N{MINUS SIGN}", "-")):
            raise RosterError(
                f"{self.path}: line {row.line}: the student's id is {shown_name(text)!r}, which a spreadsheet has made "
                f"of another; write the id as it was, and format the column as text before saving it as CSV."
            )
        hidden = next((c for c in trimmed(text) if c in _UNSEEN or words.is_unprintable(c)), "")
        if hidden:
            raise RosterError(
                f"{self.path}: line {row.line}: the student's id {shown_name(text)!r} has a character in it that "
                f"nobody sees (U+{ord(hidden):04X}); type the id anew."
            )
        return student


def read_roster(path: Path) -> Roster:
    """Read who is in the class, in the order of the file.

    The column ``student`` (also 学籍番号, ユーザID, id) is needed; ``name`` (氏名) and ``language`` (ja, en) are not.

    Raises:
        RosterError: the file, the line and the value that cannot be used, and the remedy.
    """
    table = _read(path)
    ids, names, languages = table.needed(_STUDENT), table.column(_NAME), table.column(_LANGUAGE)
    entries: list[RosterEntry] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        student = table.student(row, ids)
        if student in lines:
            raise RosterError(
                f"{path}: student {student!r} is on line {lines[student]} and again on line {row.line}; remove one."
            )
        lines[student] = row.line
        entries.append(
            RosterEntry(student, shown_name(table.cell(row, names)), _language(path, row, table.cell(row, languages)))
        )
    if not entries:
        raise RosterError(f"{path}: the roster is empty; write one student on each line below the header.")
    return tuple(entries)


def read_times(path: Path, zone: tzinfo) -> Times:
    """Read when things were handed in.

    The columns are ``student``, ``submitted_at`` and, if wanted, ``file``. Times are ISO 8601 or like
    ``2027/05/23 23:58``; without an offset they are in ``zone``. A row without a time is as good as no row.

    Raises:
        RosterError: the file, the line and the value that cannot be used, and the remedy.
    """
    table = _read(path)
    ids, moments, files = table.needed(_STUDENT), table.needed(_TIME), table.column(_FILE)
    found: dict[str, dict[str, list[tuple[str, datetime]]]] = {}
    for row in table.rows:
        student = table.student(row, ids)
        value = same_name(table.cell(row, moments))
        if value:
            file = same_path(table.cell(row, files)).strip("/")
            spelt = found.setdefault(student, {}).setdefault(spelling(table.cell(row, ids)), [])
            spelt.append((file, _moment(path, row, value, zone)))
    rows: dict[str, tuple[tuple[str, datetime], ...]] = {}
    for student, by_spelling in found.items():
        # Of several spellings none stands for another: which of them is whose is settled with the class.
        for name, times in by_spelling.items():
            rows[student if len(by_spelling) == 1 else name] = tuple(times)
    return Times(rows)


def _moment(path: Path, row: _Row, value: str, zone: tzinfo) -> datetime:
    try:
        text, with_hour = _LOOSE_ISO.subn(_as_iso, value)
        # A date alone would be read as its midnight, a day too early.
        moment = datetime.fromisoformat(text if with_hour else "")
    except ValueError as error:
        raise RosterError(
            f"{path}: line {row.line}: submitted_at is {shown_name(value)!r}; "
            f"write it like 2027-05-23T23:58:00+09:00 or 2027/05/23 23:58."
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _as_iso(found: re.Match[str]) -> str:
    year, month, day, hour = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}T{int(hour):02}:"


def _language(path: Path, row: _Row, value: str) -> Language | None:
    name = same_name(value).lower()
    if name == "":
        return None
    if name == "ja":
        return "ja"
    if name == "en":
        return "en"
    raise RosterError(f"{path}: line {row.line}: language is {shown_name(value)!r}; write ja or en, or leave it empty.")


def _read(path: Path) -> _Table:
    try:
        text, _ = decode(files.read(path, _MOST))
    except OSError as error:
        raise RosterError(f"{path}: cannot be read ({error.strerror}); check the path.") from error
    except Refused as error:
        raise RosterError(f"{path}: is not a text file; save the table as CSV in UTF-8.") from error
    rows = [row for row in _rows(path, text) if any(cell.strip() for cell in row.cells)]
    if not rows:
        raise RosterError(f"{path}: the file is empty; write a header and one line for each student.")
    header = tuple(same_name(cell).casefold() for cell in rows[0].cells)
    return _Table(path, rows[0].line, header, tuple(rows[1:]))


def _rows(path: Path, text: str) -> Iterator[_Row]:
    """The rows, with the lines that they begin on."""
    header = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = max(",;\t", key=header.count)
    separators = header.count(delimiter)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise RosterError(
                f"{path}: line {line}: is not CSV ({error}); look for a quotation mark that is not closed, "
                f"and save the table as CSV in UTF-8."
            ) from error
        if any(after.count(delimiter) >= separators for cell in cells for after in cell.split("\n")[1:]):
            raise RosterError(
                f"{path}: line {line}: a cell takes in several lines, up to line {reader.line_num}; close the "
                f"quotation mark where the cell ends."
            )
        yield _Row(line, tuple(cells))
