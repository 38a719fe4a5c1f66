"""The kinds of questions, one file each; the only other place that lists them is ``grader.judge.kinds``."""

from grader.exercise.kinds.asked import Asked, AskedByHand, Extra, Id, Name
from grader.exercise.kinds.function import FunctionQuestion, NamedPiece, SomeLimits
from grader.exercise.kinds.number import NumberQuestion
from grader.exercise.kinds.table import TableQuestion

Called = FunctionQuestion
"""Kinds that are answered by a function, which is called."""

ByHand = NumberQuestion | TableQuestion
"""Kinds that are answered by values, which each student computes for numbers of their own."""

Question = Called | ByHand

__all__ = [
    "Asked", "AskedByHand", "ByHand", "Called", "Extra", "FunctionQuestion", "Id", "Name", "NamedPiece",
    "NumberQuestion", "Question", "SomeLimits", "TableQuestion",
]  # fmt: skip
