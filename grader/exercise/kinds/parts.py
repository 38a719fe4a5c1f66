"""What tables and chains have in common: an answer is a dictionary of parts, each the value of a step."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

import numpy as np
from msgspec import Meta

from grader.compare import Layout, Result, apart_by_digits, folded_name
from grader.exercise.kinds.asked import AskedByHand
from grader.exercise.vocabulary import Sampler
from grader.notation import python_list
from grader.solution import Mistake, Solution, Values

Heading = Annotated[str, Meta(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=20)]
"""The name of a part, in the lecture's symbols."""


class PartsQuestion(AskedByHand, frozen=True):
    """Base of the kinds that are answered with a dictionary of parts."""

    @property
    @abstractmethod
    def by_name(self) -> Mapping[str, str]:
        """The step of each part, by its name, in the order of the computation."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts."""
        return tuple(self.by_name)

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the parts."""
        return tuple(self.by_name.values())

    def layout(self, sizes: tuple[int, ...]) -> Layout | None:
        """The names of the parts."""
        return Layout(self.parts, sizes)

    def apart(self, one: Result, other: Result) -> bool:
        """Whether any number differs by more than a unit of the last digit."""
        return apart_by_digits(one, other, self.digits)

    def can_show(self, right: Result, wrong: Result) -> bool:
        """Whether the mistake leaves the answer its form: one number for each of its places."""
        return all(a.shape == b.shape and bool(np.isfinite(b).all()) for a, b in zip(right, wrong, strict=True))

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """The dictionary with rounded values."""
        values = solution.answer(data, self.steps, replaced=mistakes)
        pairs = zip(self.parts, values, strict=True)
        lines = [f'    "{name}": {python_list(value, self.digits)},' for name, value in pairs]
        return "\n".join([f"{self.name} = {{", *lines, "}"]) + "\n"

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """A step that stands there twice, and names that students' spelling cannot tell apart."""
        yield from super().faults(data)
        folded = [folded_name(name) for name in self.parts]
        for name, one in zip(self.parts, folded, strict=True):
            if folded.count(one) > 1:
                alike = [other for other, two in zip(self.parts, folded, strict=True) if two == one]
                yield f"{name}: {' and '.join(alike)} are read as the same name; rename one of them."
        for name, step in self.by_name.items():
            if self.steps.count(step) > 1:
                yield f"{name}: step {step!r} stands there twice; leave one out."
