"""The supervisor: puts a submission into the box, watches it, and carries out what it says."""

from __future__ import annotations

import platform
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Self

from grader.errors import SandboxError
from grader.records import USUAL_BUDGET, AnswerStatus, Ask, Budget, Cell, Limits, Outputs

from . import frames
from .host import Child, Zygote, ZygoteLostError, package_folders
from .plain import Plain, PlainChild
from .progress import BUDGET, Progress
from .stopwatch import Spent, Stopwatch

_CHUNK = 2**16
_LOOK_SECONDS = 0.5
"""How often a child that says nothing is looked at."""
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
        on_sleep: called when a submission is found asleep, at most once for each process of it.
        tier: name of the isolation that is in force: "full", "no-namespaces", "no-landlock" or "none".
        reasons: why it is not "full", in words for staff.

    Raises:
        SandboxError: a package is not installed.
    """

    def __init__(self, packages: Sequence[str] = (), *, plain: bool = False, without: Sequence[str] = ()) -> None:
        self.on_sleep: Callable[[], object] = _nothing
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

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        """Run the cells and put the questions to them.

        A question that crashes or takes too long is given up and the others go on in a new process. A statement of
        a cell that does so is left out, up to three times. What is hidden comes into no process before all else was
        answered.

        Args:
            cells: a submission's source, in the order in which it is to run.
            asks: the parts of the questions that may be shown, and the hidden ones.
            limits: what the cells together may use, and each question that has no limits of its own.
            budget: what all of it together may use; when that is used up, nothing more is run.

        Raises:
            SandboxError: the box broke down and could not be started again.
        """
        progress, spent = Progress(cells, asks, limits, budget), Spent(budget)
        lost = 0
        while not progress.complete:
            progress.begin()
            child = self._child()
            try:
                end = self._watch(child, progress, spent)
            except ChildLostError:
                lost += 1
                end = ("died", f"signal {_KILLED}") if lost == _ATTEMPTS else None
            finally:
                child.stop()
            if end is not None:
                progress.ended(*end, child.place())
            if end is not None and end[1].startswith(BUDGET):
                progress.exhausted(end[1])
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

    def _watch(self, child: Child | PlainChild, progress: Progress, spent: Spent) -> End | None:
        """Follow the child until it has answered everything (None) or its time ends."""
        watch = Stopwatch(child, progress.limits, spent)
        try:
            if not self._tell(child, progress.first(spent.cpu_left), progress.limits):
                return self._death(child)
            return self._follow(child, progress, watch)
        except TimeoutError:
            return "timeout", "wall"
        finally:
            watch.stop()

    def _follow(self, child: Child | PlainChild, progress: Progress, watch: Stopwatch) -> End | None:
        reader = frames.Reader(_bytes(progress.limits))
        told = False
        while not progress.answered:
            left, what = watch.left()
            if left <= 0:
                return "timeout", what
            child.connection.settimeout(min(left, _LOOK_SECONDS))
            data: bytes | None = None
            with suppress(TimeoutError):
                data = _received(child)
            if watch.slept() and not told:
                told = True
                self.on_sleep()
            if data is None:
                continue
            try:
                for message, values in reader.feed(data):
                    progress.accept(message, values)
                    watch.restart(progress.limits)
                    reader.limit = _bytes(progress.limits)
            except frames.FrameError:
                # What a process says after its last answer changes nothing.
                return None if progress.answered else ("died", "frames")
            if not data or (progress.awaits_more and not self._tell(child, progress.more(), progress.limits)):
                return self._death(child)
        return None

    @staticmethod
    def _tell(child: Child | PlainChild, data: bytes, limits: Limits) -> bool:
        """Send a child what it reads at once; whether it is there to do so.

        Raises:
            TimeoutError: it does not read.
        """
        child.connection.settimeout(limits.wall_seconds)
        try:
            child.connection.sendall(data)
        except ConnectionError:
            return False
        return True

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


def _received(child: Child | PlainChild) -> bytes:
    """What a child says next; nothing if it has closed its connection.

    Raises:
        TimeoutError: it says nothing.
    """
    try:
        return child.connection.recv(_CHUNK)
    except ConnectionError:
        return b""


def _nothing() -> None:
    """Nobody wants to know."""


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


def _bytes(limits: Limits) -> int:
    return limits.output_kb * 2**10
