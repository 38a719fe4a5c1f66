"""``batch``: whose sheet was handed in. Nothing of this decides a mark, and no student is told."""

from __future__ import annotations

from msgspec import Struct

Parts = tuple[tuple[float | None, ...], ...]
"""The numbers of a question by hand, column by column of a table; None where there is no number."""


class Evidence(Struct, frozen=True):
    """What in a student's work speaks of whose sheet it was made on.

    Attributes:
        handouts: the other students whose handouts its notebooks say that they were.
        right: by question by hand, the right numbers of the student's own variant.
        written: likewise what was written, where it is not right.
    """

    handouts: tuple[str, ...] = ()
    right: dict[str, Parts] = {}
    written: dict[str, Parts] = {}


class Foreign(Struct, frozen=True):
    """Work that was made on the sheet of somebody else.

    Attributes:
        student: who handed it in.
        handouts: whose handouts its notebooks say that they were.
        owners: for whom answers by hand are right that are wrong for the student; several where they share a variant.
        numbers: how many numbers show it.
        questions: the questions in which they stand.
    """

    student: str
    handouts: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    numbers: int = 0
    questions: tuple[str, ...] = ()
