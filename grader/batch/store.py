"""The gradebook in SQLite: every grade is kept the moment it is made, so that an interrupted run loses none."""

from __future__ import annotations

import contextlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from grader.batch.origin import Origin
from grader.errors import OutputError
from grader.records import Grade, Submission, encoded

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    assignment TEXT PRIMARY KEY,
    origin BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS submissions (
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    work BLOB NOT NULL,
    PRIMARY KEY (student, assignment)
) STRICT;
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


def packed(submission: Submission) -> bytes:
    """A submission as it is kept: compressed JSON."""
    return zlib.compress(msgspec.json.encode(submission))


def unpacked(work: bytes) -> Submission:
    """A submission that was kept."""
    return msgspec.json.decode(zlib.decompress(work), type=Submission)


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
            self._connection.executescript(_SCHEMA)
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

    def put(self, fingerprint: str, grade: Grade, work: bytes = b"") -> None:
        """Keep a grade in place of an earlier one, with the packed submission that it is of: both or neither."""
        with self._whole():
            self._write(
                "INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?)",
                (grade.student, grade.assignment, fingerprint, encoded(grade)),
            )
            self._write("INSERT OR REPLACE INTO submissions VALUES (?, ?, ?)", (grade.student, grade.assignment, work))

    def put_origin(self, assignment: str, origin: Origin) -> None:
        """Keep where the run got its keys."""
        self._write("INSERT OR REPLACE INTO runs VALUES (?, ?)", (assignment, encoded(origin)))

    def clear(self) -> None:
        """Forget everything."""
        with self._whole():
            for table in ("runs", "submissions", "grades"):
                self._write(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def students(self) -> dict[str, set[str]]:
        """Who has a grade, by assignment."""
        found: dict[str, set[str]] = {}
        for assignment, student in self._connection.execute("SELECT assignment, student FROM grades"):
            found.setdefault(assignment, set()).add(student)
        return found

    def origin(self, assignment: str) -> Origin | None:
        """Where the last run of an assignment got its keys; None if there was none or an earlier version made it."""
        row = self._connection.execute("SELECT origin FROM runs WHERE assignment = ?", (assignment,)).fetchone()
        try:
            return None if row is None else msgspec.json.decode(row[0], type=Origin)
        except msgspec.ValidationError:
            return None

    def work(self, student: str, assignment: str) -> Submission | None:
        """The submission that a grade is of; None where nothing was handed in or nothing was kept."""
        found = self._connection.execute(
            "SELECT work FROM submissions WHERE student = ? AND assignment = ?", (student, assignment)
        ).fetchone()
        return None if found is None or not found[0] else unpacked(found[0])

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """One transaction: all that is written in it stays, or nothing of it."""
        self._write("BEGIN IMMEDIATE")
        try:
            yield
            self._write("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    def _write(self, statement: str, row: tuple[str | bytes, ...] = ()) -> None:
        try:
            self._connection.execute(statement, row)
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
