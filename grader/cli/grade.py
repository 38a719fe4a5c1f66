"""``grader grade``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from grader import batch, collect, course
from grader.cli.common import (
    FILE,
    FOLDER,
    INTERRUPTED,
    console,
    course_key_option,
    course_option,
    faults_logged,
    progress,
    year_option,
)
from grader.exercise import problemset
from grader.exercise.problemset import ProblemSet
from grader.grade import Grader
from grader.make import secret
from grader.make.ring import KeyRing
from grader.records import encoded


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--assignment", help="Id or YAML file of the assignment; not needed where the course has only one.")
@click.option("--exercise", help="Grade a single exercise instead, one point for each question.")
@click.option("--keys", type=FOLDER, help="The keys/ folder of grader make; without it they are derived again.")
@click.option("--roster", type=FILE, help="CSV with a column student: each of them gets a row.")
@click.option("--times", type=FILE, help="CSV with student, submitted_at (and file): when work was handed in.")
@click.option("--out", type=FOLDER, required=True, help="Where gradebook, feedback and report go.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document of all grades to standard output.")
@click.option("--jobs", type=click.IntRange(1), help="Worker processes; one for each core by default.")
@click.option(
    "--no-isolation",
    is_flag=True,
    help="Grade even where students' code cannot be isolated: it can then read the answers, and change files and "
    "marks with your rights. Where it can be, it still is.",
)
@course_key_option
@year_option
@course_option
def grade(
    paths: tuple[Path, ...],
    assignment: str | None,
    exercise: str | None,
    keys: Path | None,
    roster: Path | None,
    times: Path | None,
    out: Path,
    as_json: bool,  # noqa: FBT001 - a flag of the command line
    jobs: int | None,
    no_isolation: bool,  # noqa: FBT001 - a flag of the command line
    course_key: Path,
    year: int | None,
    root: Path | None,
) -> int:
    """Grade what was handed in: .py and .ipynb files, folders or zips of them, one file or folder per student.

    The first lines say how well students' code is isolated here. Where it cannot be isolated at all, nothing is
    graded unless --no-isolation is given.
    """
    if assignment and exercise:
        raise click.UsageError("give --assignment or --exercise, not both.")
    found_course = course.find(root)
    problems = (
        problemset.of_exercise(found_course, exercise) if exercise else problemset.load(found_course, assignment, year)
    )
    ring = KeyRing(problems, keys, None if keys else secret.read(course_key))
    students = [entry.student for entry in collect.read_roster(roster)] if roster else None
    handing = problems.assignment.handing
    read_times = collect.read_times(times, handing.zone) if times else None
    found = collect.discover(paths, read_times, handing, students or ())
    isolation = batch.isolation(problems.assignment.packages)
    if not no_isolation:
        isolation.insist()
    origin = batch.Origin(
        assignment=_absolute(Path(assignment)) if assignment and Path(assignment).is_file() else assignment,
        exercise=exercise,
        year=year,
        course=_absolute(root),
        keys=_absolute(keys),
        course_key=None if keys else _absolute(course_key),
        roster=tuple(students) if students is not None else None,
    )
    told = console()
    header = [*_header(ring, problems, len(found.handed)), isolation.told]
    for line in [*header, *(f"note: {warning}" for warning in found.warnings)]:
        told.print(line, markup=False, soft_wrap=True)
    grader = Grader(ring, frozenset(students) if students is not None else None)
    batch.prepare(out)
    with faults_logged(out / "faults.log"), progress("grading") as show:
        done = batch.run(
            grader,
            found.handed,
            origin,
            out,
            tier=isolation.tier,
            header=header,
            processes=jobs,
            progress=show,
        )
    if as_json:
        click.echo(encoded(done.grades))
    _tell(done, out, len(found.handed))
    return INTERRUPTED if done.interrupted else 0


def _absolute(path: Path | None) -> str | None:
    return None if path is None else str(path.absolute())


def _header(ring: KeyRing, problems: ProblemSet, count: int) -> list[str]:
    assignment = problems.assignment
    due = assignment.handing.due_text
    return [f"{assignment.title.en} ({assignment.id}){due and f', due {due}'}", ring.origin, f"{count} handed in"]


def _tell(done: batch.Run, out: Path, total: int) -> None:
    told = console()
    counts: dict[str, int] = {}
    for one in done.grades:
        counts[one.status] = counts.get(one.status, 0) + 1
    table = Table(box=None, show_header=False, pad_edge=False)
    for status in sorted(counts):
        table.add_row(str(counts[status]), status.replace("_", " "))
    told.print(table)
    if done.again:
        told.print(f"{done.again} unchanged since an earlier run")
    if done.interrupted:
        graded = len([one for one in done.grades if one.status != "missing"])
        told.print(f"interrupted after {graded} of {total}; the same command goes on from there.", soft_wrap=True)
    told.print(f"report  {out / 'report.html'}\ngrades  {out / 'gradebook.csv'}", markup=False, soft_wrap=True)
