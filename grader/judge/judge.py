"""One submission's outputs → one grade for each question, with what the student is told."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from msgspec.structs import replace

from grader.errors import faults
from grader.exercise.problemset import Item, ProblemSet
from grader.judge import kinds, tell
from grader.judge.calls import NO_CALLS, Order
from grader.judge.came import Came
from grader.judge.closer import look_closer
from grader.judge.credit import share
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, Written, line
from grader.judge.shown import Shown
from grader.judge.trouble import ended, ended_hidden, missing, not_written
from grader.records import Outputs, QuestionGrade, Raised, Text, plain
from grader.words import say

_FULL = {"right", "carried"}
_FAULTY = Finding("grader_error", (line("fact", "grader_error"),))
_CENTS = Decimal("0.01")
"""To which points by parts are rounded, downwards: eight of nine cells never come to the full points."""


def judge(
    problems: ProblemSet, examiners: Mapping[str, Examiner], outputs: Outputs, orders: Mapping[str, Order]
) -> tuple[QuestionGrade, ...]:
    """The grade of each question, in the order of the assignment.

    Args:
        problems: the assignment.
        examiners: the keyed questions; one whose key is not there is ``ungraded``.
        outputs: what came out of the box.
        orders: for each function question, the case of each call.
    """
    asked = {problem.question.name for problem in problems.problems}
    functions, variables = (
        tuple(name for name in names if name not in asked) for names in (outputs.functions, outputs.variables)
    )
    outputs = replace(outputs, functions=functions, variables=variables)
    rounded_credit = Decimal(repr(problems.assignment.rounded_credit))
    findings = _findings(problems, examiners, outputs, orders, rounded_credit)
    hints = problems.assignment.hints
    grades = []
    for item in problems.items:
        try:
            examiner, finding = examiners.get(item.problem.id), findings[item.problem.id]
            grades.append(_grade(item, examiner, finding, rounded_credit, hints))
        except Exception:
            faults.exception("the grade of %s", item.problem.id)
            grades.append(_grade(item, None, _FAULTY, rounded_credit, hints))
    return tuple(grades)


def _findings(
    problems: ProblemSet,
    examiners: Mapping[str, Examiner],
    outputs: Outputs,
    orders: Mapping[str, Order],
    rounded_credit: Decimal,
) -> dict[str, Finding]:
    """What is found of each question; a fault of ours in one costs no other."""
    findings: dict[str, Finding] = {}
    earlier: dict[str, dict[str, Written]] = {}
    for problem in problems.problems:
        examiner, answer = examiners.get(problem.id), outputs.answers.get(problem.id)
        if examiner is None or answer is None:
            findings[problem.id] = Finding("ungraded", (line("fact", "ungraded"),))
            continue
        before = earlier.setdefault(examiner.key.parameters, {})
        order, hidden = orders.get(problem.id, NO_CALLS), outputs.hidden.get(problem.id)
        try:
            is_function = examiner.key.digits is None and answer.status == "done"
            shown = Shown(examiner, answer, outputs.further.get(problem.id)) if is_function else None
            came = Came(answer, outputs, order, hidden, shown, before, rounded_credit)
            finding = _find(examiner, came)
            before |= finding.written
            findings[problem.id] = _closer(examiner, came, finding)
        except Exception:
            faults.exception("judging of %s", problem.id)
            findings[problem.id] = _FAULTY
    return findings


def _closer(examiner: Examiner, came: Came, finding: Finding) -> Finding:
    """The finding with what a closer look adds; that decides nothing, so that a fault in it costs nobody a mark."""
    if not finding.look_closer or came.shown is None:
        return finding
    try:
        return look_closer(examiner, finding, came.shown)
    except Exception:
        faults.exception("a closer look at %s", examiner.key.question)
        return finding


def _find(examiner: Examiner, came: Came) -> Finding:
    """What never ran, is missing or was refused is told before any kind is asked."""
    answer, outputs, problem = came.answer, came.outputs, examiner.problem
    if answer.status == "missing":
        return missing(problem, outputs)
    if answer.status != "done":
        return ended(problem, answer)
    raises = all(isinstance(one, Raised) for one in answer.results)
    if came.hidden is not None and came.hidden.status not in ("done", "died") and not raises:
        return ended_hidden(problem, came.hidden.status)
    if examiner.key.digits is not None:
        if isinstance(answer.results[0], Raised):
            return missing(problem, outputs)
        if answer.results[0].value is None:
            return not_written(problem, outputs)
    return kinds.judge(examiner, came)


def _grade(
    item: Item, examiner: Examiner | None, finding: Finding, rounded_credit: Decimal, hints: tell.Hints
) -> QuestionGrade:
    earned, why = Decimal(finding.verdict in _FULL), None
    if finding.share is not None:
        earned = finding.share
    elif finding.verdict == "rounded":
        earned = rounded_credit
    elif finding.verdict not in _FULL and examiner is not None and item.credit is not None:
        earned, why = share(examiner, finding, item.credit)
    points = item.points * earned
    if finding.share is not None:
        points = points.quantize(_CENTS, ROUND_DOWN)
    points = plain(points)
    credit = None if why is None else _credit(points, item.points, why)
    told = tell.lines(examiner, finding, credit, hints)
    return QuestionGrade(
        id=item.problem.id,
        verdict=finding.verdict,
        points=points,
        max_points=plain(item.points),
        mistakes=finding.diagnosis.best,
        message=tell.message(told),
        told=told,
    )


def _credit(points: Decimal, most: Decimal, why: Text) -> Text:
    return say("credit", points=points, max=plain(most), why=why)
