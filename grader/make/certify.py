"""Draws variants until they are certified: rules kept, the right answer apart from every mistake, mistakes apart.

A question by hand must separate everything in its one set of numbers; a function in at least two of its cases, so
that a diagnosis never hangs on a single value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.compare import Result, Tolerance, difference, same
from grader.errors import TiedError
from grader.exercise.problem import Problem
from grader.exercise.spec import FunctionQuestion, NumberQuestion
from grader.make import conditioning
from grader.make.rules import kept
from grader.make.sampling import Data, Stream, draw
from grader.records import Case, Group
from grader.solution import Way

TRIES = 2000
EVIDENCE = 2
"""How many cases of a function must tell two answers apart."""

RIGHT = "the right answer"
RULES = "the fairness rules"
Answers = Mapping[str, Result]


def numbers(stream: Stream, problems: Sequence[Problem], tries: int = TRIES) -> tuple[Data, int]:
    """Data on which every one of an exercise's questions by hand separates, and how many tries that took.

    Raises:
        TiedError: none of ``tries`` variants was certified; the pair that tied most often is named.
    """
    ties: Counter[str] = Counter()
    for count in range(1, tries + 1):
        data = draw(stream, problems[0].samplers)
        broken = next((why for why in (_number_fault(problem, data) for problem in problems) if why), None)
        if broken is None:
            return data, count
        ties[broken] += 1
    raise _tied(problems[0], ties, tries)


def cases(
    stream: Stream, problem: Problem, count: int, *, visible: bool, tries: int = TRIES
) -> tuple[tuple[Case, ...], int]:
    """``count`` ordinary cases of a function that together separate all answers, and how many draws that took.

    Visible cases are only examples: they keep the rules and need not separate.

    Raises:
        TiedError: the rules can hardly be kept, or two answers stay together.
    """
    ties: Counter[str] = Counter()
    found: list[Case] = []
    for number in range(1, tries + 1):
        data = draw(stream, problem.samplers)
        if not rules_kept(problem, data):
            ties[RULES] += 1
            continue
        found.append(case(problem, data, visible=visible))
        if len(found) < count:
            continue
        tied = None if visible else _first_tie(problem, found)
        if tied is None:
            return tuple(found), number
        ties[tied] += 1
        found.pop(0)
    raise _tied(problem, ties, tries)


def drawn(stream: Stream, problem: Problem, tries: int = TRIES) -> Data:
    """Data that keep the rules of a question, certified or not.

    Raises:
        TiedError: the rules can hardly be kept.
    """
    for _ in range(tries):
        data = draw(stream, problem.samplers)
        if rules_kept(problem, data):
            return data
    raise _tied(problem, Counter({RULES: tries}), tries)


def number_case(problem: Problem, data: Data) -> Case:
    """The one case of a question by hand."""
    answers = _answers(problem, data)
    zero = tuple(np.zeros_like(array) for array in answers[RIGHT])
    return Case(
        inputs={name: np.asarray(value) for name, value in data.items()},
        expected=answers[RIGHT],
        scale=zero,
        slack=zero,
        mistakes={name: result for name, result in answers.items() if name != RIGHT},
    )


def apart_by_hand(a: Result, b: Result, digits: int) -> bool:
    """Whether two answers still differ after both are rounded to ``digits`` decimals, either way."""
    return any(
        one.size != other.size
        or bool((~np.isfinite(one.ravel()) | ~np.isfinite(other.ravel())).any())
        or bool((np.abs(one.ravel() - other.ravel()) > 10.0**-digits * (1 + 1e-6)).any())
        for one, other in zip(a, b, strict=True)
    )


def apart_in_case(case: Case, first: str, second: str) -> bool:
    """Whether two answers to a case differ by more than single precision could blur."""
    if RIGHT in (first, second):
        return not right_in_case(case.mistakes[second if first == RIGHT else first], case)
    return not same(case.mistakes[first], case.mistakes[second], case.slack, closeness=1e-5)


def _number_fault(problem: Problem, data: Data) -> str | None:
    if not rules_kept(problem, data):
        return RULES
    question = problem.question
    assert isinstance(question, NumberQuestion)  # noqa: S101 - for the type checker
    answers = _answers(problem, data)
    for (first, a), (second, b) in combinations(answers.items(), 2):
        if not apart_by_hand(a, b, question.digits) and second not in problem.tied(first):
            return f"{problem.id}: {first} and {second}"
    return None


def _answers(problem: Problem, data: Data) -> Answers:
    solution, returns = problem.solution, problem.returns
    ways: list[Way] = [(), *((mistake,) for mistake in solution.mistakes_of(returns))]
    answers = solution.runs(data).answers(ways, returns)
    return {way[0].id if way else RIGHT: answer for way, answer in answers.items()}


def rules_kept(problem: Problem, data: Data) -> bool:
    """Whether data, and the steps that follow from them, keep a question's rules."""
    about_data = [rule for rule in problem.rules if rule.of in data]
    about_steps = [rule for rule in problem.rules if rule.of not in data]
    if not kept(about_data, data):
        return False
    return not about_steps or kept(about_steps, problem.solution.run(data, until=[rule.of for rule in about_steps]))


def case(
    problem: Problem, data: Data, *, visible: bool = False, group: Group = "basic", diagnosed: bool = True
) -> Case:
    """One call of a function question with these data; what mistakes give is left out where nothing is diagnosed."""
    question, solution, returns = problem.question, problem.solution, problem.returns
    assert isinstance(question, FunctionQuestion)  # noqa: S101 - for the type checker
    answers = _answers(problem, data) if diagnosed else {RIGHT: solution.answer(data, returns)}
    tolerance = Tolerance(
        conditioning.scale(solution, data, returns), conditioning.slack(solution, data, returns, question.forgives)
    )
    others = [solution.answer(data, returns, replaced=[way]) for way in solution.also_right]
    return Case(
        inputs={name: np.asarray(data[name]) for name in question.arguments},
        expected=answers[RIGHT],
        scale=tolerance.scale,
        slack=tolerance.slack,
        mistakes={name: result for name, result in answers.items() if name != RIGHT},
        also=tuple(one for one in others if difference(one, answers[RIGHT], tolerance).seen != "right"),
        visible=visible,
        group=group,
    )


def right_in_case(result: Result, case: Case) -> bool:
    """Whether a result counts as right, by the usual or another convention."""
    tolerance = Tolerance(case.scale, case.slack)
    return any(difference(result, right, tolerance).seen == "right" for right in (case.expected, *case.also))


def _first_tie(problem: Problem, found: Sequence[Case]) -> str | None:
    names = [RIGHT, *found[0].mistakes]
    needed = min(EVIDENCE, len(found))
    for first, second in combinations(names, 2):
        apart = (apart_in_case(case, first, second) for case in found)
        if not _enough(needed, apart) and second not in problem.tied(first):
            return f"{first} and {second}"
    return None


def _enough(needed: int, apart: Iterable[bool]) -> bool:
    count = 0
    for one in apart:
        count += one
        if count >= needed:
            return True
    return False


def _tied(problem: Problem, ties: Counter[str], tries: int) -> TiedError:
    pairs = Counter({tie: times for tie, times in ties.items() if tie != RULES}).most_common(1)
    rules = [(RULES, ties[RULES])] if ties[RULES] else []
    reasons = ", ".join(f"{reason} ({times} times)" for reason, times in [*pairs, *rules])
    return TiedError(
        f"{problem.id}: none of {tries} drawn variants could be certified; in the way stood {reasons}. "
        "Widen the data, relax the rules, or ask for more decimals."
    )


def inputs_of(case: Case) -> dict[str, Any]:
    """A case's inputs as the solution takes them: 0-d arrays as plain numbers."""
    return {name: value if value.shape else value.item() for name, value in case.inputs.items()}
