"""How each kind of question is judged, one file each; the kinds themselves are listed in ``grader.exercise.kinds``."""

from __future__ import annotations

from typing import assert_never

from grader.exercise.kinds import FunctionQuestion, NumberQuestion, TableQuestion
from grader.judge.came import Came
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding
from grader.judge.kinds import function, number, table


def judge(examiner: Examiner, came: Came) -> Finding:
    """What came for a question is worth what its kind says; that it came and ended well is known."""
    match examiner.problem.question:
        case FunctionQuestion():
            return function.judge(examiner, came)
        case NumberQuestion():
            return number.judge(examiner, came)
        case TableQuestion():
            return table.judge(examiner, came)
        case other:
            assert_never(other)
