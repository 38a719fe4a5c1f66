"""What a class did, counted: who handed in, marks, verdicts, mistakes and faults of the grader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from statistics import fmean, median

from grader.exercise.problemset import ProblemSet
from grader.records import Foreign, Grade, Text
from grader.report.verdicts import LOOKS
from grader.words import first

_SHEETS_SHOWN = 5
_PROGRAMS = frozenset({".py", ".ipynb"})


@dataclass(frozen=True)
class Made:
    """A mistake and the students who made it, each listed once.

    Attributes:
        text: what students are told; None where the course no longer has a mistake of that id.
    """

    id: str
    text: Text | None
    students: tuple[str, ...]


@dataclass(frozen=True)
class Fault:
    """A student whose work the grader failed to grade; ``questions`` is empty where it failed on all of it."""

    student: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class LeftOut:
    """A student of whose programs and notebooks not all were graded."""

    student: str
    graded: tuple[str, ...]
    not_graded: tuple[str, ...]


@dataclass(frozen=True)
class Summary:
    """The numbers of a class.

    Attributes:
        counts: how many students, by what is said of them.
        scores: the marks of those who handed in.
        mean: of ``scores``; None where nobody handed in.
        middle: the median of ``scores``.
        groups: for each question, how many of those who handed in are in each group of verdicts.
        mistakes: the commonest first.
        faults: in the order of the grades.
        left_out: whose files were not all graded, in the same order.
    """

    counts: dict[str, int]
    scores: tuple[float, ...]
    mean: float | None
    middle: float | None
    groups: dict[str, Counter[str]]
    mistakes: tuple[Made, ...]
    faults: tuple[Fault, ...]
    left_out: tuple[LeftOut, ...]


def summarise(grades: Sequence[Grade], problems: ProblemSet) -> Summary:
    """Count what a class did."""
    handed_in = [grade for grade in grades if grade.status != "missing"]
    scores = tuple(float(grade.score) for grade in handed_in)
    return Summary(
        counts=_counts(grades, handed_in),
        scores=scores,
        mean=fmean(scores) if scores else None,
        middle=median(scores) if scores else None,
        groups=_groups(handed_in, problems),
        mistakes=_mistakes(grades, problems),
        faults=faults(grades),
        left_out=left_out(grades),
    )


def _counts(grades: Sequence[Grade], handed_in: Sequence[Grade]) -> dict[str, int]:
    status = Counter(grade.status for grade in grades)
    return {
        "students": len(grades),
        "handed in": len(handed_in),
        "not handed in": status["missing"],
        "late": sum(grade.late is True for grade in grades),
        "unreadable": status["unreadable"],
        "out of time": status["timeout"],
        "not on the roster": status["not_on_roster"],
        "time of hand-in unknown": sum(grade.submitted_at is None for grade in handed_in),
    }


def _groups(handed_in: Sequence[Grade], problems: ProblemSet) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {problem.id: Counter() for problem in problems.problems}
    for grade in handed_in:
        # A grade kept from an earlier run may have questions that are no longer asked.
        for question in grade.questions:
            if question.id in found:
                found[question.id][LOOKS[question.verdict].group] += 1
    return found


def _mistakes(grades: Sequence[Grade], problems: ProblemSet) -> tuple[Made, ...]:
    texts: dict[str, Text] = {}
    for problem in problems.problems:
        texts |= {mistake.id: mistake.text for mistake in problem.solution.mistakes.values()}
        texts |= problem.solution.notions
    students: dict[str, dict[str, None]] = {}
    for grade in grades:
        for question in grade.questions:
            for mistake in question.mistakes:
                students.setdefault(mistake, {})[grade.student] = None
    commonest = sorted(students.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Made(mistake, texts.get(mistake), tuple(who)) for mistake, who in commonest)


def faults(grades: Sequence[Grade]) -> tuple[Fault, ...]:
    """Whose work the grader failed to grade, and which questions of it."""
    found = []
    for grade in filter(is_faulty, grades):
        failed = tuple(question.id for question in grade.questions if question.verdict == "grader_error")
        found.append(Fault(grade.student, failed if len(failed) < len(grade.questions) else ()))
    return tuple(found)


def left_out(grades: Sequence[Grade]) -> tuple[LeftOut, ...]:
    """Of whose programs and notebooks not all were graded, so that staff may look at the choice."""
    found = []
    for grade in grades:
        others = tuple(name for name in grade.not_graded if _PROGRAMS & set(PurePosixPath(name.lower()).suffixes))
        if others:
            found.append(LeftOut(grade.student, grade.submission, others))
    return tuple(found)


def is_faulty(grade: Grade) -> bool:
    """Whether the grader failed on any of it."""
    return grade.status == "grader_error" or any(question.verdict == "grader_error" for question in grade.questions)


def whose_sheet(found: Foreign) -> str:
    """What staff are told of work that was made on another's sheet."""
    parts = []
    if found.handouts:
        parts.append(f"the notebook is the handout of {first(found.handouts, _SHEETS_SHOWN)}")
    if found.owners:
        parts.append(
            f"{found.numbers} numbers by hand ({', '.join(found.questions)}) are wrong for {found.student} and right "
            f"for {first(found.owners, _SHEETS_SHOWN)}"
        )
    return "; ".join(parts)
