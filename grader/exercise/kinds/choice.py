"""Choose the right one of several options, or all that are right; the wrong ones are what mistakes give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import numpy as np
from msgspec import Meta

from grader.compare import Array, Result, apart_by_digits
from grader.errors import TiedError
from grader.exercise.kinds.asked import MOST_DIGITS, HandIn, Lots
from grader.exercise.kinds.options import MOST, OPTIONS, OptionsQuestion, letters, shuffled
from grader.exercise.vocabulary import Sampler
from grader.notation import fixed
from grader.records import Case, Language, Text
from grader.solution import Choice, Mistake, Solution, Values
from grader.words import say

LEAST_VALUES = 3
"""Of two values one is guessed too easily."""


class ChoiceQuestion(OptionsQuestion, frozen=True, tag="choice"):
    """Choose among sentences, or among values of a step of which all but one are what mistakes give.

    Attributes:
        answer: the step, where the options are values.
        count: how many values.
        several: whether more than one option may be right, and all of these are to be chosen.
    """

    answer: str = ""
    count: Annotated[int, Meta(ge=LEAST_VALUES, le=MOST)] = 4
    several: bool = False

    @property
    def steps(self) -> tuple[str, ...]:
        """The step whose values are the options; none where they are sentences."""
        return (self.answer,) if self.answer else ()

    def apart(self, one: Result, other: Result) -> bool:
        """Whether two values differ as they are written."""
        return not self.answer or apart_by_digits(one, other, self.digits)

    def can_show(self, right: Result, wrong: Result) -> bool:
        """Whether what a mistake gives looks like the answer."""
        return all(a.shape == b.shape and bool(np.isfinite(b).all()) for a, b in zip(right, wrong, strict=True))

    def dealt(self, solution: Solution, data: Values, lots: Lots) -> Values:
        """The data with the options: the right value, and of what mistakes give some on both sides of it.

        How many are below it is drawn first, so that its place between them tells nothing.

        Raises:
            TiedError: the mistakes give too few values.
        """
        if not self.answer:
            return super().dealt(solution, data, lots)
        right, wrong = self.values(solution, data)
        below = [one[0] for one in wrong.values() if _is_below(one[0], right[0])]
        above = [one[0] for one in wrong.values() if not _is_below(one[0], right[0])]
        need = self.count - 1
        if len(below) + len(above) < need:
            raise TiedError(f"{self.name}: mistakes give only {len(wrong)} other values; ask for fewer with count.")
        least = max(need - len(above), 1 if below else 0)
        most = min(len(below), need - 1 if above else need)
        few = least + lots.below(most - least + 1)
        offered = [right[0], *shuffled(below, lots)[:few], *shuffled(above, lots)[: need - few]]
        return {**data, OPTIONS: np.round(np.stack(shuffled(offered, lots)), self.digits) + 0.0}

    def dealt_texts(self, data: Mapping[str, Any]) -> tuple[Text, ...]:
        """The options in the student's order."""
        if not self.answer:
            return super().dealt_texts(data)
        written = [fixed(value, self.digits) for value in np.asarray(data[OPTIONS])]
        return tuple(Text(one, one) for one in written)

    def answers(self, solution: Solution, data: Values) -> tuple[Result, dict[str, Result]]:
        """For each option whether it is to be chosen, and whether it is chosen by each mistake."""
        stands_for = self.stands_for(solution, data)
        right = np.array([one is None for one in stands_for], dtype=np.float64)
        wrong: dict[str, Result] = {
            mistake: (np.array([one == mistake for one in stands_for], dtype=np.float64),)
            for mistake in dict.fromkeys(stands_for)
            if mistake is not None
        }
        return (right,), wrong

    def stands_for(self, solution: Solution, data: Mapping[str, Any]) -> tuple[str | None, ...]:
        """For each option the mistake that it stands for; None where it is right."""
        if not self.answer:
            wrong = _truth(solution, self.id).wrong
            return tuple(wrong.get(name) for name in self.dealt_names(data))
        drawn = {name: value for name, value in data.items() if name != OPTIONS}
        right, others = self.values(solution, drawn)
        return tuple(_named(value, right, others, self.digits) for value in np.asarray(data[OPTIONS]))

    def right_places(self, solution: Solution, data: Mapping[str, Any]) -> tuple[int, ...]:
        """Those that stand for no mistake."""
        return tuple(place for place, one in enumerate(self.stands_for(solution, data)) if one is None)

    def shows(self, solution: Solution) -> tuple[str, ...]:
        """The mistakes that options stand for."""
        if self.answer:
            return super().shows(solution)
        return tuple(dict.fromkeys(_truth(solution, self.id).wrong.values()))

    def shown(self, visible: Sequence[Case], data: Mapping[str, Any], language: Language) -> str:  # noqa: ARG002 - it has no cases
        """The options, and how to answer."""
        how = say("choice_several" if self.several else "choice_one", name=self.name)
        return f"{self.listed(data, language)}\n\n{how.get(language)}"

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """The letters of the right options, or of that for which the mistake stands."""
        wanted = mistakes[0].id if mistakes else None
        stands_for = self.stands_for(solution, data)
        return self._chosen([place for place, one in enumerate(stands_for) if one == wanted])

    def tries(self, solution: Solution, data: Values) -> Iterator[HandIn]:
        """Every wrong option; of several right ones all but one, and all together with a wrong one."""
        stands_for = self.stands_for(solution, data)
        right = [place for place, one in enumerate(stands_for) if one is None]
        for place, mistake in enumerate(stands_for):
            if mistake is not None and self.several and len(right) > 1:
                yield HandIn(f"one too many: {mistake}", self._chosen([*right, place]), "partly", (mistake,))
            elif mistake is not None:
                yield HandIn(f"the option of {mistake}", self._chosen([place]), "wrong", (mistake,))
        wrong = [place for place, mistake in enumerate(stands_for) if mistake is not None]
        made = tuple(dict.fromkeys(mistake for mistake in stands_for if mistake is not None))
        if self.several and len(made) > 1:
            yield HandIn("all wrong ones", self._chosen(wrong), "wrong", made)
        for place in right if len(right) > 1 else ():
            yield HandIn("one too few", self._chosen([one for one in right if one != place]), "partly")

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """Options that are neither sentences nor values, or both."""
        yield from super().faults(data)
        if bool(self.answer) == bool(self.options):
            yield "options: give either sentences there, or a step as answer, whose values are the options."
        elif self.answer and not 0 < self.digits <= MOST_DIGITS:
            yield f"digits: is {self.digits}; ask for 1 to {MOST_DIGITS} decimals."
        elif self.answer and self.several:
            yield "several: only one value is right; leave it out."
        elif self.options and len(self.options) < 2:  # noqa: PLR2004
            yield f"options: has only {', '.join(self.options)}; give two or more."

    def unsaid(self, solution: Solution) -> Iterator[str]:
        """Options of which the solution does not say whether they are right."""
        if self.answer:
            known = len(solution.mistakes_of(self.steps))
            if known < self.count - 1:
                needs = self.count - 1
                yield f"has {known} mistakes of {self.answer!r}; {self.id!r} needs {needs}, so lower its count."
            return
        if self.id not in solution.choices:
            yield f"says nothing of the choice {self.id!r}; add solution.choice({self.id!r}, right=[…], wrong={{…}})."
            return
        truth = solution.choices[self.id]
        yield from self._unknown(f"choice {self.id!r}", [*truth.right, *truth.wrong])
        for name in self.options:
            if (name in truth.right) == (name in truth.wrong):
                yield f"choice {self.id!r}: the option {name!r} must be either in right or in wrong."
        if not truth.right or (len(truth.right) > 1 and not self.several):
            count = len(truth.right)
            yield f"choice {self.id!r} has {count} right options; name one, or let the question say several: true."

    def _chosen(self, places: Sequence[int]) -> str:
        return f'{self.name} = "{"".join(letters(MOST)[place] for place in sorted(places))}"\n'


def _truth(solution: Solution, question: str) -> Choice:
    return solution.choices[question]


def _is_below(one: Array, right: Array) -> bool:
    """Whether it is smaller where the two differ first."""
    off = np.ravel(one - right)
    return bool(off[np.flatnonzero(off)[0]] < 0) if off.any() else False


def _named(value: Array, right: Result, others: Mapping[str, Result], digits: int) -> str | None:
    """The mistake that gives a value; None where it is the right one."""
    if not apart_by_digits((value,), right, digits):
        return None
    return next(name for name, other in others.items() if not apart_by_digits((value,), other, digits))
