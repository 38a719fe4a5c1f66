"""Draws variants until they are certified: rules kept, the right answer apart from every mistake, mistakes apart.

A question by hand must separate everything in its one set of numbers; a function in at least two of its cases, so
that a diagnosis never hangs on a single value.
"""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import combinations

import numpy as np

from grader.compare import EVIDENCE, Result, Tolerance, difference, right_in_case, same
from grader.errors import CourseError, GraderError, TiedError
from grader.exercise.kinds import ByHand, Called, Question
from grader.exercise.problem import Problem
from grader.make import conditioning
from grader.make.rules import kept
from grader.make.sampling import Data, Stream, draw
from grader.records import Case, Group

TRIES = 2000
RIGHT = "the right answer"
RULES = "the fairness rules"
Answers = Mapping[str, Result]


def variant(stream: Stream, problems: Sequence[Problem[ByHand]], tries: int = TRIES) -> tuple[Data, int]:
    """Data on which every one of an exercise's questions by hand separates, and how many tries that took.

    Raises:
        TiedError: none of ``tries`` variants was certified; the pair that tied most often is named.
        CourseError: a step fails.
    """
    ties: Counter[str] = Counter()
    for count in range(1, tries + 1):
        data = draw(stream, problems[0].samplers)
        with _failures_told(problems[0]):
            broken = next((why for why in (_number_fault(problem, data) for problem in problems) if why), None)
        if broken is None:
            return data, count
        ties[broken] += 1
    raise _never(problems[0], ties, tries)


def cases(
    stream: Stream, problem: Problem[Called], count: int, *, visible: bool, tries: int = TRIES
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
    raise _never(problem, ties, tries)


def drawn(stream: Stream, problem: Problem[Question], tries: int = TRIES) -> Data:
    """Data that keep the rules of a question, certified or not.

    Raises:
        TiedError: the rules can hardly be kept.
    """
    for _ in range(tries):
        data = draw(stream, problem.samplers)
        if rules_kept(problem, data):
            return data
    raise _never(problem, Counter({RULES: tries}), tries)


def number_case(problem: Problem[ByHand], data: Data) -> Case:
    """The one case of a question by hand, with the mistakes that can show in it."""
    right, wrong = problem.question.answers(problem.solution, data)
    zero = tuple(np.zeros_like(array) for array in right)
    return Case(
        inputs={name: np.asarray(value) for name, value in data.items()},
        expected=right,
        scale=zero,
        slack=zero,
        mistakes=wrong,
    )


def apart_in_case(case: Case, first: str, second: str) -> bool:
    """Whether two answers to a case differ by more than single precision could blur."""
    if RIGHT in (first, second):
        return not right_in_case(case.mistakes[second if first == RIGHT else first], case)
    return not same(case.mistakes[first], case.mistakes[second], case.slack, closeness=1e-5)


@contextmanager
def _failures_told(problem: Problem[Question]) -> Iterator[None]:
    """A step that fails on drawn data is the fault of the solution, and told as such."""
    try:
        yield
    except GraderError:
        raise
    except Exception as error:
        line = traceback.extract_tb(error.__traceback__)[-1].lineno
        raise CourseError(
            f"solutions/{problem.exercise.id}.py, line {line}: a step of {problem.id} fails on drawn data "
            f"({type(error).__name__}: {error}); correct the step, or its data in the YAML."
        ) from error


def _number_fault(problem: Problem[ByHand], data: Data) -> str | None:
    if not rules_kept(problem, data):
        return RULES
    answers = _answers(problem, data)
    if not all(np.isfinite(array).all() for array in answers[RIGHT]):
        return f"{problem.id}: {RIGHT}, which is no finite number"
    for (first, a), (second, b) in combinations(answers.items(), 2):
        if not (_tied(problem, first, second) or problem.question.apart(a, b)):
            return f"{problem.id}: {first} and {second}"
    return None


def _tied(problem: Problem[Question], first: str, second: str) -> bool:
    """Whether the question says that it cannot tell two mistakes apart."""
    return any(first in tie and second in tie for tie in problem.question.ties)


def _answers(problem: Problem[Question], data: Data) -> Answers:
    right, wrong = problem.question.values(problem.solution, data)
    return {RIGHT: right} | wrong


def rules_kept(problem: Problem[Question], data: Data) -> bool:
    """Whether data, and the steps that follow from them, keep a question's rules."""
    about_data = [rule for rule in problem.rules if rule.of in data]
    about_steps = [rule for rule in problem.rules if rule.of not in data]
    if not kept(about_data, data):
        return False
    return not about_steps or kept(about_steps, problem.solution.run(data, until=[rule.of for rule in about_steps]))


def case(
    problem: Problem[Called], data: Data, *, visible: bool = False, group: Group = "basic", diagnosed: bool = True
) -> Case:
    """One call of a function question with these data; what mistakes give is left out where nothing is diagnosed."""
    question, solution, returns = problem.question, problem.solution, problem.steps
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
        also=tuple(one for one in others if difference(one, answers[RIGHT], tolerance).precision != "float64"),
        visible=visible,
        group=group,
    )


def _first_tie(problem: Problem[Called], found: Sequence[Case]) -> str | None:
    names = [RIGHT, *found[0].mistakes]
    needed = min(EVIDENCE, len(found))
    for first, second in combinations(names, 2):
        apart = (apart_in_case(case, first, second) for case in found)
        if not (_tied(problem, first, second) or _enough(needed, apart)):
            return f"{first} and {second}"
    return None


def _enough(needed: int, apart: Iterable[bool]) -> bool:
    count = 0
    for one in apart:
        count += one
        if count >= needed:
            return True
    return False


def _never(problem: Problem[Question], ties: Counter[str], tries: int) -> TiedError:
    pairs = Counter({tie: times for tie, times in ties.items() if tie != RULES}).most_common(1)
    rules = [(RULES, ties[RULES])] if ties[RULES] else []
    reasons = ", ".join(f"{reason} ({times} times)" for reason, times in [*pairs, *rules])
    return TiedError(
        f"{problem.id}: none of {tries} drawn variants could be certified; in the way stood {reasons}. "
        "Widen the data, relax the rules, or ask for more decimals."
    )
