"""Work that was made on another student's sheet: by what its notebooks say, and by whose variant it is right for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from grader.batch.strangers import without_zeros
from grader.compare import check_by_hand
from grader.grade import Trace
from grader.records import Array, Evidence, Foreign, Key, Returned, Submission

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
    own, assignment = without_zeros(submission.student), trace.grade.assignment
    handouts = {
        handout.student
        for handout in submission.handouts
        if without_zeros(handout.student) not in {"", own} and handout.assignment in {"", assignment}
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


def numbers_of(by_hand: Mapping[str, Key]) -> dict[str, tuple[float, ...]]:
    """The right numbers of questions by hand."""
    return {question: tuple(_flat(key.cases[0].expected).tolist()) for question, key in by_hand.items()}


def _written(key: Key, trace: Trace) -> tuple[float | None, ...]:
    """What stands there, number by number as in the key; empty where nothing came."""
    answer = trace.outputs.answers.get(key.question) if trace.outputs is not None else None
    if answer is None or not answer.results or not isinstance(answer.results[0], Returned):
        return ()
    found: list[float | None] = []
    for came, right in zip(check_by_hand(key, answer.results[0].value).written, key.cases[0].expected, strict=True):
        there = [] if came is None else came[: right.size].tolist()
        found += [one if np.isfinite(one) else None for one in there] + [None] * (right.size - len(there))
    return tuple(found)


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
    variants: list[_Variant] = []
    if suspects:
        rights = {
            student: found[student].right if student in found and found[student].right else numbers_of(derived(student))
            for student in sorted(students)
        }
        asked = sorted({question for one in suspects.values() for question in one.written})
        variants = [_variant(question, digits[question], rights) for question in asked]
    told = []
    for student, one in sorted(found.items()):
        by_answers = _by_answers(student, one, variants) if student in suspects else Foreign(student)
        if one.handouts or by_answers.owners:
            told.append(Foreign(student, one.handouts, by_answers.owners, by_answers.numbers, by_answers.questions))
    return tuple(told)


@dataclass(frozen=True, eq=False)
class _Variant:
    """One question: whose numbers are which, one row for each student who has them."""

    question: str
    digits: int
    owners: Sequence[str]
    right: Array


def _variant(question: str, digits: int, rights: Mapping[str, Mapping[str, tuple[float, ...]]]) -> _Variant:
    sizes = [len(numbers[question]) for numbers in rights.values() if question in numbers]
    size = max(sizes, default=0, key=sizes.count)
    owners = [student for student, numbers in rights.items() if len(numbers.get(question, ())) == size]
    return _Variant(question, digits, owners, np.array([rights[one][question] for one in owners]).reshape(-1, size))


def _could_show(one: Evidence, digits: Mapping[str, int]) -> bool:
    """Whether enough numbers are wrong to be another's."""
    counted: dict[float, int] = {}
    for question, written in one.written.items():
        if question in digits and len(one.right.get(question, ())) == len(written):
            counted |= _counted(*_open(one, question, digits[question]), digits[question])
    return _is_enough(counted)


def _by_answers(student: str, one: Evidence, variants: Sequence[_Variant]) -> Foreign:
    counted: dict[str, dict[float, int]] = {}
    questions: dict[str, list[str]] = {}
    for variant in variants:
        if variant.right.shape[1] != len(one.written.get(variant.question, ())):
            continue
        written, is_open = _open(one, variant.question, variant.digits)
        fits = np.abs(variant.right - written) <= 0.5 * 10.0**-variant.digits * (1 + 1e-9)
        alike = fits[:, is_open].sum(axis=1) >= max(1.0, SHARE * is_open.sum())
        is_common = fits[~alike].sum(axis=0) * COMMON > len(fits)
        for row in np.flatnonzero(alike).tolist():
            owner = variant.owners[row]
            shows = _counted(written, is_open & fits[row] & ~is_common, variant.digits)
            if owner != student and shows:
                counted.setdefault(owner, {}).update(shows)
                questions.setdefault(owner, []).append(variant.question)
    sums = {owner: sum(shows.values()) for owner, shows in counted.items() if _is_enough(shows)}
    owners = tuple(sorted(owner for owner, digits in sums.items() if digits == max(sums.values())))
    if not owners:
        return Foreign(student)
    return Foreign(student, (), owners, len(counted[owners[0]]), tuple(questions[owners[0]]))


def _open(one: Evidence, question: str, digits: int) -> tuple[Array, np.ndarray]:
    """What was written, and where it is a number that is not right and has some digits."""
    written = np.array([np.nan if number is None else number for number in one.written[question]])
    wrong = np.abs(written - np.array(one.right[question])) > 0.5 * 10.0**-digits * (1 + 1e-9)
    told = np.array([_digits(number, digits) >= LEAST for number in written.tolist()], dtype=bool)
    return written, wrong & told


def _counted(written: Array, where: np.ndarray, digits: int) -> dict[float, int]:
    """The digits of each different number; what differs in its sign alone is the same."""
    return {abs(number): min(_digits(number, digits), MOST) for number in written[where].tolist()}


def _digits(number: float, digits: int) -> int:
    return len(f"{abs(number):.{digits}f}".replace(".", "").strip("0")) if np.isfinite(number) else 0


def _is_enough(counted: Mapping[float, int]) -> bool:
    return len(counted) >= NUMBERS and sum(counted.values()) >= DIGITS


def _flat(arrays: Sequence[Array]) -> Array:
    return np.concatenate([array.ravel() for array in arrays])
