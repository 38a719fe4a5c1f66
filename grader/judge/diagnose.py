"""Finds the known mistake, or the few made together, that would give exactly the student's values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from grader.compare import Array, Result, name_mistakes, rounds_to, same
from grader.judge.findings import Explanation
from grader.make.certify import EVIDENCE, inputs_of
from grader.make.exercises import Problem
from grader.records import Key

ROUNDED = 3
"""To how many decimals, counted down from those asked for, people round on the way."""

MOST_TOGETHER = 2
ALTERNATIVES = 3
"""How many alternative explanations are worth telling."""


@dataclass(frozen=True, eq=False)
class Examiner:
    """One question and its key, with what composed mistakes would give worked out when first needed."""

    problem: Problem
    key: Key

    def of_function(self, results: Sequence[Result | None]) -> tuple[list[Explanation], bool]:
        """What explains a function's results (None where a call gave no numbers), and whether enough cases say so."""
        known = self.problem.solution.mistakes
        single = self._named(results, [case.mistakes for case in self.key.cases])
        named = [((known[name],), shows) for name, shows in single] or self._together(results)
        certain = bool(named) and named[0][1] >= min(EVIDENCE, len(self.key.cases))
        return [explanation for explanation, _ in named[:ALTERNATIVES]], certain

    def of_number(self, answer: Array) -> list[Explanation]:
        """What explains an answer by hand, compared at the digits that were asked for."""
        digits, mistakes = self.key.digits or 0, self.problem.solution.mistakes
        single: list[Explanation] = [
            (mistakes[name],)
            for name, (value,) in self.key.cases[0].mistakes.items()
            if rounds_to(answer, value, digits)
        ]
        if single:
            return single[:ALTERNATIVES]
        return [mistakes for mistakes, (value,) in self._composed[0] if rounds_to(answer, value, digits)][:ALTERNATIVES]

    def rounded_on_the_way(self) -> Iterator[Array]:
        """The answers by hand that rounding one step, or all steps up to one, gives; to fewer and fewer decimals."""
        solution, returns = self.problem.solution, self.problem.returns
        inputs, digits = inputs_of(self.key.cases[0]), self.key.digits or 0
        reach = solution.ancestors(returns)
        steps = [step for step in solution.steps if step in reach]
        for decimals in range(digits, max(digits - ROUNDED, 0), -1):
            for last, step in enumerate(steps):
                for some in ([step], steps[: last + 1]):
                    (value,) = solution.answer(inputs, returns, rounded=dict.fromkeys(some, decimals))
                    yield value.ravel()

    def _together(self, results: Sequence[Result | None]) -> list[tuple[Explanation, int]]:
        """All composed mistakes are tried on the first case that went wrong, the few that fit it on all."""
        solution, returns, cases = self.problem.solution, self.problem.returns, self.key.cases
        for index, (case, result) in enumerate(zip(cases, results, strict=True)):
            if result is not None and not same(result, case.expected, case.slack):
                fit = [mistakes for mistakes, value in self._composed[index] if same(result, value, case.slack)]
                answers = [
                    {mistakes: solution.answer(inputs_of(one), returns, replaced=mistakes) for mistakes in fit}
                    for one in cases
                ]
                return self._named(results, answers)
        return []

    def _named(
        self, results: Sequence[Result | None], answers: Sequence[Mapping[Any, Result]]
    ) -> list[tuple[Any, int]]:
        cases = self.key.cases
        return name_mistakes(results, [case.expected for case in cases], answers, [case.slack for case in cases])

    @cached_property
    def _composed(self) -> _ByCase:
        return _ByCase(self.problem, self.key)


class _ByCase(dict[int, list[tuple[Explanation, Result]]]):
    """For each case of a key, every composition of mistakes and its result, worked out on first use."""

    def __init__(self, problem: Problem, key: Key) -> None:
        super().__init__()
        self._problem, self._key = problem, key

    def __missing__(self, index: int) -> list[tuple[Explanation, Result]]:
        solution, returns = self._problem.solution, self._problem.returns
        inputs = inputs_of(self._key.cases[index])
        self[index] = [
            (mistakes, solution.answer(inputs, returns, replaced=mistakes))
            for mistakes in solution.composed(returns, MOST_TOGETHER)
        ]
        return self[index]
