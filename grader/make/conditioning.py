"""How large an error a correct computation may make: first-order bounds from the solution's own steps.

A right function may compute the formula in any order; what rounding can then do to the result is measured in units of
the terms that were combined, not of the result: a sum of +1 and −1 that gives 1e-9 is allowed errors of the size of 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from grader.records import Array
from grader.solution import Solution

RELATIVE = 2.0**-20
"""Relative nudge: small enough for first order, large enough to drown float64's own rounding."""


ROUNDINGS = 16
"""How many roundings a step may take on each element beside those of its sums."""


def scale(solution: Solution, inputs: Mapping[str, Any], returns: Sequence[str]) -> tuple[Array, ...]:
    """For each returned step and element: by how many unit roundoffs a right computation may be off.

    Every element of every input and of every intermediate step is nudged in turn, which tells how far relative errors
    of one unit roundoff would move the result, all added up (running error analysis: Higham, *Accuracy and Stability
    of Numerical Algorithms*, 2nd ed., section 3.3). A step rounds each element ``ROUNDINGS`` times at most, and a sum
    of n terms n times (same book, section 4.2).
    """
    right = solution.run(inputs, until=returns)
    base = solution.answer(inputs, returns)
    sizes = [solution.steps[name].size for name in returns]
    total = tuple(np.maximum(np.abs(array), size) for array, size in zip(base, sizes, strict=True))
    reach = solution.ancestors(returns)
    for name, value in right.items():
        if name in returns or (name in solution.steps and name not in reach) or not _is_float(value):
            continue
        least = solution.steps[name].size if name in solution.steps else 0.0
        for moved in _nudged(value, relative=RELATIVE, least=least):
            total = _add(total, _moved_by(solution, inputs, returns, name, moved, base), RELATIVE)
    longest = max(max(np.shape(value), default=1) for value in right.values())
    return tuple(np.asarray(array * (ROUNDINGS + longest)) for array in total)


def slack(
    solution: Solution, inputs: Mapping[str, Any], returns: Sequence[str], forgives: Mapping[str, float]
) -> tuple[Array, ...]:
    """How far the returned steps move when the named data are shifted by the amounts that the exercise forgives."""
    base = solution.answer(inputs, returns)
    total = tuple(np.zeros_like(array) for array in base)
    for name, shift in forgives.items():
        for moved in _nudged(inputs[name], absolute=shift):
            total = _add(total, _moved_by(solution, inputs, returns, name, moved, base), 1.0)
    return total


def _is_float(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, np.ndarray | np.generic) and value.dtype.kind == "f")


def _nudged(value: Any, *, relative: float = 0.0, least: float = 0.0, absolute: float = 0.0) -> list[Any]:
    array = np.array(value, dtype=np.float64)
    nudged = []
    for index in np.ndindex(array.shape):
        moved = array.copy()
        moved[index] += relative * (moved[index] if abs(moved[index]) >= least else least) + absolute
        if moved[index] != array[index]:
            nudged.append(moved if array.shape else float(moved))
    return nudged


def _moved_by(
    solution: Solution,
    inputs: Mapping[str, Any],
    returns: Sequence[str],
    name: str,
    value: Any,
    base: tuple[Array, ...],
) -> tuple[Array, ...]:
    if name in solution.steps:
        moved = solution.answer(inputs, returns, given={name: value})
    else:
        moved = solution.answer({**inputs, name: value}, returns)
    return tuple(np.asarray(np.abs(new - old)) for new, old in zip(moved, base, strict=True))


def _add(total: tuple[Array, ...], moved: tuple[Array, ...], unit: float) -> tuple[Array, ...]:
    return tuple(np.asarray(old + change / unit) for old, change in zip(total, moved, strict=True))
