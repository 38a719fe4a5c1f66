"""Put options in order; where two stand the wrong way round, a mistake may be known that turns them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader.compare import Result
from grader.exercise.kinds.asked import HandIn
from grader.exercise.kinds.options import OptionsQuestion, letters
from grader.exercise.vocabulary import Sampler
from grader.records import Case, Language
from grader.solution import Mistake, Solution, Values
from grader.words import say

LEAST = 3
"""So many options at least: two are a choice."""


class OrderingQuestion(OptionsQuestion, frozen=True, tag="ordering"):
    """Put sentences in order."""

    def answers(self, solution: Solution, data: Values) -> tuple[Result, dict[str, Result]]:
        """The right order as places of letters; for each mistake the two that it turns round, as they then stand."""
        places = {name: float(place) for place, name in enumerate(self.dealt_names(data))}
        truth = solution.orderings[self.id]
        wrong: dict[str, Result] = {
            mistake: (np.array([places[name] for name in pair]),) for mistake, pair in truth.wrong.items()
        }
        return (np.array([places[name] for name in truth.right]),), wrong

    def right_places(self, solution: Solution, data: Mapping[str, Any]) -> tuple[int, ...]:
        """All, in the right order."""
        dealt = self.dealt_names(data)
        return tuple(dealt.index(name) for name in solution.orderings[self.id].right)

    def shows(self, solution: Solution) -> tuple[str, ...]:
        """The mistakes that turn options round."""
        return tuple(solution.orderings[self.id].wrong)

    def shown(self, visible: Sequence[Case], data: Mapping[str, Any], language: Language) -> str:  # noqa: ARG002 - it has no cases
        """The options, and how to answer."""
        example = letters(len(self.options))[::-1]
        how = say("ordering_how", name=self.name, example=example).get(language)
        return f"{self.listed(data, language)}\n\n{how}"

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:  # noqa: ARG002 - no step is done wrong
        """The letters in the right order."""
        return self._in_order(solution.orderings[self.id].right, data)

    def tries(self, solution: Solution, data: Values) -> Iterator[HandIn]:
        """For each mistake the order in which the later option stands just before the other; and all turned round."""
        truth = solution.orderings[self.id]
        orders = {"all turned round": truth.right[::-1]}
        for mistake, (earlier, later) in truth.wrong.items():
            others = [name for name in truth.right if name != earlier]
            place = others.index(later)
            orders[mistake] = (*others[:place], earlier, *others[place:])
        for told, order in orders.items():
            made = tuple(one for one, (a, b) in truth.wrong.items() if order.index(a) < order.index(b))
            yield HandIn(told, self._in_order(order, data), "wrong", made)

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """Too few options."""
        yield from super().faults(data)
        if len(self.options) < LEAST:
            yield f"options: has only {', '.join(self.options) or 'none'}; give {LEAST} or more."

    def unsaid(self, solution: Solution) -> Iterator[str]:
        """An order in which an option is missing, and mistakes that turn nothing round."""
        if self.id not in solution.orderings:
            yield f"has no order for {self.id!r}; add solution.ordering({self.id!r}, right=[…], wrong={{…}})."
            return
        truth = solution.orderings[self.id]
        named = [*truth.right, *(one for pair in truth.wrong.values() for one in pair)]
        yield from self._unknown(f"ordering {self.id!r}", named)
        for name in self.options:
            if truth.right.count(name) != 1:
                yield f"ordering {self.id!r}: the option {name!r} must stand once in right."
        if truth.right == tuple(self.options):
            yield (
                f"ordering {self.id!r}: right is the order in which the options stand in the YAML, which students may "
                "see; sort them there by name."
            )
        for mistake, (earlier, later) in truth.wrong.items():
            if truth.right.index(earlier) <= truth.right.index(later):
                yield f"ordering {self.id!r}: {mistake} has {earlier!r} before {later!r}, as is right; turn them round."

    def _in_order(self, names: Sequence[str], data: Mapping[str, Any]) -> str:
        dealt = self.dealt_names(data)
        order = "".join(letters(len(dealt))[dealt.index(name)] for name in names)
        return f'{self.name} = "{order}"\n'
