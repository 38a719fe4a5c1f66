"""A class from what was handed in to gradebook, pages and report."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from grader import files
from grader.batch import gradebook
from grader.batch.store import Origin, Store
from grader.batch.workers import Task, work
from grader.collect import Handed
from grader.errors import OutputError
from grader.grade import Grader
from grader.records import Grade
from grader.report import pages

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
        interrupted: whether somebody stopped it; the same command goes on where it stopped.
    """

    grades: tuple[Grade, ...]
    again: int
    interrupted: bool


def run(
    grader: Grader,
    handed: Sequence[Handed],
    origin: Origin,
    out: Path,
    *,
    tier: str,
    header: Sequence[str],
    processes: int | None = None,
    progress: Progress = quietly,
) -> Run:
    """Grade everything that was handed in and write all of ``out``.

    Args:
        grader: the assignment with its keys.
        handed: what was found, one entry for each student.
        origin: where keys and roster came from, kept so that a mark can be explained later. Each student of the
            roster gets a row; without one, those who handed in.
        out: the folder of results; grades of an earlier run in it stand where nothing changed.
        tier: the isolation that was found and must be in force wherever students' code is run.
        header: lines for the head of the report.
        processes: worker processes, by default one for each core, and one for a handful of submissions.
        progress: told after every submission.

    Raises:
        OutputError: ``out`` cannot be written.
        SandboxError: a box cannot be started, or not with that isolation.
    """
    prepare(out)
    grades: dict[str, Grade] = {}
    again, interrupted = 0, False
    with Store(out / "gradebook.sqlite") as store:
        store.put_origin(grader.ring.problems.assignment.id, replace(origin, ring=grader.ring.digest))
        earlier = store.kept(grader.ring.problems.assignment.id)
        tasks = [Task(one, earlier.get(one.student)) for one in handed]
        progress(0, len(tasks))
        try:
            for done in work(grader, out, tier, tasks, processes or _processes(len(tasks))):
                grades[done.grade.student] = done.grade
                again += done.again
                store.put(done.fingerprint, done.grade, done.work)
                progress(len(grades), len(tasks))
        except KeyboardInterrupt:
            interrupted = True
        _add_missing(grader, handed, origin.roster, store, out, grades)
    ordered = _in_order(grades, origin.roster)
    files.put(out / "gradebook.csv", gradebook.gradebook_csv(ordered))
    files.put(out / "grades.jsonl", gradebook.grades_jsonl(ordered))
    files.put(out / "report.html", pages.report(ordered, grader.ring.problems, header))
    return Run(tuple(ordered), again, interrupted)


def _add_missing(
    grader: Grader,
    handed: Sequence[Handed],
    roster: Sequence[str] | None,
    store: Store,
    out: Path,
    grades: dict[str, Grade],
) -> None:
    present = {one.student for one in handed}
    for student in roster or ():
        if student not in present:
            grades[student] = grader.missing(student)
            store.put("", grades[student])
            page = pages.feedback(grades[student], grader.ring.problems)
            files.put(out / "feedback" / f"{student}.html", page)


def _in_order(grades: dict[str, Grade], roster: Sequence[str] | None) -> list[Grade]:
    listed = [student for student in roster or () if student in grades]
    strangers = sorted(set(grades) - set(listed))
    return [grades[student] for student in [*listed, *strangers]]


def prepare(out: Path) -> None:
    """Make the folder of results and see that it can be written.

    Raises:
        OutputError: it cannot.
    """
    try:
        (out / "feedback").mkdir(parents=True, exist_ok=True)
        files.put(out / "feedback" / ".writable", "")
        (out / "feedback" / ".writable").unlink()
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error.strerror}); choose another folder with --out.") from error


def _processes(tasks: int) -> int:
    few = 4
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return 1 if tasks <= few else cores
