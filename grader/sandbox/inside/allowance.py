"""What students' code may use while one question is answered or the cells are run, and where it is when time runs out.

Time is kept from outside, by killing. Shortly before that, timers in here note the line that is being executed.
Students' code can stop them, and then only loses the line.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Sequence
from types import FrameType
from typing import Any

from .cells import Mark
from .errors import cell_of
from .loops import outermost_loop
from .process import IN_A_CALL

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_EARLY = 0.9
"""At which part of the time the line is noted for the first time."""
_ASLEEP = 1.0
"""A process that is asleep can be ended after so many seconds."""
_AGAIN = 0.03
"""After which part of the time it is noted again."""


class Allowance:
    """Keeps the limits that can be kept from inside, and notes places.

    Args:
        mark: is told cell, statement and line of what is running; line 0 stands for "not known", and ``IN_A_CALL`` for
            the statement while a question is answered.
        sources: of the cells.
    """

    def __init__(self, mark: Mark, sources: Sequence[str]) -> None:
        self._mark = mark
        self._sources = sources
        self._statement: tuple[int, int] | None = None
        self._in_a_call = False
        self._memory = resource.getrlimit(resource.RLIMIT_AS)[0] if resource else -1
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGPROF, self._note)
            signal.signal(signal.SIGALRM, self._note)

    def begin(self, limits: dict[str, Any]) -> None:
        """The cells or a question begin: set the timers and the memory limit."""
        self._statement = None
        # The last statement stays noted until then: what it wrote may not have been read yet.
        if self._in_a_call:
            self._in_a_call = False
            self._mark(0, IN_A_CALL, 0)
        if hasattr(signal, "setitimer"):
            # One question's own timer must not end the next one.
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.setitimer(signal.ITIMER_PROF, _EARLY * limits["cpu"], _AGAIN * limits["cpu"])
            signal.setitimer(signal.ITIMER_REAL, _EARLY * min(limits["wall"], _ASLEEP), _AGAIN * limits["wall"])
        self._leave(limits["less_memory"])

    def end(self) -> None:
        """What comes now is our own: there is memory again to tell what happened."""
        self._leave(0)

    def statement(self, cell: int, number: int, line: int) -> None:
        """Note a statement that is about to be run."""
        self._statement = cell, number
        self._mark(cell, number, line)

    def _leave(self, less: int) -> None:
        if resource and self._memory not in (-1, resource.RLIM_INFINITY):
            with contextlib.suppress(OSError, ValueError):
                hard = resource.getrlimit(resource.RLIMIT_AS)[1]
                resource.setrlimit(resource.RLIMIT_AS, (self._memory - less, hard))

    def _note(self, _number: int, frame: FrameType | None) -> None:
        """Note where it is in a cell; while a statement is being run, in the statement's own cell.

        That is the outermost loop, or the innermost line where there is none: which line of a loop is just being run
        is another each time.
        """
        own = None if self._statement is None else self._statement[0]
        frames: list[tuple[int, FrameType]] = []
        while frame is not None:
            cell = cell_of(frame.f_code)
            if cell is not None and own in (None, cell):
                frames.append((cell, frame))
            frame = frame.f_back
        if not frames:
            return
        place = next(filter(None, map(self._loop, reversed(frames))), None)
        cell, line = place or (frames[0][0], frames[0][1].f_lineno)
        if self._statement is None:
            self._in_a_call = True
            self._mark(cell, IN_A_CALL, line)
        else:
            self._mark(*self._statement, line)

    def _loop(self, there: tuple[int, FrameType]) -> tuple[int, int] | None:
        cell, frame = there
        if cell >= len(self._sources):
            return None
        lines = self._sources[cell].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        line = outermost_loop(lines, frame.f_lineno or 0, frame.f_code.co_firstlineno)
        return None if line is None else (cell, line)
