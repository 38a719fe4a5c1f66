"""Finds the known mistake, or the few made together, that would give exactly the student's values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from grader.compare import Array, Result, Ways, rounds_to
from grader.exercise.problem import Problem
from grader.judge.findings import Diagnosis, Explanation
from grader.make import small
from grader.make.certify import EVIDENCE, inputs_of
from grader.records import Case, Key
from grader.solution import Mistake

ROUNDED = 3
"""To how many decimals, counted down from those asked for, people round on the way."""

MOST_TOGETHER = 3
ALTERNATIVES = 5
"""How many alternative explanations are worth telling."""

Right = Sequence[bool]
"""For each case, whether its result is right."""


@dataclass(frozen=True, eq=False)
class Examiner:
    """One question and its key, with what mistakes would give laid out, and worked out when first needed."""

    problem: Problem
    key: Key

    def of_function(
        self, results: Sequence[Result | None], right: Right, most_together: int = MOST_TOGETHER
    ) -> Diagnosis:
        """What explains a function's results (None where a call gave no numbers).

        That is one mistake in all cases, or several together; or the same in all ordinary cases, where others are
        treated in a way of their own; or one mistake in those cases only that went wrong.
        """
        ordinary = [one if case.group == "basic" else None for one, case in zip(results, self.key.cases, strict=True)]
        return (
            self._everywhere(results, right, most_together)
            or self._everywhere(ordinary, right, most_together)
            or self._slip(results, right)
        )

    def _everywhere(self, results: Sequence[Result | None], right: Right, most_together: int) -> Diagnosis | None:
        for ways in self._by_number(results, right, most_together):
            shows = (ways.shows & [result is not None for result in results]).sum(axis=1)
            fitting = np.flatnonzero(ways.fit(results).all(axis=1) & (shows > 0))
            if fitting.size:
                ranked = sorted(fitting.tolist(), key=lambda row: (-shows[row], self._rank(ways.ways[row])))
                found = _alternatives(ways.ways[row] for row in ranked)
                needed = EVIDENCE + len(found[0]) - 1
                return Diagnosis(found, certain=bool(shows[ranked[0]] >= needed))
        return None

    def of_number(self, answer: Array) -> Diagnosis:
        """What explains an answer by hand, compared at the digits that were asked for."""
        digits, (expected,) = self.key.digits or 0, self.key.cases[0].expected
        unit = 10.0**-digits

        def told(found: Iterable[Explanation], slip: tuple[int, int] | None = None) -> Diagnosis:
            off = int((np.abs(answer - expected.ravel()) > unit).sum()) if answer.size == expected.size else 0
            return Diagnosis(_alternatives(found), certain=off >= EVIDENCE, slip=slip)

        values = {(self.problem.solution.mistakes[name],): value for name, (value,) in self._mistakes(0).items()}
        single = [explanation for explanation, value in values.items() if rounds_to(answer, value, digits)]
        if single:
            return told(single)
        pairs = self._composed[0, 2]
        together = [way for way in pairs.ways if rounds_to(answer, pairs.results[way][0][0], digits)]
        if together:
            return told(together)
        if answer.size != expected.size or answer.size == 1:
            return Diagnosis()
        wrong = np.abs(answer - expected.ravel()) > unit / 2 * (1 + 1e-9)
        slips = []
        for explanation, value in values.items():
            if value.size == answer.size and rounds_to(answer[wrong], value.ravel()[wrong], digits):
                could = int((np.abs(value.ravel() - expected.ravel()) > unit).sum())
                slips.append((explanation, (int(wrong.sum()), could)))
        return told([explanation for explanation, _ in slips], slips[0][1]) if slips else Diagnosis()

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

    def _by_number(self, results: Sequence[Result | None], right: Right, most_together: int) -> Iterator[Known]:
        """Single mistakes; then those two together, and those three, that fit the first telling case that is wrong."""
        yield self._single
        telling = [i for i, result in enumerate(results) if result is not None and not right[i]]
        if not telling:
            return
        index = min(telling, key=lambda i: (self.key.cases[i].visible, self.key.cases[i].group != "basic", i))
        for count in range(2, most_together + 1):
            ways = self._composed[index, count]
            fit = np.flatnonzero(ways.fit([results[index]])[:, 0])
            if fit.size:
                yield self._known([ways.ways[row] for row in fit])

    def _slip(self, results: Sequence[Result | None], right: Right) -> Diagnosis:
        """A mistake that explains every wrong result, while other results in which it would show are right."""
        ways = self._single
        wrong = np.array([result is not None and not ok for result, ok in zip(results, right, strict=True)])
        if not wrong.any() or all(result is None or not ok for result, ok in zip(results, right, strict=True)):
            return Diagnosis()
        both = (ways.fit(results) & ways.shows)[:, wrong]
        found = [(ways.ways[row], int(ways.shows[row].sum())) for row, fits in enumerate(both) if fits.all()]
        if not found:
            return Diagnosis()
        certain = int(wrong.sum()) >= EVIDENCE
        return Diagnosis(_alternatives(way for way, _ in found), certain, (int(wrong.sum()), found[0][1]))

    def _rank(self, explanation: Explanation) -> int:
        """Mistakes are declared with the usual ones first: of two equal explanations the more usual one is better."""
        usual = sorted(self.problem.solution.mistakes.values(), key=lambda mistake: mistake.included)
        return sum(usual.index(mistake) for mistake in explanation)

    @cached_property
    def ladder(self) -> tuple[Case, ...]:
        """Small inputs for a function, the smallest first."""
        return small.ladder(self.problem)

    @cached_property
    def _single(self) -> Known:
        mistakes = self.problem.solution.mistakes
        each = [self._mistakes(index) for index in range(len(self.key.cases))]
        return Known(self.key.cases, {(mistakes[name],): [answers[name] for answers in each] for name in each[0]})

    def _mistakes(self, index: int) -> Mapping[str, Result]:
        """What each mistake gives in a case; those that the solution no longer has are left out."""
        known = self.problem.solution.mistakes
        return {name: result for name, result in self.key.cases[index].mistakes.items() if name in known}

    def _known(self, explanations: Sequence[Explanation]) -> Known:
        solution, returns, cases = self.problem.solution, self.problem.returns, self.key.cases
        by_case = [solution.runs(inputs_of(case)).answers(explanations, returns) for case in cases]
        return Known(cases, {mistakes: [answers[mistakes] for answers in by_case] for mistakes in explanations})

    @cached_property
    def _composed(self) -> _Composed:
        return _Composed(self.problem, self.key)


class Known(Ways[tuple[Mistake, ...]]):
    """What some mistakes give in some cases of a key."""

    def __init__(self, cases: Sequence[Case], results: Mapping[Explanation, Sequence[Result]]) -> None:
        super().__init__([case.expected for case in cases], [case.slack for case in cases], results)
        self.results = results


class _Composed(dict[tuple[int, int], Known]):
    """For a case of a key and a number of mistakes, every composition of so many, worked out on first use."""

    def __init__(self, problem: Problem, key: Key) -> None:
        super().__init__()
        self._problem, self._key = problem, key

    def __missing__(self, wanted: tuple[int, int]) -> Known:
        index, count = wanted
        solution, returns, case = self._problem.solution, self._problem.returns, self._key.cases[index]
        answers = solution.runs(inputs_of(case)).answers(solution.composed(returns, count), returns)
        self[wanted] = Known([case], {mistakes: [answer] for mistakes, answer in answers.items()})
        return self[wanted]


def _alternatives(explanations: Iterable[Explanation]) -> list[Explanation]:
    """The first few; the same mistakes made in another order are no alternative."""
    different: dict[frozenset[Mistake], Explanation] = {}
    for one in explanations:
        different.setdefault(frozenset(one), one)
    return list(different.values())[:ALTERNATIVES]
