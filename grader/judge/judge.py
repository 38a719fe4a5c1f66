"""One submission's outputs → one grade for each question, with what the student is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from grader.errors import faults
from grader.exercise.problem import Problem
from grader.exercise.problemset import ProblemSet
from grader.exercise.spec import FunctionQuestion
from grader.judge.closer import closer_ask, look_closer
from grader.judge.credit import share
from grader.judge.diagnose import Examiner
from grader.judge.findings import NOTHING, Diagnosis, Explanation, Finding
from grader.judge.functions import judge_function
from grader.judge.numbers import Wrong, judge_number
from grader.records import Ask, Outputs, QuestionGrade, Text
from grader.words import say

Hints = Literal["where", "what", "formula"]
Again = Callable[[Sequence[Ask]], Outputs]
"""Runs the submission once more with other questions."""

_FULL = {"right", "carried"}


def judge(
    problems: ProblemSet,
    examiners: Mapping[str, Examiner],
    outputs: Outputs,
    orders: Mapping[str, Sequence[int]],
    again: Again,
) -> tuple[QuestionGrade, ...]:
    """The grade of each question, in the order of the assignment.

    Args:
        problems: the assignment.
        examiners: the keyed questions; one whose key is not there is ``ungraded``.
        outputs: what came out of the box.
        orders: for each function question, the case of each call.
        again: runs the submission once more, where functions are wrong and further calls can tell more.
    """
    asked = {problem.question.name for problem in problems.problems}
    outputs = replace(outputs, functions=tuple(name for name in outputs.functions if name not in asked))
    findings: dict[str, Finding] = {}
    wrong: dict[str, Wrong] = {}
    for problem in problems.problems:
        try:
            earlier = wrong.setdefault(problem.exercise.id, {})
            finding = _find(examiners.get(problem.id), outputs, orders.get(problem.id, ()), earlier)
        except Exception:
            faults.exception("judging of %s", problem.id)
            finding = Finding("grader_error", say("grader_error"))
        findings[problem.id] = finding
    _look_closer(problems, examiners, findings, again)
    return tuple(_grade(problems, problem, findings[problem.id]) for problem in problems.problems)


def _find(examiner: Examiner | None, outputs: Outputs, order: Sequence[int], wrong: Wrong) -> Finding:
    answer = outputs.answers.get(examiner.problem.id) if examiner is not None else None
    if examiner is None or answer is None:
        return Finding("ungraded", say("ungraded"))
    if isinstance(examiner.problem.question, FunctionQuestion):
        return judge_function(examiner, answer, outputs, order)
    return judge_number(examiner, answer, outputs, wrong)


def _look_closer(
    problems: ProblemSet, examiners: Mapping[str, Examiner], findings: dict[str, Finding], again: Again
) -> None:
    doubtful = [problem for problem in problems.problems if findings[problem.id].look_closer]
    try:
        asks = [
            closer_ask(examiners[problem.id], findings[problem.id], problems.limits(problem)) for problem in doubtful
        ]
        outputs = again(asks) if asks else None
        for problem in doubtful:
            if outputs is not None and problem.id in outputs.answers:
                finding = look_closer(examiners[problem.id], findings[problem.id], outputs.answers[problem.id])
                findings[problem.id] = finding
    except Exception:
        faults.exception("a closer look at %s", ", ".join(problem.id for problem in doubtful))


def _grade(problems: ProblemSet, problem: Problem, finding: Finding) -> QuestionGrade:
    assignment, points = problems.assignment, Decimal(repr(problems.points[problem.id]))
    earned, why = Decimal(finding.verdict in _FULL), NOTHING
    if finding.verdict == "rounded":
        earned = Decimal(repr(assignment.rounded_credit))
    elif finding.verdict not in _FULL and problem.id in problems.credit:
        earned, why = share(problem, finding, problems.credit[problem.id])
    got = points * earned
    message = finding.fact + finding.counted
    if why != NOTHING:
        message += say("credit", points=f"{got.normalize():f}", max=f"{points.normalize():f}", why=why)
    for remark in finding.remarks:
        message += remark
    message += _told(problem, finding.diagnosis, assignment.hints)
    steps = problem.solution.steps
    return QuestionGrade(
        id=problem.id,
        verdict=finding.verdict,
        points=float(got),
        max_points=float(points),
        mistakes=tuple(mistake.id for mistake in finding.diagnosis.best),
        message=message,
        formula=r",\qquad ".join(steps[one.step].formula for one in finding.diagnosis.best if one.step in steps)
        if assignment.hints == "formula"
        else "",
    )


def _told(problem: Problem, diagnosis: Diagnosis, hints: Hints) -> Text:
    """The mistake as far as the hint level lets it be told."""
    if not diagnosis.explanations:
        return NOTHING
    if hints == "where":
        return _where(problem, diagnosis.best)
    if len(diagnosis.explanations) == 1:
        told = _sentences(diagnosis.best)
        told = told if diagnosis.certain else say("consistent_with") + told
    else:
        told = say("one_of")
        for explanation in diagnosis.explanations:
            told += say("bullet", text=_joined(explanation))
    if diagnosis.slip is None:
        return told
    made, could = diagnosis.slip
    return say("slip", made=made, could=could) + told


def _where(problem: Problem, explanation: Explanation) -> Text:
    steps = list(problem.solution.steps)
    told = NOTHING
    for mistake in explanation:
        if mistake.step in steps:
            title, number = problem.solution.steps[mistake.step].title, steps.index(mistake.step) + 1
            told += say("hint_where", step=title, number=number, total=len(steps))
        else:
            told += mistake.text
    return told


def _sentences(explanation: Explanation) -> Text:
    if len(explanation) == 1:
        return say("convention") + explanation[0].text if explanation[0].convention else explanation[0].text
    told = say("together", count=len(explanation))
    for mistake in explanation:
        told += say("bullet", text=mistake.text)
    return told


def _joined(explanation: Explanation) -> Text:
    return Text(
        " ".join(mistake.text.ja for mistake in explanation), " ".join(mistake.text.en for mistake in explanation)
    )
