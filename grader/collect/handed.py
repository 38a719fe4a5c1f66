"""What listing finds: small references to files, cheap to send to the process that reads them."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from grader.collect.caps import Kind
from grader.records import Text


class Source(Struct, frozen=True):
    """Where the bytes of one file are.

    Attributes:
        path: the file on the disk, or the archive it is in.
        name: its name inside the submission, safe to print.
        where: its place from the path on the command line on, as tables of hand-in times may name it.
        member: its number among the entries of the archive.
        refusal: the code of the sentence that says why it is not read.
    """

    path: str
    name: str
    where: str
    kind: Kind
    member: int | None = None
    refusal: str = ""


class Handed(Struct, frozen=True):
    """The files of one student that count, in the order in which they are to run; nothing of them is read yet.

    ``others`` are the names of the student's files that do not count, safe to print.
    """

    student: str
    sources: tuple[Source, ...]
    submitted_at: datetime | None = None
    remarks: tuple[Text, ...] = ()
    others: tuple[str, ...] = ()


class Found(Struct, frozen=True):
    """Everything that was handed in, by student id, and what staff should know of the rest.

    ``unplaced`` are the programs, notebooks and archives that are nobody's, ``doubts`` what else staff must see to,
    a sentence each; both are safe to print.
    """

    handed: tuple[Handed, ...]
    warnings: tuple[str, ...] = ()
    unplaced: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
