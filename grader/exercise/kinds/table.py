"""Fill in a table by hand: a column for each step with a value for each row, and cells for the steps after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import numpy as np
from msgspec import Meta

from grader.compare import Layout, Result, apart_by_digits
from grader.exercise.kinds.asked import AskedByHand, Name
from grader.exercise.vocabulary import Sampler
from grader.notation import python_list, table
from grader.records import Text
from grader.solution import Mistake, Solution, Values
from grader.words import say


class TableQuestion(AskedByHand, frozen=True, tag="table"):
    """Fill in a table.

    Attributes:
        columns: the steps with one value for each row, in their order, by the name that heads the column.
        cells: the steps with a single value that follow from them, likewise.
    """

    columns: Annotated[dict[Name, str], Meta(min_length=1)]
    cells: dict[Name, str] = {}

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of the columns, then those of the cells."""
        return (*self.columns.values(), *self.cells.values())

    @property
    def label(self) -> Text:
        """The variable."""
        return say("report_table", name=self.name, parts=", ".join((*self.columns, *self.cells)))

    def names(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Beside the data, ``form(y=y, t=t)``: the table with the given columns, and the others left empty."""
        return {**super().names(data), "form": partial(table, empty=tuple(self.columns))}

    def starter(self, comment: str) -> str:
        """A dictionary with an empty list for each column and nothing for each cell."""
        lines = [*(f'    "{name}": [],' for name in self.columns), *(f'    "{name}": None,' for name in self.cells)]
        return "\n".join([comment, f"{self.name} = {{", *lines, "}"]) + "\n"

    def layout(self, sizes: tuple[int, ...]) -> Layout | None:
        """The names of columns and cells."""
        return Layout((*self.columns, *self.cells), sizes)

    def apart(self, one: Result, other: Result) -> bool:
        """Whether any number in it differs by more than a unit of the last digit."""
        return apart_by_digits(one, other, self.digits)

    def can_show(self, right: Result, wrong: Result) -> bool:
        """Whether the mistake leaves the table its form: one number for each of its places."""
        return all(a.shape == b.shape and bool(np.isfinite(b).all()) for a, b in zip(right, wrong, strict=True))

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:
        """The dictionary with rounded values."""
        values = solution.answer(data, self.steps, replaced=mistakes)
        lines = [
            f'    "{name}": {python_list(value, self.digits)},'
            for name, value in zip((*self.columns, *self.cells), values, strict=True)
        ]
        return "\n".join([f"{self.name} = {{", *lines, "}"]) + "\n"

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """A name or a step that stands there twice."""
        yield from super().faults(data)
        for name in self.columns:
            if name in self.cells:
                yield f"cells.{name}: is the name of a column, too; give one of them another name."
        for step in self.steps:
            if self.steps.count(step) > 1:
                yield f"columns: step {step!r} stands there twice; leave one out."
