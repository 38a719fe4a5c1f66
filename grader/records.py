"""Frozen records that pass from room to room; nothing in here computes.

``make`` writes keys, ``collect`` writes submissions, ``sandbox`` turns a job into outputs, ``judge`` turns outputs
and keys into question grades, ``batch`` keeps grades. Arrays are float64 unless said otherwise.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from msgspec import Meta, Struct, json
from msgspec.structs import replace

from grader.compare import Layout

Array = npt.NDArray[np.float64]
Language = Literal["ja", "en"]
LANGUAGES: tuple[Language, ...] = ("ja", "en")


class Text(Struct, frozen=True, forbid_unknown_fields=True):
    """One message in both languages of the course."""

    ja: str
    en: str

    def __add__(self, other: Text) -> Text:
        """Both texts, one after the other, each on its own line."""
        return Text(f"{self.ja}\n{other.ja}".strip(), f"{self.en}\n{other.en}".strip())

    def get(self, language: Language) -> str:
        """The text in one language."""
        return self.ja if language == "ja" else self.en


# ---------------------------------------------------------------- make → judge


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
    mistakes: dict[str, tuple[np.ndarray, ...]]
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


# ------------------------------------------------------------- collect → sandbox


class Wanted(Struct, frozen=True):
    """What a submission is searched for: one question as ``collect`` knows it."""

    question: str
    name: str
    starter: str = ""


class Cell(Struct, frozen=True):
    """A piece of a student's source that is run on its own.

    Attributes:
        source: Python text, magics already set aside.
        label: how messages call it ("cell 3", "work.py"), safe to print.
        question: the question whose cell it is, if the notebook says so.
    """

    source: str
    label: str
    question: str | None = None


class Handout(Struct, frozen=True):
    """What a notebook says of the handout that it was; whoever handed it in may have written anything there.

    Attributes:
        student: whose handout it was, an id, normalised.
        variants: for each question by hand, the hash of its parameters, as in its key.
    """

    student: str
    variants: dict[str, str]


class Submission(Struct, frozen=True):
    """What one student handed in, read but never run.

    Attributes:
        student: the id, normalised.
        files: the names of the files it was read from, safe to print.
        cells: in the order in which they are to run.
        digest: SHA-256 of the bytes that were read, in order.
        submitted_at: aware time of hand-in; None where nobody knows.
        remarks: what staff and student should know, none of it costing marks.
        refusal: why nothing could be read; with it there are no cells.
        handouts: what its notebooks say they were made for.
    """

    student: str
    files: tuple[str, ...]
    cells: tuple[Cell, ...]
    digest: str
    submitted_at: datetime | None = None
    remarks: tuple[Text, ...] = ()
    refusal: Text | None = None
    handouts: tuple[Handout, ...] = ()


# --------------------------------------------------------------- sandbox → judge


Seconds = Annotated[float, Meta(gt=0, le=3600)]
Megabytes = Annotated[int, Meta(ge=1, le=2**16)]
Kilobytes = Annotated[int, Meta(ge=1, le=2**20)]


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What each question, with all its calls, may use; and what the cells may use together."""

    cpu_seconds: Seconds = 2.0
    wall_seconds: Seconds = 10.0
    memory_mb: Megabytes = 512
    output_kb: Kilobytes = 1024


class Ask(Struct, frozen=True):
    """One question put to the box: call ``name`` on each of ``calls``, or read the variable ``name``.

    Attributes:
        question: its full id.
        kind: whether it asks for a function or a variable.
        name: of the function or variable.
        calls: the arguments by name in the order of the call; empty for a variable.
        limits: what this question may use; None for the submission's limits.
    """

    question: str
    kind: Literal["function", "number"]
    name: str
    calls: tuple[dict[str, np.ndarray], ...] = ()
    limits: Limits | None = None


Refused = Literal["", "threads", "processes", "files", "network", "module"]
"""What the box does not allow, where an exception speaks of that."""


class Raised(Struct, frozen=True):
    """An exception in the student's code, told by place and message; text of theirs is cut to a safe length."""

    type: str
    message: str
    cell: str = ""
    line: int | None = None
    code: str = ""
    block: str = ""
    """The first line of the function or other block that the place lies in."""
    refused: Refused = ""


class Returned(Struct, frozen=True):
    """A value that came out of the box as data.

    ``value`` is None, bool, int, float, complex, str, ndarray, list, tuple or dict of these, or ``Opaque``.
    """

    value: Any
    changed: tuple[str, ...] = ()
    """Names of the arguments that were overwritten in place."""
    printed: bool = False


class Opaque(Struct, frozen=True):
    """A value that has no form as data; only the name of its type is known."""

    type: str


AnswerStatus = Literal["done", "missing", "timeout", "memory", "output_limit", "died"]


class Answer(Struct, frozen=True):
    """What came back for one question: one result per call that was finished, and how it ended.

    ``status`` "missing": no such name, or (for a function) not callable. "died": the process ended by itself.
    A call that raised is a result like any other.

    Attributes:
        question: its full id.
        status: how it ended.
        results: those of the calls that were finished, in the order of the calls.
        reason: of "died": how; of "timeout": whether the "cpu" time or the time on the "wall" ran out.
        raised: the place in the student's code at which it was stopped, where that is known.
        limits: what held for the question.
    """

    question: str
    status: AnswerStatus
    results: tuple[Returned | Raised, ...] = ()
    reason: str = ""
    raised: Raised | None = None
    limits: Limits = Limits()


class Outputs(Struct, frozen=True):
    """Everything the box says of one submission. ``broken`` are the errors of cells while they were run."""

    answers: dict[str, Answer]
    broken: tuple[Raised, ...] = ()
    functions: tuple[str, ...] = ()
    """Names of the functions that the submission defines: to see a misspelt one."""
    tier: str = ""
    packages: tuple[str, ...] = ()
    """What it was allowed to import beside the standard library and NumPy."""


# ----------------------------------------------------------------- judge → batch

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


Role = Literal["lead", "mistake", "hint", "call", "fact", "counted", "credit", "remark"]
"""What a line is: what is said of the mistakes that follow; a mistake; where to look; a call that shows it; what came;
in how many cases it is right; why there are points all the same; what is said beside it."""


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

    ``late`` is None where nobody knows the time; ``name`` is the student's, from the roster.
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


_ENCODER = json.Encoder(decimal_format="number")


def encoded(record: Any) -> bytes:
    """A record, or a list of records, as JSON: points are numbers."""
    return _ENCODER.encode(record)


def plain(number: Decimal) -> Decimal:
    """The same number as short as it can be written without an exponent: 0.30 as 0.3, 1E+1 as 10."""
    return Decimal(f"{number.normalize():f}")
