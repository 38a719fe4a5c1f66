"""A student's own check: functions by the visible cases, and of answers by hand whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from grader.compare import check_by_hand
from grader.exercise.problemset import ProblemSet, is_called
from grader.grade import Grader
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

State = Literal["there", "empty", "missing", "unreadable", "wrong_count"]

_NOBODY = ("a", "b", "c")
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
    by_hand = tuple(
        _by_hand(problem.id, [ring[problem.id] for ring in rings], asking.outputs)
        for problem in problems.problems
        if not is_called(problem) and all(problem.id in ring for ring in rings)
    )
    return Checked(grade, by_hand if asking.outputs is not None else ())


class _AsksByHand:
    """A box that is asked for the answers by hand, too."""

    def __init__(self, problems: ProblemSet, box: Box) -> None:
        self._box = box
        wanted = [problem for problem in problems.problems if not is_called(problem)]
        self._asks = [Ask(problem.id, "variable", problem.question.name) for problem in wanted]
        self._asked = {problem.question.name for problem in wanted}
        self.outputs: Outputs | None = None

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        outputs = self._box.run(cells, [*self._asks, *asks], limits, budget)
        others = tuple(name for name in outputs.variables if name not in self._asked)
        self.outputs = replace(outputs, variables=others)
        return outputs


def _by_hand(question: str, keys: Sequence[Key], outputs: Outputs | None) -> ByHand:
    key = keys[0]
    answer = outputs.answers.get(question) if outputs is not None else None
    if outputs is None or answer is None or answer.status == "missing":
        near = get_close_matches(key.name, outputs.variables if outputs is not None else (), n=1, cutoff=0.6)
        told = say("misnamed_variable", similar=printable(near[0]), name=key.name) if near else None
        return ByHand(question, "missing", told)
    value = _value(answer)
    if _is_empty(value):
        return ByHand(question, "empty")
    written = check_by_hand(key, value).written
    names = key.layout.names if key.layout is not None else ("",)
    for part, one in enumerate(written):
        name = key.name if key.layout is None else f"{key.name}[{names[part]!r}]"
        counts = {other.cases[0].expected[part].size for other in keys}
        if one is None:
            return ByHand(question, "unreadable", say("check_unreadable", name=name))
        if len(counts) == 1 and one.size not in counts:
            told = say("wrong_count", name=name, got=one.size, expected=counts.pop())
            return ByHand(question, "wrong_count", told)
    return ByHand(question, "there")


def _value(answer: Answer) -> object:
    (result,) = answer.results or (None,)
    return result.value if isinstance(result, Returned) else None


def _is_empty(value: object) -> bool:
    """Whether nothing is written anywhere, as in the starter."""
    if isinstance(value, dict):
        return all(map(_is_empty, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_is_empty, value))
    return value is None or (isinstance(value, str) and not value.strip())
