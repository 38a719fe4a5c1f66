"""``make`` → ``judge``: answer keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from grader.compare import Layout
from grader.records.texts import Text

Group = Literal["basic", "shapes", "edges"]
"""Ordinary inputs; other numbers of samples; values at the edge of what may come."""


class Case(Struct, frozen=True):
    """One call of a function, or the one set of numbers of a question by hand.

    Attributes:
        inputs: the arguments by name, in the order of the call.
        expected: what is right, one array for each thing returned.
        scale: for each expected element by how many unit roundoffs a right computation may be off: the size of the
            terms that made it times the number of roundings on the way.
        slack: an absolute allowance beside the scale, for declared liberties (a log shifted by 1e-7).
        mistakes: what each known mistake would have given, by mistake id.
        also: results that are right, too, by other conventions, where they differ.
        visible: whether students may see the case.
        group: what kind of inputs it has.
    """

    inputs: dict[str, np.ndarray]
    expected: tuple[np.ndarray, ...]
    scale: tuple[np.ndarray, ...]
    slack: tuple[np.ndarray, ...]
    mistakes: Mapping[str, tuple[np.ndarray, ...]]
    also: tuple[tuple[np.ndarray, ...], ...] = ()
    visible: bool = False
    group: Group = "basic"

    @property
    def arguments(self) -> dict[str, Any]:
        """The inputs as a solution, or a student's function, takes them: 0-d arrays as plain numbers."""
        return {name: value if value.shape else value.item() for name, value in self.inputs.items()}


class Told(Struct, frozen=True):
    """What a student is told of a mistake.

    Attributes:
        text: what was done wrong.
        step: the step of the solution that was done wrong.
        title: what that step is called.
        place: which step it is, and of how many.
        formula: LaTeX of the right step.
        convention: whether the mistake is right by another definition that is in use.
    """

    text: Text
    step: str
    title: Text
    place: tuple[int, int]
    formula: str = ""
    convention: bool = False


class Key(Struct, frozen=True):
    """All that is needed to judge one question: an answer key is data.

    Attributes:
        question: its full id.
        kind: the kind of question, by its tag in the YAML.
        name: of the function or variable.
        cases: the calls of a function, visible ones first; the one set of numbers of a question by hand.
        digits: decimals asked for; None for a function.
        tries: how many draws the variant took.
        parameters: SHA-256 of what was drawn: yesterday's homework cannot change unnoticed.
        layout: names of several results, and in which other forms they may come.
        told: what is told of each mistake whose values stand in the cases.
        small: small inputs that anyone may know, the smallest first, to show what a function does wrong.
    """

    question: str
    kind: str
    name: str
    cases: tuple[Case, ...]
    digits: int | None = None
    tries: int = 1
    parameters: str = ""
    layout: Layout | None = None
    told: dict[str, Told] = {}
    small: tuple[Case, ...] = ()

    def visible(self) -> Key:
        """The part that anyone may see: nothing in it depends on a secret."""
        cases = tuple(case for case in self.cases if case.visible)
        shown = {name for case in cases for name in case.mistakes}
        return replace(self, cases=cases, told={name: told for name, told in self.told.items() if name in shown})
