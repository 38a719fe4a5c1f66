"""What is true of questions that no computation answers, and which mistake each wrong answer stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple


class Choice(NamedTuple):
    """Which of the options of a choice are true.

    Attributes:
        right: their names.
        wrong: for each other option the id of the mistake that it stands for.
    """

    right: tuple[str, ...]
    wrong: Mapping[str, str]


class Ordering(NamedTuple):
    """In which order the options of an ordering come.

    Attributes:
        right: all of their names in their order.
        wrong: for a mistake, by its id, two options that stand the wrong way round where it is made.
    """

    right: tuple[str, ...]
    wrong: Mapping[str, tuple[str, str]]


class Repair(NamedTuple):
    """What is wrong in code that is handed out, and the smallest change that mends it: text in place of other text."""

    wrong: str
    right: str


Repairs = Mapping[str, Repair]
"""The repairs of one piece of code, by the ids of its mistakes."""


def mended(code: str, repairs: Repairs, left: Collection[str] = ()) -> str:
    """Code with the repairs made, but for some mistakes that are left in it."""
    for mistake, repair in repairs.items():
        if mistake not in left:
            code = code.replace(repair.wrong, repair.right)
    return code
