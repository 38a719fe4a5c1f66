"""How long a submission may go on: by CPU time, by the clock, and asleep."""

from __future__ import annotations

import time
from typing import Protocol

from grader.records import ASLEEP_SECONDS, Budget, Limits

_ASLEEP_AGAIN_SECONDS = 1.0
"""How long a submission may sleep on that was ended once for sleeping: its other questions are still answered."""
_SLEEPER_SECONDS = 0.25
"""A process that was asleep for so long is a sleeper."""
_BRIEF_SECONDS = 0.05
"""So long a time of waiting is looked into at once: asking the system takes longer than most answers."""


class Watched(Protocol):
    """A process that is watched."""

    def cpu_seconds(self) -> float:
        """CPU time used so far."""

    def queued_seconds(self) -> float | None:
        """How long it was ready to run and had to wait for a processor; None where the system does not say."""


class Spent:
    """What one submission has used, over all its processes.

    Args:
        budget: what it may use.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._began = time.monotonic()
        self._cpu = 0.0
        self._may_sleep = ASLEEP_SECONDS
        self._has_slept_enough = False

    @property
    def cpu_left(self) -> float:
        """CPU time that is left to it."""
        return self._budget.cpu_seconds - self._cpu

    @property
    def wall_left(self) -> float:
        """Time by the clock that is left to it."""
        return self._budget.wall_seconds - (time.monotonic() - self._began)

    @property
    def sleep_left(self) -> tuple[float, str]:
        """Time that it may still be asleep, and what to call it when it was."""
        left = max(self._may_sleep, _BRIEF_SECONDS) if self._may_sleep > 0 else 0.0
        return left, "budget_asleep" if self._has_slept_enough else "asleep"

    def slept(self, seconds: float) -> None:
        """It was asleep for so long."""
        self._may_sleep -= seconds

    def end(self, cpu_seconds: float) -> None:
        """One of its processes has ended, which used so much CPU time."""
        self._cpu += cpu_seconds
        if self._may_sleep <= 0:
            self._may_sleep = _ASLEEP_AGAIN_SECONDS
            self._has_slept_enough = True


class Stopwatch:
    """Says how long a process may go on. CPU time counts, so that a busy machine costs nobody marks.

    Args:
        process: which is watched.
        limits: how much CPU time and how much time by the clock it has.
        spent: what its submission has used before.
    """

    def __init__(self, process: Watched, limits: Limits, spent: Spent) -> None:
        self._process = process
        self._spent = spent
        self._first = self._counted = process.cpu_seconds()
        self._queued = self._waited = self._asleep = 0.0
        self._looked = time.monotonic()
        self.restart(limits)

    def restart(self, limits: Limits) -> None:
        """Give the process the full time of these limits."""
        self._limits = limits
        self._cpu = self._process.cpu_seconds()
        self._wall = time.monotonic()

    def left(self) -> tuple[float, str]:
        """Seconds before which no limit can be reached, and which one is the next.

        A process with one thread uses CPU time no faster than time passes.
        """
        now, cpu = time.monotonic(), self._process.cpu_seconds()
        self._looked = now
        return min(
            (self._limits.cpu_seconds - (cpu - self._cpu), "cpu"),
            (self._limits.wall_seconds - (now - self._wall), "wall"),
            (self._spent.cpu_left - (cpu - self._first), "budget_cpu"),
            (self._spent.wall_left, "budget_wall"),
            self._spent.sleep_left,
        )

    def slept(self) -> bool:
        """Whether the process was asleep for long, all in all; the time since :meth:`left` was spent to wait for it.

        Asleep is what neither ran nor was ready to run: a process on a busy machine is not.
        """
        self._waited += time.monotonic() - self._looked
        queued = self._process.queued_seconds() if self._waited >= _BRIEF_SECONDS else None
        if queued is not None:
            cpu = self._process.cpu_seconds()
            asleep = max(self._waited - (cpu - self._counted) - (queued - self._queued), 0.0)
            self._spent.slept(asleep)
            self._asleep += asleep
            self._waited, self._counted, self._queued = 0.0, cpu, queued
        return self._asleep >= _SLEEPER_SECONDS

    def stop(self) -> None:
        """The process is not watched any more."""
        self._spent.end(self._process.cpu_seconds() - self._first)
