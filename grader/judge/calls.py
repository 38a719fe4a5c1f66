"""In which order a function is called, and what its calls gave: first ones, repeated ones, and if they agree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from grader.compare import Laid, SeenCalls
from grader.judge.shown import is_constant, twice, unsteady, value_of
from grader.records import Key, Raised, Returned

_LOT = 8
"""Bytes of the lot that is drawn for a case."""


class Order(NamedTuple):
    """The case of each call of a function, in the part that is shown and in the hidden one."""

    shown: tuple[int, ...]
    hidden: tuple[int, ...]


NO_CALLS = Order((), ())


def order(key: Key, *seed: str) -> Order:
    """The examples, which students may see, twice; then the hidden cases; then the examples again, the first one last.

    A function that keeps something between calls can hardly give the same in this way. In which order the examples are
    called is decided by nothing hidden: what students are shown was returned before any hidden input was there. The
    same key and seed give the same order everywhere.
    """
    drawn = hashlib.shake_256("\n".join((*seed, key.parameters)).encode()).digest(_LOT * len(key.cases))
    shuffled = sorted(range(len(key.cases)), key=lambda case: drawn[_LOT * case : _LOT * (case + 1)])
    examples = [case for case, one in enumerate(key.cases) if one.visible]
    calls = [examples[number] for number in twice(len(examples))]
    hidden = [case for case in shuffled if case not in examples]
    return Order(tuple(calls), (*hidden, *calls[len(examples) :]))


class Calls:
    """What the calls of a function gave, by case.

    Args:
        laid: the key.
        shown: those of the calls before any hidden input was there.
        hidden: those of the calls after that, as far as they were finished.
        order: the case of each call.

    Attributes:
        cases: those of the key.
        first: for each case what its first call gave; None where it was not finished.
        again: the same of its last call.
    """

    def __init__(
        self, laid: Laid, shown: Sequence[Returned | Raised], hidden: Sequence[Returned | Raised], order: Order
    ) -> None:
        self._laid = laid
        self.cases = laid.cases
        self._all = [*shown, *hidden]
        calls = [*zip(order.shown, shown, strict=False), *zip(order.hidden, hidden, strict=False)]
        first, last = dict(reversed(calls)), dict(calls)
        self.first: list[Returned | Raised | None] = [first.get(case) for case in range(len(laid.cases))]
        self.again: list[Returned | Raised | None] = [last.get(case) for case in range(len(laid.cases))]

    @cached_property
    def seen(self) -> SeenCalls:
        """The first calls compared with the key."""
        return self._laid.check([value_of(one) for one in self.first])

    @cached_property
    def seen_again(self) -> SeenCalls:
        """The repeated calls compared with the key."""
        return self._laid.compared([value_of(one) for one in self.again], self.seen)

    @property
    def right(self) -> bool:
        """Whether everything came and is right, each time."""
        return all(one == "right" for one in (*self.seen.cases, *self.seen_again.cases))

    @property
    def all_raised(self) -> bool:
        """Whether no call gave anything."""
        return all(isinstance(came, Raised) for came in self._all)

    @property
    def raised(self) -> bool:
        """Whether any call raised."""
        return any(isinstance(came, Raised) for came in self._all)

    @cached_property
    def steady(self) -> bool:
        """Whether the same inputs always gave the same, up to roundoff."""
        return not unsteady(self.seen, self.seen_again)

    @property
    def constant(self) -> bool:
        """Whether one value came for all cases, although what is right differs."""
        results = [result for result in self.seen.numbers.results if result is not None]
        return len(results) == len(self.cases) and is_constant([*zip(results, self.cases, strict=True)])
