"""Finds the known mistakes that, made together, would give exactly the student's values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from grader import notation
from grader.compare import EVIDENCE, Array, Explained, Laid, Result, SeenByHand, SeenCalls, Ways, reads_as
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.judge.findings import Diagnosis, Explanation
from grader.judge.texts import values_text
from grader.records import Case, Key, Told
from grader.solution import Mistake

ROUNDED = 3
"""To how many decimals, counted down from those asked for, people round on the way."""

MOST_TOGETHER = 3


@dataclass(frozen=True, eq=False)
class Examiner:
    """One question and its key, with what mistakes would give laid out, and worked out when first needed."""

    problem: Problem[Question]
    key: Key

    @cached_property
    def laid(self) -> Laid:
        """The key of a function laid out."""
        return Laid(self.key)

    @cached_property
    def examples(self) -> tuple[Case, ...]:
        """The cases of a function that may be shown."""
        return tuple(case for case in self.key.cases if case.visible)

    @cached_property
    def laid_examples(self) -> Laid:
        """The same laid out."""
        return Laid(replace(self.key, cases=self.examples))

    @cached_property
    def laid_small(self) -> Laid:
        """The small inputs of a function, the smallest first, laid out."""
        return Laid(replace(self.key, cases=self.key.small))

    @cached_property
    def small_shown(self) -> list[tuple[str, str]]:
        """Each of them as a call that can be pasted, and what is right."""
        name, cases = self.key.name, self.key.small
        return [(notation.call(name, case.inputs), values_text(case.expected)) for case in cases]

    def told(self, diagnosis: Diagnosis, mistake: str) -> Told:
        """What is told of a mistake of a diagnosis."""
        return diagnosis.told.get(mistake) or self.key.told[mistake]

    def of_calls(self, seen: SeenCalls) -> Diagnosis:
        """What explains a function's results.

        That is one mistake in all cases, or several together; or the same in all ordinary cases, where others are
        treated in a way of their own; or one mistake in those cases only that went wrong.
        """
        single = Diagnosis.of(_alone(seen.explained))
        if seen.scope == "all":
            return single
        results = seen.numbers.results
        right = [case == "right" for case in seen.cases]
        together = self._together(results, right)
        if together is not None or seen.scope == "ordinary":
            return together or single
        return self._together(self.laid.ordinary(results), right) or single

    def in_public(self, best: Explanation) -> Composed:
        """What an explanation, the first, and those like it give for the examples and small inputs.

        Like a single mistake are all others, like several together those that give the same for an example.
        """
        if best not in self._in_public:
            solution, steps, count = self.problem.solution, self.problem.steps, len(best)
            made: list[tuple[Mistake, ...]] = [(one,) for one in solution.mistakes_of(steps) if one.id in self.key.told]
            if count > 1:
                first = self._composed[next(n for n, case in enumerate(self.key.cases) if case.visible), count]
                fits = first.fit(first.results[best])[:, 0]
                made = [first.made[row] for row in np.flatnonzero(fits).tolist()]
            made.sort(key=lambda mistakes: tuple(mistake.id for mistake in mistakes) != best)
            self._in_public[best] = Composed(self.problem, (*self.examples, *self.key.small), made)
        return self._in_public[best]

    @cached_property
    def _in_public(self) -> dict[Explanation, Composed]:
        return {}

    def by_hand(self, seen: SeenByHand) -> Diagnosis:
        """What explains an answer by hand, compared at the digits that were asked for."""
        single, digits = Diagnosis.of(_alone(seen.explained)), self.key.digits or 0
        if single.is_one_mistake:
            return single
        together = reads_as(
            seen.written, {way: gives[0] for way, gives in self._composed[0, 2].results.items()}, digits
        )
        return Diagnosis.of(Explained(together, seen.off >= EVIDENCE)) if together else single

    def rounded_on_the_way(self) -> Iterator[Array]:
        """The answers by hand that rounding one step, or all steps up to one, gives; to fewer and fewer decimals."""
        solution, returns = self.problem.solution, self.problem.steps
        inputs, digits = self.key.cases[0].arguments, self.key.digits or 0
        reach = solution.ancestors(returns)
        steps = [step for step in solution.steps if step in reach]
        for decimals in range(digits, max(digits - ROUNDED, 0), -1):
            for last, step in enumerate(steps):
                for some in ([step], steps[: last + 1]):
                    (value,) = solution.answer(inputs, returns, rounded=dict.fromkeys(some, decimals))
                    yield value.ravel()

    def _together(self, results: Sequence[Result | None], right: Sequence[bool]) -> Diagnosis | None:
        """Those two together, or those three, that fit the first telling case that is wrong, and then all others."""
        telling = [i for i, result in enumerate(results) if result is not None and not right[i]]
        if not telling:
            return None
        index = min(telling, key=lambda i: (self.key.cases[i].visible, self.key.cases[i].group != "basic", i))
        for count in range(2, MOST_TOGETHER + 1):
            ways = self._composed[index, count]
            fit = np.flatnonzero(ways.fit([results[index]])[:, 0])
            if fit.size:
                made = sorted((ways.made[row] for row in fit.tolist()), key=self._rank)
                explained = Composed(self.problem, self.key.cases, made).everywhere(results, count)
                if explained.ways:
                    return Diagnosis.of(explained)
        return None

    def _rank(self, made: Sequence[Mistake]) -> int:
        """Mistakes are declared with the usual ones first: of two equal explanations the more usual one is better."""
        usual = sorted(self.problem.solution.mistakes.values(), key=lambda mistake: mistake.included)
        return sum(usual.index(mistake) for mistake in made)

    @cached_property
    def _composed(self) -> _ComposedOnUse:
        return _ComposedOnUse(self.problem, self.key)


class Composed(Ways[Explanation]):
    """What mistakes made together give in some cases of a key.

    Attributes:
        made: the mistakes of each way.
        results: what each way gives, case by case.
    """

    def __init__(self, problem: Problem[Question], cases: Sequence[Case], made: Sequence[tuple[Mistake, ...]]) -> None:
        self.made = made
        by_case = [problem.solution.runs(case.arguments).answers(made, problem.steps) for case in cases]
        self.results: Mapping[Explanation, Sequence[Result]] = {
            tuple(mistake.id for mistake in mistakes): [answers[mistakes] for answers in by_case] for mistakes in made
        }
        super().__init__([case.expected for case in cases], [case.slack for case in cases], self.results)

    @cached_property
    def like_first(self) -> npt.NDArray[np.bool_]:
        """For each way and case, whether it gives what the first way gives."""
        return self.fit(self.results[self.ways[0]])


class _ComposedOnUse(dict[tuple[int, int], Composed]):
    """For a case of a key and a number of mistakes, every composition of so many, worked out on first use."""

    def __init__(self, problem: Problem[Question], key: Key) -> None:
        super().__init__()
        self._problem, self._key = problem, key

    def __missing__(self, wanted: tuple[int, int]) -> Composed:
        index, count = wanted
        made = list(self._problem.solution.composed(self._problem.steps, count))
        self[wanted] = Composed(self._problem, [self._key.cases[index]], made)
        return self[wanted]


def _alone(explained: Explained[str]) -> Explained[Explanation]:
    return Explained(tuple((name,) for name in explained.ways), explained.certain, explained.slip)
