"""Work that was made on another student's sheet: by what its notebooks say, and by whose variant it is right for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from msgspec.structs import replace

from grader.collect import Roll
from grader.compare import MOST_CELLS, check_by_hand
from grader.grade import Trace
from grader.records import Array, Evidence, Foreign, Key, Parts, Returned, Submission

NUMBERS, DIGITS = 3, 8
"""How many different numbers, and how many digits in them, must be another's: fewer may be so by chance."""
LEAST = 2
"""A number of fewer digits, such as 0, 1 or 0.5, shows nothing."""
MOST = 4
"""More digits of one number are not counted."""
SHARE = 0.75
"""How much of what is not right in a question must be right for the other."""
COMMON = 20
"""A number that is right for more than one in so many of the others shows nothing either."""


def evidence(submission: Submission, trace: Trace) -> Evidence:
    """What one student's work tells by itself."""
    nobody, assignment = {"", submission.student}, trace.grade.assignment
    handouts = {
        handout.student
        for handout in submission.handouts
        if handout.student not in nobody and handout.assignment in {"", assignment}
    }
    by_hand = {question: one.key for question, one in trace.examiners.items() if one.key.digits is not None}
    written = {
        question.id: _written(by_hand[question.id], trace)
        for question in trace.grade.questions
        if question.id in by_hand and question.verdict != "right"
    }
    return Evidence(
        tuple(sorted(handouts)),
        numbers_of(by_hand),
        {question: numbers for question, numbers in written.items() if numbers},
    )


def numbers_of(by_hand: Mapping[str, Key]) -> dict[str, Parts]:
    """The right numbers of questions by hand."""
    return {question: _parts(key.cases[0].expected) for question, key in by_hand.items()}


def _written(key: Key, trace: Trace) -> Parts:
    """What stands there, part by part as in the key; empty where nothing came."""
    answer = trace.outputs.answers.get(key.question) if trace.outputs is not None else None
    if answer is None or not answer.results or not isinstance(answer.results[0], Returned):
        return ()
    return _parts(check_by_hand(key, answer.results[0].value).written)


def _parts(arrays: Sequence[Array | None]) -> Parts:
    found = [[] if array is None else array.ravel()[:MOST_CELLS].tolist() for array in arrays]
    return tuple(tuple(one if np.isfinite(one) else None for one in part) for part in found)


def foreign(
    found: Mapping[str, Evidence],
    students: Collection[str],
    digits: Mapping[str, int],
    derived: Callable[[str], Mapping[str, Key]],
) -> tuple[Foreign, ...]:
    """Who handed in work that was made on another's sheet, in the order of the ids.

    It follows from what was found of each student alone, in whatever order and by whomever that was done.

    Args:
        found: what the work of each student tells.
        students: the class.
        digits: of each question by hand.
        derived: the keys by hand of a student whose work tells nothing of them.
    """
    suspects = {student: one for student, one in sorted(found.items()) if _could_show(one, digits)}
    variants: dict[str, dict[tuple[int, ...], _Variants]] = {}
    if suspects:
        rights = {
            student: found[student].right if student in found and found[student].right else numbers_of(derived(student))
            for student in sorted(students)
        }
        asked = {question for one in suspects.values() for question in one.written.keys() & digits.keys()}
        variants = {question: _variants(question, rights) for question in sorted(asked)}
    told, roll = [], Roll(students)
    for student, one in sorted(found.items()):
        shown = _by_answers(student, one, digits, variants) if student in suspects else Foreign(student)
        handouts = tuple(other for other in one.handouts if student not in roll.meant(other))
        if handouts or shown.owners:
            told.append(replace(shown, handouts=handouts))
    return tuple(told)


@dataclass(frozen=True, eq=False)
class _Variants:
    """One question in one size: whose numbers are which, one row for each student who has them."""

    owners: Sequence[str]
    right: Array


def _variants(question: str, rights: Mapping[str, Mapping[str, Parts]]) -> dict[tuple[int, ...], _Variants]:
    """The variants of a question by their sizes."""
    alike: dict[tuple[int, ...], list[str]] = {}
    for student, numbers in rights.items():
        if question in numbers:
            alike.setdefault(_sizes(numbers[question]), []).append(student)
    return {
        sizes: _Variants(owners, np.stack([_row(rights[owner][question], sizes) for owner in owners]))
        for sizes, owners in alike.items()
    }


def _could_show(one: Evidence, digits: Mapping[str, int]) -> bool:
    """Whether enough numbers are wrong to be another's."""
    counted: dict[float, int] = {}
    for question in one.written.keys() & digits.keys():
        written, is_open = _open(one, question, digits[question], _sizes(one.written[question]))
        counted |= _counted(written, is_open, digits[question])
    return _is_enough(counted)


def _by_answers(
    student: str, one: Evidence, digits: Mapping[str, int], variants: Mapping[str, Mapping[tuple[int, ...], _Variants]]
) -> Foreign:
    counted: dict[str, dict[float, int]] = {}
    questions: dict[str, list[str]] = {}
    for question in sorted(one.written.keys() & digits.keys()):
        for sizes, others in variants[question].items():
            for owner, shows in _shown(one, question, digits[question], sizes, others):
                if owner != student:
                    counted.setdefault(owner, {}).update(shows)
                    questions.setdefault(owner, []).append(question)
    sums = {owner: sum(shows.values()) for owner, shows in counted.items() if _is_enough(shows)}
    owners = tuple(sorted(owner for owner, number in sums.items() if number == max(sums.values())))
    if not owners:
        return Foreign(student)
    return Foreign(student, (), owners, len(counted[owners[0]]), tuple(questions[owners[0]]))


def _shown(
    one: Evidence, question: str, digits: int, sizes: tuple[int, ...], others: _Variants
) -> Iterator[tuple[str, dict[float, int]]]:
    """For whom most of what is not right is right, and the numbers that show it. A column may be empty."""
    if any(part and len(part) != size for part, size in zip(one.written[question], sizes, strict=True)):
        return
    written, is_open = _open(one, question, digits, sizes)
    fits = np.abs(others.right - written) <= _half(digits)
    alike = fits[:, is_open].sum(axis=1) >= max(1.0, SHARE * is_open.sum())
    is_common = fits[~alike].sum(axis=0) * COMMON > len(fits)
    for row in np.flatnonzero(alike).tolist():
        shows = _counted(written, is_open & fits[row] & ~is_common, digits)
        if shows:
            yield others.owners[row], shows


def _open(one: Evidence, question: str, digits: int, sizes: tuple[int, ...]) -> tuple[Array, np.ndarray]:
    """What was written, and where it is a number that is not right and has some digits."""
    written, right = _row(one.written[question], sizes), _row(one.right[question], sizes)
    told = np.array([_digits(number, digits) >= LEAST for number in written.tolist()], dtype=bool)
    return written, told & ~(np.abs(written - right) <= _half(digits))


def _counted(written: Array, where: np.ndarray, digits: int) -> dict[float, int]:
    """The digits of each different number; what differs in its sign alone is the same."""
    return {abs(number): min(_digits(number, digits), MOST) for number in written[where].tolist()}


def _digits(number: float, digits: int) -> int:
    return len(f"{abs(number):.{digits}f}".replace(".", "").strip("0")) if np.isfinite(number) else 0


def _is_enough(counted: Mapping[float, int]) -> bool:
    return len(counted) >= NUMBERS and sum(counted.values()) >= DIGITS


def _half(digits: int) -> float:
    return 0.5 * 10.0**-digits * (1 + 1e-9)


def _sizes(parts: Parts) -> tuple[int, ...]:
    return tuple(map(len, parts))


def _row(parts: Parts, sizes: Sequence[int]) -> Array:
    """All parts in one row, each cut or filled up to its size."""
    rows = (
        [np.nan if one is None else one for one in (*part[:size], *[None] * (size - len(part)))]
        for part, size in zip(parts, sizes, strict=True)
    )
    return np.array([one for row in rows for one in row], dtype=np.float64)
