"""Repair a function that was handed out with one or two known mistakes in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from grader.exercise.kinds.asked import HandIn
from grader.exercise.kinds.function import FunctionQuestion
from grader.exercise.vocabulary import Sampler
from grader.records import Text
from grader.solution import Repairs, Solution, Values, mended
from grader.words import say

MOST_MISTAKES = 2
"""More than two in one function are hardly found by somebody who learns it."""


class DebugQuestion(FunctionQuestion, frozen=True, tag="debug", kw_only=True):
    """Repair a function.

    Attributes:
        code: the function as it is handed out; the solution says what is wrong in it.
    """

    code: str

    @property
    def label(self) -> Text:
        """The function with its arguments."""
        return say("report_debug", call=self.call)

    @property
    def is_given(self) -> bool:
        """It is to be changed."""
        return True

    @property
    def spaces(self) -> tuple[str, ...]:
        """None: it is repaired where it stands."""
        return ()

    def starter(self, comment: str) -> str:  # noqa: ARG002 - nothing is to be filled in
        """The code as it is handed out."""
        return self.code

    def repairs(self, solution: Solution) -> Repairs:
        """Those that the solution names."""
        return solution.repairs[self.id]

    def tries(self, solution: Solution, data: Values) -> Iterator[HandIn]:  # noqa: ARG002 - a function takes any
        """It unchanged, changed without effect, with each mistake left alone in it, and repaired."""
        repairs = self.repairs(solution)
        yield HandIn("handed in unchanged", self.code, "missing")
        head, _, body = self.code.partition("\n")
        first = next(line for line in body.splitlines() if line.strip())
        space = first[: len(first) - len(first.lstrip())]
        yield HandIn("changed without effect", f"{head}\n{space}changed = True\n{body}", "wrong")
        for mistake in repairs if len(repairs) > 1 else ():
            yield HandIn(f"only {mistake} left", mended(self.code, repairs, {mistake}), "wrong", (mistake,))
        yield HandIn("the smallest repair", mended(self.code, repairs), "right")

    def faults(self, data: Mapping[str, Sampler]) -> Iterator[str]:
        """Code that is no function of this name and these arguments."""
        yield from super().faults(data)
        try:
            written = ast.parse(self.code)
        except (SyntaxError, ValueError) as error:
            yield f"code: is no Python ({error}); it must run."
            return
        first = written.body[0] if written.body else None
        if not isinstance(first, ast.FunctionDef) or len(written.body) > 1 or first.name != self.name:
            yield f"code: must be the one function {self.name!r}, with nothing beside it."
        elif ast.unparse(first.args) != ", ".join(self.arguments):
            yield f"code: must take {', '.join(self.arguments)}, as arguments says."
        elif not self.code.startswith("def ") or first.body[0].lineno < 2 or not _ends_its_head(self.code):  # noqa: PLR2004
            yield f"code: must begin with the line def {self.call}: alone, and what it does must stand beneath it."

    def unsaid(self, solution: Solution) -> Iterator[str]:
        """Mistakes that are not said to be in the code, or not where they are said to be."""
        repairs = solution.repairs.get(self.id, {})
        if not 0 < len(repairs) <= MOST_MISTAKES:
            yield (
                f"names {len(repairs)} mistakes in the code of {self.id!r}; name one or two with solution.repair("
                f'{self.id!r}, {{"ID01": ("what is wrong there", "what must stand instead")}}).'
            )
        for mistake, repair in repairs.items():
            times = self.code.count(repair.wrong)
            if times != 1:
                yield f"repair {self.id!r}: {mistake} has {repair.wrong!r}, which stands {times} times in the code."
            if mistake not in self.shows(solution):
                yield f"repair {self.id!r}: {mistake} cannot show in what {self.name!r} returns."


def _ends_its_head(code: str) -> bool:
    return code.partition("\n")[0].partition("#")[0].rstrip().endswith(":")
