"""Judges an answer by hand: the digits that were asked for decide; rounding too early and earlier errors are known."""

from __future__ import annotations

import re

import numpy as np

from grader.compare import Array, check_by_hand, rounded_early
from grader.judge.came import Came
from grader.judge.carry import Follows, kept, needed, plausible
from grader.judge.diagnose import Examiner
from grader.judge.findings import Finding, line
from grader.judge.texts import unread_text, written_text
from grader.records import Line, Verdict

_DECIMAL_COMMA = re.compile(r"\d,\d")


def judge(examiner: Examiner, came: Came) -> Finding:
    """What an answer by hand is worth; one that is not right is kept for the questions after it."""
    returned, key = came.returned, examiner.key
    assert returned is not None  # noqa: S101 - what raised was told before
    seen = check_by_hand(key, returned.value)
    (written,), (expected,) = seen.written, key.cases[0].expected
    if written is None:
        return Finding("wrong", (Line("fact", unread_text(key.name, returned.value, expected.size)),))
    match seen.verdict:
        case "wrong_shape":
            lines = [line("fact", "wrong_count", name=key.name, got=written.size, expected=expected.size)]
            if written.size == 2 * expected.size and _has_comma(returned.value):
                lines.append(line("fact", "decimal_comma"))
            return Finding("wrong_shape", tuple(lines), diagnosis=examiner.by_hand(seen))
        case "not_finite":
            return Finding("not_finite", (line("fact", "not_finite_number", name=key.name),))
        case "right":
            return Finding("right", (line("fact", "right"),))
    diagnosis = examiner.by_hand(seen)
    verdict = _verdict(examiner, came, written, by_one_mistake=diagnosis.is_one_mistake)
    step, half_unit = examiner.problem.question.steps[0], 0.5 * 10.0 ** -(key.digits or 0)
    follows = verdict != "wrong" or plausible(written, expected, diagnosis, half_unit)
    given = {step: kept(written, expected, diagnosis, half_unit)} if follows else {}
    got = written_text(written)
    match verdict:
        case "rounded":
            return Finding(verdict, (line("fact", "rounded", got=got, digits=key.digits),), written=given)
        case "carried":
            return Finding(verdict, (line("fact", "carried", got=got),), written=given)
    lines = [line("fact", "wrong_number", got=got)]
    if examiner.problem.id in came.outputs.carets:
        lines.append(line("fact", "advice_caret"))
    return Finding(verdict, tuple(lines), diagnosis=diagnosis, written=given)


def _has_comma(value: object) -> bool:
    """Whether a decimal comma may have made two numbers of each."""
    return isinstance(value, tuple) or (isinstance(value, str) and _DECIMAL_COMMA.search(value) is not None)


def _verdict(examiner: Examiner, came: Came, written: Array, *, by_one_mistake: bool) -> Verdict:
    (expected,), digits = examiner.key.cases[0].expected, examiner.key.digits or 0
    if not by_one_mistake and rounded_early(written, expected, digits, examiner.rounded_on_the_way()):
        return "rounded"
    solution, (step,) = examiner.problem.solution, examiner.problem.steps
    earlier = needed(solution, came.earlier, step)
    if not earlier:
        return "wrong"
    follows = Follows(solution, examiner.key.cases[0].arguments, earlier, step)
    value, half_unit = follows.value.ravel(), 0.5 * 10.0**-digits
    near = np.abs(written - value) <= follows.unsure.ravel() + half_unit
    if not _shows(written, expected.ravel(), follows, half_unit):
        return "wrong"
    if near.all():
        return "carried"
    return "rounded" if rounded_early(written, value, digits, ()) else "wrong"


def _shows(written: Array, expected: Array, follows: Follows, half_unit: float) -> bool:
    """Whether an answer that follows from earlier ones was computed from them, and is not what others give as well."""
    if np.isinf(follows.moves).all():
        return True
    filled_in = written.size > 1 and np.ptp(written) == 0 and np.ptp(expected) > 0
    other = np.abs(follows.value.ravel() - expected) > half_unit
    return not filled_in and bool((follows.moves.ravel()[other] > half_unit).all())
