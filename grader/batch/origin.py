"""Where a run gets what decides grades: the recipe from which any process makes the same grader."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from grader import course
from grader.exercise import problemset
from grader.exercise.problemset import ProblemSet
from grader.grade import Grader
from grader.make import secret
from grader.make.ring import KeyRing


class Origin(Struct, frozen=True):
    """The recipe of a grader. It is kept with the grades and sent to whoever does the work.

    Attributes:
        assignment, exercise, year: as they were given to ``grader grade``.
        course: the folder of the course, if it is not the one that came with the program.
        keys: the folder of keys, if one was given.
        course_key: the file of the course key that is used otherwise.
        roster: the names of the students on it, by id; None without a roster.
        ring: SHA-256 of the function keys; empty before they were read.
        tier: the isolation that must be in force wherever students' code is run.
    """

    assignment: str | None = None
    exercise: str | None = None
    year: int | None = None
    course: str | None = None
    keys: str | None = None
    course_key: str | None = None
    roster: dict[str, str] | None = None
    ring: str = ""
    tier: str = ""

    def problems(self) -> ProblemSet:
        """The questions.

        Raises:
            CourseError: the course, the assignment or an exercise is not as it must be.
        """
        found = course.find(None if self.course is None else Path(self.course))
        if self.exercise:
            return problemset.of_exercise(found, self.exercise)
        return problemset.load(found, self.assignment, self.year)

    def grader(self) -> Grader:
        """The questions with their keys; the function keys are read or derived when they are first needed.

        Raises:
            CourseError: the course, the assignment or an exercise is not as it must be.
            KeysError: the course key cannot be used.
        """
        folder = Path(self.keys) if self.keys else None
        key = secret.read(Path(self.course_key)) if folder is None and self.course_key else None
        return Grader(KeyRing(self.problems(), folder, key), self.roster)
