"""Write a function: it is called with visible and hidden inputs."""

from __future__ import annotations

import ast
import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from grader import notation
from grader.exercise.kinds.asked import Asked, Extra
from grader.exercise.source import definition
from grader.exercise.vocabulary import Sampler
from grader.records import Case, Kilobytes, Language, Limits, Megabytes, Seconds, Text
from grader.solution import Mistake, Solution, Values
from grader.words import say


class SomeLimits(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Limits for one question; what is not set stays as it is for the others."""

    cpu_seconds: Seconds | None = None
    wall_seconds: Seconds | None = None
    memory_mb: Megabytes | None = None
    output_kb: Kilobytes | None = None

    def over(self, limits: Limits) -> Limits:
        """The limits with those set here in their place."""
        return msgspec.structs.replace(limits, **msgspec.to_builtins(self))


class NamedPiece(Struct, frozen=True, forbid_unknown_fields=True):
    """A named piece of one of the returned steps: its elements from ``start``, in this shape."""

    of: str
    start: Annotated[int, Meta(ge=0)] = 0
    shape: tuple[Annotated[int, Meta(ge=1)], ...] = ()

    @property
    def size(self) -> int:
        """How many elements it has."""
        return math.prod(self.shape)


class FunctionQuestion(Asked, frozen=True, tag="function"):
    """Write a function.

    Attributes:
        arguments: data in the order of the call.
        returns: the steps whose values it returns.
        visible: how many cases students see.
        hidden: how many ordinary cases they do not see; more are added where mistakes would pass otherwise.
        extra: further hidden cases.
        pieces: in which named pieces, beside the steps of ``returns``, the result may come.
        forgives: for a datum, a shift of its elements that costs nothing (1e-7 inside a logarithm).
        limits: what all calls together may use, where it is not what the assignment allows every question.
    """

    arguments: tuple[str, ...]
    returns: tuple[str, ...]
    visible: Annotated[int, Meta(ge=1)] = 2
    hidden: Annotated[int, Meta(ge=1)] = 6
    extra: tuple[Extra, ...] = ()
    pieces: dict[str, NamedPiece] = {}
    forgives: dict[str, float] = {}
    limits: SomeLimits = SomeLimits()

    @property
    def steps(self) -> tuple[str, ...]:
        """What it returns."""
        return self.returns

    @property
    def call(self) -> str:
        """The function with its arguments, as they are asked for."""
        return f"{self.name}({', '.join(self.arguments)})"

    @property
    def label(self) -> Text:
        """The function with its arguments."""
        return say("report_function", call=self.call)

    @property
    def extras(self) -> tuple[Extra, ...]:
        """Other numbers of samples, values at the edge."""
        return self.extra

    def given(self, data: Sequence[str]) -> tuple[str, ...]:  # noqa: ARG002 - the arguments are among the data
        """The arguments."""
        return self.arguments

    def starter(self, comment: str) -> str:
        """A function that raises NotImplementedError."""
        return f"def {self.call}:\n    {comment}\n    raise NotImplementedError\n"

    def shown(self, visible: Sequence[Case], data: Mapping[str, Any], language: Language) -> str:  # noqa: ARG002 - examples are anybody's
        """Examples of calls with what they must return."""
        examples = "\n".join(notation.example(self.name, case) for case in visible)
        return f"{say('handout_example').get(language)}\n\n```python\n{examples}\n```" if examples else ""

    def written(self, solution: Solution, data: Values, mistakes: Sequence[Mistake] = ()) -> str:  # noqa: ARG002 - a function takes any
        """The function as a student might write it, one helper for each step.

        Raises:
            CourseError: a step uses a function of the engine that no student has.
        """
        reach = solution.ancestors(self.returns, mistakes)
        helpers: dict[str, str] = {}
        definitions, lines = [], []
        for name, step in solution.steps.items():
            if name in reach:
                wrong = [mistake for mistake in mistakes if mistake.step == name]
                how = next((mistake for mistake in wrong if not mistake.on_top), step)
                for number, one in enumerate([how, *(mistake for mistake in wrong if mistake.on_top)]):
                    helper = f"{self.name}_{name}" + number * "_again"
                    definitions.append(ast.unparse(definition(one.function, helper, helpers)) + "\n")
                    lines.append(f"{name} = {helper}({', '.join(one.needs)})")
        lines.append(f"return {', '.join(self.returns)}")
        function = f"def {self.call}:\n" + textwrap.indent("\n".join(lines), "    ") + "\n"
        return "\n\n".join(["import numpy as np\n", *helpers.values(), *definitions, function])

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """Arguments and shifts of no datum, and pieces of nothing that is returned."""
        for key, names in (("arguments", self.arguments), ("forgives", self.forgives)):
            for name in names:
                if name not in data:
                    yield f"{key}: argument {name!r} is not in data ({', '.join(data)})."
        for name, piece in self.pieces.items():
            if piece.of not in self.returns:
                yield f"pieces.{name}.of: is {piece.of!r}; it must be one of {', '.join(self.returns)}."
