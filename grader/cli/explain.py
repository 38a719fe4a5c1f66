"""``grader explain``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console

from grader import explain as explaining
from grader.cli.common import FILE, FOLDER, as_language, console, course_option, faults_logged, language_option
from grader.explain import Row
from grader.grade import Trace
from grader.records import Language, QuestionGrade
from grader.sandbox import Box
from grader.words import first

INDENT = 4
_LINES = 100
"""How many lines of what a student was told are shown."""
_HEAD = f"{'case':>{INDENT + 4}} {'kind':<7} {'':<7} {'result':<12} {'error / allowed':>15}  inputs → right"


@click.command()
@click.argument("record", type=click.Path(path_type=Path))
@click.argument("student", required=False)
@click.option("--question", help="Only this question, by its full id (mse.function).")
@click.option("--keys", type=FOLDER, help="The keys/ folder, if it is no longer where it was.")
@click.option("--course-key", type=FILE, help="The course key, if it is no longer where it was.")
@course_option
@language_option
def explain(
    record: Path,
    student: str | None,
    question: str | None,
    keys: Path | None,
    course_key: Path | None,
    root: Path | None,
    language: str,
) -> int:
    """Tell staff how the mark of a STUDENT in RECORD came about, and grade the kept work once more to prove it.

    The results may come from elsewhere: only the Python of the program's own course or of --course is run.

    RECORD is the folder of results of grader grade, its grades.jsonl, or a file beside them with one grade record.
    What is printed holds hidden inputs and right values. The exit status is 1 if grading once more gives another
    record.
    """
    kept = explaining.load(record, student, keys, course_key, root)
    told = console()
    with faults_logged(), Box(kept.grader.ring.problems.assignment.packages) as box:
        trace = explaining.replay(kept, box)
    grade = kept.grade
    told.print(
        f"{grade.student}: {grade.score:g} of {grade.max_score:g} points, {grade.status}; "
        f"{', '.join(grade.submission) or 'no file'}; {kept.grader.ring.origin}",
        markup=False,
        soft_wrap=True,
    )
    asked = {problem.id for problem in kept.grader.ring.problems.problems}
    if question is not None and question not in asked:
        raise click.BadParameter(f"{question!r} is none of {first(sorted(asked))}.", param_hint="--question")
    recorded = {one.id: one for one in grade.questions}
    for name in sorted(asked & recorded.keys(), key=list(recorded).index):
        if question in (None, name):
            _tell(told, trace, recorded[name], as_language(language))
    changed = explaining.differences(grade, trace.grade)
    told.print(
        f"Graded once more, it is another record: {first(changed)} differ."
        if changed
        else "Graded once more, it is the same record, byte for byte.",
        style="bold red" if changed else "bold",
        markup=False,
        soft_wrap=True,
    )
    return int(bool(changed))


def _tell(told: Console, trace: Trace, question: QuestionGrade, language: Language) -> None:
    told.print(
        f"\n{question.id}: {question.verdict.replace('_', ' ')}, {question.points:g} of {question.max_points:g} points",
        style="bold",
        markup=False,
    )
    rows = explaining.cases(trace, question)
    if rows:
        told.print(_HEAD, style="dim")
    for row in rows:
        told.print(_line(row), markup=False, no_wrap=True, overflow="ellipsis")
    for line in explaining.by_hand(trace, question):
        told.print(" " * INDENT + line, markup=False, soft_wrap=True)
    if question.mistakes:
        told.print(f"{' ' * INDENT}named: {', '.join(question.mistakes)}", markup=False)
    for line in question.message.get(language).splitlines()[:_LINES]:
        told.print(" " * INDENT + line, style="dim", markup=False, soft_wrap=True)


def _line(row: Row) -> str:
    shown, off = "shown" if row.shown else "hidden", "" if row.off is None else f"{row.off:.2g}"
    call = "" if row.seen == "right" else row.call
    return f"{row.number:>{INDENT + 4}} {row.group:<7} {shown:<7} {row.seen:<12} {off:>15}  {call}".rstrip()
