"""The supervisor: puts a submission into the box, watches it, and carries out what it says."""

from __future__ import annotations

import platform
import signal
import sys
import time
from collections.abc import Sequence
from functools import partial
from types import TracebackType
from typing import Literal, Self

from grader.errors import SandboxError
from grader.records import AnswerStatus, Ask, Cell, Limits, Outputs

from . import frames
from .host import Child, Zygote, ZygoteLostError, package_folders
from .plain import Plain, PlainChild
from .progress import Progress

_CHUNK = 2**16
_ATTEMPTS = 3
_ENDING_SECONDS = 5.0
_KILLED = 9
"""SIGKILL, also where the system does not have it."""

End = tuple[AnswerStatus, str]


class ChildLostError(Exception):
    """A child was killed, and not by us: what it was doing is to be done again."""


class Box:
    """Runs submissions, one at a time and each in a process of its own. Not thread safe.

    Use it in the thread that made it: the box dies with that thread.

    Args:
        packages: what students' code may import beside the standard library and NumPy.
        plain: use a plain process for each submission, as on systems that have nothing to isolate with.
        without: layers to leave out (of :data:`LAYERS`), to see what each is good for.

    Attributes:
        tier: name of the isolation that is in force: "full", "no-namespaces", "no-landlock" or "none".
        reasons: why it is not "full", in words for staff.

    Raises:
        SandboxError: a package is not installed.
    """

    def __init__(self, packages: Sequence[str] = (), *, plain: bool = False, without: Sequence[str] = ()) -> None:
        self._start = partial(_host, packages, plain=plain, without=without)
        self._host = self._start()
        self.tier = self._host.tier
        self.reasons = self._host.reasons

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
            limits: what the cells together may use, and each question that has no limits of its own.

        Raises:
            SandboxError: the box broke down and could not be started again.
        """
        progress = Progress(cells, asks, limits)
        lost = 0
        while not progress.complete:
            progress.begin()
            child = self._child()
            try:
                end = self._watch(child, progress)
            except ChildLostError:
                lost += 1
                end = ("died", f"signal {_KILLED}") if lost == _ATTEMPTS else None
            finally:
                child.stop()
            if end is not None:
                progress.ended(*end, child.place())
        return progress.outputs(self.tier)

    def close(self) -> None:
        """End all processes of the box."""
        self._host.close()

    def _child(self) -> Child | PlainChild:
        for _ in range(_ATTEMPTS):
            try:
                return self._host.child()
            except ZygoteLostError:
                self._restart()
        raise SandboxError("the box was started again several times and never answered; is the machine overloaded?")

    def _restart(self) -> None:
        self._host.close()
        self._host = self._start()
        if self._host.tier != self.tier:
            raise SandboxError(f"the box was started again with isolation {self._host.tier} instead of {self.tier}.")

    def _watch(self, child: Child | PlainChild, progress: Progress) -> End | None:
        """Follow the child until it has answered everything (None) or its time ends."""
        reader = frames.Reader(_bytes(progress.limits))
        watch = Stopwatch(child, progress.limits)
        connection = child.connection
        try:
            connection.settimeout(progress.limits.wall_seconds)
            connection.sendall(progress.job())
        except TimeoutError:
            return "timeout", "wall"
        except ConnectionError:
            return self._death(child)
        while not progress.answered:
            left, what = watch.left()
            if left <= 0:
                return "timeout", what
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
                    watch.restart(progress.limits)
                    reader.limit = _bytes(progress.limits)
            except frames.FrameError:
                # What a process says after its last answer changes nothing.
                return None if progress.answered else ("died", "frames")
        return None

    def _death(self, child: Child | PlainChild) -> End:
        """How a child ended that closed its connection.

        Raises:
            ChildLostError: somebody else killed it, such as a system without memory: nothing that it ran can do that.
        """
        if not child.ends_within(_ENDING_SECONDS):
            return "died", "frames"
        try:
            status = child.status()
        except ZygoteLostError as error:
            raise ChildLostError from error
        if status == -_KILLED:
            raise ChildLostError
        if status >= 0:
            return "died", f"exit status {status}"
        if -status == signal.SIGXCPU:
            return "timeout", "cpu"
        return "died", f"signal {-status} ({signal.strsignal(-status)})"


def _host(packages: Sequence[str], *, plain: bool, without: Sequence[str]) -> Zygote | Plain:
    folders = package_folders(("numpy", *packages))
    if plain:
        return Plain(packages, folders, "it was not asked for")
    if sys.platform != "linux":
        return Plain(packages, folders, f"it is made of parts of Linux, and this is {platform.system()}")
    reason = ""
    for _ in range(_ATTEMPTS):
        try:
            return Zygote(packages, folders, without)
        except ZygoteLostError as error:
            reason = str(error)
        except SandboxError as error:
            return Plain(packages, folders, str(error))
    return Plain(packages, folders, reason)


class Stopwatch:
    """Says how long a child may go on. CPU time counts, so that a busy machine costs nobody marks.

    Args:
        child: the process that is watched.
        limits: how much CPU time and how much time by the clock it has.
    """

    def __init__(self, child: Child | PlainChild, limits: Limits) -> None:
        self._child = child
        self.restart(limits)

    def restart(self, limits: Limits) -> None:
        """Give the child the full time of these limits."""
        self._limits = limits
        self._cpu = self._child.cpu_seconds()
        self._wall = time.monotonic()

    def left(self) -> tuple[float, Literal["cpu", "wall"]]:
        """Seconds before which no limit can be reached, and which one is the next.

        A process with one thread uses CPU time no faster than time passes.
        """
        cpu = self._limits.cpu_seconds - (self._child.cpu_seconds() - self._cpu)
        wall = self._limits.wall_seconds - (time.monotonic() - self._wall)
        return (cpu, "cpu") if cpu <= wall else (wall, "wall")


def _bytes(limits: Limits) -> int:
    return limits.output_kb * 2**10
