"""A student's own check: functions by the visible cases, and of answers by hand whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from grader.compare import is_empty
from grader.exercise import kinds
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet, is_by_hand
from grader.grade import Grader
from grader.judge import lost_answer, lost_to, misspelt
from grader.judge.kinds.reading import State, looked_over
from grader.make.ring import KeyRing
from grader.records import (
    USUAL_BUDGET,
    Answer,
    Ask,
    Box,
    Budget,
    Cell,
    Grade,
    Key,
    Limits,
    Outputs,
    Returned,
    Submission,
    Text,
)
from grader.words import printable, say

_NOBODY = "abcdefghij"
"""Variants of nobody's, by which it is known how many numbers are asked for: as many in all of them, or not known."""


class ByHand(Struct, frozen=True):
    """An answer by hand, of which nobody says whether it is right.

    Attributes:
        question: its full id.
        state: whether it is there and can be read.
        told: what to do about it; None where it is there.
    """

    question: str
    state: State
    told: Text | None = None


class Checked(Struct, frozen=True):
    """What a student's own check found."""

    grade: Grade
    by_hand: tuple[ByHand, ...]


def check(problems: ProblemSet, submission: Submission, box: Box) -> Checked:
    """Try the functions with the cases that students may see, and read the answers by hand.

    Args:
        problems: the assignment.
        submission: what was read.
        box: where it is run.
    """
    asking = _AsksByHand(problems, box)
    grade = Grader(KeyRing(problems, visible_only=True)).grade(submission, asking)
    rings = [KeyRing(problems, secret=one.encode()).numbers(one) for one in _NOBODY]
    near = misspelt(problems.problems, asking.outputs) if asking.outputs is not None else {}
    by_hand = tuple(
        _by_hand(problem, [ring[problem.id] for ring in rings], asking.outputs, near.get(problem.id), submission)
        for problem in filter(is_by_hand, problems.problems)
        if all(problem.id in ring for ring in rings)
    )
    return Checked(grade, by_hand if asking.outputs is not None else ())


class _AsksByHand:
    """A box that is asked for the answers by hand, too."""

    def __init__(self, problems: ProblemSet, box: Box) -> None:
        self._box = box
        wanted = filter(is_by_hand, problems.problems)
        self._asks = [Ask(problem.id, "variable", problem.question.name) for problem in wanted]
        self.outputs: Outputs | None = None

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        self.outputs = self._box.run(cells, [*self._asks, *asks], limits, budget)
        return self.outputs


def _by_hand(
    problem: Problem[kinds.ByHand],
    keys: Sequence[Key],
    outputs: Outputs | None,
    near: str | None,
    submission: Submission,
) -> ByHand:
    key, question, asked = keys[0], problem.id, problem.question
    answer = outputs.answers.get(question) if outputs is not None else None
    if outputs is None or answer is None or answer.status == "missing":
        lost = lost_to(key.name, outputs.broken) if outputs is not None else None
        if lost is not None:
            return ByHand(question, "missing", lost_answer(problem, lost))
        told = say("misnamed_variable", similar=printable(near), name=key.name) if near else None
        return ByHand(question, "missing", told)
    value = _value(answer)
    if is_empty(value):
        is_left = question in submission.leftovers
        return ByHand(question, "empty", say("leftover_none", name=key.name) if is_left else None)
    return ByHand(question, *looked_over(asked, keys, value))


def _value(answer: Answer) -> object:
    (result,) = answer.results or (None,)
    return result.value if isinstance(result, Returned) else None
