"""A solution is a list of named steps; a mistake is one step done wrong.

From the one declaration come the reference value, the worked solution, the value that each mistake (or several of
them at once) would give, and the wrong submissions on which an exercise is tested. Steps take inputs and earlier
steps by parameter name, as pytest finds fixtures.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.records import Text

Function = Callable[..., Any]
Values = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """One named step of the right computation; ``formula`` is LaTeX in the lecture's symbols."""

    name: str
    function: Function
    needs: tuple[str, ...]
    formula: str
    title: Text


@dataclass(frozen=True)
class Mistake:
    """A step done wrong.

    Attributes:
        also: further catalogue ids under which the same mistake is known.
        beside: the step without which this mistake gives what another one gives, so that it cannot be told there.
    """

    id: str
    step: str
    function: Function
    needs: tuple[str, ...]
    text: Text
    also: tuple[str, ...] = ()
    beside: str | None = None


class Solution:
    """The steps of one exercise in order, its known mistakes, and what it can be checked against.

    Args:
        exercise: id of the exercise, equal to the name of its YAML and Python files.
        reference: for an answer step, a function of the engine and the inputs it takes: ``verify`` compares them.
        gradients: for a step that is a gradient, the scalar step and the input it is the derivative of:
            ``verify`` compares it with finite differences.
    """

    def __init__(
        self,
        exercise: str,
        *,
        reference: Mapping[str, Function] | None = None,
        gradients: Mapping[str, tuple[str, str]] | None = None,
    ) -> None:
        self.exercise = exercise
        self.steps: dict[str, Step] = {}
        self.mistakes: dict[str, Mistake] = {}
        self.reference = dict(reference or {})
        self.gradients = dict(gradients or {})

    def step(self, *, formula: str, ja: str, en: str) -> Callable[[Function], Function]:
        """Declare the next step; its name is the function's name."""

        def declare(function: Function) -> Function:
            name, needs = function.__name__, _parameters(function)
            self._check_step(name, needs)
            self.steps[name] = Step(name, function, needs, formula, Text(ja, en))
            return function

        return declare

    def mistake(
        self,
        mistake: str,
        *,
        of: Function,
        ja: str,
        en: str,
        also: Sequence[str] = (),
        beside: Function | None = None,
    ) -> Callable[[Function], Function]:
        """Declare a way to do the step ``of`` wrong. It may take any input and any step declared before ``of``.

        With ``beside`` it is looked for only where that step, too, is part of the answer: "no 2 in the hidden layer's
        gradient" equals "no 2 anywhere" until the output layer's gradient is asked for.
        """

        def declare(function: Function) -> Function:
            step, near, needs = of.__name__, beside and beside.__name__, _parameters(function)
            self._check_mistake(mistake, step, near, needs)
            self.mistakes[mistake] = Mistake(mistake, step, function, needs, Text(ja, en), tuple(also), near)
            return function

        return declare

    def _check_step(self, name: str, needs: Sequence[str]) -> None:
        where = f"solutions/{self.exercise}.py: step {name!r}"
        if name in self.steps:
            raise CourseError(f"{where} is declared twice; rename one of them.")
        if name in needs:
            raise CourseError(f"{where} takes itself; rename the step or what it takes.")
        users = [f"step {step.name!r}" for step in self.steps.values() if name in step.needs]
        users += [f"mistake {mistake.id!r}" for mistake in self.mistakes.values() if name in mistake.needs]
        if users:
            raise CourseError(f"{where} is taken by {users[0]}, which comes before it; declare the step first.")

    def _check_mistake(self, mistake: str, step: str, beside: str | None, needs: Sequence[str]) -> None:
        where = f"solutions/{self.exercise}.py: mistake {mistake!r}"
        if mistake in self.mistakes:
            raise CourseError(f"{where} is declared twice; give one of them another id.")
        for name, how in ((step, "of"), (beside, "beside")):
            if name is not None and name not in self.steps:
                raise CourseError(f"{where} is {how} {name!r}, which is no step; declare the step first.")
        order = list(self.steps)
        later = [name for name in needs if name in order and order.index(name) >= order.index(step)]
        if later:
            raise CourseError(
                f"{where} takes {later[0]!r}, which comes no earlier than the step {step!r} that it replaces."
            )

    def run(
        self,
        inputs: Mapping[str, Any],
        *,
        until: Sequence[str] | None = None,
        replaced: Sequence[Mistake] = (),
        given: Mapping[str, Any] | None = None,
        rounded: Mapping[str, int] | None = None,
    ) -> Values:
        """The inputs and every step's value, by name.

        Args:
            inputs: values by name; never changed.
            until: the steps wanted; steps that none of them needs are left out. All of them by default.
            replaced: mistakes made on the way (at most one of a step).
            given: values of steps to take as they are (error carried forward).
            rounded: for a step, the decimals to which its value is rounded before going on.
        """
        wanted = set(self.steps) if until is None else self.ancestors(until, replaced)
        wrong = {mistake.step: mistake for mistake in replaced}
        values: Values = dict(inputs)
        for name, step in self.steps.items():
            if given is not None and name in given:
                values[name] = given[name]
            elif name in wanted:
                how = wrong.get(name, step)
                value = how.function(*[values[need] for need in how.needs])
                values[name] = np.round(value, rounded[name]) if rounded is not None and name in rounded else value
        return values

    def answer(
        self,
        inputs: Mapping[str, Any],
        returns: Sequence[str],
        *,
        replaced: Sequence[Mistake] = (),
        given: Mapping[str, Any] | None = None,
        rounded: Mapping[str, int] | None = None,
    ) -> tuple[np.ndarray, ...]:
        """The values of the steps ``returns`` as float64 arrays; what cannot be computed is an array of NaN."""
        try:
            with np.errstate(all="ignore"):
                values = self.run(inputs, until=returns, replaced=replaced, given=given, rounded=rounded)
            return tuple(np.array(values[name], dtype=np.float64) for name in returns)
        except (ArithmeticError, IndexError, ValueError):
            if not replaced:
                raise
            return tuple(np.array(np.nan) for _ in returns)

    def ancestors(self, returns: Sequence[str], replaced: Sequence[Mistake] = ()) -> set[str]:
        """Names of the steps that the steps ``returns`` need, themselves included."""
        wrong = {mistake.step: mistake for mistake in replaced}
        found: set[str] = set()
        waiting = list(returns)
        while waiting:
            name = waiting.pop()
            if name in self.steps and name not in found:
                found.add(name)
                waiting.extend(wrong.get(name, self.steps[name]).needs)
        return found

    def mistakes_of(self, returns: Sequence[str]) -> list[Mistake]:
        """The mistakes that can show in the steps ``returns``, in the order of declaration."""
        reach = self.ancestors(returns)
        return [
            mistake
            for mistake in self.mistakes.values()
            if mistake.step in reach and (mistake.beside is None or mistake.beside in reach)
        ]

    def composed(self, returns: Sequence[str], count: int) -> Iterator[tuple[Mistake, ...]]:
        """Every way to make ``count`` mistakes at once, each on a step of its own, in the order of the steps."""
        by_step: dict[str, list[Mistake]] = {name: [] for name in self.steps}
        for mistake in self.mistakes_of(returns):
            by_step[mistake.step].append(mistake)
        for steps in combinations(by_step, count):
            yield from product(*(by_step[step] for step in steps))

    def worked(self, inputs: Mapping[str, Any], returns: Sequence[str]) -> list[tuple[Step, Any]]:
        """The worked solution with these very numbers: each step that the answer needs and its value."""
        values = self.run(inputs, until=returns)
        return [(step, values[name]) for name, step in self.steps.items() if name in values]


def _parameters(function: Function) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)
