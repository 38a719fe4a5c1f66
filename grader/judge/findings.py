"""What judging one question found, before it is turned into points and lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from grader.compare import Array, Explained
from grader.records import Group, Line, Role, Told, Verdict
from grader.words import say

ALTERNATIVES = 5
"""How many alternative explanations are worth telling."""

Explanation = tuple[str, ...]
"""The id of one mistake, or of several made together."""


@dataclass(frozen=True)
class Diagnosis:
    """The known mistakes that would give exactly what came.

    Attributes:
        explanations: the best first; several are alternatives, each of which fits.
        certain: whether the first rests on enough cases; otherwise the work is "consistent with" it.
        slip: where the mistake was made in a few cases only: in how many, and in how many it could have been made.
        told: what is told of mistakes that are not in the key.
    """

    explanations: Sequence[Explanation] = ()
    certain: bool = True
    slip: tuple[int, int] | None = None
    told: Mapping[str, Told] = field(default_factory=dict)

    @classmethod
    def of(cls, explained: Explained[Explanation]) -> Diagnosis:
        """The first few; the same mistakes made in another order are no alternative."""
        different: dict[frozenset[str], Explanation] = {}
        for one in explained.ways:
            different.setdefault(frozenset(one), one)
        return cls(list(different.values())[:ALTERNATIVES], explained.certain, explained.slip)

    @property
    def best(self) -> Explanation:
        """The first explanation; empty if there is none."""
        return self.explanations[0] if self.explanations else ()

    @property
    def is_one_mistake(self) -> bool:
        """Whether a single mistake, made everywhere, explains what came: then nothing simpler can."""
        return len(self.best) == 1 and self.slip is None


class Written(NamedTuple):
    """An answer by hand that is not right.

    Attributes:
        value: it, in the shape of its step.
        half_unit: how far it may be from what was meant: half a unit of the last digit asked for.
        invented: which of its numbers are wrong and explained by nothing.
    """

    value: Array
    half_unit: float
    invented: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Finding:
    """The outcome of one question.

    Attributes:
        verdict: the contract's verdict.
        lines: what is told beside the mistakes.
        shown: makes the line with inputs that show it; smaller ones take their place where some are found.
        diagnosis: what explains it.
        share: what share of the points a kind gives by parts of its own; the verdict and the rubric decide elsewhere.
        right_groups: the kinds of cases that are right without exception.
        look_closer: whether further calls could tell more.
        written: answers that were not right, by the step that they stand for; later ones may follow from them.
    """

    verdict: Verdict
    lines: tuple[Line, ...] = ()
    shown: Callable[[], Line] | None = None
    diagnosis: Diagnosis = field(default_factory=Diagnosis)
    share: Decimal | None = None
    right_groups: tuple[Group, ...] = ()
    look_closer: bool = False
    written: Mapping[str, Written] = field(default_factory=dict)


def line(role: Role, code: str, /, **values: object) -> Line:
    """The sentence ``code`` in its role."""
    return Line(role, say(code, **values))
