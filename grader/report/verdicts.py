"""How verdicts look: a symbol, a tone of colour, and the group under which the class report counts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from grader.records import Verdict

Tone = Literal["good", "part", "bad", "fault"]
Group = Literal["right", "carried", "rounded", "partly", "wrong", "error", "no answer", "not graded", "grader fault"]


@dataclass(frozen=True)
class Look:
    """One verdict's symbol, colour and group; the symbol differs wherever the colour does."""

    symbol: str
    tone: Tone
    group: Group


# ○ △ × are the marks that Japanese schools use; a check mark would mean "wrong" to many readers.
LOOKS: dict[Verdict, Look] = {
    "right": Look("○", "good", "right"),
    "carried": Look("→", "good", "carried"),
    "rounded": Look("△", "part", "rounded"),
    "partly": Look("△", "part", "partly"),
    "wrong": Look("×", "bad", "wrong"),
    "wrong_shape": Look("×", "bad", "wrong"),
    "not_finite": Look("×", "bad", "wrong"),
    "raised": Look("■", "bad", "error"),
    "timeout": Look("■", "bad", "error"),
    "memory": Look("■", "bad", "error"),
    "output_limit": Look("■", "bad", "error"),
    "missing": Look("–", "bad", "no answer"),
    "unreadable": Look("–", "bad", "no answer"),
    "ungraded": Look("◇", "part", "not graded"),
    "grader_error": Look("!", "fault", "grader fault"),
}

EARNING = Look("△", "part", "wrong")
"""Wrong work that earns points by a rubric."""
