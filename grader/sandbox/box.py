"""The supervisor: puts a submission into the box, watches it, and carries out what it says."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from grader.errors import SandboxError
from grader.records import AnswerStatus, Ask, Cell, Limits, Outputs

from . import frames
from .host import Child, Zygote, ZygoteLostError
from .progress import Progress

_CHUNK = 2**16
_ATTEMPTS = 3

End = tuple[AnswerStatus, str]


class Box:
    """Runs submissions, one at a time and each in a process of its own. Not thread safe.

    Use it in the thread that made it: the box dies with that thread.

    Attributes:
        tier: name of the isolation that is in force.

    Raises:
        SandboxError: it could not be started.
    """

    def __init__(self) -> None:
        self._zygote = Zygote()
        self.tier = self._zygote.tier

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits) -> Outputs:
        """Run the cells and put the questions to them.

        A question that crashes or takes too long is given up and the others go on in a new process. A statement of
        a cell that does so is left out, up to three times.

        Args:
            cells: a submission's source, in the order in which it is to run.
            asks: the questions; no two with the same id.
            limits: what each question, and the cells together, may use.

        Raises:
            SandboxError: the box broke down and could not be started again.
        """
        progress = Progress(cells, asks, limits)
        while not progress.complete:
            progress.begin()
            child = self._child()
            try:
                end = self._watch(child, progress)
            finally:
                child.stop()
                place = self._zygote.place()
                self._zygote.order()
            if end is not None:
                progress.ended(*end, place)
        return progress.outputs(self.tier)

    def close(self) -> None:
        """End all processes of the box."""
        self._zygote.close()

    def _child(self) -> Child:
        for _ in range(_ATTEMPTS):
            try:
                return self._zygote.child()
            except ZygoteLostError:
                self._restart()
        raise SandboxError("the box was started again several times and never answered; is the machine overloaded?")

    def _restart(self) -> None:
        self._zygote.close()
        self._zygote = Zygote()

    def _watch(self, child: Child, progress: Progress) -> End | None:
        """Follow the child until it has answered everything (None) or its time ends."""
        limits = progress.limits
        reader = frames.Reader(limits.output_kb * 2**10)
        watch = Stopwatch(child, limits)
        connection = child.connection
        try:
            connection.settimeout(limits.wall_seconds)
            connection.sendall(progress.job())
        except TimeoutError:
            return "timeout", ""
        except ConnectionError:
            return self._death(child)
        while not progress.answered:
            left = watch.left()
            if left <= 0:
                return "timeout", ""
            connection.settimeout(left)
            try:
                data = connection.recv(_CHUNK)
            except TimeoutError:
                continue
            except ConnectionError:
                data = b""
            if not data:
                return self._death(child)
            try:
                for message, values in reader.feed(data):
                    progress.accept(message, values)
                    watch.restart()
            except frames.FrameError:
                return "died", "frames"
        return None

    def _death(self, child: Child) -> End:
        """How a child ended that closed its connection."""
        child.kill()
        try:
            status = self._zygote.status()
        except ZygoteLostError:
            return "died", "zygote"
        if os.WIFEXITED(status):
            return "died", f"exit status {os.WEXITSTATUS(status)}"
        number = os.WTERMSIG(status)
        if number == signal.SIGXCPU:
            return "timeout", ""
        return "died", f"signal {number} ({signal.strsignal(number)})"


class Stopwatch:
    """Says how long a child may go on. CPU time counts, so that a busy machine costs nobody marks.

    Args:
        child: the process that is watched.
        limits: how much CPU time and how much time by the clock it has after each :meth:`restart`.
    """

    def __init__(self, child: Child, limits: Limits) -> None:
        self._child = child
        self._limits = limits
        self.restart()

    def restart(self) -> None:
        """Give the child its full time again."""
        self._cpu = self._child.cpu_seconds()
        self._wall = time.monotonic()

    def left(self) -> float:
        """Seconds before which no limit can be reached: a process with one thread uses no CPU time faster."""
        cpu = self._limits.cpu_seconds - (self._child.cpu_seconds() - self._cpu)
        return min(cpu, self._limits.wall_seconds - (time.monotonic() - self._wall))
