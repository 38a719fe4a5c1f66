"""One submission's outputs → one grade for each question, with what the student is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from grader.errors import faults
from grader.judge.diagnose import Examiner
from grader.judge.findings import Explanation, Finding
from grader.judge.functions import judge_function
from grader.judge.numbers import Wrong, judge_number
from grader.make.exercises import Problem
from grader.make.spec import Assignment, FunctionQuestion
from grader.records import Outputs, QuestionGrade, Text
from grader.words import say

Hints = Literal["where", "what", "formula"]


def judge(
    assignment: Assignment,
    problems: Sequence[Problem],
    points: Mapping[str, float],
    examiners: Mapping[str, Examiner],
    outputs: Outputs,
    orders: Mapping[str, Sequence[int]],
) -> tuple[QuestionGrade, ...]:
    """The grade of each question, in the order of the assignment.

    Args:
        assignment: its hint level and credit for early rounding.
        problems: its questions.
        points: what each is worth.
        examiners: the keyed questions; one whose key is not there is ``ungraded``.
        outputs: what came out of the box.
        orders: for each function question, the case of each call.
    """
    asked = {problem.question.name for problem in problems}
    outputs = replace(outputs, functions=tuple(name for name in outputs.functions if name not in asked))
    grades = []
    wrong: dict[str, Wrong] = {}
    for problem in problems:
        try:
            earlier = wrong.setdefault(problem.exercise.id, {})
            finding = _find(examiners.get(problem.id), outputs, orders.get(problem.id, ()), earlier)
        except Exception:
            faults.exception("judging of %s", problem.id)
            finding = Finding("grader_error", say("grader_error"))
        grades.append(_grade(assignment, problem, points[problem.id], finding))
    return tuple(grades)


def _find(examiner: Examiner | None, outputs: Outputs, order: Sequence[int], wrong: Wrong) -> Finding:
    answer = outputs.answers.get(examiner.problem.id) if examiner is not None else None
    if examiner is None or answer is None:
        return Finding("ungraded", say("ungraded"))
    if isinstance(examiner.problem.question, FunctionQuestion):
        return judge_function(examiner, answer, outputs, order)
    return judge_number(examiner, answer, outputs, wrong)


def _grade(assignment: Assignment, problem: Problem, points: float, finding: Finding) -> QuestionGrade:
    share = {"right": 1.0, "carried": 1.0, "rounded": assignment.rounded_credit}.get(finding.verdict, 0.0)
    best: Explanation = finding.explanations[0] if finding.explanations else ()
    message = finding.fact
    for remark in finding.remarks:
        message += remark
    message += _told(problem, finding, assignment.hints)
    return QuestionGrade(
        id=problem.id,
        verdict=finding.verdict,
        points=points * share,
        max_points=points,
        mistakes=tuple(mistake.id for mistake in best),
        message=message,
        formula=r" \qquad ".join(problem.solution.steps[mistake.step].formula for mistake in best)
        if assignment.hints == "formula"
        else "",
    )


def _told(problem: Problem, finding: Finding, hints: Hints) -> Text:
    """The mistake as far as the hint level lets it be told."""
    if not finding.explanations:
        return Text("", "")
    if hints == "where":
        steps = list(problem.solution.steps)
        told = Text("", "")
        for mistake in finding.explanations[0]:
            step = problem.solution.steps[mistake.step]
            told += say("hint_where", step=step.title, number=steps.index(step.name) + 1, total=len(steps))
        return told
    if len(finding.explanations) == 1:
        told = _sentences(finding.explanations[0])
        return told if finding.certain else say("consistent_with") + told
    told = say("one_of")
    for explanation in finding.explanations:
        told += say("bullet", text=_joined(explanation))
    return told


def _sentences(explanation: Explanation) -> Text:
    if len(explanation) == 1:
        return explanation[0].text
    told = say("together", count=len(explanation))
    for mistake in explanation:
        told += say("bullet", text=mistake.text)
    return told


def _joined(explanation: Explanation) -> Text:
    return Text(
        " ".join(mistake.text.ja for mistake in explanation), " ".join(mistake.text.en for mistake in explanation)
    )
