"""Judges an answer by hand: the digits that were asked for decide; rounding too early and earlier errors are known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from grader import notation
from grader.compare import Array, as_number, rounded_early, rounds_to
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding
from grader.judge.trouble import ended, missing, not_written
from grader.make.certify import inputs_of
from grader.records import Answer, Opaque, Outputs, Raised, Returned
from grader.words import printable, say

Wrong = dict[str, Array]
"""Wrong answers so far in one exercise, by the step that they stand for."""


def judge_number(examiner: Examiner, answer: Answer, outputs: Outputs, wrong: Wrong) -> Finding:
    """What an answer by hand is worth; a wrong one is added to ``wrong`` for the questions after it."""
    if answer.status == "missing":
        return missing(examiner.problem, outputs)
    if answer.status != "done":
        return ended(examiner.problem, answer)
    (result,) = answer.results
    if isinstance(result, Raised):
        return missing(examiner.problem, outputs)
    if result.value is None:
        return not_written(examiner.problem)
    key = examiner.key
    (expected,), digits = key.cases[0].expected, key.digits or 0
    number = as_number(result.value, expected.size)
    if number is None:
        return Finding("wrong", say("not_a_number", name=key.name, got=_shown(result)))
    if number.size != expected.size:
        fact = say("wrong_count", name=key.name, got=number.size, expected=expected.size)
        if expected.size == 1 and isinstance(result.value, tuple):
            fact += say("decimal_comma")
        return Finding("wrong_shape", fact, diagnosis=examiner.of_number(number))
    if not np.isfinite(number).all():
        return Finding("not_finite", say("not_finite_number", name=key.name))
    if rounds_to(number, expected, digits):
        return Finding("right", say("right"))
    return _judge_wrong(examiner, number, wrong)


def _judge_wrong(examiner: Examiner, number: Array, wrong: Wrong) -> Finding:
    case, digits = examiner.key.cases[0], examiner.key.digits or 0
    (expected,) = case.expected
    diagnosis = examiner.of_number(number)
    got = notation.vector(number) if number.size > 1 else notation.number(number.item())
    by_one_mistake = len(diagnosis.best) == 1 and diagnosis.slip is None
    if not by_one_mistake and rounded_early(number, expected, digits, examiner.rounded_on_the_way()):
        return Finding("rounded", say("rounded", got=got, digits=digits))
    (step,) = examiner.problem.returns
    carried = _carried(examiner, number, wrong)
    wrong[step] = number.reshape(expected.shape)
    if carried:
        return Finding("carried", say("carried", got=got))
    return Finding("wrong", say("wrong_number", got=got), diagnosis=diagnosis)


def _carried(examiner: Examiner, number: Array, wrong: Mapping[str, Array]) -> bool:
    """Whether the answer is right for the student's own earlier wrong values, which are known to their digits only."""
    problem, digits = examiner.problem, examiner.key.digits or 0
    earlier = {step: value for step, value in wrong.items() if step in problem.solution.ancestors(problem.returns)}
    if not earlier:
        return False
    inputs = inputs_of(examiner.key.cases[0])

    def follow(given: Mapping[str, Any]) -> Array:
        (value,) = problem.solution.answer(inputs, problem.returns, given=given)
        return value.ravel()

    value = follow(earlier)
    unsure = np.full(value.shape, 0.5 * 10.0**-digits)
    for step, given in earlier.items():
        for index in np.ndindex(given.shape):
            moved = given.copy()
            moved[index] += 0.5 * 10.0**-digits
            unsure += np.abs(follow({**earlier, step: moved}) - value)
    return bool((np.abs(number - value) <= unsure).all())


def _shown(result: Returned) -> str:
    value = result.value
    if isinstance(value, Opaque):
        return printable(value.type)
    return printable(value[:40] if isinstance(value, str) else type(value).__name__)
