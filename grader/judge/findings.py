"""What judging one question found, before it is turned into points and sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.records import Text, Verdict
from grader.solution import Mistake

Explanation = tuple[Mistake, ...]
"""One mistake, or several made together."""


@dataclass(frozen=True)
class Finding:
    """The outcome of one question.

    Attributes:
        verdict: the contract's verdict.
        fact: what was seen: what came, for which inputs.
        explanations: the known mistakes that would give exactly this, the best first; several are alternatives.
        certain: whether the explanation rests on enough cases; otherwise the work is "consistent with" it.
        remarks: what is said beside it and costs nothing.
    """

    verdict: Verdict
    fact: Text
    explanations: Sequence[Explanation] = ()
    certain: bool = True
    remarks: tuple[Text, ...] = ()
