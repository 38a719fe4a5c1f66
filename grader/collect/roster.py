"""The two tables staff write, the roster and the times of hand-in, read as spreadsheets happen to save them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from msgspec import Struct

from grader import words
from grader.collect.names import same_name, same_path, shown_name, spelling, student_id, trimmed
from grader.collect.rows import Row
from grader.collect.tables import Table, read_table
from grader.errors import RosterError
from grader.records import Language

_STUDENT = ("student", "学籍番号", "ユーザid", "id")
_NAME = ("name", "氏名")
_LANGUAGE = ("language", "言語")
_TIME = ("submitted_at", "提出日時")
_FILE = ("file", "ファイル")
_LOOSE_ISO = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[Tt ] *(\d{1,2}):", re.ASCII)
"""The part of a time that spreadsheets write with slashes and without leading zeros."""

_MONTHS = (
    "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mär|Mrz|Mai|Okt|Dez|janv|févr|mars|avr|juin|juil|août|sept|déc"
)
_HOURS = r"\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?"
_DAYS = (
    rf"\d{{1,2}}[-. ]{{1,2}}({_MONTHS})\.?([-. ]{{1,2}}\d+)?|({_MONTHS})\.?[-. ]\d+|"
    r"\d{4}(?P<year>[-/.])\d{1,2}(?P=year)\d{1,2}|\d{1,2}(?P<day>[/.])\d{1,2}(?P=day)(\d{2,4})?|\d{1,2}/\d{1,2}|"
    r"(\d+年)?\d+月\d+日"
)
_NUMBERS = r"[+-]?\d{1,3}([,. ]\d{3})+([.,]\d*)?|[+-]?\d+[.,]\d*(E[+-]?\d+)?|[+-]?\d+E[+-]\d+|[+-]\d+"
_WORDS = r"""=".*"|'.+|TRUE|FALSE|(?-i:WAHR|FALSCH|VRAI|FAUX)|#+|#[A-Z]+(/[0A])?[!?]?|Err:\d+"""
_SPOILT = re.compile(rf"({_DAYS})([T ]{_HOURS})?|{_HOURS}|{_NUMBERS}|{_WORDS}", re.ASCII | re.IGNORECASE)
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

    def of_file(self, student: str, file: str) -> datetime | None:
        """When this very file was handed in; None where no row names it."""
        return max(
            (time for name, time in self.rows.get(student, ()) if name and f"/{file}".endswith(f"/{name}")),
            default=None,
        )


def read_roster(path: Path) -> Roster:
    """Read who is in the class, in the order of the file.

    The column ``student`` (also 学籍番号, ユーザID, id) is needed; ``name`` (氏名) and ``language`` (ja, en) are not.

    Raises:
        RosterError: the file, the line and the value that cannot be used, and the remedy.
    """
    table = read_table(path, (_STUDENT,))
    ids, names, languages = table.needed(_STUDENT), table.column(_NAME), table.column(_LANGUAGE)
    entries: list[RosterEntry] = []
    lines: dict[str, int] = {}
    for row in table.rows:
        student = _student(table, row, ids)
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
    table = read_table(path, (_STUDENT, _TIME))
    ids, moments, files = table.needed(_STUDENT), table.needed(_TIME), table.column(_FILE)
    found: dict[str, dict[str, list[tuple[str, datetime]]]] = {}
    for row in table.rows:
        student = _student(table, row, ids)
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


def _moment(path: Path, row: Row, value: str, zone: tzinfo) -> datetime:
    try:
        text, with_hour = _LOOSE_ISO.subn(_as_iso, value)
        # A date alone would be read as its midnight, a day too early.
        moment = datetime.fromisoformat(text if with_hour else "")
    except ValueError as error:
        raise RosterError(
            f"{path}: line {row.line}: submitted_at is {shown_name(value)!r}; "
            f"write it like 2027-05-23T23:58:00+09:00 or 2027/05/23 23:58."
        ) from error
    if moment.tzinfo:
        return moment
    moment = moment.replace(tzinfo=zone)
    if _is_skipped(moment):
        raise RosterError(
            f"{path}: line {row.line}: submitted_at is {shown_name(value)!r}, in an hour that the clocks of {zone} "
            f"skipped; write it with its offset, like 2027-05-23T23:58:00+09:00."
        )
    return moment


def _is_skipped(moment: datetime) -> bool:
    """Whether clocks were put forward over a moment (PEP 495)."""
    before, after = moment.utcoffset(), moment.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def _as_iso(found: re.Match[str]) -> str:
    year, month, day, hour = found.groups()
    return f"{year}-{int(month):02}-{int(day):02}T{int(hour):02}:"


def _language(path: Path, row: Row, value: str) -> Language | None:
    name = same_name(value).lower()
    if name == "":
        return None
    if name == "ja":
        return "ja"
    if name == "en":
        return "en"
    raise RosterError(f"{path}: line {row.line}: language is {shown_name(value)!r}; write ja or en, or leave it empty.")


def _student(table: Table, row: Row, column: int) -> str:
    """The id in a row."""
    text = table.cell(row, column)
    student = student_id(text)
    if not student:
        raise RosterError(f"{table.path}: line {row.line}: the student's id is empty; fill it in or remove the line.")
    if _SPOILT.fullmatch(trimmed(text).replace("\N{MINUS SIGN}", "-")):
        raise RosterError(
            f"{table.path}: line {row.line}: the student's id is {shown_name(text)!r}, which a spreadsheet has made "
            f"of another; write the id as it was, and format the column as text before saving it as CSV."
        )
    hidden = next((c for c in trimmed(text) if c in _UNSEEN or words.is_unprintable(c)), "")
    if hidden:
        raise RosterError(
            f"{table.path}: line {row.line}: the student's id {shown_name(text)!r} has a character in it that "
            f"nobody sees (U+{ord(hidden):04X}); type the id anew."
        )
    return student
