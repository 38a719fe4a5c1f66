"""``grader grade``."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec
from msgspec.structs import replace

from grader import batch, collect, course, files
from grader.cli import INTERRUPTED, ended
from grader.cli.common import (
    FILE,
    FOLDER,
    console,
    course_key_option,
    course_option,
    faults_logged,
    progress,
    year_option,
)
from grader.course import Course
from grader.grade import Grader
from grader.records import encoded
from grader.versions import graded_with

MANIFEST = 1 << 27
"""Bytes of a manifest: that of a class of a thousand has a hundredth."""


class _Manifest(msgspec.Struct):
    assignment: str


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(readable=False, path_type=Path))
@click.option("--assignment", help="Id or YAML file of the assignment; not needed where the keys say it.")
@click.option("--exercise", help="Grade a single exercise instead, one point for each question.")
@click.option("--keys", type=FOLDER, help="The keys/ folder of grader make; without it they are derived again.")
@click.option("--roster", type=FILE, help="CSV with a column student: each of them gets a row.")
@click.option(
    "--strangers", is_flag=True, help="Grade even where most of what was handed in fits nobody on the roster."
)
@click.option("--times", type=FILE, help="CSV with student, submitted_at (and file): when work was handed in.")
@click.option("--out", type=FOLDER, required=True, help="Where gradebook, feedback and report go.")
@click.option("--replace", "replacing", is_flag=True, help="Remove what earlier runs left in --out first.")
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
    strangers: bool,  # noqa: FBT001 - a flag of the command line
    times: Path | None,
    out: Path,
    replacing: bool,  # noqa: FBT001 - a flag of the command line
    as_json: bool,  # noqa: FBT001 - a flag of the command line
    jobs: int | None,
    no_isolation: bool,  # noqa: FBT001 - a flag of the command line
    course_key: Path,
    year: int | None,
    root: Path | None,
) -> int:
    """Grade what was handed in: .py and .ipynb files, folders or zips of them, one file or folder per student.

    The first lines say how well students' code is isolated here. Where it cannot be isolated at all, nothing is
    graded unless --no-isolation is given. The same command again goes on where it stopped and grades what has changed.
    The exit status is 1 if the grader failed on some work or a part of it, could not place some, found no time for it
    in --times, or could not write a page; the last lines say which. A path that is named like a student on the roster,
    or each of several without one, is that student's, whatever is inside.
    """
    if assignment and exercise:
        raise click.UsageError("give --assignment or --exercise, not both.")
    if keys and not assignment and not exercise:
        assignment = _made_for(keys, course.find(root))
    entries = collect.read_roster(roster) if roster else None
    origin = batch.Origin(
        assignment=_absolute(Path(assignment)) if assignment and Path(assignment).is_file() else assignment,
        exercise=exercise,
        year=year,
        course=_absolute(root),
        keys=_absolute(keys),
        course_key=None if keys else _absolute(course_key),
        roster=None if entries is None else {entry.student: entry.name for entry in entries},
    )
    grader = origin.grader()
    rules = grader.ring.problems.assignment
    read_times = collect.read_times(times, rules.handing.zone) if times else None
    found = collect.discover(paths, read_times, rules.handing, origin.roster or ())
    batch.insist_apart(out, paths)
    if origin.roster is not None and not strangers:
        batch.insist_known(found.handed, origin.roster)
    head = _head(grader, len(found.handed))
    isolation = batch.isolation(rules.packages)
    if not no_isolation:
        isolation.insist()
    told = console()
    header = [*head, isolation.told, graded_with(grader.ring.problems.assignment.packages)]
    for line in [*header, *(f"note: {warning}" for warning in found.warnings)]:
        told.print(line, markup=False, soft_wrap=True)
    batch.prepare(out)
    with faults_logged(out / "faults.log"), progress("grading") as show:
        done = batch.run(
            grader,
            found.handed,
            replace(origin, tier=isolation.tier),
            out,
            executor=batch.local(grader, len(found.handed), jobs),
            header=header,
            replacing=replacing,
            progress=show,
        )
    if as_json:
        click.echo(encoded(done.grades))
    ended.tell(done, out, found)
    amiss = ended.tell_amiss(done, out, found)
    return INTERRUPTED if done.interrupted else int(amiss)


def _made_for(keys: Path, found: Course) -> str | None:
    """The assignment that keys were made for, by the manifest beside them, where the course has it."""
    try:
        said = msgspec.json.decode(files.read(keys.parent / "manifest.json", MANIFEST), type=_Manifest).assignment
    except (OSError, msgspec.MsgspecError):
        return None
    return said if said in found.assignment_names() else None


def _absolute(path: Path | None) -> str | None:
    return None if path is None else str(path.absolute())


def _head(grader: Grader, count: int) -> list[str]:
    assignment = grader.ring.problems.assignment
    due = assignment.handing.due_text
    title = f"{assignment.title.en} ({assignment.id}){due and f', due {due}'}"
    return [title, grader.ring.origin, f"{count} handed in"]
