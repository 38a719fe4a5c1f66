"""Anything that can run cells and answer questions is a box: grading does not care what it is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader import course
from grader.exercise import problemset
from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.records import (
    USUAL_BUDGET,
    Answer,
    Ask,
    Budget,
    Cell,
    Limits,
    Outputs,
    Part,
    Returned,
    Submission,
)


class Echo:
    """Runs nothing: every function gives what ``function`` gives, and every variable is not there."""

    def __init__(self, function: Any) -> None:
        self._function = function

    def run(
        self,
        cells: Sequence[Cell],  # noqa: ARG002 - of the protocol
        asks: Sequence[Ask],
        limits: Limits,  # noqa: ARG002
        budget: Budget = USUAL_BUDGET,  # noqa: ARG002
    ) -> Outputs:
        answers: dict[Part, dict[str, Answer]] = {"shown": {}, "further": {}, "hidden": {}}
        for ask in asks:
            results = tuple(Returned(self._function(**call)) for call in ask.calls)
            answers[ask.part][ask.question] = Answer(ask.question, "done" if results else "missing", results)
        return Outputs(answers["shown"], further=answers["further"], hidden=answers["hidden"])


def test_a_box_of_ones_own_is_a_small_class() -> None:
    grader = Grader(KeyRing(problemset.of_exercise(course.find(), "mse"), secret=b"box"))
    submission = Submission("s01", ("work.py",), (Cell("", "work.py"),), digest="")
    right = grader.grade(submission, Echo(lambda y, t: float(((y - t) ** 2).mean())))
    wrong = grader.grade(submission, Echo(lambda y, t: float(((y - t) ** 2).sum())))
    assert [question.verdict for question in right.questions] == ["right", "missing", "missing"]
    assert wrong.questions[0].mistakes == ("MSE01",)
