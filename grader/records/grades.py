"""``judge`` → ``batch``: what a question is worth, and the row of the gradebook."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from msgspec import Struct, json

from grader.records.texts import Text

Verdict = Literal[
    "right",
    "carried",
    "rounded",
    "partly",
    "wrong",
    "wrong_shape",
    "not_finite",
    "raised",
    "timeout",
    "memory",
    "output_limit",
    "missing",
    "unreadable",
    "ungraded",
    "grader_error",
]

Status = Literal["graded", "missing", "unreadable", "late", "timeout", "not_on_roster", "grader_error"]


Role = Literal["lead", "mistake", "hint", "call", "fact", "place", "error", "counted", "credit", "remark"]
"""What a line is: what is said of the mistakes that follow; a mistake; where to look; a call that shows it; what came;
where an error is; what it is and its cause; in how many cases it is right; why there are points all the same; what is
said beside it."""


class Line(Struct, frozen=True, omit_defaults=True):
    """One thing that is told of a question.

    Attributes:
        role: what it is; pages, terminal and notebook choose its place and form by this.
        text: the sentence.
        formula: LaTeX of the right step, where the hint level lets it be shown.
        staff: whether only staff may see it.
    """

    role: Role
    text: Text
    formula: str = ""
    staff: bool = False


class QuestionGrade(Struct, frozen=True, omit_defaults=True):
    """The verdict on one question and what is told of it; ``message`` is what the student is told as one text."""

    id: str
    verdict: Verdict
    points: Decimal
    max_points: Decimal
    mistakes: tuple[str, ...]
    message: Text
    told: tuple[Line, ...] = ()


class Grade(Struct, frozen=True):
    """One row of the gradebook: the contract's grade record.

    ``late`` is None where nobody knows the time; ``name`` is the student's, from the roster; ``not_graded`` are the
    files beside those of ``submission`` of which nothing counts; ``graded_with`` are the versions of Python and of what
    could be imported.
    """

    student: str
    assignment: str
    submission: tuple[str, ...]
    digest: str
    status: Status
    score: Decimal
    max_score: Decimal
    questions: tuple[QuestionGrade, ...]
    submitted_at: datetime | None = None
    late: bool | None = None
    remarks: tuple[Text, ...] = ()
    tier: str = ""
    name: str = ""
    graded_with: str = ""
    not_graded: tuple[str, ...] = ()


_ENCODER = json.Encoder(decimal_format="number")


def encoded(record: Any) -> bytes:
    """A record, or a list of records, as JSON: points are numbers."""
    return _ENCODER.encode(record)


def plain(number: Decimal) -> Decimal:
    """The same number as short as it can be written without an exponent: 0.30 as 0.3, 1E+1 as 10."""
    return Decimal(f"{number.normalize():f}")
