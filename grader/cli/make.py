"""``grader make``."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course
from grader.cli.common import FILE, FOLDER, console, course_key_option, course_option, progress, year_option
from grader.collect import read_roster
from grader.exercise import problemset
from grader.make import secret
from grader.make.writing import write


@click.command()
@click.argument("assignment")
@click.option("--roster", type=FILE, required=True, help="CSV with a column student (optional: name, language).")
@click.option("--out", type=FOLDER, required=True, help="Where handouts/, keys/ (secret) and manifest.json go.")
@course_key_option
@year_option
@course_option
def make(assignment: str, roster: Path, out: Path, course_key: Path, year: int | None, root: Path | None) -> None:
    """Make a problem set: a variant of ASSIGNMENT for every student of the roster.

    ASSIGNMENT is the id of one of the course's assignments or the path of its YAML file. The same assignment,
    roster and course key give the same files, byte for byte.
    """
    problems = problemset.load(course.find(root), assignment, year)
    entries = read_roster(roster)
    students = [(entry.student, entry.language) for entry in entries]
    names = {entry.student: entry.name for entry in entries}
    key = secret.read_or_create(course_key)
    with progress("making variants") as show:
        show(0, len(students))
        count = 0

        def done(student: str) -> None:  # noqa: ARG001 - only that one more is ready counts
            nonlocal count
            count += 1
            show(count, len(students))

        files = write(problems, students, key, out, done, names)
    told = console()
    told.print(f"{files} files for {len(students)} students in {out}", soft_wrap=True)
    told.print(f"  hand out  {out / 'handouts'}\n  keep      {out / 'keys'} and {course_key}", soft_wrap=True)
