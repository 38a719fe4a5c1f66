"""Local worker processes: each holds the keys and one box, and takes one student at a time."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from grader import collect
from grader.batch.store import Kept
from grader.collect import Handed
from grader.errors import faults
from grader.files import put
from grader.grade import Grader
from grader.records import Grade
from grader.report import pages
from grader.sandbox import Box
from grader.words import say

ATTEMPTS = 3
"""How often a student whose worker process died is tried again."""


@dataclass(frozen=True)
class Task:
    """One student's work, and what an earlier run said of it."""

    handed: Handed
    earlier: Kept | None = None


@dataclass(frozen=True)
class Done:
    """A grade and the fingerprint of all that decided it; ``again`` where an earlier run's grade still holds."""

    grade: Grade
    fingerprint: str
    again: bool = False


class Worker:
    """Reads, runs, judges and writes the page of one student after another."""

    def __init__(self, grader: Grader, out: Path) -> None:
        self._grader = grader
        self._out = out
        self._box = Box()

    def __call__(self, task: Task) -> Done:
        """Grade one student; if nothing changed since an earlier run, that grade stands."""
        grader = self._grader
        submission = collect.read(task.handed, grader.ring.problems.wanted)
        fingerprint = grader.fingerprint(submission)
        again = task.earlier is not None and task.earlier.fingerprint == fingerprint
        grade = task.earlier.grade if again and task.earlier is not None else grader.grade(submission, self._box)
        put(self._out / "feedback" / f"{grade.student}.html", pages.feedback(grade, grader.ring.problems))
        return Done(grade, fingerprint, again)

    def close(self) -> None:
        """End the box."""
        self._box.close()


def work(grader: Grader, out: Path, tasks: Sequence[Task], processes: int) -> Iterator[Done]:
    """Grade all tasks, yielding each as it is done, in no particular order.

    A worker process that dies takes nothing with it: its student is tried again, and after ``ATTEMPTS`` tries gets
    a ``grader_error``. With one process, or where processes cannot be forked, the work is done in this one.
    """
    if processes == 1 or not sys.platform.startswith("linux"):
        yield from _work_here(grader, out, tasks)
        return
    left = {task.handed.student: task for task in tasks}
    for _ in range(ATTEMPTS):
        try:
            for done in _work_in_pool(grader, out, list(left.values()), processes):
                del left[done.grade.student]
                yield done
        except BrokenProcessPool:
            continue
        return
    for task in left.values():
        faults.error("grading of %s: its worker process died %d times", task.handed.student, ATTEMPTS)
        submission = collect.read(task.handed, grader.ring.problems.wanted)
        grade = grader.ungraded(submission, "grader_error", "grader_error", say("grader_error"))
        put(out / "feedback" / f"{grade.student}.html", pages.feedback(grade, grader.ring.problems))
        yield Done(grade, "")


def _work_here(grader: Grader, out: Path, tasks: Sequence[Task]) -> Iterator[Done]:
    worker = Worker(grader, out)
    try:
        yield from map(worker, tasks)
    finally:
        worker.close()


def _work_in_pool(grader: Grader, out: Path, tasks: Sequence[Task], processes: int) -> Iterator[Done]:
    pool = ProcessPoolExecutor(
        min(processes, len(tasks)) or 1,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_start,
        initargs=(lambda: Worker(grader, out),),
    )
    futures: list[Future[Done]] = [pool.submit(_do, task) for task in tasks]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


_worker: Worker | None = None
"""The worker of this process, where it is one of a pool."""


def _start(make: Callable[[], Worker]) -> None:
    global _worker  # noqa: PLW0603 - a pool's initializer has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = make()


def _do(task: Task) -> Done:
    assert _worker is not None  # noqa: S101 - for the type checker
    return _worker(task)
