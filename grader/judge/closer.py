"""A closer look at functions that are wrong: the smallest inputs that show it, and arguments taken in another order.

The calls for it are made in a second run of the submission, with inputs that anyone may know: small ones, and those
of the examples. What comes back is shown, but never changes a verdict.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from msgspec import structs

from grader.compare import Result
from grader.exercise.spec import FunctionQuestion
from grader.judge.calls import read
from grader.judge.diagnose import Examiner
from grader.judge.findings import Diagnosis, Finding
from grader.judge.functions import call_text, shapes_text, values_text
from grader.make.certify import inputs_of, right_in_case
from grader.records import Answer, Ask, Case, Limits, Raised, Text
from grader.solution import Mistake
from grader.words import printable, say

ORDER = "ORDER"
"""The id of arguments taken in another order, where no mistake of the solution's is just that."""

MOST_CPU_SECONDS = 1.0
MOST_WALL_SECONDS = 4.0
"""What the closer look at one question may take at most, where its own limits are not narrower."""

_ALL_ORDERS = 3
"""Up to so many arguments every order is tried, from there on every two of them change places."""


def closer_ask(examiner: Examiner, finding: Finding, limits: Limits) -> Ask:
    """The further calls for one question: the ladder, then the examples with the arguments in other orders.

    The latter only where no single mistake explains what came.
    """
    problem = examiner.problem
    calls = [case.inputs for case in examiner.ladder]
    names = _arguments(examiner)
    for order in () if _explained(finding) else _orders(len(names)):
        for case in _visible(examiner).values():
            values = list(case.inputs.values())
            calls.append(dict(zip(names, (values[place] for place in order), strict=True)))
    limits = structs.replace(
        limits,
        cpu_seconds=min(limits.cpu_seconds, MOST_CPU_SECONDS),
        wall_seconds=min(limits.wall_seconds, MOST_WALL_SECONDS),
    )
    return Ask(problem.id, "function", problem.question.name, tuple(calls), limits)


def look_closer(examiner: Examiner, finding: Finding, answer: Answer) -> Finding:
    """The finding with what the further calls add to it; unchanged where they did not end well."""
    if answer.status != "done":
        return finding
    if not _explained(finding):
        finding = replace(finding, diagnosis=_other_order(examiner, answer) or finding.diagnosis)
    failed_always = all(isinstance(came, Raised) for came in answer.results[: len(examiner.ladder)])
    smallest = None if failed_always else _smallest(examiner, answer)
    if smallest is None:
        return finding
    return replace(finding, fact=smallest if finding.verdict != "raised" else smallest + finding.fact)


def _explained(finding: Finding) -> bool:
    """Whether a single mistake, made everywhere, explains what came: then nothing simpler can."""
    return len(finding.diagnosis.best) == 1 and finding.diagnosis.slip is None


def _smallest(examiner: Examiner, answer: Answer) -> Text | None:
    """What came for the smallest inputs for which the function is wrong, as a call that can be pasted."""
    for case, came in zip(examiner.ladder, answer.results, strict=False):
        call = read(came, case, examiner.key.layout)
        if call.seen == "right":
            continue
        shown, expected = call_text(examiner, case.inputs), values_text(case.expected)
        if isinstance(call.came, Raised):
            return say("smallest_raised", call=shown, error=printable(call.came.type), expected=expected)
        if call.numbers is None:
            return None
        if call.seen == "wrong_shape":
            got, wanted = shapes_text(call.numbers), shapes_text(case.expected)
            return say("smallest_shape", call=shown, got=got, expected=wanted)
        return say("smallest", call=shown, got=values_text(call.numbers), expected=expected)
    return None


def _other_order(examiner: Examiner, answer: Answer) -> Diagnosis | None:
    """Arguments in another order, if the function is right, or makes one known mistake, when it gets them so."""
    visible = _visible(examiner)
    results = list(answer.results[len(examiner.ladder) :])
    for order in _orders(len(_arguments(examiner))):
        came, results = results[: len(visible)], results[len(visible) :]
        if _makes_no_difference(examiner, order):
            continue
        calls = [read(one, case, examiner.key.layout) for one, case in zip(came, visible.values(), strict=True)]
        if any(call.numbers is None for call in calls):
            continue
        mistake = _order_mistake(examiner, order)
        if all(call.seen == "right" for call in calls):
            return Diagnosis([(mistake,)])
        everywhere: list[Result | None] = [None] * len(examiner.key.cases)
        right = [False] * len(everywhere)
        for index, call in zip(visible, calls, strict=True):
            everywhere[index] = call.numbers
            right[index] = call.seen == "right"
        found = examiner.of_function(everywhere, right, most_together=1)
        if len(found.best) == 1 and found.certain and found.slip is None:
            return Diagnosis([(mistake, *found.best)])
    return None


def _makes_no_difference(examiner: Examiner, order: Sequence[int]) -> bool:
    """Whether the right function gives the same either way, as (y − t)² does."""
    names, problem = _arguments(examiner), examiner.problem
    for case in _visible(examiner).values():
        inputs = inputs_of(case)
        moved = {name: inputs[names[place]] for place, name in zip(order, names, strict=True)}
        try:
            result = problem.solution.answer(moved, problem.returns)
        except (ArithmeticError, IndexError, TypeError, ValueError):
            return False
        if not right_in_case(result, case):
            return False
    return True


def _order_mistake(examiner: Examiner, order: Sequence[int]) -> Mistake:
    names, solution = _arguments(examiner), examiner.problem.solution
    moved = {name for place, name in zip(order, names, strict=True) if names[place] != name}
    for mistake in solution.mistakes_of(examiner.problem.returns):
        if mistake.swaps and set(mistake.swaps) == moved:
            return mistake
    taken = [names[place] for place in order]
    name = examiner.problem.question.name
    text = say("argument_order", asked=f"{name}({', '.join(names)})", taken=f"{name}({', '.join(taken)})")
    return Mistake(ORDER, "", lambda: None, (), text)


def _arguments(examiner: Examiner) -> tuple[str, ...]:
    question = examiner.problem.question
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    return question.arguments


def _visible(examiner: Examiner) -> dict[int, Case]:
    return {index: case for index, case in enumerate(examiner.key.cases) if case.visible}


def _orders(count: int) -> list[tuple[int, ...]]:
    """The orders to try, those first in which the fewest arguments have moved."""

    def moved(order: tuple[int, ...]) -> int:
        return sum(place != number for number, place in enumerate(order))

    most = count if count <= _ALL_ORDERS else 2
    return sorted((order for order in permutations(range(count)) if 0 < moved(order) <= most), key=moved)
