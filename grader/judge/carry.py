"""Error carried forward: what is right for a student's own earlier answers, which are known to their digits only."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from grader.compare import Array
from grader.judge.findings import Diagnosis, Written
from grader.solution import Mistake, Solution, Step, quiet

LIKE_SIZE = 3.0
"""By what factor an earlier answer that no mistake explains may be larger or smaller than the right one.

Farther away it can make what follows trivial: a sigmoid of 10 is 1 in four decimals, whatever was computed.
"""
POINTS = (-2, -1, 1, 2)
"""By how many places people misplace a decimal point."""
MOVED = 1.5
"""By what factor earlier answers that nothing explains are moved, to see whether what follows depends on them."""
PAIR = 2
"""So few numbers may happen to be the same; more are not computed, but filled in."""


def plausible(written: Array, expected: Array, diagnosis: Diagnosis, half_unit: float) -> bool:
    """Whether later answers may follow from a wrong one: of the right shape, and a mistake's or like the right one.

    It is like the right one if it has its size, a decimal point misplaced in one number aside, and is not the same
    number, or row, everywhere where that has several.

    Args:
        written: the answer.
        expected: what is right.
        diagnosis: what explains the answer.
        half_unit: of the last digit that was asked for.
    """
    if written.size != expected.size or not np.isfinite(written).all():
        return False
    if diagnosis.best:
        return True
    right = float(np.abs(expected).max(initial=0.0))
    moved = _point_misplaced(written.ravel(), expected.ravel(), half_unit)
    size = float(np.abs(np.where(moved, expected.ravel(), written.ravel()) if moved.sum() == 1 else written).max())
    return not _is_filled_in(written, expected) and right / LIKE_SIZE <= size <= right * LIKE_SIZE


def is_filled_in(written: Array, expected: Array, half_unit: float) -> bool:
    """Whether one number stands everywhere, and several should that differ as they are written."""
    everywhere = written.size > PAIR and bool(np.isfinite(written).all() and (written == written.flat[0]).all())
    return everywhere and bool(np.ptp(expected) > 2 * half_unit)


def in_zero_rows(written: Array, expected: Array) -> npt.NDArray[np.bool_]:
    """For each number, whether only zeros stand in its row, or in all where there are no rows, and others should.

    What follows from them is that nothing was computed, whatever mistake gives a zero in each of these places.
    """
    shape = (len(expected), -1) if expected.ndim > 1 else (1, -1)
    rows, right = written.reshape(shape), expected.reshape(shape)
    empty = ~rows.any(axis=1, keepdims=True) & right.any(axis=1, keepdims=True)
    return np.broadcast_to(empty, rows.shape).ravel()


def _is_filled_in(written: Array, expected: Array) -> bool:
    """Whether the same number, or the same row, stands everywhere, and several should."""
    if is_filled_in(written, expected, 0.0):
        return True
    if expected.ndim in {0, 1} or len(expected) == 1:
        return False
    rows = written.reshape(expected.shape)
    return bool((rows == rows[0]).all() and not (expected == expected[0]).all())


def kept(written: Array, expected: Array, diagnosis: Diagnosis, half_unit: float) -> Written:
    """An answer from which later ones may follow, in the shape of what is right."""
    value = written.reshape(expected.shape)
    wrong = np.abs(value - expected) > half_unit * (1 + 1e-9)
    moved = _point_misplaced(value, expected, half_unit)
    return Written(value, half_unit, wrong & (not diagnosis.best) & ~(moved & (moved.sum() == 1)))


def _point_misplaced(written: Array, expected: Array, half_unit: float) -> np.ndarray:
    """For each number, whether it is the right one with its decimal point in another place."""
    found = np.zeros(written.shape, dtype=bool)
    for places in POINTS:
        shift = 10.0**places
        found |= np.abs(written - expected * shift) <= half_unit * max(shift, 1.0) * (1 + 1e-9)
    return found & (np.abs(written - expected) > half_unit)


class Follows:
    """What follows from the student's own earlier answers; what is seldom asked of it is worked out when it is.

    Args:
        solution: the steps.
        inputs: the data.
        given: earlier answers by step, in the step's shape; those that the step does not need change nothing.
        step: the step that is asked for.
        replaced: mistakes that are made on the way to it.

    Attributes:
        value: that of the step.
    """

    def __init__(
        self,
        solution: Solution,
        inputs: Mapping[str, Any],
        given: Mapping[str, Written],
        step: str,
        replaced: Sequence[Mistake] = (),
    ) -> None:
        reach = solution.ancestors((step,), replaced, given=given)
        self._given = {name: one for name, one in given.items() if name in reach and name != step}
        self._step, self._way = step, _way(solution, reach - given.keys(), replaced)
        self._values = {**inputs, **{name: written.value for name, written in self._given.items()}}
        with quiet():
            self.value = self._with({})

    @cached_property
    def unsure(self) -> Array:
        """By how much it is unsure because of the digits of the earlier answers.

        To first order, what half a unit of the last digit of each of them moves, added up.
        """
        found = np.zeros(self.value.shape)
        with quiet():
            for name, written in self._given.items():
                for index, one in np.ndenumerate(written.value):
                    found += np.abs(self._with_one_moved(name, index, one + written.half_unit) - self.value)
        return found

    @cached_property
    def moves(self) -> Array:
        """By how much it moves with those numbers that nothing explains; infinite where there are none.

        What does not move, as a sigmoid that is 1 in four decimals, shows nothing of how it was computed.
        """
        elsewhere = {name: _moved(written) for name, written in self._given.items() if written.invented.any()}
        if not elsewhere:
            return np.full(self.value.shape, np.inf)
        with quiet():
            found = np.abs(self._with(elsewhere) - self.value)
            for name, moved in elsewhere.items():
                invented = self._given[name].invented
                for index in (one for one in np.ndindex(invented.shape) if invented[one]):
                    found = np.maximum(
                        found, np.abs(self._with_one_moved(name, index, float(moved[index])) - self.value)
                    )
        return found

    def _with(self, moved: Mapping[str, Array]) -> Array:
        found = {**self._values, **moved}
        for name, one in self._way:
            found[name] = one.function(*[found[need] for need in one.needs])
        return np.array(found[self._step], dtype=np.float64)

    def _with_one_moved(self, name: str, index: tuple[int, ...], to: float) -> Array:
        moved = self._values[name].copy()
        moved[index] = to
        return self._with({name: moved})


def _way(solution: Solution, done: Container[str], replaced: Sequence[Mistake]) -> list[tuple[str, Step | Mistake]]:
    """The steps that are done, in their order, each with the name of what it gives."""
    way: list[tuple[str, Step | Mistake]] = []
    for name, right in solution.steps.items():
        if name in done:
            wrong = [mistake for mistake in replaced if mistake.step == name]
            way.append((name, next((mistake for mistake in wrong if not mistake.on_top), right)))
            way += [(name, mistake) for mistake in wrong if mistake.on_top]
    return way


def _moved(written: Written) -> Array:
    """The answer with all numbers that nothing explains moved by half of themselves; a zero by half of the largest."""
    largest = np.abs(written.value).max(initial=0.0)
    moved = np.where(written.value == 0, (MOVED - 1) * largest, MOVED * written.value)
    return np.where(written.invented, moved, written.value)


def needed(solution: Solution, written: Mapping[str, Written], step: str) -> dict[str, Written]:
    """Those earlier answers from which a step is computed."""
    reach = solution.ancestors((step,), given=written) - {step}
    return {name: one for name, one in written.items() if name in reach}
