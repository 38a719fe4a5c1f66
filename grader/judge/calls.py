"""In which order a function is called, and whether it gives the same for the same inputs each time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np

from grader.compare import Comparison, Difference, Layout, Precision, Result, Tolerance, as_result, difference, same
from grader.records import Case, Key, Raised, Returned


class Call(NamedTuple):
    """What one call gave: as it came, the numbers in it if there are any, and how they differ from what is right."""

    came: Returned | Raised
    numbers: Result | None = None
    compared: Comparison | None = None
    precision: Precision = "float64"
    """The lowest float precision among the arrays that were returned."""

    @property
    def seen(self) -> Difference | None:
        """How the numbers differ from what is right; None where there are none. Half precision is never right."""
        if self.compared is None:
            return None
        return "wrong" if self.compared.seen == "right" and self.precision == "float16" else self.compared.seen


def order(key: Key, *seed: str) -> tuple[int, ...]:
    """The case of each call: all cases, then all again in another order, the first one last.

    A function that keeps something between calls can hardly give the same twice in this way. Cases that students may
    see come first: what they are shown was returned before any hidden input was there. The same key and seed give the
    same order everywhere.
    """

    def shuffled(turn: str) -> list[int]:
        def lot(case: int) -> bytes:
            return hashlib.sha256("\n".join((*seed, key.parameters, turn, str(case))).encode()).digest()

        return sorted(range(len(key.cases)), key=lot)

    first = sorted(shuffled("first"), key=lambda case: not key.cases[case].visible)
    again = [case for case in shuffled("again") if case != first[0]]
    return (*first, *again, first[0])


def by_case(results: Iterable[Returned | Raised], order: Sequence[int], key: Key) -> list[list[Call]]:
    """The calls of each of the key's cases, first to last; none where no call was finished."""
    found: list[list[Call]] = [[] for _ in key.cases]
    for number, came in zip(order, results, strict=False):
        calls = found[number]
        if calls and _bits(came) == _bits(calls[0].came):
            calls.append(calls[0]._replace(came=came))
        else:
            calls.append(read(came, key.cases[number], key.layout))
    return found


def steady(calls: Sequence[Call]) -> bool:
    """Whether calls with the same inputs gave the same, up to roundoff; of a wrong shape the values do not matter."""
    first = calls[0]
    alike = _same_shapes if first.seen == "wrong_shape" else _same
    return all(call.seen == first.seen and alike(call.numbers, first.numbers) for call in calls[1:])


def constant(calls: Sequence[Call], cases: Sequence[Case]) -> bool:
    """Whether one value came for all cases, although what is right differs."""
    first = calls[0].numbers
    return (
        first is not None
        and all(np.isfinite(array).all() for array in first)
        and all(_same(call.numbers, first) for call in calls[1:])
        and not all(same(case.expected, cases[0].expected) for case in cases[1:])
    )


def read(came: Returned | Raised, case: Case, layout: Layout | None) -> Call:
    """What one call gave, as numbers, and how they differ from what is right."""
    found = as_result(came.value, len(case.expected), layout) if isinstance(came, Returned) else None
    if found is None:
        return Call(came)
    numbers, precision = found
    tolerance = Tolerance(case.scale, case.slack)
    compared = [difference(numbers, right, tolerance) for right in (case.expected, *case.also)]
    return Call(came, numbers, min(compared, key=lambda one: one.units), precision)


def _bits(value: Any) -> Any:
    """The value in a form that can be compared; what is the same to the bit needs no second look."""
    match value:
        case Returned():
            return _bits(value.value)
        case np.ndarray():
            return value.dtype.str, value.shape, value.tobytes()
        case tuple() | list():
            return [_bits(item) for item in value]
        case dict():
            return [(name, _bits(item)) for name, item in value.items()]
    return value


def _same_shapes(one: Result | None, other: Result | None) -> bool:
    return [array.shape for array in one or ()] == [array.shape for array in other or ()]


def _same(one: Result | None, other: Result | None) -> bool:
    if one is None or other is None:
        return one is other
    return same(one, other)
