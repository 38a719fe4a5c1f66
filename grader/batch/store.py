"""The gradebook in SQLite: every grade is kept the moment it is made, so that an interrupted run loses none."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec

from grader import files
from grader.batch.origin import Origin
from grader.collect import caps
from grader.errors import OutputError
from grader.records import Evidence, Grade, Submission, encoded

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
CREATE TABLE IF NOT EXISTS sheets (
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    evidence BLOB NOT NULL,
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


_MOST = 1 << 25
"""Bytes of one value in the file, and of one submission unpacked: what was handed in has less."""
_STEPS_A_TIME, _MOST_TIMES = 100_000, 2_000
"""How much a statement may do: a file from elsewhere may hold what never ends."""
_OURS = frozenset(" ".join(each.replace("IF NOT EXISTS ", "").split()) for each in _SCHEMA.split(";"))


class Kept(msgspec.Struct, frozen=True):
    """A grade of an earlier run and the fingerprint of all that decided it."""

    fingerprint: str
    grade: Grade


def packed(submission: Submission) -> bytes:
    """A submission as it is kept: compressed JSON."""
    return zlib.compress(msgspec.json.encode(submission))


def unpacked(work: bytes) -> Submission:
    """A submission that was kept.

    Raises:
        OutputError: it is damaged, or too large to have been handed in.
    """
    try:
        unpacking = zlib.decompressobj()
        data = unpacking.decompress(work, _MOST)
        if not unpacking.eof:
            raise OutputError(f"a kept submission has more than {_MOST >> 20} MB, or ends too early; grade it again.")
        submission = msgspec.json.decode(data, type=Submission)
    except (zlib.error, msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
        raise OutputError(f"a kept submission is damaged ({error}); grade it again.") from error
    if len(submission.cells) > caps.CELLS or sum(len(cell.source) for cell in submission.cells) > caps.CODE:
        raise OutputError("a kept submission has more code than anybody can hand in; grade it again.")
    return submission


class Store:
    """One file of grades, one row for each student and assignment. Whatever else it holds, nothing of it is run.

    Args:
        path: the file.
        reading: whether it is only read; then it must be there.

    Raises:
        OutputError: the file cannot be opened or written, or is no gradebook of this program.
    """

    def __init__(self, path: Path, *, reading: bool = False) -> None:
        self._path = path
        self._can = "read" if reading else "written"
        files.insist_own(*(path.with_name(path.name + end) for end in ("", "-wal", "-shm", "-journal")))
        try:
            if not reading:
                os.close(os.open(path, os.O_RDWR | os.O_CREAT | files.NO_LINK, 0o600))
            address = f"{path.absolute().as_uri()}?mode={'ro' if reading else 'rw'}"
            self._connection = sqlite3.connect(address, isolation_level=None, uri=True)
        except (sqlite3.Error, OSError) as error:
            raise self._unusable(error) from error
        try:
            self._insist_ours()
            if reading:
                self._connection.execute("PRAGMA query_only=ON")
                return
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.executescript(_SCHEMA)
        except sqlite3.Error as error:
            self._connection.close()
            raise self._unusable(error) from error
        except OutputError:
            self._connection.close()
            raise

    def _insist_ours(self) -> None:
        """See that the file holds our tables and nothing that could run, such as triggers, views and modules.

        Raises:
            OutputError: it holds more.
        """
        times = iter(range(_MOST_TIMES))
        self._connection.set_progress_handler(lambda: next(times, None) is None, _STEPS_A_TIME)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _MOST)
        self._connection.execute("PRAGMA trusted_schema=OFF")
        self._connection.execute("PRAGMA cell_size_check=ON")
        others = [
            name
            for name, statement in self._connection.execute("SELECT name, sql FROM sqlite_schema")
            if statement is not None and " ".join(statement.split()) not in _OURS
        ]
        if others:
            raise OutputError(
                f"{self._path}: is no gradebook of this version, it also holds {', '.join(map(str, others[:5]))}; "
                "choose another folder."
            )
        self._connection.set_progress_handler(None, 0)

    def _unusable(self, error: Exception) -> OutputError:
        return OutputError(f"{self._path}: is no gradebook that can be {self._can} ({error}); choose another folder.")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._connection.close()

    @contextmanager
    def whole(self) -> Iterator[None]:
        """One transaction: all that is written in it stays, or nothing of it.

        Raises:
            OutputError: the file cannot be written.
        """
        self._write("BEGIN IMMEDIATE")
        try:
            yield
            self._write("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.rollback()
            raise

    def put(self, fingerprint: str, grade: Grade, work: bytes = b"", evidence: Evidence | None = None) -> None:
        """Keep a grade in place of an earlier one, with the packed submission that it is of: both or neither.

        ``evidence`` of whose sheet it is replaces what was kept of that; without it, that stays.
        """
        with self.whole():
            self._write(
                "INSERT OR REPLACE INTO grades VALUES (?, ?, ?, ?)",
                (grade.student, grade.assignment, fingerprint, encoded(grade)),
            )
            self._write("INSERT OR REPLACE INTO submissions VALUES (?, ?, ?)", (grade.student, grade.assignment, work))
            if evidence is not None:
                row = (grade.student, grade.assignment, encoded(evidence))
                self._write("INSERT OR REPLACE INTO sheets VALUES (?, ?, ?)", row)

    def put_origin(self, assignment: str, origin: Origin) -> None:
        """Keep where the run got its keys."""
        self._write("INSERT OR REPLACE INTO runs VALUES (?, ?)", (assignment, encoded(origin)))

    def clear(self) -> None:
        """Forget everything."""
        with self.whole():
            for table in ("runs", "submissions", "sheets", "grades"):
                self._write(f"DELETE FROM {table}")  # noqa: S608 - names of our own

    def students(self) -> dict[str, set[str]]:
        """Who has a grade, by assignment."""
        found: dict[str, set[str]] = {}
        for assignment, student in self._read("SELECT assignment, student FROM grades"):
            found.setdefault(assignment, set()).add(student)
        return found

    def assignments(self) -> set[str]:
        """Those of which there are grades, or a run that was begun."""
        return {
            assignment
            for (assignment,) in self._read("SELECT assignment FROM runs UNION SELECT assignment FROM grades")
        }

    def evidence(self, assignment: str) -> dict[str, Evidence]:
        """What speaks of whose sheet each student's work is; rows that cannot be read are as good as none."""
        found = {}
        for student, row in self._read("SELECT student, evidence FROM sheets WHERE assignment = ?", (assignment,)):
            with contextlib.suppress(msgspec.MsgspecError, RecursionError):
                found[student] = msgspec.json.decode(row, type=Evidence)
        return found

    def origin(self, assignment: str) -> Origin | None:
        """Where the last run of an assignment got its keys; None if there was none or an earlier version made it."""
        rows = self._read("SELECT origin FROM runs WHERE assignment = ?", (assignment,))
        try:
            return msgspec.json.decode(rows[0][0], type=Origin) if rows else None
        except (msgspec.MsgspecError, RecursionError):
            return None

    def work(self, student: str, assignment: str) -> Submission | None:
        """The submission that a grade is of; None where nothing was handed in or nothing was kept."""
        found = self._read("SELECT work FROM submissions WHERE student = ? AND assignment = ?", (student, assignment))
        return unpacked(found[0][0]) if found and found[0][0] else None

    def _write(self, statement: str, row: tuple[str | bytes, ...] = ()) -> None:
        try:
            self._connection.execute(statement, row)
        except sqlite3.Error as error:
            raise OutputError(
                f"{self._path}: cannot be written ({error}); free space or choose another --out."
            ) from error

    def kept(self, assignment: str) -> dict[str, Kept]:
        """The grades of earlier runs, by student; rows that cannot be read are as good as none."""
        rows = self._read(
            "SELECT student, fingerprint, record FROM grades WHERE assignment = ? ORDER BY student", (assignment,)
        )
        found = {}
        for student, fingerprint, record in rows:
            try:
                found[student] = Kept(fingerprint, msgspec.json.decode(record, type=Grade))
            except (msgspec.MsgspecError, RecursionError):
                continue
        return found

    def _read(self, statement: str, row: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
        times = iter(range(_MOST_TIMES))
        self._connection.set_progress_handler(lambda: next(times, None) is None, _STEPS_A_TIME)
        try:
            return self._connection.execute(statement, row).fetchall()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            raise OutputError(f"{self._path}: is damaged ({error}); remove it, or choose another.") from error
        finally:
            self._connection.set_progress_handler(None, 0)
