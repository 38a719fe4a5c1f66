"""Many runs of a solution on the same inputs, each with other mistakes, for little more than one run."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.solution.parts import Mistake, Step, Values

Made = tuple[Mistake, ...]
"""Mistakes, or slips, made together, in the order of the steps; of one step those on top of it last."""

Answer = tuple[npt.NDArray[np.float64], ...]


class Runs:
    """The values of steps for one way after another.

    A way shares all values with the way without its last mistake, but for that mistake's step and the steps that
    follow from it; and each of these is worked out when it is first asked for.
    """

    def __init__(self, steps: Mapping[str, Step], inputs: Mapping[str, Any]) -> None:
        self._steps = steps
        self._right = _Run(steps, inputs)
        self._begun: dict[Made, _Run] = {(): self._right}
        self._following = _following(steps)

    def values(self, way: Made) -> Mapping[str, Any]:
        """Values by name, each worked out when it is looked up, which raises what the step raises."""
        return self._after(way)

    def answers(self, ways: Iterable[Made], returns: Sequence[str]) -> dict[Made, Answer]:
        """What each way gives for the steps ``returns``; what cannot be computed is an array of NaN."""
        with quiet():
            return {way: self._answer(way, returns) for way in ways}

    def _answer(self, way: Made, returns: Sequence[str]) -> Answer:
        run = self._after(way)
        try:
            return tuple(np.array(run[name], dtype=np.float64) for name in returns)
        except (ArithmeticError, IndexError, ValueError):
            if not way:
                raise
            return tuple(np.array(np.nan) for _ in returns)

    def _after(self, way: Made) -> _Run:
        if not way:
            return self._right
        *begin, last = way
        before = self._begun.get(tuple(begin))
        if before is None:
            before = self._begun[tuple(begin)] = self._after(tuple(begin))
        return _Run(self._steps, {}, before, last, self._following[last.step])


class _Run(Values):
    """The values of one way, worked out when they are looked up."""

    def __init__(
        self,
        steps: Mapping[str, Step],
        inputs: Mapping[str, Any],
        before: _Run | None = None,
        mistake: Mistake | None = None,
        following: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(inputs)
        self._steps, self._before, self._mistake, self._following = steps, before, mistake, following

    def __missing__(self, name: str) -> Any:
        before, mistake = self._before, self._mistake
        if before is None or mistake is None or name in self._following:
            step = self._steps[name]
            value = step.function(*[self[need] for need in step.needs])
        elif name == mistake.step:
            value = mistake.function(*[before[need] for need in mistake.needs])
        else:
            value = before[name]
        self[name] = value
        return value


def _following(steps: Mapping[str, Step]) -> dict[str, frozenset[str]]:
    """For each step those that need it, directly or not."""
    found: dict[str, set[str]] = {name: set() for name in steps}
    for name, step in reversed(list(steps.items())):
        for need in step.needs:
            if need in found:
                found[need] |= {name} | found[name]
    return {name: frozenset(those) for name, those in found.items()}


@contextmanager
def quiet() -> Iterator[None]:
    """NaN, infinity and means of nothing without warnings: mistakes give them, too."""
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
