"""The steps of one exercise and its known mistakes: declared, checked, run, and made together."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations, permutations, product
from typing import Any, TypeVar

import numpy as np

from grader.errors import CourseError
from grader.records import Text
from grader.solution.parts import Function, Mistake, Step, Values
from grader.solution.runs import Runs, quiet
from grader.solution.truths import Choice, Ordering, Repair, Repairs

Truth = TypeVar("Truth")

MOST_INCLUDED = 1
"""How many mistakes of included solutions are looked for among three or more made together."""


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
        self.also_right: list[Mistake] = []
        """Steps done in other ways that count as right where they differ."""
        self.notions: dict[str, Text] = {}
        """Mistakes in thought, which give no value of their own, by id."""
        self.choices: dict[str, Choice] = {}
        self.orderings: dict[str, Ordering] = {}
        self.repairs: dict[str, Repairs] = {}
        """What is true of choices, of orderings, and of code that is to be repaired, by the question's short id."""
        self.reference = dict(reference or {})
        self.gradients = dict(gradients or {})

    def step(self, *, formula: str, ja: str, en: str, size: float = 0.0) -> Callable[[Function], Function]:
        """Declare the next step; its name is the function's name.

        ``size`` is that of the largest term inside, where a right way to compute the step adds terms that are larger
        than its result: sigmoid by 1 + tanh errs by roundoffs of 1, however small it is.
        """

        def declare(function: Function) -> Function:
            name, needs = function.__name__, _parameters(function)
            self._check_step(name, needs)
            self.steps[name] = Step(name, function, needs, formula, Text(ja, en), size)
            return function

        return declare

    def mistake(  # noqa: PLR0913 - one call says all about a mistake
        self,
        mistake: str,
        of: Function,
        wrong: Function,
        *,
        ja: str,
        en: str,
        also: Sequence[str] = (),
        beside: Function | None = None,
        convention: bool = False,
        swaps: Sequence[str] = (),
    ) -> None:
        """Declare a way to do the step ``of`` wrong. It may take any input and any step declared before ``of``.

        If ``wrong`` takes ``of`` itself, it comes on top of that step: "½ too much" goes together with every other
        way to do the step wrong. With ``beside`` it is looked for only where that step, too, is part of the answer:
        "no 2 in the hidden layer's gradient" equals "no 2 anywhere" until the output layer's gradient is asked for.
        A ``convention`` is right by another definition in use; ``swaps`` names two arguments that change places.

        Raises:
            CourseError: the declaration cannot be meant.
        """
        near = beside and beside.__name__
        self._take(
            Mistake(
                mistake,
                of.__name__,
                wrong,
                _parameters(wrong),
                Text(ja, en),
                tuple(also),
                near,
                convention,
                tuple(swaps),
            )
        )

    def other_way(self, of: Function, right: Function) -> None:
        """Declare another way to do the step ``of`` that is right, too, where conventions differ: relu′(0)."""
        self.also_right.append(Mistake("", of.__name__, right, _parameters(right), Text("", "")))

    def notion(self, mistake: str, *, ja: str, en: str) -> None:
        """Declare a mistake in thought: it gives no value of its own, and options of choices and orders stand for it.

        Raises:
            CourseError: its id is there already.
        """
        self._check_id(f"solutions/{self.exercise}.py: notion {mistake!r}", mistake, "")
        self.notions[mistake] = Text(ja, en)

    def choice(self, question: str, *, right: Sequence[str], wrong: Mapping[str, str]) -> None:
        """Say which options of a choice are true, and for each other one the id of the mistake that it stands for."""
        where = f"solutions/{self.exercise}.py: choice {question!r}"
        _check_forms(where, right, wrong)
        self._check_known(where, wrong.values())
        self._declare(where, self.choices, question, Choice(tuple(right), dict(wrong)))

    def ordering(self, question: str, *, right: Sequence[str], wrong: Mapping[str, tuple[str, str]]) -> None:
        """Say in which order the options of an ordering come, and which mistakes turn which two of them round."""
        where = f"solutions/{self.exercise}.py: ordering {question!r}"
        _check_forms(where, right, wrong)
        for mistake, pair in wrong.items():
            if len(pair) != 2:  # noqa: PLR2004
                raise CourseError(f"{where} has {mistake}: {pair!r}; give the two options that it turns round.")
        self._check_known(where, wrong)
        self._declare(where, self.orderings, question, Ordering(tuple(right), dict(wrong)))

    def repair(self, question: str, repairs: Mapping[str, tuple[str, str]]) -> None:
        """Say which mistakes the code of a question has, each with what is wrong there and what must stand instead."""
        where = f"solutions/{self.exercise}.py: repair {question!r}"
        for mistake in repairs:
            if mistake not in self.mistakes:
                raise CourseError(f"{where} has {mistake!r}, which is no mistake of a step; declare it first.")
        self._declare(where, self.repairs, question, {mistake: Repair(*pair) for mistake, pair in repairs.items()})

    def include(self, other: Solution) -> None:
        """Take the steps of another solution, its mistakes and other right ways; to be done before own steps.

        What two included solutions have from the same third one is taken once.

        Raises:
            CourseError: a step or the id of a mistake is there already.
        """
        for step in other.steps.values():
            if self.steps.get(step.name) != step:
                self._check_step(step.name, step.needs, f", included from {other.exercise!r},")
                self.steps[step.name] = step
        for mistake in other.mistakes.values():
            taken = replace(mistake, included=True)
            if self.mistakes.get(mistake.id) != taken:
                self._take(taken, f", included from {other.exercise!r},")
        self.also_right += [way for way in other.also_right if way not in self.also_right]

    def _take(self, mistake: Mistake, come: str = "") -> None:
        self._check_mistake(mistake, come)
        self.mistakes[mistake.id] = mistake

    def _check_step(self, name: str, needs: Sequence[str], come: str = "") -> None:
        where = f"solutions/{self.exercise}.py: step {name!r}{come}"
        if not name.isidentifier():
            raise CourseError(f"{where} has no name that other steps could take it by; write it as a def.")
        if name in self.steps:
            raise CourseError(f"{where} is declared twice; rename one of them.")
        if name in needs:
            raise CourseError(f"{where} takes itself; rename the step or what it takes.")
        users = [f"step {step.name!r}" for step in self.steps.values() if name in step.needs]
        users += [f"mistake {mistake.id!r}" for mistake in self.mistakes.values() if name in mistake.needs]
        if users:
            raise CourseError(f"{where} is taken by {users[0]}, which comes before it; declare the step first.")

    @staticmethod
    def _declare(where: str, truths: dict[str, Truth], question: str, truth: Truth) -> None:
        if question in truths:
            raise CourseError(f"{where} is declared twice; leave one of them out.")
        truths[question] = truth

    def _check_known(self, where: str, mistakes: Iterable[str]) -> None:
        for mistake in mistakes:
            if mistake not in self.mistakes and mistake not in self.notions:
                raise CourseError(f"{where} has {mistake!r}, which is no mistake; declare it before, or as a notion.")

    def _check_id(self, where: str, name: str, called: str) -> None:
        known = {name for other in self.mistakes.values() for name in (other.id, *other.also)}
        if name in known or name in self.notions:
            raise CourseError(f"{where}{called} is declared twice; give one of them another id.")

    def _check_mistake(self, mistake: Mistake, come: str) -> None:
        where = f"solutions/{self.exercise}.py: mistake {mistake.id!r}{come}"
        for name in (mistake.id, *mistake.also):
            self._check_id(where, name, "" if name == mistake.id else f" is also called {name!r}, which")
        for step, how in ((mistake.step, "of"), (mistake.beside, "beside")):
            if step is not None and step not in self.steps:
                raise CourseError(f"{where} is {how} {step!r}, which is no step; declare the step first.")
        order = list(self.steps)
        later = [name for name in mistake.needs if name in order and order.index(name) > order.index(mistake.step)]
        if later:
            raise CourseError(
                f"{where} takes {later[0]!r}, which comes later than the step {mistake.step!r} that it replaces."
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
            replaced: mistakes made on the way; of one step at most one that is not on top of it.
            given: values of steps to take as they are (error carried forward).
            rounded: for a step, the decimals to which its value is rounded before going on.
        """
        values: Values = {**inputs, **(given or {})}

        def value(name: str) -> Any:
            if name not in values:
                wrong = [mistake for mistake in replaced if mistake.step == name]
                how = next((mistake for mistake in wrong if not mistake.on_top), self.steps[name])
                found = how.function(*[value(need) for need in how.needs])
                for mistake in wrong:
                    if mistake.on_top:
                        found = mistake.function(*[found if need == name else value(need) for need in mistake.needs])
                values[name] = found if rounded is None or name not in rounded else np.round(found, rounded[name])
            return values[name]

        for name in self.steps if until is None else until:
            value(name)
        return {**inputs, **{name: values[name] for name in self.steps if name in values}}

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
            with quiet():
                values = self.run(inputs, until=returns, replaced=replaced, given=given, rounded=rounded)
            return tuple(np.array(values[name], dtype=np.float64) for name in returns)
        except (ArithmeticError, IndexError, ValueError):
            if not replaced:
                raise
            return tuple(np.array(np.nan) for _ in returns)

    def ancestors(
        self, returns: Sequence[str], replaced: Sequence[Mistake] = (), given: Container[str] = ()
    ) -> set[str]:
        """Names of the steps that the steps ``returns`` need, themselves included, up to those that are given."""
        found: set[str] = set()
        waiting = list(returns)
        while waiting:
            name = waiting.pop()
            if name in self.steps and name not in found:
                found.add(name)
                if name not in given:
                    wrong = [mistake for mistake in replaced if mistake.step == name]
                    how = next((mistake for mistake in wrong if not mistake.on_top), self.steps[name])
                    waiting.extend(need for one in (how, *wrong) for need in one.needs)
        return found

    def mistakes_of(self, returns: Sequence[str]) -> list[Mistake]:
        """The mistakes that can show in the steps ``returns``: own ones, then included ones, as they were declared."""
        reach = self.ancestors(returns)
        found = [
            mistake
            for mistake in self.mistakes.values()
            if mistake.step in reach and (mistake.beside is None or mistake.beside in reach)
        ]
        return sorted(found, key=lambda mistake: mistake.included)

    def composed(
        self, returns: Sequence[str], count: int, of: Container[str] | None = None
    ) -> Iterator[tuple[Mistake, ...]]:
        """Every way to make ``count`` mistakes at once, in the order of the steps.

        Those on top of one step come in every order: half of a root is not the root of a half. A mistake is left out
        where another cuts its step off. Of more than two at once at most ``MOST_INCLUDED`` are included ones. With
        ``of`` they are mistakes of these steps.
        """
        order = list(self.steps)
        among = [mistake for mistake in self.mistakes_of(returns) if of is None or mistake.step in of]
        ordered = sorted(among, key=lambda mistake: order.index(mistake.step))
        if count == 1:
            yield from ((mistake,) for mistake in ordered)
            return
        reached = {mistake.id: self.ancestors(returns, [mistake]) for mistake in ordered}
        for some in combinations(ordered, count):
            if count > 2 and sum(one.included for one in some) > MOST_INCLUDED:  # noqa: PLR2004
                continue
            steps = [mistake.step for mistake in some if not mistake.on_top]
            if len(set(steps)) == len(steps) and all(a.step in reached[b.id] for a in some for b in some):
                of_steps = [[one for one in some if one.step == step] for step in dict.fromkeys(m.step for m in some)]
                yield from (tuple(chain(*each)) for each in product(*map(_orders, of_steps)))

    def runs(self, inputs: Mapping[str, Any], given: Mapping[str, Any] | None = None) -> Runs:
        """Many runs on the same inputs, each with other mistakes; what they have in common is worked out once.

        ``given`` are values of steps that all of them take as they are.
        """
        known = given or {}
        return Runs({name: step for name, step in self.steps.items() if name not in known}, {**inputs, **known})

    def worked(self, inputs: Mapping[str, Any], returns: Sequence[str]) -> list[tuple[Step, Any]]:
        """The worked solution with these very numbers: each step that the answer needs and its value."""
        values = self.run(inputs, until=returns)
        return [(step, values[name]) for name, step in self.steps.items() if name in values]


def _check_forms(where: str, right: object, wrong: object) -> None:
    if not isinstance(right, list | tuple):
        raise CourseError(f"{where} has right={right!r}; give a list of options, even of one.")
    if not isinstance(wrong, Mapping):
        raise CourseError(f"{where} has wrong={wrong!r}; give a dictionary.")


def _orders(mistakes: Sequence[Mistake]) -> Iterator[tuple[Mistake, ...]]:
    """Those of one step in every order; what replaces the step comes first in all of them."""
    first = tuple(one for one in mistakes if not one.on_top)
    for others in permutations([one for one in mistakes if one.on_top]):
        yield (*first, *others)


def _parameters(function: Function) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)
