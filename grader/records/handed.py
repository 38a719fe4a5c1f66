"""``make`` → ``collect`` → ``sandbox``: what is searched for and what was handed in."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from grader.records.texts import Text


class Wanted(Struct, frozen=True):
    """What a submission is searched for: one question as ``collect`` knows it.

    Attributes:
        question: its full id.
        name: of the function or variable.
        starter: the code cell that was handed out.
        is_given: whether that is to be changed, and not to be filled in: only as a whole it is no answer.
    """

    question: str
    name: str
    starter: str = ""
    is_given: bool = False


class Cell(Struct, frozen=True):
    """A piece of a student's source that is run on its own.

    Attributes:
        source: Python text, magics already set aside.
        label: how messages call it ("cell 3", "work.py"), safe to print.
        question: the question whose cell it is, if the notebook says so.
        program: which program it is of; each has a namespace of its own, and one with a lower number comes first. A
            negative one is that of a file which is run only where it is imported.
        file: the path under which others may import it ("hw/tools.py"); empty where there is only one.
    """

    source: str
    label: Text | str
    question: str | None = None
    program: int = 0
    file: str = ""


class Handout(Struct, frozen=True):
    """What a notebook says of the handout that it was; whoever handed it in may have written anything there.

    Attributes:
        student: whose handout it was, an id, normalised.
        assignment: its id; empty where it does not say.
        variants: for each question by hand, the hash of its parameters, as in its key.
    """

    student: str
    assignment: str
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
        others: the names of the files that do not count, or could not be read, safe to print.
        leftovers: the questions beside whose answer the last line of the starter still stands.
        carets: the questions by hand whose answer is written with ^.
        replaced: the questions whose function is written, and takes the untouched starter in its place further down.
        unchanged: the questions whose function was handed out to be changed, and is as it was.
    """

    student: str
    files: tuple[str, ...]
    cells: tuple[Cell, ...]
    digest: str
    submitted_at: datetime | None = None
    remarks: tuple[Text, ...] = ()
    refusal: Text | None = None
    handouts: tuple[Handout, ...] = ()
    others: tuple[str, ...] = ()
    leftovers: tuple[str, ...] = ()
    carets: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
