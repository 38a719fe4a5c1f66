"""Makes the class, hands in its work, grades it and holds what was found against what was handed in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from grader import author, batch, collect
from grader.demo.plan import Classroom, Pupil, as_expected
from grader.errors import OutputError
from grader.exercise.problemset import ProblemSet
from grader.make import keys, secret
from grader.make.writing import write
from grader.records import Grade
from grader.versions import graded_with

NAMES = ("佐藤 葵", "鈴木 蓮", "Emma Martin", "高橋 陽菜", "田中 湊", "Noah Kim", "伊藤 凛")
"""One after the other over the class."""

ASSIGNMENT = "kinds"
"""The one with every kind of question."""

_MADE_HERE = "made by grader demo.txt"


@dataclass(frozen=True)
class Row:
    """One student: what was handed in, what was found, and whether that is as it must be."""

    pupil: Pupil
    grade: Grade

    @property
    def handed_in(self) -> str:
        """What the pupil did, in a few words."""
        return "\n".join(self.pupil.told) or self.pupil.kind

    @property
    def found(self) -> str:
        """What the grader says of every question that is not right."""
        if self.grade.status in {"missing", "unreadable"}:
            return self.grade.status
        return (
            "\n".join(
                f"{question.id}: {' + '.join(question.mistakes) or question.verdict}"
                for question in self.grade.questions
                if question.verdict != "right"
            )
            or "right"
        )

    @property
    def agrees(self) -> bool:
        """Whether every question got what it must get."""
        if self.pupil.kind in {"missing", "unreadable"}:
            return self.grade.status == self.pupil.kind
        return all(
            as_expected(self.pupil.expected[question.id], question)
            if question.id in self.pupil.expected
            else question.verdict == "right"
            for question in self.grade.questions
        )


@dataclass(frozen=True)
class Demonstration:
    """A graded class and the folder in which everything lies."""

    rows: tuple[Row, ...]
    out: Path


def demonstrate(
    students: int, out: Path, isolation: batch.Isolation, progress: batch.Progress = batch.quietly
) -> Demonstration:
    """Make, hand in and grade the work of a class; the same number of students gives the same class.

    Hostile work is among it where ``isolation`` is there to hold it back.

    Raises:
        OutputError: ``out`` holds something else, or cannot be written.
    """
    _prepare(out)
    roster = {f"s{number:03}": NAMES[number % len(NAMES)] for number in range(1, students + 1)}
    rows = "".join(f"{student},{name}\n" for student, name in roster.items())
    (out / "roster.csv").write_text(f"student,name\n{rows}", encoding="utf-8")
    key = b"a course key that everyone knows"
    _write_key(out / "course.key", key)
    origin = batch.Origin(
        assignment=ASSIGNMENT, keys=str((out / "made" / "keys").absolute()), roster=roster, tier=isolation.tier
    )
    grader = origin.grader()
    problems = grader.ring.problems
    write(problems, [(student, None) for student in roster], key, out / "made", names=roster)
    classroom = Classroom(problems, grader.ring.functions, hostile=isolation.tier != "none")
    pupils = []
    for number, student in enumerate(roster):
        pupil = classroom.pupil(number, student, keys.variant(problems, key, student)[0])
        _hand_in(out, problems, pupil, number)
        pupils.append(pupil)
    handed = collect.discover([out / "handed_in"], known=roster).handed
    run = batch.run(
        grader,
        handed,
        origin,
        out / "results",
        executor=batch.local(grader, len(handed)),
        header=["A class made by grader demo", isolation.told, graded_with()],
        progress=progress,
    )
    grades = {grade.student: grade for grade in run.grades}
    return Demonstration(tuple(Row(pupil, grades[pupil.student]) for pupil in pupils if pupil.student in grades), out)


def _prepare(out: Path) -> None:
    marker = out / _MADE_HERE
    try:
        if out.is_dir() and any(out.iterdir()) and not marker.exists():
            raise OutputError(f"{out}: is a folder with something else in it; choose another with --out.")
        for name in ("made", "handed_in", "results"):
            shutil.rmtree(out / name, ignore_errors=True)
        (out / "handed_in").mkdir(parents=True)
        marker.write_text("This folder is written anew by every grader demo.\n", encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{out}: cannot be written ({error}); choose another folder with --out.") from error


def _write_key(path: Path, key: bytes) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(key.ljust(secret.LENGTH)[: secret.LENGTH].hex() + "\n", encoding="ascii")


def _hand_in(out: Path, problems: ProblemSet, pupil: Pupil, number: int) -> None:
    """Half of the class hands in notebooks in folders, half a Python file, one of these in an old encoding."""
    folder = out / "handed_in"
    if pupil.kind == "missing":
        return
    if pupil.kind == "unreadable":
        (folder / f"{pupil.student}.ipynb").write_text('{"cells": [', encoding="utf-8")
    elif number % 2:
        handout = out / "made" / "handouts" / pupil.student / f"{problems.assignment.id}.ipynb"
        (folder / pupil.student).mkdir()
        notebook = author.filled_notebook(handout.read_text(encoding="utf-8"), pupil.sources)
        (folder / pupil.student / handout.name).write_text(notebook, encoding="utf-8")
    else:
        source = "# 課題の解答です\nimport numpy as np\n\n" + "\n\n".join(pupil.sources.values())
        encoding = "cp932" if pupil.kind == "right" else "utf-8"
        (folder / f"{pupil.student}.py").write_text(source, encoding=encoding)
