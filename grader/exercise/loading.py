"""Loads exercises: the YAML that students may see together with the solution that they may not."""

from __future__ import annotations

from collections.abc import Mapping

from grader.course import Course
from grader.errors import CourseError
from grader.exercise import spec
from grader.exercise.importing import solution_module
from grader.exercise.kinds import Question
from grader.exercise.problem import Problem
from grader.exercise.spec import Exercise
from grader.exercise.vocabulary import Distribution, Fixed, Integer, OneHot, Sampler
from grader.solution import Solution


def load(course: Course, exercise: str) -> list[Problem[Question]]:
    """The questions of an exercise, in order.

    Raises:
        CourseError: one of its two files is missing or not as it must be.
    """
    path = course.exercise_file(exercise)
    if not path.is_file():
        known = ", ".join(course.exercise_names()) or "none"
        raise CourseError(f"{path}: there is no such exercise; known are {known}.")
    read = spec.read(path, Exercise)
    solution = _solution(course, exercise)
    problems: list[Problem[Question]] = [Problem(read, question, solution) for question in read.questions]
    for index, problem in enumerate(problems):
        where = f"{path}: questions[{index}]"
        if problem.id in (other.id for other in problems[:index]):
            raise CourseError(f"{where}.id: {problem.question.id!r} is there already; give one of them another id.")
        _check_data(where, problem)
        _check_names(where, problem)
        for unsaid in problem.question.unsaid(solution):
            raise CourseError(f"{course.solution_file(exercise)}: {unsaid}")
        _check_ties(where, problem)
    _check_truths(course, exercise, problems)
    return problems


def _solution(course: Course, exercise: str) -> Solution:
    path = course.solution_file(exercise)
    if not path.is_file():
        raise CourseError(f"{path}: the solution of exercise {exercise!r} is missing; write its steps there.")
    solution = getattr(solution_module(course.solutions, exercise), "solution", None)
    if not isinstance(solution, Solution) or solution.exercise != exercise:
        raise CourseError(f"{path}: must define solution = Solution({exercise!r}).")
    return solution


def _check_data(where: str, problem: Problem[Question]) -> None:
    question, shared = problem.question, problem.exercise.data
    for fault in question.faults(problem.samplers):
        raise CourseError(f"{where}.{fault}")
    for name in question.data:
        if name not in shared and not question.adds_data:
            raise CourseError(f"{where}.data: {name!r} replaces nothing; examples need it in the exercise's data.")
    for name in problem.samplers:
        if name in problem.solution.steps:
            raise CourseError(f"{where}: the datum {name!r} has the name of a step; rename one of them.")
    for extra in question.extras:
        for name in extra.data:
            if name not in problem.samplers:
                raise CourseError(f"{where}.extra: {name!r} replaces nothing; its data are {', '.join(shared)}.")
    for samplers in (shared, problem.samplers, *(problem.beyond(extra).samplers for extra in question.extras)):
        _check_shapes(where, samplers)


def _check_shapes(where: str, samplers: Mapping[str, Sampler]) -> None:
    drawn: dict[str, tuple[int, int]] = {}
    for name, sampler in samplers.items():
        for size in getattr(sampler, "shape", ()):
            if isinstance(size, str) and (size not in drawn or drawn[size][0] < 1):
                raise CourseError(f"{where}: {name}.shape names {size!r}, no integer above 0 that is drawn before it.")
        if isinstance(sampler, Distribution):
            columns = sampler.shape[1]
            most = drawn[columns][1] if isinstance(columns, str) else columns
            if most * round(sampler.least * 10**sampler.digits) > 10**sampler.digits:
                raise CourseError(f"{where}: {name}.least is {sampler.least}; {most} of them are more than 1.")
        if isinstance(sampler, OneHot) and sampler.column is not None:
            columns = sampler.shape[1]
            least = drawn[columns][0] if isinstance(columns, str) else columns
            if sampler.column >= least:
                raise CourseError(f"{where}: {name}.column is {sampler.column}, counted from 0; columns are {least}.")
        if isinstance(sampler, Integer):
            drawn[name] = sampler.low, sampler.high
        elif isinstance(sampler, Fixed) and isinstance(sampler.value, int):
            drawn[name] = sampler.value, sampler.value


def _check_names(where: str, problem: Problem[Question]) -> None:
    solution, question = problem.solution, problem.question
    for name in problem.steps:
        if name not in solution.steps:
            steps = ", ".join(solution.steps)
            raise CourseError(f"{where}: {name!r} is no step of the solution; its steps are {steps}.")
    for index, name in enumerate(problem.steps if question.parts else ()):
        later = solution.ancestors((name,)) & {*problem.steps[index + 1 :]}
        if later:
            raise CourseError(
                f"{where}: {name!r} is computed from {min(later)!r}, which comes after it; turn them round."
            )
    known = {*problem.samplers, *solution.steps}
    rules = [*problem.exercise.rules, *problem.rules, *(rule for extra in question.extras for rule in extra.rules)]
    for rule in rules:
        if rule.of not in known:
            raise CourseError(f"{where}: a rule is of {rule.of!r}, which is neither a datum nor a step.")
    given = question.given(tuple(problem.samplers))
    needs = [need for name in solution.ancestors(problem.steps) for need in solution.steps[name].needs]
    needs += [need for mistake in solution.mistakes_of(problem.steps) for need in mistake.needs]
    for need in needs:
        if need not in given and need not in solution.steps:
            raise CourseError(f"{where}: the solution takes {need!r}, which the student is not given.")


def _check_truths(course: Course, exercise: str, problems: list[Problem[Question]]) -> None:
    solution, asked = problems[0].solution, [problem.question.id for problem in problems]
    for kind, truths in (
        ("choice", solution.choices),
        ("ordering", solution.orderings),
        ("repair", solution.repairs),
    ):
        for name in truths:
            if name not in asked:
                raise CourseError(
                    f"{course.solution_file(exercise)}: {kind} {name!r} is of no question; they are {', '.join(asked)}."
                )


def _check_ties(where: str, problem: Problem[Question]) -> None:
    known = problem.question.shows(problem.solution)
    for number, tie in enumerate(problem.question.ties):
        if len(tie) < 2:  # noqa: PLR2004
            raise CourseError(f"{where}.ties[{number}]: is {list(tie)}; name the two or more that are alike.")
        for mistake in tie:
            if mistake not in known:
                can = ", ".join(known)
                raise CourseError(f"{where}.ties[{number}]: {mistake!r} cannot show here; those that can are {can}.")
