"""``grader check``."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.markup import escape

from grader import collect, course, selfcheck
from grader.cli.common import as_language, console, course_option, faults_logged, language_option
from grader.course import Course
from grader.errors import SubmissionError
from grader.exercise import problemset
from grader.exercise.problemset import ProblemSet
from grader.judge import tell
from grader.records import Grade, Language, Line, QuestionGrade, Text, encoded
from grader.sandbox import Box
from grader.selfcheck import Checked
from grader.words import say

_NOT_DONE = {"missing", "ungraded"}


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to standard output.")
@click.option("--assignment", help="Id or YAML file of the assignment, if the handout does not say it.")
@click.option("--exercise", help="Check a single exercise.")
@language_option
@course_option
def check(
    file: Path,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
    assignment: str | None,
    exercise: str | None,
    language: str,
    root: Path | None,
) -> int:
    """Check your own FILE against the visible cases. It says nothing about hidden ones.

    FILE is what you hand in: a .py or .ipynb file, a zip or a folder.
    """
    if assignment and exercise:
        raise click.UsageError("give --assignment or --exercise, not both.")
    chosen = as_language(language)
    if not os.path.lexists(file):
        raise SubmissionError(say("check_no_file", file=collect.shown_name(str(file))).get(chosen))
    found_course = course.find(root)
    loaded = collect.load(collect.hand_in(file))
    if exercise:
        problems = problemset.of_exercise(found_course, exercise)
    else:
        problems = problemset.load(found_course, assignment or _said(loaded, found_course))
    submission = collect.read(loaded, problems.wanted)
    with faults_logged(), Box(problems.assignment.packages) as box:
        checked = selfcheck.check(problems, submission, box)
    if as_json:
        click.echo(encoded(checked.grade))
    elif submission.refusal is not None:
        _show_refusal(file, submission.refusal, submission.remarks, chosen)
    else:
        _show(checked, problems, chosen)
    answered = [question for question in checked.grade.questions if question.verdict not in _NOT_DONE]
    return int(not answered or any(question.verdict != "right" for question in answered))


def _said(loaded: collect.Loaded, found_course: Course) -> str | None:
    """The assignment of the handout that was handed in; None where its notebooks say nothing, or several things."""
    said = {handout.assignment for handout in collect.read(loaded, ()).handouts}
    known = said & {*found_course.assignment_names()}
    return known.pop() if len(known) == 1 else None


def _show_refusal(file: Path, refusal: Text, remarks: Sequence[Text], language: Language) -> None:
    """Why nothing can be checked; a file without the end of a program or notebook may only need it."""
    told = (refusal, *remarks)
    if refusal == say("collect_no_code"):
        name, several = collect.shown_name(str(file)), file.is_dir() or file.suffix.lower() == ".zip"
        told = (say("check_no_code_in", file=name), *remarks) if several else (say("check_other_file", file=name),)
    for one in told:
        console().print(one.get(language), markup=False, soft_wrap=True)


def _show(checked: Checked, problems: ProblemSet, language: Language) -> None:
    """Each function with what is wrong with it, then the answers by hand, then how much is done."""
    told, grade = console(), checked.grade
    names = _names(problems)
    if grade.tier == "none":
        told.print(say("check_not_isolated").get(language), style="dim", markup=False, soft_wrap=True)
    for remark in grade.remarks:
        told.print(remark.get(language), markup=False, soft_wrap=True)
    said = _Said(grade.remarks)
    untouched = {one for sentence in _UNTOUCHED for one in _untouched(grade, problems, sentence)}
    for question in _functions(grade):
        if question.id not in untouched:
            _show_function(question, names[question.id], said, language)
    for one in checked.by_hand:
        if one.told is not None:
            told.print(f"[red]![/] [bold]{escape(names[one.question].get(language))}[/]", soft_wrap=True)
            told.print(f"    {one.told.get(language)}", markup=False, soft_wrap=True)
    for sentence, ids in _lists(checked, problems):
        if ids:
            listed = ", ".join(names[one].get(language) for one in ids)
            told.print(say(sentence, names=listed).get(language), style="dim", markup=False, soft_wrap=True)
    for line in _counted(checked):
        told.print(line.get(language), markup=False, soft_wrap=True)
    told.print(say("check_visible_only").get(language), style="dim", markup=False, soft_wrap=True)


def _show_function(question: QuestionGrade, name: Text, said: _Said, language: Language) -> None:
    """What is told of a function."""
    told = console()
    first, *others = tell.message(said.once(question.told, name)).get(language).split("\n")
    mark = "[green]○[/]" if question.verdict == "right" else "[red]×[/]"
    told.print(f"{mark} [bold]{escape(name.get(language))}[/]  {escape(first)}", soft_wrap=True)
    for line in others:
        told.print(f"    {line}", markup=False, soft_wrap=True)


class _Said:
    """The causes of errors that were told: each is told once, however many functions it takes away."""

    def __init__(self, remarks: Sequence[Text]) -> None:
        self._remarks = [frozenset(remark.ja.split("\n")) for remark in remarks]
        self._first: dict[tuple[str, ...], Text] = {}

    def once(self, told: Sequence[Line], name: Text) -> list[Line]:
        """The lines, in which a cause that was told before is only pointed to."""
        cause = tuple(line.text.ja for line in told if line.role == "error")
        first = self._first.setdefault(cause, name)
        is_above = any(remark.issuperset(cause) for remark in self._remarks)
        if not cause or (first == name and not is_above):
            return list(told)
        before = say("check_cause_above") if is_above else say("check_same_cause", name=first)
        at = next(number for number, line in enumerate(told) if line.role == "error")
        rest = [line for line in told[at:] if line.role != "error"]
        return [*told[:at], Line("error", before), *rest]


def _names(problems: ProblemSet) -> dict[str, Text]:
    """What questions are called: by their number, title and what is asked for."""
    return {
        problem.id: say(
            "check_question",
            number=number,
            title=problem.title,
            name=problem.question.name,
        )
        for number, problem in enumerate(problems.problems, start=1)
    }


_UNTOUCHED = {"check_not_there": ("missing_function", "not_written"), "check_not_repaired": ("debug_unchanged",)}
"""Under which sentence functions are listed that nobody has begun, and what is said of each."""


def _untouched(grade: Grade, problems: ProblemSet, sentence: str) -> list[str]:
    """The functions of which no more is to be said than this."""
    names = [problem.question.name for problem in problems.problems]
    plain = {say(code, name=name) for name in names for code in _UNTOUCHED[sentence]}
    return [question.id for question in _functions(grade) if question.message in plain]


def _functions(grade: Grade) -> list[QuestionGrade]:
    return [question for question in grade.questions if question.verdict != "ungraded"]


def _lists(checked: Checked, problems: ProblemSet) -> Iterator[tuple[str, Sequence[str]]]:
    for sentence in _UNTOUCHED:
        yield sentence, _untouched(checked.grade, problems, sentence)
    for state, sentence in (("missing", "check_by_hand_missing"), ("empty", "check_by_hand_empty")):
        yield sentence, [one.question for one in checked.by_hand if one.state == state and one.told is None]


def _counted(checked: Checked) -> Iterator[Text]:
    functions, by_hand = _functions(checked.grade), checked.by_hand
    if functions:
        right = sum(question.verdict == "right" for question in functions)
        yield say("check_functions", right=right, total=len(functions))
    if by_hand:
        there = sum(one.state == "there" for one in by_hand)
        yield say("check_by_hand", there=there, total=len(by_hand))
