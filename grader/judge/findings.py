"""What judging one question found, before it is turned into points and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from grader.records import Group, Text, Verdict
from grader.solution import Mistake

Explanation = tuple[Mistake, ...]
"""One mistake, or several made together."""

NOTHING = Text("", "")


@dataclass(frozen=True)
class Diagnosis:
    """The known mistakes that would give exactly what came.

    Attributes:
        explanations: the best first; several are alternatives, each of which fits.
        certain: whether the first rests on enough cases; otherwise the work is "consistent with" it.
        slip: where the mistake was made in a few cases only: in how many, and in how many it could have been made.
    """

    explanations: Sequence[Explanation] = ()
    certain: bool = True
    slip: tuple[int, int] | None = None

    @property
    def best(self) -> Explanation:
        """The first explanation; empty if there is none."""
        return self.explanations[0] if self.explanations else ()


@dataclass(frozen=True)
class Finding:
    """The outcome of one question.

    Attributes:
        verdict: the contract's verdict.
        fact: what was seen: what came, for which inputs.
        counted: in how many cases it was right.
        diagnosis: what explains it.
        remarks: what is said beside it and costs nothing.
        right_groups: the kinds of cases that are right without exception.
        look_closer: whether further calls could tell more.
    """

    verdict: Verdict
    fact: Text
    counted: Text = NOTHING
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    remarks: tuple[Text, ...] = ()
    right_groups: tuple[Group, ...] = ()
    look_closer: bool = False
