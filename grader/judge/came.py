"""What came for one question, as the kinds judge it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from grader.judge.calls import NO_CALLS, Order
from grader.judge.findings import Written
from grader.judge.shown import Shown
from grader.records import Answer, Outputs, Returned


@dataclass(frozen=True)
class Came:
    """What the box says of one question, and what is known from the questions before it.

    Attributes:
        answer: what came, as far as it may be shown; it ended well.
        outputs: everything that came of the submission.
        order: of a function, the case of each call.
        hidden: of a function, what came for hidden inputs; it ended well, too.
        shown: of a function, what came before any hidden input, that of a closer look included.
        earlier: answers to earlier questions on the same data that were not right, by step.
        rounded_credit: what share an answer earns that was rounded too early.
    """

    answer: Answer
    outputs: Outputs
    order: Order = NO_CALLS
    hidden: Answer | None = None
    shown: Shown | None = None
    earlier: Mapping[str, Written] = field(default_factory=dict)
    rounded_credit: Decimal = Decimal(0)

    @property
    def value(self) -> object:
        """The value of an answer by hand that came."""
        returned = self.returned
        assert returned is not None  # noqa: S101 - what raised was told before any kind is asked
        return returned.value

    @property
    def returned(self) -> Returned | None:
        """The one value of an answer by hand; None where it raised when it was looked at."""
        (result,) = self.answer.results
        return result if isinstance(result, Returned) else None
