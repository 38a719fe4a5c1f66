"""Listing what was handed in: cheap, in one process, without reading a single submission."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from grader.collect import archive, caps, disk
from grader.collect.handed import Found, Handed
from grader.collect.layout import Attempt, Entry, attempts
from grader.collect.names import is_system_file, kind_of, name_on_disk, shown_name
from grader.collect.refused import Refused
from grader.collect.tables import Times
from grader.errors import SubmissionError
from grader.handing import NEVER_LATE, Handing
from grader.words import say

_NAMES_SHOWN = 5


def discover(
    paths: Sequence[Path],
    times: Times | None = None,
    handing: Handing = NEVER_LATE,
    known: Collection[str] = (),
) -> Found:
    """Find whose files are where.

    Args:
        paths: each a .py or .ipynb file named like the student, a folder with one file or one folder per student,
            or a zip of such a folder.
        times: when the files were handed in; the files' own dates are never used.
        handing: the rules by which one of several attempts counts.
        known: ids on the roster, to tell a student's folder from a folder of students.

    Raises:
        SubmissionError: a path does not exist, or none of them holds a submission.
    """
    by_student: dict[str, list[Attempt]] = {}
    warnings: list[str] = []
    unplaced: list[str] = []
    seen: set[tuple[str, int | None]] = set()
    for path in paths:
        shown = shown_name(str(path))
        try:
            below = _entries(path)
        except Refused as refused:
            warnings.append(refused.text(shown).en)
            unplaced.append(shown)
            continue
        entries = [entry for entry in below if (entry.path, entry.member) not in seen]
        seen.update((entry.path, entry.member) for entry in entries if not entry.folder)
        found, nobodys = attempts(entries, known)
        if not found:
            warnings.append(f"{shown}: holds no .py or .ipynb file and no student's folder that was not found before.")
        if nobodys:
            warnings.append(_ignored(shown, nobodys))
            unplaced += [f"{shown}: {name}" for name in nobodys if kind_of(name) != "other"]
        for attempt in found:
            by_student.setdefault(attempt.student, []).append(attempt)
    if not by_student:
        raise SubmissionError("\n".join(warnings) or "no path was given; name a file, a folder or a zip.")
    handed = tuple(_choose(by_student[student], times, handing) for student in sorted(by_student))
    return Found(handed, tuple(warnings), tuple(unplaced))


def _entries(path: Path) -> list[Entry]:
    """What is below a path. A single file counts as an item of the folder it is in."""
    try:
        real = path.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise SubmissionError(f"{shown_name(str(path))}: cannot be opened ({error}); check the path.") from error
    if real.is_dir():
        root = name_on_disk(real.name)
        return [Entry(i.path, (root, *i.parts), i.folder, refusal=i.refusal) for i in disk.items(str(real))]
    if kind_of(path.name) != "zip":
        return [Entry(str(real), (name_on_disk(real.parent.name), name_on_disk(path.name)))]
    root = name_on_disk(path.stem)
    with archive.opened(disk.open_file(str(real)), caps.ENTRIES) as opened:
        return [
            Entry(str(real), (root, *m.parts), m.folder, m.index, m.refusal)
            for m in archive.members(opened)
            if not is_system_file(m.parts)
        ]


def _choose(tried: Sequence[Attempt], times: Times | None, handing: Handing) -> Handed:
    """The attempt that counts; one without code never takes the place of one with code."""
    candidates = [attempt for attempt in tried if attempt.readable] or list(tried)
    moments = [_time(attempt, times) for attempt in candidates]
    counted = handing.of(tried[0].student).counts(moments)
    chosen, submitted_at = candidates[counted.index], moments[counted.index]
    if len(candidates) == 1:
        return Handed(chosen.student, chosen.sources, submitted_at)
    same_names = sum(attempt.name == chosen.name for attempt in candidates) > 1
    file = chosen.where if same_names else chosen.name
    remark = say(f"collect_attempt_{counted.why}", count=len(candidates), file=file)
    return Handed(chosen.student, chosen.sources, submitted_at, (remark,))


def _time(attempt: Attempt, times: Times | None) -> datetime | None:
    if times is None:
        return None
    return times.of(attempt.student, [source.where for source in attempt.sources])


def _ignored(path: str, names: Sequence[str]) -> str:
    shown = ", ".join(names[:_NAMES_SHOWN])
    more = f" and {len(names) - _NAMES_SHOWN} more" if len(names) > _NAMES_SHOWN else ""
    return f"{path}: belongs to no student and was not read: {shown}{more}."
