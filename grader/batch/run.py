"""A class from what was handed in to gradebook, pages and report."""

from __future__ import annotations

import hashlib
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
from msgspec.structs import replace

from grader import collect, files
from grader.batch import gradebook, place, sheets
from grader.batch.executors import Executor
from grader.batch.origin import Origin
from grader.batch.store import Kept, Store
from grader.batch.work import Done, Task
from grader.collect import Handed
from grader.errors import KeysError, OutputError, faults
from grader.grade import Grader
from grader.records import Evidence, Foreign, Grade, Key, Submission, encoded
from grader.report import pages
from grader.report.summary import is_faulty
from grader.words import say

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


def quietly(done: int, total: int) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True)
class Run:
    """What a run has made so far.

    Attributes:
        grades: one for each student, in the order of the roster, strangers last; those not reached are not there.
        again: how many stand unchanged from an earlier run.
        kept: the students whose grades stand although nothing of theirs was handed in now.
        outdated: those of them who were graded by other keys or rules than hold now.
        interrupted: whether somebody stopped it; the same command goes on where it stopped.
        unwritten: why files could not be written, one message for each; the grades are kept all the same.
        noted: the students on whose work the grader was at fault in some part, although it was graded.
        foreign: whose work was made on another student's sheet, for staff alone.
    """

    grades: tuple[Grade, ...]
    again: int
    kept: tuple[str, ...]
    outdated: tuple[str, ...]
    interrupted: bool
    unwritten: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    foreign: tuple[Foreign, ...] = ()


def run(
    grader: Grader,
    handed: Sequence[Handed],
    origin: Origin,
    out: Path,
    *,
    executor: Executor,
    header: Sequence[str],
    replacing: bool = False,
    progress: Progress = quietly,
) -> Run:
    """Grade everything that was handed in and write all of ``out``.

    Args:
        grader: what ``origin`` makes.
        handed: what was found, one entry for each student.
        origin: the recipe for whoever does the work, kept so that a mark can be explained later. Each student of the
            roster gets a row; without one, those who handed in.
        out: the folder of results; grades of an earlier run in it stand where nothing changed.
        executor: where the work is done.
        header: lines for the head of the report.
        replacing: whether what earlier runs left in ``out`` is removed first.
        progress: told after every submission.

    Raises:
        OutputError: ``out`` cannot be written, or holds results that are not of the same assignment and class.
        GraderError: nobody can do the work; the box cannot be started, or not with that isolation.
    """
    place.prepare(out)
    origin = replace(origin, ring=grader.ring.digest)
    with Store(out / "gradebook.sqlite") as store:
        if replacing:
            place.clear(store, out)
        assignment = grader.ring.problems.assignment.id
        place.claim(store, out, assignment, origin, [one.student for one in handed])
        results = _Results(grader, store, out)
        interrupted, foreign = False, tuple[Foreign, ...]()
        progress(0, len(handed))
        earlier = store.kept(assignment)
        results.add_kept(handed, earlier)
        try:
            tasks = results.tasks(handed, earlier)
            with closing(_closeable(executor.run(encoded(origin), tasks))) as work:
                for done in work:
                    results.take(msgspec.json.decode(done, type=Done))
                    progress(results.done, len(handed))
            results.add_lost(handed)
            results.add_missing(handed, origin.roster or {})
            results.look_for_outdated(earlier)
            foreign = results.foreign(origin.roster or {})
        except KeyboardInterrupt:
            interrupted = True
        with _undisturbed():
            ordered = _in_order(results.grades, origin.roster or {})
            ids = [one.id for one in grader.ring.problems.problems]
            results.put("gradebook.csv", gradebook.gradebook_csv(ordered, ids))
            results.put("grades.jsonl", gradebook.grades_jsonl(ordered))
            report = pages.report(ordered, grader.ring.problems, header, foreign, pictured=not interrupted)
            results.put("report.html", report)
    noted = tuple(grade.student for grade in ordered if grade.student in results.noted)
    kept, outdated = tuple(results.kept), tuple(results.outdated)
    return Run(tuple(ordered), results.again, kept, outdated, interrupted, tuple(results.unwritten), noted, foreign)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Whoever presses Ctrl-C now has to wait for the moment that it takes to write what is there."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _closeable(work: Iterator[bytes]) -> Generator[bytes]:
    """The same as a generator, which can be closed and then closes an executor's generator with it."""
    yield from work


@dataclass
class _Results:
    """What is to do and what was done, kept and written one by one; a page that cannot be written stops no other."""

    grader: Grader
    store: Store
    out: Path
    grades: dict[str, Grade] = field(default_factory=dict)
    unwritten: list[str] = field(default_factory=list)
    noted: set[str] = field(default_factory=set)
    kept: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    again: int = 0
    done: int = 0

    def tasks(self, handed: Sequence[Handed], earlier: dict[str, Kept]) -> Iterator[bytes]:
        """What an executor is given, made one by one.

        The order is that of a lot drawn with the keys, so that nobody can choose whose work is run after his own, and
        learn by the clock what that did.
        """

        def lot(one: Handed) -> bytes:
            return hashlib.sha256(f"{self.grader.ring.digest}\n{one.student}".encode()).digest()

        for one in sorted(handed, key=lot):
            yield encoded(Task(collect.load(one), self._held(one.student), earlier.get(one.student)))

    def take(self, done: Done) -> None:
        """Keep what an executor brought."""
        grade = done.grade
        if done.faults:
            faults.error("%s", done.faults.rstrip())
        if done.faulty and not is_faulty(grade):
            self.noted.add(grade.student)
        self.grades[grade.student] = grade
        self.done += 1
        self.again += done.again
        self.store.put(done.fingerprint, grade, done.work, done.evidence)
        if done.page:
            self.put(f"feedback/{grade.student}.html", done.page)
        else:
            self.unwritten.append(f"{self.out / 'feedback' / grade.student}.html: could not be made.")

    def add_lost(self, handed: Sequence[Handed]) -> None:
        """A row for everybody whom the executor left out."""
        for one in handed:
            if one.student not in self.grades:
                faults.error("grading of %s: whoever did it died each time", one.student)
                names = tuple(source.name for source in one.sources)
                work = Submission(one.student, names, (), "", one.submitted_at, one.remarks)
                self._add(self.grader.ungraded(work, "grader_error", "grader_error", say("grader_error")))

    def add_kept(self, handed: Sequence[Handed], earlier: Mapping[str, Kept]) -> None:
        """The grades of those who handed in before and not now: whoever hands in again costs nobody else a mark."""
        present = {one.student for one in handed}
        for student, kept in earlier.items():
            if student in present or kept.grade.status == "missing":
                continue
            self.kept.append(student)
            self.grades[student] = replace(kept.grade, name=self.grader.name(student))

    def look_for_outdated(self, earlier: Mapping[str, Kept]) -> None:
        """Those of the kept grades that would be others by now."""
        for student in self.kept:
            kept = earlier[student]
            work = self.store.work(student, kept.grade.assignment)
            if kept.fingerprint and work and kept.fingerprint != self.grader.fingerprint(work, self._held(student)):
                self.outdated.append(student)

    def add_missing(self, handed: Sequence[Handed], roster: Mapping[str, str]) -> None:
        """A row for everybody on the roster who handed in nothing."""
        present = {one.student for one in handed} | self.grades.keys()
        for student in roster:
            if student not in present:
                self._add(self.grader.missing(student))

    def foreign(self, roster: Mapping[str, str]) -> tuple[Foreign, ...]:
        """Whose work was made on another's sheet; a fault in finding it costs no results."""
        try:
            return self._foreign(roster)
        except Exception:
            faults.exception("whose sheets were handed in")
            return ()

    def _foreign(self, roster: Mapping[str, str]) -> tuple[Foreign, ...]:
        problems = self.grader.ring.problems
        digits = {one.id: one.question.digits for some in problems.by_hand.values() for one in some}
        found = self.store.evidence(problems.assignment.id)
        graded = {student: found[student] for student in self.grades if student in found}
        return sheets.foreign(graded, {*roster, *graded}, digits, self._numbers)

    def put(self, name: str, content: str | bytes) -> None:
        """Write a file of results, or note why it cannot be written."""
        try:
            files.put(self.out / name, content, secret=True)
        except OutputError as error:
            self.unwritten.append(str(error))

    def _numbers(self, student: str) -> dict[str, Key]:
        try:
            return self.grader.ring.numbers(student)
        except KeysError:
            return {}

    def _held(self, student: str) -> bytes:
        try:
            return self.grader.ring.held(student)
        except KeysError:
            faults.exception("keys of %s", student)
            self.noted.add(student)
            return b""

    def _add(self, grade: Grade) -> None:
        self.grades[grade.student] = grade
        self.store.put("", grade, evidence=Evidence())
        self.put(f"feedback/{grade.student}.html", pages.feedback(grade, self.grader.ring.problems))


def _in_order(grades: dict[str, Grade], roster: dict[str, str]) -> list[Grade]:
    listed = [student for student in roster if student in grades]
    strangers = sorted(set(grades) - set(listed))
    return [grades[student] for student in [*listed, *strangers]]
