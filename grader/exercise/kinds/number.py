"""Compute a number, or a list of numbers, by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from grader.compare import Result, apart_by_digits
from grader.exercise.kinds.asked import AskedByHand
from grader.notation import python_list
from grader.records import Text
from grader.solution import Mistake, Solution, Values
from grader.words import say


class NumberQuestion(AskedByHand, frozen=True, tag="number"):
    """Compute a number, or a list of numbers, by hand.

    Attributes:
        answer: the step that is asked for.
    """

    answer: str

    @property
    def steps(self) -> tuple[str, ...]:
        """The one step that is asked for."""
        return (self.answer,)

    @property
    def label(self) -> Text:
        """The variable."""
        return say("report_variable", name=self.name)

    def starter(self, comment: str) -> str:
        """The variable without a value."""
        return f"{comment}\n{self.name} = None\n"

    def apart(self, one: Result, other: Result) -> bool:
        """Whether any number differs by more than a unit of the last digit."""
        return apart_by_digits(one, other, self.digits)

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """The variable with the rounded value."""
        (value,) = solution.answer(data, self.steps, replaced=mistakes)
        return f"{self.name} = {python_list(np.ravel(value) if value.size > 1 else value.reshape(()), self.digits)}\n"
