"""``grader check``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.markup import escape

from grader import collect, course
from grader.cli.common import FILE, as_language, console, course_option, faults_logged, language_option
from grader.exercise import problemset
from grader.grade import Grader
from grader.make.ring import KeyRing
from grader.records import Grade, encoded
from grader.sandbox import Box
from grader.words import say


@click.command()
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document to standard output.")
@click.option("--assignment", help="Id or YAML file of the assignment; not needed where the course has only one.")
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
    """Check your own FILE (.py or .ipynb) against the visible cases. It says nothing about hidden ones."""
    if assignment and exercise:
        raise click.UsageError("give --assignment or --exercise, not both.")
    found_course = course.find(root)
    problems = problemset.of_exercise(found_course, exercise) if exercise else problemset.load(found_course, assignment)
    (handed, *_) = collect.discover([file]).handed
    submission = collect.read(collect.load(handed), problems.wanted)
    with faults_logged(), Box(problems.assignment.packages) as box:
        grade = Grader(KeyRing(problems, visible_only=True)).grade(submission, box)
    if as_json:
        click.echo(encoded(grade))
    else:
        _show(grade, language)
    answered = [question for question in grade.questions if question.verdict not in {"missing", "ungraded"}]
    return int(not answered or any(question.verdict != "right" for question in answered))


def _show(grade: Grade, language: str) -> None:
    told = console()
    chosen = as_language(language)
    if grade.tier == "none":
        told.print(say("check_not_isolated").get(chosen), style="dim", markup=False, soft_wrap=True)
    for remark in grade.remarks:
        told.print(remark.get(chosen), markup=False, soft_wrap=True)
    by_hand = [question.id for question in grade.questions if question.verdict == "ungraded"]
    not_there = [
        question.id for question in grade.questions if question.verdict == "missing" and len(question.told) == 1
    ]
    for question in grade.questions:
        first, *others = question.message.get(chosen).split("\n")
        if question.id in by_hand or question.id in not_there:
            continue
        mark = "[green]○[/]" if question.verdict == "right" else "[red]×[/]"
        told.print(f"{mark} [bold]{question.id}[/]  {escape(first)}", soft_wrap=True)
        for line in others:
            told.print(f"    {line}", markup=False, soft_wrap=True)
    for sentence, ids in (("check_not_there", not_there), ("check_by_hand", by_hand)):
        if ids:
            told.print(say(sentence, names=", ".join(ids)).get(chosen), style="dim", markup=False, soft_wrap=True)
    told.print(say("check_visible_only").get(chosen), style="dim", markup=False, soft_wrap=True)
