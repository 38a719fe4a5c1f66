"""How each kind of question is judged, one file each; the kinds themselves are listed in ``grader.exercise.kinds``."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from grader.exercise.kinds import (
    ChainQuestion,
    ChoiceQuestion,
    DebugQuestion,
    FunctionQuestion,
    NumberQuestion,
    OrderingQuestion,
    PlotQuestion,
    TableQuestion,
)
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding
from grader.judge.kinds import chain, choice, debug, function, number, ordering, table


def judge(examiner: Examiner, came: Came) -> Finding:
    """What came for a question is worth what its kind says; that it came and ended well is known."""
    match examiner.problem.question:
        case DebugQuestion():
            return debug.judge(examiner, came)
        case FunctionQuestion():
            return function.judge(examiner, came)
        case NumberQuestion():
            return number.judge(examiner, came)
        case TableQuestion():
            return table.judge(examiner, came)
        case ChainQuestion():
            return chain.judge(examiner, came)
        case ChoiceQuestion() as question:
            return choice.judge(examiner, question, came)
        case OrderingQuestion() as question:
            return ordering.judge(examiner, question, came)
        case PlotQuestion() as question:
            problem = replace(examiner.problem, question=question.asked)
            return judge(replace(examiner, problem=problem), came)
        case other:
            assert_never(other)
