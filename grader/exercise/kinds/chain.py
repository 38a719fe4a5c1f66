"""Follow one computation by hand through many blanks: each asks for the value of one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from grader.exercise.kinds.parts import Heading, PartsQuestion
from grader.records import Text
from grader.words import say


class ChainQuestion(PartsQuestion, frozen=True, tag="chain"):
    """Follow one computation through many blanks.

    Attributes:
        blanks: the steps in the order of the computation, by the names of the blanks; each may have several numbers.
    """

    blanks: Annotated[dict[Heading, str], Meta(min_length=2)]

    @property
    def by_name(self) -> Mapping[str, str]:
        """The steps by the names of the blanks."""
        return self.blanks

    @property
    def label(self) -> Text:
        """The variable."""
        return say("report_chain", name=self.name, parts=", ".join(self.blanks))

    @property
    def spaces(self) -> tuple[str, ...]:
        """The blanks."""
        return self.parts

    def starter(self, comment: str) -> str:
        """A dictionary with nothing in its blanks."""
        return "\n".join([comment, f"{self.name} = {{", *(f'    "{name}": None,' for name in self.blanks), "}"]) + "\n"
