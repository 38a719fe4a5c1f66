"""A student's own check: functions by the visible cases, and of answers by hand whether they can be read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from msgspec import Struct

from grader.compare import Array, check_by_hand, is_empty
from grader.exercise.problemset import ProblemSet, is_called
from grader.grade import Grader
from grader.judge import lost_text, lost_to, misspelt
from grader.judge.texts import unread_text
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
        _by_hand(problem.id, [ring[problem.id] for ring in rings], asking.outputs, near.get(problem.id), submission)
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
        self.outputs: Outputs | None = None

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        self.outputs = self._box.run(cells, [*self._asks, *asks], limits, budget)
        return self.outputs


def _by_hand(
    question: str, keys: Sequence[Key], outputs: Outputs | None, near: str | None, submission: Submission
) -> ByHand:
    key = keys[0]
    answer = outputs.answers.get(question) if outputs is not None else None
    if outputs is None or answer is None or answer.status == "missing":
        lost = lost_to(key.name, outputs.broken) if outputs is not None else None
        if lost is not None:
            return ByHand(question, "missing", lost_text(key.name, lost))
        told = say("misnamed_variable", similar=printable(near), name=key.name) if near else None
        return ByHand(question, "missing", told)
    value = _value(answer)
    if is_empty(value):
        is_left = question in submission.leftovers
        return ByHand(question, "empty", say("leftover_none", name=key.name) if is_left else None)
    written = check_by_hand(key, value).written
    for part, one in enumerate(written):
        name = key.name if key.layout is None else f"{key.name}[{key.layout.names[part]!r}]"
        counts = {other.cases[0].expected[part].size for other in keys}
        if one is None or (key.layout is not None and np.isinf(one).any()):
            told = unread_text(name, value, max(counts)) if key.layout is None else say("check_unreadable", name=name)
            return ByHand(question, "unreadable", told)
        if len(counts) == 1 and one.size not in counts:
            told = say("wrong_count", name=name, got=one.size, expected=counts.pop())
            return ByHand(question, "wrong_count", told)
    if key.layout is not None and (told := _columns(key, written)) is not None:
        return ByHand(question, "wrong_count", told)
    blank = sum(int(np.isnan(one).sum()) for one in written if one is not None) if key.layout is not None else 0
    return ByHand(question, "empty", say("cells_missing", count=blank)) if blank else ByHand(question, "there")


def _columns(key: Key, written: Sequence[Array | None]) -> Text | None:
    """What is said of columns that are not there, or of different lengths although they have the same rows."""
    names = key.layout.names if key.layout is not None else ()
    sizes = {name: one.size for name, one in zip(names, written, strict=True) if one is not None}
    lost = next((name for name, size in sizes.items() if not size), None)
    if lost is not None:
        return say("check_no_column", name=f"{key.name}[{lost!r}]")
    rows = {name for name, right in zip(names, key.cases[0].expected, strict=True) if right.size > 1}
    lengths = {name: size for name, size in sizes.items() if name in rows}
    if len(set(lengths.values())) > 1:
        listed_sizes = ", ".join(f"{name} {size}" for name, size in lengths.items())
        return say("check_rows", name=key.name, sizes=listed_sizes)
    return None


def _value(answer: Answer) -> object:
    (result,) = answer.results or (None,)
    return result.value if isinstance(result, Returned) else None
