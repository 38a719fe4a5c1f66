"""``grader verify``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import click

from grader import course
from grader import verify as gate
from grader.cli.common import console, course_option, faults_logged, year_option
from grader.errors import CourseError
from grader.sandbox import Box

SHOWN = 5
"""How many faults of one check are printed."""


@click.command()
@click.argument("names", nargs=-1)
@click.option("--variants", type=click.IntRange(1), default=gate.VARIANTS, show_default=True, help="Variants to draw.")
@click.option("--notes", is_flag=True, help="Also list the slips in the reference that no input can show.")
@year_option
@course_option
def verify(
    names: tuple[str, ...],
    variants: int,
    notes: bool,  # noqa: FBT001 - a flag of the command line
    year: int | None,
    root: Path | None,
) -> int:
    """Put the exercises and assignments NAMES (all by default) through the gate; the exit status is 1 if one fails."""
    found = course.find(root)
    exercises, assignments = found.exercise_names(), found.assignment_names()
    subjects = names or tuple(dict.fromkeys([*exercises, *assignments]))
    for subject in subjects:
        if subject not in exercises and subject not in assignments:
            raise CourseError(
                f"{subject!r} is no exercise ({', '.join(exercises) or 'none'}) and no assignment "
                f"({', '.join(assignments) or 'none'}) of this course."
            )
    told = console()
    failed = 0
    with faults_logged(), Box() as box:
        for subject in subjects:
            told.print(subject, style="bold")
            checks: list[Iterator[tuple[str, list[str]]]] = []
            if subject in exercises:
                checks.append(gate.verify(found, subject, box, variants))
            if subject in assignments:
                checks.append(gate.verify_assignment(found, subject, year))
            for name, lines in chain.from_iterable(checks):
                faults = [line for line in lines if not isinstance(line, gate.Note)]
                told.print(f"  {'[red]failed[/]' if faults else '[green]ok[/]    '} {name}")
                for fault in faults[:SHOWN]:
                    told.print(f"      {fault}", markup=False, soft_wrap=True)
                for note in lines if notes else ():
                    if isinstance(note, gate.Note):
                        told.print(f"      {note}", style="dim", markup=False, soft_wrap=True)
                if len(faults) > SHOWN:
                    told.print(f"      and {len(faults) - SHOWN} more")
                failed += bool(faults)
    told.print(f"{failed} checks failed." if failed else "Every check passed.")
    return int(failed > 0)
