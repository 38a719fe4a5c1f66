"""Local worker processes: each holds the keys and one box, and takes one student at a time."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
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

AHEAD = 2
"""How many tasks are handed to each process at once, so that none waits for its next."""


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

    Where a worker process dies, the few students that were under way are tried again, each in a process of their own,
    and only one whose process dies then, too, gets a ``grader_error``. With one process, or where processes cannot be
    forked, the work is done in this one.
    """
    if processes == 1 or not sys.platform.startswith("linux"):
        yield from _work_here(grader, out, tasks)
        return
    waiting = deque(tasks)
    while waiting:
        suspects = yield from _work_in_pool(grader, out, waiting, min(processes, len(waiting)))
        for task in suspects:
            if (yield from _work_in_pool(grader, out, deque([task]), 1)):
                yield _died(grader, out, task)


def _work_here(grader: Grader, out: Path, tasks: Sequence[Task]) -> Iterator[Done]:
    worker = Worker(grader, out)
    try:
        yield from map(worker, tasks)
    finally:
        worker.close()


def _work_in_pool(grader: Grader, out: Path, waiting: deque[Task], processes: int) -> Generator[Done, None, list[Task]]:
    """Take tasks from the front until there are none; if a process dies, return those that were under way."""
    running: dict[Future[Done], Task] = {}
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_start,
        initargs=(lambda: Worker(grader, out),),
    )
    try:
        while waiting or running:
            while waiting and len(running) < AHEAD * processes:
                future = pool.submit(_do, waiting[0])
                running[future] = waiting.popleft()
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                done = future.result()
                del running[future]
                yield done
    except BrokenProcessPool:
        return list(running.values())
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


def _died(grader: Grader, out: Path, task: Task) -> Done:
    faults.error("grading of %s: its worker process died, twice", task.handed.student)
    submission = collect.read(task.handed, grader.ring.problems.wanted)
    grade = grader.ungraded(submission, "grader_error", "grader_error", say("grader_error"))
    put(out / "feedback" / f"{grade.student}.html", pages.feedback(grade, grader.ring.problems))
    return Done(grade, "")


_worker: Worker | None = None
"""The worker of this process, where it is one of a pool."""


def _start(make: Callable[[], Worker]) -> None:
    global _worker  # noqa: PLW0603 - a pool's initializer has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _worker = make()


def _do(task: Task) -> Done:
    assert _worker is not None  # noqa: S101 - for the type checker
    return _worker(task)
