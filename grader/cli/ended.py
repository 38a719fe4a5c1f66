"""How a run of ``grader grade`` ended: what came out, and last of all what is amiss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rich.table import Table

from grader import batch
from grader.cli.common import console
from grader.collect import Found
from grader.report.summary import faults, left_out, whose_sheet
from grader.words import first

_REACHED = frozenset({"graded", "timeout", "not_on_roster"})
"""The statuses of work whose questions were looked at one by one."""
_SHOWN = 20


def tell(done: batch.Run, out: Path, found: Found) -> None:
    """How many have which status, and where the results are."""
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
    if done.kept:
        told.print(
            f"kept from an earlier run, nothing was handed in now: {_listed(done.kept, _names(done))}; "
            "--replace forgets them.",
            markup=False,
            soft_wrap=True,
        )
    for status, words in (("missing", "handed in nothing"), ("not_on_roster", "not on the roster")):
        some = [one.student for one in done.grades if one.status == status]
        if some:
            told.print(f"{words}: {_listed(some, _names(done))}", markup=False, soft_wrap=True)
    if done.interrupted:
        graded = len([one for one in done.grades if one.status != "missing"])
        told.print(
            f"interrupted after {graded} of {len(found.handed)}; the same command goes on from there.", soft_wrap=True
        )
    told.print(_files(done, found), markup=False, soft_wrap=True)
    several = [one.student for one in left_out(done.grades)]
    if several:
        told.print(
            f"not all programs graded, see the report: {_listed(several, _names(done))}", markup=False, soft_wrap=True
        )
    told.print(f"report  {out / 'report.html'}\ngrades  {out / 'gradebook.csv'}", markup=False, soft_wrap=True)
    for sheet in done.foreign[:_SHOWN]:
        told.print(
            f"another student's sheet? {sheet.student}: {whose_sheet(sheet)}",
            style="bold",
            markup=False,
            soft_wrap=True,
        )
    if len(done.foreign) > _SHOWN:
        told.print(f"another student's sheet? {len(done.foreign) - _SHOWN} more stand in the report", style="bold")
    for students, questions in _ungraded(done).items():
        who = "everybody" if len(students) == _reached(done) else _listed(students, _names(done))
        told.print(f"ungraded, no key fits: {', '.join(questions)} ({who})", markup=False, soft_wrap=True)


def _files(done: batch.Run, found: Found) -> str:
    """How many files there were: each was graded, or is named on a page or here as one that was not."""
    graded = sum(len(one.submission) for one in done.grades if one.status in _REACHED)
    unread = sum(len(one.submission) for one in done.grades if one.status not in _REACHED)
    others = sum(len(one.not_graded) for one in done.grades)
    parts = [f"{graded} graded"]
    parts += [f"{others + unread} not graded, named on the pages"] if others + unread else []
    parts += [f"{len(found.unplaced)} nobody's"] if found.unplaced else []
    return f"files: {', '.join(parts)}"


def tell_amiss(done: batch.Run, out: Path, found: Found) -> bool:
    """What staff must see to, each by name; whether there is anything."""
    told = console()
    lines = [f"NOT WRITTEN: {message}" for message in done.unwritten]
    if found.unplaced:
        lines.append(f"NOT PLACED, they are nobody's: {_listed(found.unplaced, {})}")
    lines += found.doubts
    if done.outdated:
        lines.append(
            f"GRADED BY OTHER KEYS OR RULES than now: {_listed(done.outdated, _names(done))}. "
            "Hand in their work, too, or forget them with --replace."
        )
    failed = [fault.student for fault in faults(done.grades)]
    if failed:
        lines.append(
            f"THE GRADER FAILED on {len(failed)} of {len(done.grades)}, and their marks are not final: "
            f"{_listed(failed, _names(done))}. See {out / 'faults.log'}; the same command tries them again."
        )
    if done.noted:
        lines.append(
            f"THE GRADER FAILED on a part of {len(done.noted)} of {len(done.grades)}, and their marks are not final: "
            f"{_listed(done.noted, _names(done))}. See {out / 'faults.log'}; the same command tries them again."
        )
    for line in lines:
        told.print(line, style="bold red", markup=False, soft_wrap=True)
    return bool(lines)


def _ungraded(done: batch.Run) -> dict[tuple[str, ...], list[str]]:
    """The questions without marks, by the students whom they concern."""
    found: dict[str, list[str]] = {}
    for grade in done.grades:
        for question in grade.questions:
            if question.verdict == "ungraded" and grade.status in _REACHED:
                found.setdefault(question.id, []).append(grade.student)
    together: dict[tuple[str, ...], list[str]] = {}
    for asked, students in found.items():
        together.setdefault(tuple(students), []).append(asked)
    return together


def _reached(done: batch.Run) -> int:
    return sum(grade.status in _REACHED for grade in done.grades)


def _names(done: batch.Run) -> dict[str, str]:
    return {grade.student: grade.name for grade in done.grades}


def _listed(students: Sequence[str], names: Mapping[str, str]) -> str:
    return first([f"{one} ({names[one]})" if names.get(one) else one for one in students])
