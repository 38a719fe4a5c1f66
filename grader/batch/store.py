"""The gradebook in SQLite: every grade is kept the moment it is made, so that an interrupted run loses none."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader.errors import OutputError
from grader.records import Grade

_SCHEMA = """
CREATE TABLE IF NOT EXISTS grades (
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    record BLOB NOT NULL,
    PRIMARY KEY (student, assignment)
) STRICT
"""


class Kept(msgspec.Struct, frozen=True):
    """A grade of an earlier run and the fingerprint of all that decided it."""

    fingerprint: str
    grade: Grade


class Store:
    """One file of grades, one row for each student and assignment.

    Raises:
        OutputError: the file cannot be opened or written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute(_SCHEMA)
        except sqlite3.Error as error:
            raise OutputError(
                f"{path}: is no gradebook that can be written ({error}); choose another --out."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    def put(self, fingerprint: str, grade: Grade) -> None:
        """Keep a grade in place of an earlier one."""
        row = (grade.student, grade.assignment, fingerprint, msgspec.json.encode(grade))
        try:
            self._connection.execute("INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?)", row)
        except sqlite3.Error as error:
            raise OutputError(
                f"{self._path}: cannot be written ({error}); free space or choose another --out."
            ) from error

    def kept(self, assignment: str) -> dict[str, Kept]:
        """The grades of earlier runs, by student; rows that cannot be read are as good as none."""
        rows = self._connection.execute(
            "SELECT student, fingerprint, record FROM grades WHERE assignment = ? ORDER BY student", (assignment,)
        )
        found = {}
        for student, fingerprint, record in rows:
            try:
                found[student] = Kept(fingerprint, msgspec.json.decode(record, type=Grade))
            except msgspec.MsgspecError:
                continue
        return found
