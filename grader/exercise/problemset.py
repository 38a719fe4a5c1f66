"""An assignment with its exercises loaded: its questions in order, each with its points, rubric and limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TypeGuard

from grader.course import Course
from grader.errors import CourseError
from grader.exercise import loading, spec
from grader.exercise.kinds import ByHand, Called, Question
from grader.exercise.problem import Problem
from grader.exercise.spec import Assignment, Credit, Selection
from grader.records import Limits, Text, Wanted


@dataclass(frozen=True)
class Item:
    """One question of an assignment.

    Attributes:
        problem: what is asked.
        points: what it is worth.
        credit: its rubric; without one, wrong work earns nothing.
        limits: what answering it may use.
    """

    problem: Problem[Question]
    points: Decimal
    credit: Credit | None
    limits: Limits


@dataclass(frozen=True)
class ProblemSet:
    """An assignment's questions in order."""

    course: Course
    assignment: Assignment
    items: tuple[Item, ...]

    @cached_property
    def problems(self) -> tuple[Problem[Question], ...]:
        """The questions alone."""
        return tuple(item.problem for item in self.items)

    @cached_property
    def max_points(self) -> Decimal:
        """What everything is worth together."""
        return sum((item.points for item in self.items), Decimal(0))

    @cached_property
    def wanted(self) -> tuple[Wanted, ...]:
        """What a submission is searched for."""
        return tuple(
            Wanted(problem.id, problem.question.name, problem.starter, problem.question.is_given)
            for problem in self.problems
        )

    @cached_property
    def by_hand(self) -> dict[str, list[Problem[ByHand]]]:
        """The questions answered by hand, by the variant that they share: an exercise's, or one of their own."""
        found: dict[str, list[Problem[ByHand]]] = {}
        for problem in filter(is_by_hand, self.problems):
            own = problem.question.variant == "own"
            found.setdefault(problem.id if own else problem.exercise.id, []).append(problem)
        return found

    @cached_property
    def functions(self) -> tuple[Problem[Called], ...]:
        """The questions that ask for a function."""
        return tuple(filter(is_called, self.problems))


def is_by_hand(problem: Problem[Question]) -> TypeGuard[Problem[ByHand]]:
    """Whether it is answered by values, each student for numbers of their own."""
    return isinstance(problem.question, ByHand)


def is_called(problem: Problem[Question]) -> TypeGuard[Problem[Called]]:
    """Whether it is answered by a function, which is called."""
    return isinstance(problem.question, Called)


def load(course: Course, assignment: str | None, year: int | None = None) -> ProblemSet:
    """The questions of an assignment (a path, an id, or the course's only one).

    Raises:
        CourseError: a file is missing or not as it must be, or points are given to no question.
    """
    path = course.assignment_file(assignment)
    problems = _problem_set(course, spec.read_assignment(path, year), path)
    _check_given(path, problems)
    return problems


def of_exercise(course: Course, exercise: str, *, everything: bool = False) -> ProblemSet:
    """A single exercise as an assignment: one point for each question, no deadline.

    What no assignment can ask for together is left out, but for ``everything``: code that is handed out to be repaired
    beside a function that it computes.
    """
    problems = loading.load(course, exercise)
    if not everything:
        functions = [*filter(is_called, problems)]
        problems = [one for one in problems if not any(_gives_away(one, function) for function in functions)]
    selection = Selection(exercise, {problem.question.id: Decimal(1) for problem in problems})
    return _problem_set(
        course, Assignment(exercise, problems[0].exercise.title, (selection,)), course.exercise_file(exercise)
    )


def _problem_set(course: Course, assignment: Assignment, path: Path) -> ProblemSet:
    items: list[Item] = []
    for index, selection in enumerate(assignment.exercises):
        where = f"{path}: exercises[{index}]"
        if not course.exercise_file(selection.exercise).is_file():
            known = ", ".join(course.exercise_names()) or "none"
            raise CourseError(f"{where}.exercise: is {selection.exercise!r}; known are {known}.")
        found = {problem.question.id: problem for problem in loading.load(course, selection.exercise)}
        _check(where, selection, found, [item.problem.id for item in items])
        items += _items(assignment, selection, found)
    named = [item.problem.question.name for item in items]
    twice = [name for name in named if named.count(name) > 1]
    if twice:
        raise CourseError(f"{path}: two questions ask for the same name {twice[0]!r}; rename one.")
    for item in items:
        if item.limits.wall_seconds < item.limits.cpu_seconds:
            raise CourseError(
                f"{path}: limits: {item.problem.id} has {item.limits.cpu_seconds:g} cpu_seconds, which it can never "
                f"use in its {item.limits.wall_seconds:g} wall_seconds; raise wall_seconds."
            )
        if item.limits.cpu_seconds > assignment.budget.cpu_seconds:
            raise CourseError(
                f"{path}: budget: cpu_seconds is {assignment.budget.cpu_seconds:g} for a whole submission, and "
                f"{item.problem.id} alone may use {item.limits.cpu_seconds:g}; raise budget.cpu_seconds."
            )
    if assignment.budget.wall_seconds < assignment.budget.cpu_seconds:
        raise CourseError(
            f"{path}: budget: has {assignment.budget.cpu_seconds:g} cpu_seconds, which can never be used in its "
            f"{assignment.budget.wall_seconds:g} wall_seconds; raise wall_seconds."
        )
    return ProblemSet(course, assignment, tuple(items))


def _check_given(path: Path, problems: ProblemSet) -> None:
    """No code that is handed out to be repaired computes what another question asks to be written."""
    for debug, function in product(problems.functions, repeat=2):
        if _gives_away(debug, function):
            raise CourseError(
                f"{path}: {debug.id} hands out code that computes what {function.id} asks to be written; ask for one "
                "of the two."
            )


def _gives_away(debug: Problem[Question], function: Problem[Question]) -> bool:
    given, asked = debug.question.is_given, not function.question.is_given
    return given and asked and _computed(function) <= _computed(debug)


def _computed(problem: Problem[Question]) -> set[tuple[str, tuple[str, ...], str, Text]]:
    """The steps that it takes, as they are declared: the same step of two exercises is read twice, as two functions."""
    steps = [problem.solution.steps[name] for name in problem.solution.ancestors(problem.steps)]
    return {(step.name, step.needs, step.formula, step.title) for step in steps}


def _items(assignment: Assignment, selection: Selection, found: Mapping[str, Problem[Question]]) -> Iterator[Item]:
    for question, points in selection.points.items():
        problem = found[question]
        limits = assignment.limits
        if is_called(problem):
            limits = problem.question.limits.over(limits)
        if question in selection.limits:
            limits = selection.limits[question].over(limits)
        yield Item(problem, points, selection.credit.get(question), limits)


def _check(where: str, selection: Selection, found: Mapping[str, Problem[Question]], before: Sequence[str]) -> None:
    for question, points in selection.points.items():
        if question not in found:
            raise CourseError(
                f"{where}.points.{question}: exercise {selection.exercise!r} has only the questions {', '.join(found)}."
            )
        if not (points.is_finite() and points > 0):
            raise CourseError(f"{where}.points.{question}: is {points}; points must be above 0.")
        if found[question].id in before:
            raise CourseError(f"{where}.points.{question}: the question is listed twice; remove one.")
    functions = [question for question in selection.points if is_called(found[question])]
    for question in selection.limits:
        if question not in functions:
            raise CourseError(
                f"{where}.limits.{question}: only functions with points have limits of their "
                f"own, here {', '.join(functions) or 'none'}."
            )
    for question, rubric in selection.credit.items():
        if question not in selection.points:
            raise CourseError(
                f"{where}.credit.{question}: only questions with points have a rubric, here "
                f"{', '.join(selection.points)}."
            )
        _check_credit(f"{where}.credit.{question}", found[question], rubric)


def _check_credit(where: str, problem: Problem[Question], credit: Credit) -> None:
    mistakes = problem.question.shows(problem.solution)
    steps = [name for name in problem.solution.steps if name in problem.solution.ancestors(problem.steps)]
    if credit.groups and not is_called(problem):
        raise CourseError(f"{where}.groups: only functions have several kinds of cases; leave it out.")
    if credit.groups and problem.question.is_given:
        raise CourseError(f"{where}.groups: what is handed out to be repaired may be right in some; leave it out.")
    for part, given, known in (("mistakes", credit.mistakes, mistakes), ("steps", credit.steps, steps)):
        for name in given:
            if name not in known:
                raise CourseError(f"{where}.{part}: has {name!r}; known are {', '.join(known)}.")
    for part, shares in (("groups", credit.groups.values()), ("steps", credit.steps.values())):
        total = sum(Decimal(repr(share)) for share in shares)
        if total > 1:
            raise CourseError(f"{where}.{part}: the shares sum to {total}; they may not sum to more than 1.")
