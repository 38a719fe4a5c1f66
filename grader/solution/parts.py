"""What a solution is made of: right steps and wrong ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
    size: float = 0.0


@dataclass(frozen=True)
class Mistake:
    """A step done wrong.

    Attributes:
        also: further catalogue ids under which the same mistake is known.
        beside: the step without which this mistake gives what another one gives, so that it cannot be told there.
        convention: whether it is right by another definition that is in use.
        swaps: two arguments that change places in it.
        included: whether it was declared by a solution that this one includes.
    """

    id: str
    step: str
    function: Function
    needs: tuple[str, ...]
    text: Text
    also: tuple[str, ...] = ()
    beside: str | None = None
    convention: bool = False
    swaps: tuple[str, ...] = ()
    included: bool = False

    @property
    def on_top(self) -> bool:
        """Whether it takes the step's own value, right or wrong, and does something to it."""
        return self.step in self.needs
