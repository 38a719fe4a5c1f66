"""Error carried forward: what is right for a student's own earlier answers, which are known to their digits only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

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


def _is_filled_in(written: Array, expected: Array) -> bool:
    """Whether the same number, or the same row, stands everywhere, and several should."""
    if written.size > PAIR and np.ptp(written) == 0 and np.ptp(expected) > 0:
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


class Follows(NamedTuple):
    """What follows from the student's own earlier answers.

    Attributes:
        value: that of the step.
        unsure: by how much it is unsure because of their digits: to first order, what half a unit of the last digit of
            each of them moves, added up.
        moves: by how much it moves with those numbers that nothing explains; infinite where there are none. What does
            not move, as a sigmoid that is 1 in four decimals, shows nothing of how it was computed.
    """

    value: Array
    unsure: Array
    moves: Array


@quiet()
def follow(
    solution: Solution,
    inputs: Mapping[str, Any],
    given: Mapping[str, Written],
    step: str,
    replaced: Sequence[Mistake] = (),
) -> Follows:
    """The value of a step for the student's own earlier answers.

    Args:
        solution: the steps.
        inputs: the data.
        given: earlier answers by step, in the step's shape; those that the step does not need change nothing.
        step: the step that is asked for.
        replaced: mistakes that are made on the way to it.
    """
    given = needed(solution, given, step, replaced)
    values = {name: written.value for name, written in given.items()}
    way = _way(solution, given, step, replaced)

    def value(moved: Mapping[str, Array]) -> Array:
        found = {**inputs, **values, **moved}
        for name, one in way:
            found[name] = one.function(*[found[need] for need in one.needs])
        return np.array(found[step], dtype=np.float64)

    def with_one_moved(name: str, index: tuple[int, ...], to: float) -> Array:
        moved = values[name].copy()
        moved[index] = to
        return value({name: moved})

    base = value({})
    unsure, moves = np.zeros(base.shape), np.zeros(base.shape)
    elsewhere = {name: _moved(written) for name, written in given.items() if written.invented.any()}
    for name, written in given.items():
        for index, one in np.ndenumerate(written.value):
            unsure += np.abs(with_one_moved(name, index, one + written.half_unit) - base)
            if written.invented[index]:
                to = float(elsewhere[name][index])
                moves = np.maximum(moves, np.abs(with_one_moved(name, index, to) - base))
    if not elsewhere:
        return Follows(base, unsure, np.full(base.shape, np.inf))
    return Follows(base, unsure, np.maximum(moves, np.abs(value(elsewhere) - base)))


def _way(
    solution: Solution, given: Mapping[str, Written], step: str, replaced: Sequence[Mistake]
) -> list[tuple[str, Step | Mistake]]:
    """What is done from the earlier answers to a step, in its order, each with the name of what it gives."""
    done = solution.ancestors((step,), replaced, given=given) - given.keys()
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


def needed(
    solution: Solution, written: Mapping[str, Written], step: str, replaced: Sequence[Mistake] = ()
) -> dict[str, Written]:
    """Those earlier answers from which a step is computed, perhaps with mistakes."""
    reach = solution.ancestors((step,), replaced, given=written) - {step}
    return {name: one for name, one in written.items() if name in reach}
