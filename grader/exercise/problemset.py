"""An assignment with its exercises loaded."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from grader.course import Course
from grader.errors import CourseError
from grader.exercise import loading, spec
from grader.exercise.problem import Problem
from grader.exercise.spec import Assignment, Credit, FunctionQuestion, NumberQuestion, Selection
from grader.records import Limits, Wanted


@dataclass(frozen=True)
class ProblemSet:
    """An assignment's questions in order, each with its points."""

    course: Course
    assignment: Assignment
    problems: tuple[Problem, ...]
    points: dict[str, float]
    credit: dict[str, Credit]
    """The rubrics, by question; without one, wrong work earns nothing."""

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What a submission is searched for."""
        return tuple(
            Wanted(
                question=problem.id,
                kind="function" if isinstance(problem.question, FunctionQuestion) else "number",
                name=problem.question.name,
                starter=problem.starter,
            )
            for problem in self.problems
        )

    @cached_property
    def by_hand(self) -> dict[str, list[Problem]]:
        """For each exercise, its questions whose data differ from student to student."""
        found: dict[str, list[Problem]] = {}
        for problem in self.problems:
            if isinstance(problem.question, NumberQuestion):
                found.setdefault(problem.exercise.id, []).append(problem)
        return found

    @cached_property
    def functions(self) -> tuple[Problem, ...]:
        """The questions that ask for a function."""
        return tuple(problem for problem in self.problems if isinstance(problem.question, FunctionQuestion))

    def limits(self, problem: Problem) -> Limits:
        """What one question may use: as the assignment has it for this question, else the exercise, else for all."""
        limits = self.assignment.limits
        if not isinstance(problem.question, FunctionQuestion):
            return limits
        limits = problem.question.limits.over(limits)
        for part in self.assignment.exercises:
            if part.exercise == problem.exercise.id and problem.question.id in part.limits:
                limits = part.limits[problem.question.id].over(limits)
        return limits


def load(course: Course, assignment: str | None, year: int | None = None) -> ProblemSet:
    """The questions of an assignment (a path, an id, or the course's only one).

    Raises:
        CourseError: a file is missing or not as it must be, or points are given to no question.
    """
    path = course.assignment_file(assignment)
    return _problem_set(course, spec.read_assignment(path, year), path)


def of_exercise(course: Course, exercise: str) -> ProblemSet:
    """A single exercise as an assignment: one point for each question, no deadline."""
    problems = loading.load(course, exercise)
    part = Selection(exercise, {problem.question.id: 1.0 for problem in problems})
    return _problem_set(
        course, Assignment(exercise, problems[0].exercise.title, (part,)), course.exercise_file(exercise)
    )


def _problem_set(course: Course, assignment: Assignment, path: Path) -> ProblemSet:
    problems: list[Problem] = []
    points: dict[str, float] = {}
    credit: dict[str, Credit] = {}
    for index, part in enumerate(assignment.exercises):
        if not course.exercise_file(part.exercise).is_file():
            known = ", ".join(course.exercise_names()) or "none"
            raise CourseError(f"{path}: exercises[{index}].exercise: is {part.exercise!r}; known are {known}.")
        found = {problem.question.id: problem for problem in loading.load(course, part.exercise)}
        for question, worth in part.points.items():
            where = f"{path}: exercises[{index}].points.{question}"
            if question not in found:
                raise CourseError(f"{where}: exercise {part.exercise!r} has only the questions {', '.join(found)}.")
            if not 0 < worth < math.inf:
                raise CourseError(f"{where}: is {worth}; points must be above 0.")
            problem = found[question]
            if problem.id in points:
                raise CourseError(f"{where}: the question is listed twice; remove one.")
            problems.append(problem)
            points[problem.id] = worth
        _check_limits_and_credit(f"{path}: exercises[{index}]", part, found)
        credit |= {found[question].id: rubric for question, rubric in part.credit.items()}
    named = [problem.question.name for problem in problems]
    twice = [name for name in named if named.count(name) > 1]
    if twice:
        raise CourseError(f"{path}: two questions ask for the same name {twice[0]!r}; rename one.")
    loaded = ProblemSet(course, assignment, tuple(problems), points, credit)
    for problem in problems:
        limits = loaded.limits(problem)
        if limits.wall_seconds < limits.cpu_seconds:
            raise CourseError(
                f"{path}: limits: {problem.id} has {limits.cpu_seconds:g} cpu_seconds, which it can never use in its "
                f"{limits.wall_seconds:g} wall_seconds; raise wall_seconds."
            )
    return loaded


def _check_limits_and_credit(where: str, part: Selection, found: Mapping[str, Problem]) -> None:
    functions = [name for name in part.points if isinstance(found[name].question, FunctionQuestion)]
    for question in part.limits:
        if question not in functions:
            raise CourseError(
                f"{where}.limits.{question}: only functions with points have limits of their "
                f"own, here {', '.join(functions) or 'none'}."
            )
    for question, rubric in part.credit.items():
        if question not in part.points:
            raise CourseError(
                f"{where}.credit.{question}: only questions with points have a rubric, here {', '.join(part.points)}."
            )
        _check_credit(f"{where}.credit.{question}", found[question], rubric)


def _check_credit(where: str, problem: Problem, credit: Credit) -> None:
    mistakes = [mistake.id for mistake in problem.solution.mistakes_of(problem.returns)]
    steps = [name for name in problem.solution.steps if name in problem.solution.ancestors(problem.returns)]
    if credit.groups and not isinstance(problem.question, FunctionQuestion):
        raise CourseError(f"{where}.groups: only functions have several kinds of cases; leave it out.")
    for kind, given, known in (("mistakes", credit.mistakes, mistakes), ("steps", credit.steps, steps)):
        for name in given:
            if name not in known:
                raise CourseError(f"{where}.{kind}: has {name!r}; known are {', '.join(known)}.")
    for kind, shares in (("groups", credit.groups.values()), ("steps", credit.steps.values())):
        total = sum(Decimal(repr(share)) for share in shares)
        if total > 1:
            raise CourseError(f"{where}.{kind}: the shares sum to {total}; they may not sum to more than 1.")
