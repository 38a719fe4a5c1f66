"""Where the work is done: anything that takes tasks as bytes and gives back what is done as bytes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import Protocol

from grader.batch.processes import LocalProcesses
from grader.batch.work import Worker
from grader.grade import Grader

FEW = 4
"""So few tasks are done sooner here than processes are started."""


class Executor(Protocol):
    """Does tasks somewhere. Whatever is between here and there sees bytes alone."""

    def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Do all tasks, each by ``Worker(recipe)(task)``, and yield what is done in any order.

        A task that kills whoever does it may be left out: that student gets a ``grader_error``. Tasks hold files, so
        they are taken one by one, and not many more than are under way.

        Args:
            recipe: from which a worker can be made in any process.
            tasks: made while they are taken.

        Raises:
            GraderError: nobody can do any of them.
        """


class ThisProcess:
    """Does the work in this process.

    Args:
        grader: what the recipe makes, where it is there already.
    """

    def __init__(self, grader: Grader | None = None) -> None:
        self._grader = grader

    def run(self, recipe: bytes, tasks: Iterable[bytes]) -> Iterator[bytes]:
        """Do one task after another."""
        with Worker(recipe, self._grader) as worker:
            yield from map(worker, tasks)


def local(grader: Grader, tasks: int, processes: int | None = None) -> Executor:
    """This machine: as many processes as asked for, by default one for each core.

    A handful of tasks is done in this process, and so is everything where processes cannot be forked.
    """
    if processes is None:
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        processes = 1 if tasks <= FEW else cores
    if processes == 1 or not sys.platform.startswith("linux"):
        return ThisProcess(grader)
    return LocalProcesses(min(processes, max(tasks, 1)), grader)
