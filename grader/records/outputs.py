"""``judge`` → ``sandbox`` → ``judge``: what is asked of a submission and what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, Protocol

import numpy as np
from msgspec import Meta, Struct

from grader.records.handed import Cell
from grader.records.texts import Text

Seconds = Annotated[float, Meta(gt=0, le=3600)]
Megabytes = Annotated[int, Meta(ge=1, le=2**16)]
Kilobytes = Annotated[int, Meta(ge=1, le=2**20)]


class Limits(Struct, frozen=True, forbid_unknown_fields=True):
    """What each question, with all its calls, may use; and what the cells may use together."""

    cpu_seconds: Seconds = 2.0
    wall_seconds: Seconds = 10.0
    memory_mb: Megabytes = 512
    output_kb: Kilobytes = 1024


ASLEEP_SECONDS = 5.0
"""How long a submission may be asleep, all in all: nothing that is asked for needs waiting."""


class Budget(Struct, frozen=True, forbid_unknown_fields=True):
    """What a whole submission may use: its cells and all questions together."""

    cpu_seconds: Seconds = 10.0
    wall_seconds: Seconds = 30.0


USUAL_BUDGET = Budget()

Part = Literal["shown", "further", "hidden"]
"""Of a question: what decides and may be shown; what may be shown and decides nothing; what decides and is not shown.

Hidden inputs are in no process before everything else was asked, and of what comes then only values are kept.
"""


class Ask(Struct, frozen=True):
    """One part of a question put to the box: call ``name`` on each of ``calls``, or read the variable ``name``.

    Attributes:
        question: its full id.
        kind: whether it asks for a function or a variable.
        name: of the function or variable.
        calls: the arguments by name in the order of the call; empty for a variable.
        limits: what this part may use; None for the submission's limits.
        part: which part of the question it is; of each there is one at most.
        further: of a part that is shown, says what to ask further by what came; None to ask nothing.
    """

    question: str
    kind: Literal["function", "variable"]
    name: str
    calls: tuple[dict[str, np.ndarray], ...] = ()
    limits: Limits | None = None
    part: Part = "shown"
    further: Callable[[Answer], Ask | None] | None = None


Refused = Literal["", "threads", "processes", "files", "network", "module"]
"""What the box does not allow, where an exception speaks of that."""


class Raised(Struct, frozen=True):
    """An exception in the student's code, told by place and message; text of theirs is cut to a safe length."""

    type: str
    message: str
    cell: Text | str = ""
    line: int | None = None
    code: str = ""
    block: str = ""
    """The first line of the function or other block that the place lies in."""
    refused: Refused = ""
    statement: str = ""
    """The line outside of all functions that was running, where it is another one."""
    local: tuple[str, ...] = ()
    """Where a name may be missing or stand for something else, those that the function has of its own."""


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
    """What came back for one part of a question: one result per call that was finished, and how it ended.

    ``status`` "missing": no such name, or (for a function) not callable. "died": the process ended by itself.
    A call that raised is a result like any other. Of a hidden part nothing is known but values and the ``status``: a
    call that raised is a ``Raised`` without any text.

    Attributes:
        question: its full id.
        status: how it ended.
        results: those of the calls that were finished, in the order of the calls.
        reason: of "died": how; of "timeout": whether the "cpu" time, the time on the "wall" or the time that may be
            spent "asleep" ran out, or, as "budget_cpu" and so on, that of the whole submission.
        raised: the place in the student's code at which it was stopped, where that is known.
        limits: what held for it.
        kept: names of what the first call changed outside of the function.
    """

    question: str
    status: AnswerStatus
    results: tuple[Returned | Raised, ...] = ()
    reason: str = ""
    raised: Raised | None = None
    limits: Limits = Limits()
    kept: tuple[str, ...] = ()


class Outputs(Struct, frozen=True):
    """Everything the box says of one submission. ``broken`` are the errors of cells while they were run.

    The answers are by question; ``further`` and ``hidden`` ones are only there where they were asked for and reached.
    """

    answers: dict[str, Answer]
    broken: tuple[Raised, ...] = ()
    functions: tuple[str, ...] = ()
    """Names of the functions that the submission defines: to see a misspelt one."""
    tier: str = ""
    packages: tuple[str, ...] = ()
    """What it was allowed to import beside the standard library and NumPy."""
    further: dict[str, Answer] = {}
    hidden: dict[str, Answer] = {}
    variables: tuple[str, ...] = ()
    """Names of the other values that it defines."""
    leftovers: tuple[str, ...] = ()
    """The questions beside whose answer the last line of the starter still stands."""
    misspelt: dict[str, str] = {}
    """For a question whose function or variable is not there, the one that it defines and that is called nearly so."""
    carets: tuple[str, ...] = ()
    """The questions by hand whose answer is written with ^."""
    replaced: tuple[str, ...] = ()
    """The questions whose function is written, and takes the untouched starter in its place further down."""
    unchanged: tuple[str, ...] = ()
    """The questions whose function was handed out to be changed, and is as it was."""


class Box(Protocol):
    """What runs a submission, apart or not: a small class is enough for a test or another host."""

    def run(self, cells: Sequence[Cell], asks: Sequence[Ask], limits: Limits, budget: Budget = USUAL_BUDGET) -> Outputs:
        """Run the cells in their order, put the questions to them, and say everything that came of it."""
