"""What came of a function before any hidden input was in its process: all that is told of it beside the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from math import ceil
from typing import Any

import numpy as np

from grader.compare import EVIDENCE, ROUNDOFF, Array, Result, SeenCalls, same
from grader.compare import Case as Judged
from grader.judge.diagnose import Examiner
from grader.judge.findings import ALTERNATIVES, Diagnosis, Explanation
from grader.records import Answer, Case, Raised, Returned

MOST_DECIMALS = 8
"""Rounding to fewer decimals is looked for."""

_FEW = 4
"""How many small inputs are tried at most where the examples are right."""

Pair = tuple[Result, Case]
"""What came as numbers, beside its case."""


class Shown:
    """The calls with the examples, each made twice, and those with small inputs that anyone may know.

    Args:
        examiner: the question.
        answer: what came for the examples.
        further: what came of a closer look, with small inputs first; None where there was none.

    Attributes:
        results: what came for the examples.
        small: what came for small inputs, by their number.
        others: what else came of the closer look.
    """

    def __init__(self, examiner: Examiner, answer: Answer, further: Answer | None = None) -> None:
        self._examiner = examiner
        self.results = answer.results
        self._changed_outside = answer.kept
        looked = further.results if further is not None and further.status == "done" else ()
        tried = self.tried if looked else range(0)
        self.small = dict(zip(tried, looked, strict=False))
        self.others = looked[len(tried) :]

    @cached_property
    def seen(self) -> SeenCalls:
        """The first calls with the examples beside what is right."""
        return self._examiner.laid_examples.compared(self._values(0))

    @cached_property
    def seen_again(self) -> SeenCalls:
        """The second calls."""
        return self._examiner.laid_examples.compared(self._values(1), self.seen)

    @cached_property
    def seen_small(self) -> SeenCalls:
        """Those with small inputs; one that was not tried is as one that gave no numbers."""
        count = len(self._examiner.key.small)
        return self._examiner.laid_small.compared([value_of(self.small.get(number)) for number in range(count)])

    @property
    def tried(self) -> range:
        """Which of the small inputs are tried: all, or a few where the examples are right."""
        count = len(self._examiner.key.small)
        return range(0, count, ceil(count / _FEW) if self.right else 1)

    @property
    def right(self) -> bool:
        """Whether the examples came out right, both times."""
        return all(one == "right" for one in (*self.seen.cases, *self.seen_again.cases))

    @property
    def returned(self) -> list[Returned]:
        """The calls with the examples that did not raise."""
        return [came for came in self.results if isinstance(came, Returned)]

    @property
    def all_raised(self) -> bool:
        """Whether none of them gave anything."""
        return not self.returned

    @property
    def gave_numbers(self) -> bool:
        """Whether any of them gave what can be read as numbers."""
        return bool(self.seen.numbers.read.any() or self.seen_again.numbers.read.any())

    @property
    def raised(self) -> Raised | None:
        """The first exception of the examples."""
        return next((came for came in self.results if isinstance(came, Raised)), None)

    @property
    def small_raised(self) -> Raised | None:
        """The first exception of the small inputs."""
        return next((came for came in self.small.values() if isinstance(came, Raised)), None)

    @property
    def kept(self) -> tuple[str, ...]:
        """What the function keeps things in, where its first call came out right and a later one did not."""
        first_right = bool(self._changed_outside) and self.seen.cases[:1] == ("right",)
        return self._changed_outside if first_right and (self._some_wrong or not self.right) else ()

    @property
    def unsteady(self) -> int | None:
        """The first example that did not give the same twice, up to roundoff."""
        return next(iter(unsteady(self.seen, self.seen_again)), None)

    @property
    def constant(self) -> bool:
        """Whether one value came for all inputs, although what is right differs."""
        return None not in self.seen.cases and is_constant([*self._pairs()])

    def diagnosis(self, best: Explanation, wrong: int, total: int) -> Diagnosis:
        """What is told of an explanation that all calls together have: no more than can be seen here, and how many.

        Args:
            best: the explanation; empty where there is none.
            wrong: how many cases are wrong.
            total: how many there are.
        """
        if not best:
            return Diagnosis()
        ways = self._examiner.in_public(best)
        results = [*self.seen.numbers.results, *self.seen_small.numbers.results]
        right = np.array([one == "right" for one in (*self.seen.cases, *self.seen_small.cases)])
        came = np.array([result is not None for result in results])
        made = ways.fit(results)[0] & ways.shows[0] & came
        # Where none of these shows it, nothing but what always gives the same is as good.
        telling = made if made.any() else np.ones_like(made)
        alike = np.flatnonzero(ways.like_first[:, telling].all(axis=1))
        explanations = [ways.ways[row] for row in alike.tolist()]
        is_slip = 2 * wrong <= total and bool((right & ways.shows[0]).any())
        slip = (wrong, total) if is_slip else None
        return Diagnosis(explanations[:ALTERNATIVES], int(made.sum()) >= EVIDENCE + len(best) - 1, slip)

    @property
    def half_precision(self) -> bool:
        """Whether all that came is right up to half precision, and came in it or is a number of it."""
        if not self._some_wrong or None in self.seen.cases:
            return False
        for seen in (self.seen, self.seen_small):
            for number, result in enumerate(seen.numbers.results):
                if result is None:
                    continue
                half = seen.numbers.precision[number] == "float16" or all(map(_is_half, result))
                if not half or seen.units[number] > ROUNDOFF["float16"]:
                    return False
        return True

    @property
    def rounded_inside(self) -> int | None:
        """The decimals to which the function rounds what is right, if that is all that is seen to be wrong with it."""
        if not self._some_wrong or None in self.seen.cases:
            return None
        pairs = [*self._pairs()]
        for decimals in range(1, MOST_DECIMALS):
            rounded = [(result, tuple(np.round(array, decimals) for array in case.expected)) for result, case in pairs]
            if all(same(result, right, closeness=1e-12) for result, right in rounded):
                return decimals
        return None

    @property
    def _some_wrong(self) -> bool:
        """Whether any numbers that came are not right."""
        return not {*self.seen.cases, *self.seen_small.cases} <= {"right", None}

    def _pairs(self) -> Iterator[Pair]:
        """What came as numbers, beside its case."""
        for seen, cases in ((self.seen, self._examiner.examples), (self.seen_small, self._examiner.key.small)):
            for result, case in zip(seen.numbers.results, cases, strict=True):
                if result is not None:
                    yield result, case

    def _values(self, turn: int) -> list[Any]:
        count = len(self._examiner.examples)
        calls = dict(zip(twice(count)[turn * count :], self.results[turn * count : (turn + 1) * count], strict=False))
        return [value_of(calls.get(number)) for number in range(count)]


def twice(count: int) -> tuple[int, ...]:
    """In which order so many examples are called, each twice, the first one last; nothing hidden decides it."""
    return (*range(count), *range(1, count), *range(min(count, 1)))


def is_constant(pairs: Sequence[tuple[Result, Judged]]) -> bool:
    """Whether one finite value came for all cases, although what is right differs."""
    (first, case), *others = pairs
    return (
        all(np.isfinite(array).all() for array in first)
        and all(same(result, first) for result, _ in others)
        and not all(same(other.expected, case.expected) for _, other in others)
    )


def value_of(came: Returned | Raised | None) -> Any:
    """The value of a call; None where it raised or was not made."""
    return came.value if isinstance(came, Returned) else None


def unsteady(one: SeenCalls, other: SeenCalls) -> tuple[int, ...]:
    """The cases in which the same inputs did not give the same, up to roundoff."""
    same_numbers = np.array_equal(one.numbers.vector, other.numbers.vector) and one.numbers.shaped.all()
    if same_numbers and one.cases == other.cases:
        return ()
    return tuple(case for case in range(len(one.cases)) if not _steady(one, other, case))


def _steady(one: SeenCalls, other: SeenCalls, case: int) -> bool:
    if one.cases[case] != other.cases[case]:
        return False
    first, again = one.numbers.result(case), other.numbers.result(case)
    if first is None or again is None:
        return first is again
    # Of a wrong shape the values do not matter.
    return _shapes(first) == _shapes(again) if one.cases[case] == "wrong_shape" else same(first, again)


def _shapes(result: Result) -> list[tuple[int, ...]]:
    return [array.shape for array in result]


@np.errstate(over="ignore")
def _is_half(array: Array) -> bool:
    return bool((array == array.astype(np.float16)).all())
