"""The kinds of questions, one file each; the only other place that lists them is ``grader.judge.kinds``."""

from typing import get_args

from grader.exercise.kinds.asked import Asked, AskedByHand, Extra, HandIn, Id, Name
from grader.exercise.kinds.chain import ChainQuestion
from grader.exercise.kinds.choice import ChoiceQuestion
from grader.exercise.kinds.debug import DebugQuestion
from grader.exercise.kinds.function import FunctionQuestion, NamedPiece, SomeLimits
from grader.exercise.kinds.number import NumberQuestion
from grader.exercise.kinds.ordering import OrderingQuestion
from grader.exercise.kinds.plot import PlotQuestion
from grader.exercise.kinds.table import TableQuestion

Called = FunctionQuestion | DebugQuestion
"""Kinds that are answered by a function, which is called."""

ByHand = NumberQuestion | TableQuestion | ChainQuestion | ChoiceQuestion | OrderingQuestion | PlotQuestion
"""Kinds that are answered by values, which each student computes for numbers of their own."""

Question = Called | ByHand

KINDS = tuple(str(kind.__struct_config__.tag) for kind in get_args(Question))
"""What the YAML calls them."""

__all__ = [
    "KINDS", "Asked", "AskedByHand", "ByHand", "Called", "ChainQuestion", "ChoiceQuestion", "DebugQuestion", "Extra",
    "FunctionQuestion", "HandIn", "Id", "Name", "NamedPiece", "NumberQuestion", "OrderingQuestion", "PlotQuestion",
    "Question", "SomeLimits", "TableQuestion",
]  # fmt: skip
