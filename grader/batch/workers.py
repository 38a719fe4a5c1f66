"""Local worker processes: each holds the keys and one box, and takes one student at a time."""

from __future__ import annotations

import functools
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from grader import collect
from grader.batch.store import Kept, packed
from grader.collect import Handed
from grader.errors import SandboxError, faults
from grader.files import put
from grader.grade import Grader
from grader.records import Grade
from grader.report import pages
from grader.sandbox import Box
from grader.words import say

TRIES_ALONE = 4
"""How often a submission is tried alone whose worker died; a machine short of memory may kill more than one."""
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
    work: bytes = b""
    """The submission, packed."""


class Worker:
    """Reads, runs, judges and writes the page of one student after another.

    Raises:
        SandboxError: its box does not have the isolation of the run.
    """

    def __init__(self, grader: Grader, out: Path, tier: str) -> None:
        self._grader = grader
        self._out = out
        self._box = Box(grader.ring.problems.assignment.packages)
        if self._box.tier != tier:
            self._box.close()
            raise SandboxError(
                f"the isolation of this run is {tier}, and one of its processes found {self._box.tier} "
                f"({'; '.join(self._box.reasons)}); the same command goes on from here."
            )

    def __call__(self, task: Task) -> Done:
        """Grade one student; if nothing changed since an earlier run, that grade stands."""
        grader = self._grader
        submission = collect.read(task.handed, grader.ring.problems.wanted)
        fingerprint = grader.fingerprint(submission)
        again = task.earlier is not None and task.earlier.fingerprint == fingerprint
        grade = task.earlier.grade if again and task.earlier is not None else grader.grade(submission, self._box)
        put(self._out / "feedback" / f"{grade.student}.html", pages.feedback(grade, grader.ring.problems))
        return Done(grade, fingerprint, again, packed(submission))

    def close(self) -> None:
        """End the box."""
        self._box.close()


def work(grader: Grader, out: Path, tier: str, tasks: Sequence[Task], processes: int) -> Iterator[Done]:
    """Grade all tasks, yielding each as it is done, in no particular order.

    Where a worker process dies, the few students that were under way are tried again, each in a process of their own,
    and only one whose process dies then, too, gets a ``grader_error``. With one process, or where processes cannot be
    forked, the work is done in this one.

    Raises:
        SandboxError: a box cannot be started, or not with the isolation ``tier``.
    """

    def make() -> Worker:
        return Worker(grader, out, tier)

    if processes == 1 or not sys.platform.startswith("linux"):
        yield from _work_here(make, tasks)
        return
    waiting = deque(tasks)
    while waiting:
        suspects = yield from _work_in_pool(make, waiting, min(processes, len(waiting)))
        for task in suspects:
            for _ in range(TRIES_ALONE):
                if not (yield from _work_in_pool(make, deque([task]), 1)):
                    break
            else:
                yield _died(grader, out, task)


def _work_here(make: Callable[[], Worker], tasks: Sequence[Task]) -> Iterator[Done]:
    worker = make()
    try:
        yield from map(worker, tasks)
    finally:
        worker.close()


def _work_in_pool(
    make: Callable[[], Worker], waiting: deque[Task], processes: int
) -> Generator[Done, None, list[Task]]:
    """Take tasks from the front until there are none; if a process dies, return those that were under way."""
    running: dict[Future[Done], Task] = {}
    pool = ProcessPoolExecutor(
        processes,
        mp_context=multiprocessing.get_context("fork"),
        initializer=_start,
        initargs=(functools.cache(make),),
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
    faults.error("grading of %s: its worker process died again and again", task.handed.student)
    submission = collect.read(task.handed, grader.ring.problems.wanted)
    grade = grader.ungraded(submission, "grader_error", "grader_error", say("grader_error"))
    put(out / "feedback" / f"{grade.student}.html", pages.feedback(grade, grader.ring.problems))
    return Done(grade, "")


_worker: Callable[[], Worker] | None = None
"""Gives the worker of this process, where it is one of a pool. It is made with the first task, whose error it is then
if it cannot be made: one raised before any task breaks the pool and is lost.
"""


def _start(make: Callable[[], Worker]) -> None:
    global _worker  # noqa: PLW0603 - a pool's initializer has no other place
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _worker = make


def _end_with_parent() -> None:
    """End when the main process is gone, which a worker that waits for tasks does not notice."""
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _do(task: Task) -> Done:
    assert _worker is not None  # noqa: S101 - for the type checker
    return _worker()(task)
