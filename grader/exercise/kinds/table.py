"""Fill in a table by hand: a column for each step with a value for each row, and cells for the steps after them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Annotated, Any

from msgspec import Meta

from grader.exercise.kinds.parts import Heading, PartsQuestion
from grader.exercise.vocabulary import Sampler
from grader.notation import table
from grader.records import Text
from grader.words import say


class TableQuestion(PartsQuestion, frozen=True, tag="table"):
    """Fill in a table.

    Attributes:
        columns: the steps with one value for each row, in their order, by the name that heads the column.
        cells: the steps with a single value that follow from them, likewise.
    """

    columns: Annotated[dict[Heading, str], Meta(min_length=1)]
    cells: dict[Heading, str] = {}

    @property
    def by_name(self) -> Mapping[str, str]:
        """The steps of the columns, then those of the cells."""
        return {**self.columns, **self.cells}

    @property
    def label(self) -> Text:
        """The variable."""
        return say("report_table", name=self.name, parts=", ".join(self.parts))

    @property
    def spaces(self) -> tuple[str, ...]:
        """The cells: the columns stand in the prompt, to be filled in."""
        return tuple(self.cells)

    def names(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Beside the data, ``form(y=y, t=t)``: the table with the given columns, and the others left empty."""
        return {**super().names(data), "form": partial(table, empty=tuple(self.columns))}

    def starter(self, comment: str) -> str:
        """A dictionary with an empty list for each column and nothing for each cell."""
        lines = [*(f'    "{name}": [],' for name in self.columns), *(f'    "{name}": None,' for name in self.cells)]
        return "\n".join([comment, f"{self.name} = {{", *lines, "}"]) + "\n"

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """A name or a step that stands there twice."""
        for name in self.columns:
            if name in self.cells:
                yield f"cells.{name}: is the name of a column, too; give one of them another name."
        yield from super().faults(data)
