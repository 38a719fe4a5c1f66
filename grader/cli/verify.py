"""``grader verify``."""

from __future__ import annotations

from pathlib import Path

import click

from grader import course
from grader import verify as gate
from grader.cli.common import console, course_option, faults_logged
from grader.sandbox import Box

SHOWN = 5
"""How many faults of one check are printed."""


@click.command()
@click.argument("exercises", nargs=-1)
@click.option("--variants", type=click.IntRange(1), default=gate.VARIANTS, show_default=True, help="Variants to draw.")
@click.option("--notes", is_flag=True, help="Also list the slips in the reference that no input can show.")
@course_option
def verify(
    exercises: tuple[str, ...],
    variants: int,
    notes: bool,  # noqa: FBT001 - a flag of the command line
    root: Path | None,
) -> int:
    """Put EXERCISES (all by default) through the gate; the exit status is 1 if one fails."""
    found = course.find(root)
    told = console()
    failed = 0
    with faults_logged(), Box() as box:
        for exercise in exercises or found.exercise_names():
            told.print(exercise, style="bold")
            for name, lines in gate.verify(found, exercise, box, variants):
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
