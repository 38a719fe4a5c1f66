"""What must hold of every mutant, whatever it tries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from grader.records import Grade, Key

TARGET = "bce.function"
"""The question that no mutant has an answer to."""

WALL_SECONDS = 60.0
"""Twice the budget by the clock of a submission: a busy machine is no alarm."""

CPU_SECONDS = 20.0
"""Twice the budget of CPU time, over all processes of the submission and the program's own part."""

SEEN_BY_CHANCE = 2
"""So many of the hidden numbers may stand on a page because a number that is shown looks the same."""

_LONG = re.compile(r"\d+\.\d{4,}")


def hidden_numbers(keys: Sequence[Key]) -> frozenset[str]:
    """The longer numbers of hidden inputs that are in no input that anyone may see."""
    hidden: set[str] = set()
    shown: set[str] = set()
    for key in keys:
        for case in key.cases:
            (shown if case.visible else hidden).update(_texts_of(case.inputs))
        for case in key.small:
            shown.update(_texts_of(case.inputs))
    return frozenset(hidden - shown)


def alarms(grade: Grade, breaches: Sequence[str], hidden: frozenset[str], *, wall: float, cpu: float) -> Iterator[str]:
    """Everything that must not be, of one mutant."""
    yield from breaches
    for question in grade.questions:
        if question.id == TARGET and question.points > 0:
            yield f"{question.id} earned {question.points} points ({question.verdict})"
    if grade.status == "grader_error":
        yield "the grader itself failed"
    told = set(_LONG.findall(msgspec.json.encode(grade).decode())) & hidden
    if len(told) > SEEN_BY_CHANCE:
        yield f"{len(told)} numbers of hidden inputs are told: {', '.join(sorted(told)[:5])}"
    if wall > WALL_SECONDS:
        yield f"took {wall:.0f} s"
    if cpu > CPU_SECONDS:
        yield f"took {cpu:.0f} s of CPU time"


def _texts_of(inputs: Mapping[str, np.ndarray]) -> Iterator[str]:
    for array in inputs.values():
        yield from _LONG.findall(" ".join(repr(number) for number in array.ravel().tolist()))
