"""In which order a function is called, and what its calls gave: first ones, repeated ones, and if they agree."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from grader.compare import Laid, Result, SeenCalls, same
from grader.records import Key, Raised, Returned

_LOT = 8
"""Bytes of the lot that is drawn for a case."""


def order(key: Key, *seed: str) -> tuple[int, ...]:
    """The case of each call: all cases, then all again in another order, the first one last.

    A function that keeps something between calls can hardly give the same twice in this way. Cases that students may
    see come first: what they are shown was returned before any hidden input was there. The same key and seed give the
    same order everywhere.
    """

    def shuffled(turn: str) -> list[int]:
        drawn = hashlib.shake_256("\n".join((*seed, key.parameters, turn)).encode()).digest(_LOT * len(key.cases))
        return sorted(range(len(key.cases)), key=lambda case: drawn[_LOT * case : _LOT * (case + 1)])

    first = sorted(shuffled("first"), key=lambda case: not key.cases[case].visible)
    again = [case for case in shuffled("again") if case != first[0]]
    return (*first, *again, first[0])


class Calls:
    """What the calls of a function gave, by case.

    Args:
        laid: the key.
        results: those of the calls that were finished.
        order: the case of each call.

    Attributes:
        cases: those of the key.
        all: every result, in the order of the calls.
        first: for each case what its first call gave; None where it was not finished.
        again: the same of its second call.
    """

    def __init__(self, laid: Laid, results: Sequence[Returned | Raised], order: Sequence[int]) -> None:
        self._laid = laid
        self.cases = laid.cases
        self.first: list[Returned | Raised | None] = [None] * len(laid.cases)
        self.again: list[Returned | Raised | None] = [None] * len(laid.cases)
        for case, came in zip(order, results, strict=False):
            turn = self.again if self.first[case] is not None else self.first
            turn[case] = came
        self.all = results

    @cached_property
    def seen(self) -> SeenCalls:
        """The first calls compared with the key."""
        return self._laid.check([_value(one) for one in self.first])

    @cached_property
    def seen_again(self) -> SeenCalls:
        """The repeated calls compared with the key."""
        return self._laid.compared([_value(one) for one in self.again], self.seen)

    @property
    def right(self) -> bool:
        """Whether everything came and is right, each time."""
        return all(one == "right" for one in (*self.seen.cases, *self.seen_again.cases))

    @property
    def returned(self) -> list[Returned]:
        """The calls that did not raise."""
        return [came for came in self.all if isinstance(came, Returned)]

    @property
    def failed(self) -> Iterator[tuple[int, Raised]]:
        """The cases whose first call raised, with the exception."""
        return ((case, came) for case, came in enumerate(self.first) if isinstance(came, Raised))

    @cached_property
    def unsteady(self) -> tuple[int, ...]:
        """The cases in which the same inputs did not give the same, up to roundoff."""
        one, other = self.seen.numbers, self.seen_again.numbers
        if np.array_equal(one.vector, other.vector) and self.seen.cases == self.seen_again.cases and one.shaped.all():
            return ()
        return tuple(case for case in range(len(self.first)) if not self._steady(case))

    def _steady(self, case: int) -> bool:
        seen, again = self.seen.cases[case], self.seen_again.cases[case]
        if seen != again:
            return False
        one, other = self.seen.numbers.result(case), self.seen_again.numbers.result(case)
        if one is None or other is None:
            return one is other
        # Of a wrong shape the values do not matter.
        return _shapes(one) == _shapes(other) if seen == "wrong_shape" else same(one, other)

    @property
    def constant(self) -> bool:
        """Whether one value came for all cases, although what is right differs."""
        results, cases = self.seen.numbers.results, self._laid.cases
        first = results[0]
        return (
            first is not None
            and all(np.isfinite(array).all() for array in first)
            and all(one is not None and same(one, first) for one in results[1:])
            and not all(same(case.expected, cases[0].expected) for case in cases[1:])
        )


def _value(came: Returned | Raised | None) -> Any:
    return came.value if isinstance(came, Returned) else None


def _shapes(result: Result) -> list[tuple[int, ...]]:
    return [array.shape for array in result]
