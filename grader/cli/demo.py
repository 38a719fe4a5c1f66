"""``grader demo``."""

from __future__ import annotations

from pathlib import Path

import click
from rich.table import Table

from grader import batch
from grader.cli.common import FOLDER, console, faults_logged, progress
from grader.demo import ASSIGNMENT, Demonstration, demonstrate


@click.command()
@click.option("--students", type=click.IntRange(1, 1000), default=30, show_default=True)
@click.option("--out", type=FOLDER, default=Path("demo"), show_default=True, help="Where everything is written.")
def demo(students: int, out: Path) -> int:
    """A class from roster to report on this machine: right, mistaken, broken and hostile work, graded.

    Where students' code cannot be isolated, nobody hands in hostile work. The exit status is 1 if anything was found
    that was not handed in, or missed that was.
    """
    isolation = batch.isolation()
    told = console()
    told.print(isolation.told, markup=False, soft_wrap=True)
    if isolation.tier == "none":
        told.print("hostile work is left out: nothing would hold it back here", soft_wrap=True)
    with faults_logged(), progress("grading") as show:
        done = demonstrate(students, out, isolation, show)
    _tell(done)
    return int(not all(row.agrees for row in done.rows))


def _tell(done: Demonstration) -> None:
    told = console()
    table = Table(header_style="bold", padding=(0, 1))
    for column in ("student", "handed in", "found", "points"):
        table.add_column(column, justify="right" if column == "points" else "left")
    table.add_column("as expected", justify="center")
    for row in done.rows:
        grade = row.grade
        points = f"{grade.score:g} / {grade.max_score:g}"
        table.add_row(grade.student, row.handed_in, row.found, points, "[green]yes[/]" if row.agrees else "[red]NO[/]")
    told.print(table)
    agree = sum(row.agrees for row in done.rows)
    told.print(f"{agree} of {len(done.rows)} students: what was found is what was handed in.")
    first = next((row.grade.student for row in done.rows if row.pupil.kind == "mistakes"), done.rows[0].grade.student)
    results = done.out / "results"
    for what, path in (
        ("report", results / "report.html"),
        ("one student's page", results / "feedback" / f"{first}.html"),
        ("that student's sheet", done.out / "made" / "handouts" / first / f"{ASSIGNMENT}.html"),
        ("gradebook", results / "gradebook.csv"),
    ):
        told.print(f"{what:<21} {path}", markup=False, soft_wrap=True)
