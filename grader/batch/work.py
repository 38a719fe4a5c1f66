"""The work on one student: a pure function from bytes to bytes, the same in whatever process it is done."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from grader import collect
from grader.batch import sheets
from grader.batch.origin import Origin
from grader.batch.store import Kept, packed
from grader.collect import Loaded
from grader.errors import KeysError, SandboxError, faults
from grader.grade import Grader, Trace
from grader.records import Evidence, Grade, Submission, encoded
from grader.report import pages
from grader.sandbox import Box
from grader.words import say


class Task(Struct, frozen=True):
    """One student's work and keys as bytes, and what an earlier run said of it."""

    loaded: Loaded
    keys: bytes
    earlier: Kept | None = None


class Done(Struct, frozen=True):
    """What came of one task.

    Attributes:
        grade: the record.
        page: HTML for the student; empty where it could not be made.
        work: the submission, packed.
        fingerprint: of all that decided the grade; empty where the grader was at fault, so that it is tried again.
        again: whether an earlier run's grade still holds.
        faults: what staff must know of, with tracebacks.
        faulty: whether the grader was at fault in some of it.
        evidence: of whose sheet it is; None where what an earlier run found still holds.
    """

    grade: Grade
    page: str
    work: bytes
    fingerprint: str
    again: bool = False
    faults: str = ""
    faulty: bool = False
    evidence: Evidence | None = None


class Worker:
    """Reads, runs and judges one student after another. It writes nothing.

    Args:
        recipe: the ``Origin`` of the run, as bytes.
        grader: what the recipe makes, where this process has it already.

    Raises:
        SandboxError: its box cannot be started, or does not have the isolation of the run.
        KeysError: the keys here are not those of the run.
        CourseError: the course here is not as it must be.
    """

    def __init__(self, recipe: bytes, grader: Grader | None = None) -> None:
        origin = msgspec.json.decode(recipe, type=Origin)
        self._grader = grader or origin.grader()
        if self._grader.ring.digest != origin.ring:
            raise KeysError(
                f"{self._grader.ring.origin}: these are not the keys of this run; give the same everywhere."
            )
        self._box = Box(self._grader.ring.problems.assignment.packages)
        if self._box.tier != origin.tier:
            self._box.close()
            raise SandboxError(
                f"the isolation of this run is {origin.tier}, and one of its processes found {self._box.tier} "
                f"({'; '.join(self._box.reasons)}); the same command goes on from here."
            )

    def on_sleep(self, call: Callable[[], object]) -> None:
        """Have it called when a student's work is found asleep, so that it holds up nobody else's."""
        self._box.on_sleep = call

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._box.close()

    def __call__(self, task: bytes) -> bytes:
        """Do a ``Task``, and give what is ``Done``; whatever happens in it, there is a grade.

        Raises:
            SandboxError: the box cannot be kept alive.
        """
        with _noted() as noted:
            done = self._done(msgspec.json.decode(task, type=Task))
        done = msgspec.structs.replace(done, faults=noted.stream.getvalue(), faulty=noted.worst >= logging.ERROR)
        return encoded(msgspec.structs.replace(done, fingerprint="") if done.faulty else done)

    def _done(self, task: Task) -> Done:
        grader, student = self._grader, task.loaded.student
        evidence: Evidence | None = Evidence()
        try:
            submission = collect.read(task.loaded, grader.ring.problems.wanted)
            fingerprint = grader.fingerprint(submission, task.keys)
        except Exception:
            faults.exception("reading of %s", student)
            submission, fingerprint = self._not_read(task.loaded), ""
            grade, again = grader.ungraded(submission, "grader_error", "grader_error", say("grader_error")), False
        else:
            again = task.earlier is not None and task.earlier.fingerprint == fingerprint
            if again and task.earlier:
                grade, evidence = task.earlier.grade, None
            else:
                trace = grader.safely(submission, self._box, task.keys)
                grade, evidence = trace.grade, self._evidence(submission, trace)
        # A name decides no mark; it may have been put on the roster since.
        grade = msgspec.structs.replace(grade, name=grader.name(student))
        return Done(grade, self._page(grade), packed(submission), fingerprint, again, evidence=evidence)

    def _page(self, grade: Grade) -> str:
        try:
            return pages.feedback(grade, self._grader.ring.problems)
        except Exception:
            faults.exception("the page of %s", grade.student)
            return ""

    @staticmethod
    def _evidence(submission: Submission, trace: Trace) -> Evidence:
        try:
            return sheets.evidence(submission, trace)
        except Exception:
            faults.exception("whose sheet it is of %s", submission.student)
            return Evidence()

    @staticmethod
    def _not_read(loaded: Loaded) -> Submission:
        files = tuple(file.name for file in loaded.files)
        return Submission(loaded.student, files, (), "", loaded.submitted_at, loaded.remarks)


class _Noted(logging.StreamHandler[io.StringIO]):
    """Faults that were noted, as text, and the level of the worst."""

    def __init__(self) -> None:
        super().__init__(io.StringIO())
        self.worst = logging.NOTSET

    def emit(self, record: logging.LogRecord) -> None:
        self.worst = max(self.worst, record.levelno)
        super().emit(record)


@contextmanager
def _noted() -> Iterator[_Noted]:
    """Faults that are noted go with the work instead of to a file that only one process may have."""
    noted = _Noted()
    before, propagated = faults.handlers[:], faults.propagate
    faults.handlers[:], faults.propagate = [noted], False
    try:
        yield noted
    finally:
        faults.handlers[:], faults.propagate = before, propagated
