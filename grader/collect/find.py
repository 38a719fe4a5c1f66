"""Listing what was handed in: cheap, in one process, without reading a single submission."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from grader.collect import below, caps, layout
from grader.collect.editions import edition
from grader.collect.handed import Found, Handed, Source
from grader.collect.layout import Attempt, Entry
from grader.collect.names import is_worth_telling, kind_of, shown_name
from grader.collect.paths import Given
from grader.collect.refused import Refused
from grader.collect.roster import Times
from grader.collect.whose import Roll, Settled, fit, settle
from grader.errors import SubmissionError
from grader.handing import NEVER_LATE, Handing
from grader.words import first, say


def discover(
    given: Sequence[Path],
    times: Times | None = None,
    handing: Handing = NEVER_LATE,
    known: Collection[str] = (),
) -> Found:
    """Find whose files are where.

    Args:
        given: each a .py or .ipynb file named like the student, a folder with one file or one folder per student, or
            a zip of such a folder. Beside one that is named like a student, each is one student's.
        times: when the files were handed in; the files' own dates are never used.
        handing: the rules by which one of several attempts counts.
        known: ids on the roster, to tell a student's folder from a folder of students.

    Raises:
        SubmissionError: a path does not exist, or none of them holds a submission.
    """
    different = list({path.absolute(): path for path in given}.values())
    roll = Roll(known)
    paths = Given(different, roll)
    walk = _Walk(roll)
    for hand_in, parts in paths.hand_ins.items():
        walk.hand_in(hand_in, parts)
    for path in paths.classes:
        walk.of_class(path)
    if not walk.tried:
        raise SubmissionError("\n".join(walk.warnings) or "no path was given; name a file, a folder or a zip.")
    settled = settle(walk.tried, roll)
    warnings = [*walk.warnings, *_looks(roll, settled)]
    if not roll and len(paths.hand_ins) > 1:
        warnings.append("without --roster, each of several paths is one student's hand-in.")
    doubts = paths.doubts()
    told_of_untimed = warnings
    if times is not None:
        fitted = fit(times, settled.by_student, roll)
        times = fitted.times
        # A table of a few is usual; where rows of it fit nobody, they may be those that are looked for.
        told_of_untimed = doubts if fitted.warnings else warnings
        warnings += fitted.warnings
    handed = tuple(
        _choose(student, settled.by_student[student], times, handing) for student in sorted(settled.by_student)
    )
    untimed = [one.student for one in handed if times is not None and one.submitted_at is None]
    if untimed:
        told_of_untimed.append(f"NO TIME OF HAND-IN in --times, so that it counts as on time: {first(untimed)}")
    several = _in_several_paths(settled, handed, times)
    if several:
        warnings.append(
            f"handed in more than once, and no time says which is the last, so that the last path counts: {several}."
        )
    return Found(handed, tuple(warnings), (*walk.unplaced, *settled.unplaced), tuple(doubts))


class _Walk:
    """Goes through the paths, and takes no file twice."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll
        self._seen: set[tuple[str, int | None]] = set()
        self.tried: list[Attempt] = []
        self.warnings: list[str] = []
        self.unplaced: list[str] = []

    def hand_in(self, hand_in: Path, parts: Sequence[Path]) -> None:
        """Find what is in one student's hand-in, all of it or some parts."""
        found = [self._listed(path, lambda path: below.of_hand_in(path, hand_in)) for path in parts]
        if None not in found:
            entries = [entry for some in found for entry in some or ()]
            self._take(shown_name(str(parts[0])), entries, layout.Depth(), own=True)

    def of_class(self, path: Path) -> None:
        """Find whose work is in a folder or zip of a class."""
        entries, shown = self._listed(path, below.of_class), shown_name(str(path))
        if entries is None:
            return
        depth = layout.depth_of_class(entries, self._roll.meant)
        if depth.around:
            inner, around = first(sorted(map(shown_name, depth.inner)), 5), shown_name(depth.around)
            self.warnings.append(f"{shown}: {around} was taken for a folder around the work of {inner}.")
        self._take(shown, entries, depth, own=False)

    def _listed(self, path: Path, look: Callable[[Path], list[Entry]]) -> list[Entry] | None:
        """What is below a path; None where it cannot be listed, which is told."""
        try:
            return look(path)
        except Refused as refused:
            self.warnings.append(refused.text(shown_name(str(path))).en)
            self.unplaced.append(shown_name(str(path)))
            return None

    def _take(self, shown: str, entries: Sequence[Entry], depth: layout.Depth, *, own: bool) -> None:
        """The hand-ins in it, without those of which everything was found before."""
        new = [entry for entry in entries if entry.folder or (entry.path, entry.member) not in self._seen]
        self._seen.update((entry.path, entry.member) for entry in entries if not entry.folder)
        with_files = [{e.parts[: depth.at + 1] for e in some if not e.folder} for some in (entries, new)]
        found_before = with_files[0] - with_files[1]
        new = [entry for entry in new if entry.parts[: depth.at + 1] not in found_before]
        found, nobodys = layout.attempts(new, depth.at, own=own)
        if not found and not found_before:
            self.warnings.append(f"{shown}: holds no .py or .ipynb file and no student's folder.")
        if nobodys:
            self.warnings.append(f"{shown}: belongs to no student and was not read: {first(nobodys, 5)}.")
            self.unplaced += [f"{shown}: {name}" for name in nobodys if kind_of(name) != "other"]
        self.tried += found


def _in_several_paths(settled: Settled, handed: Sequence[Handed], times: Times | None) -> str:
    """Whose work lies in several folders or zips of which none is the last by its time."""
    told = []
    for one in handed:
        attempts = settled.by_student[one.student]
        last = [attempt.where for attempt in attempts if _time(one.student, attempt, times) == one.submitted_at]
        if len({place.partition("/")[0] for place in last}) > 1:
            told.append(f"{one.student} ({first(last, 3)})")
    return first(told)


def _looks(roll: Roll, settled: Settled) -> list[str]:
    """What staff should know of names that look like others."""
    told = []
    if roll.twins:
        twins = first([" and ".join(ids) for ids in roll.twins])
        told.append(f"ids on the roster look like one another, so that only exact names are theirs: {twins}.")
    if settled.near:
        told.append(f"taken for the only student whose id is nearly that: {first(settled.near)}.")
    return told


def _choose(student: str, tried: Sequence[Attempt], times: Times | None, handing: Handing) -> Handed:
    """The attempt that counts; one without code never takes the place of one with code."""
    readable = [attempt for attempt in tried if attempt.readable] or list(tried)
    candidates = [one for attempt in readable for one in _one_by_one(student, attempt, times)]
    by_file = len(candidates) > len(readable)
    moments = [_time(student, attempt, times, attempt.name if by_file else "") for attempt in candidates]
    counted = handing.of(student).counts(moments)
    chosen, submitted_at = candidates[counted.index], moments[counted.index]
    if len(candidates) == 1:
        return Handed(student, chosen.sources, submitted_at, others=_others(chosen, tried))
    same_names = sum(attempt.name == chosen.name for attempt in candidates) > 1
    file = chosen.where if same_names else chosen.name
    remark = say(f"collect_attempt_{counted.why}", count=len(candidates), file=file)
    return Handed(student, chosen.sources, submitted_at, (remark,), _others(chosen, tried))


def _others(chosen: Attempt, tried: Sequence[Attempt]) -> tuple[str, ...]:
    """The files of the hand-ins that do not count."""
    counted = {source.where for source in chosen.sources}
    others = (source for attempt in tried for source in attempt.sources if source.where not in counted)
    return tuple(shown_name(one.where) for one in others if one.kind != "passed_over" or is_worth_telling(one.name))


def _one_by_one(student: str, attempt: Attempt, times: Times | None) -> list[Attempt]:
    """A hand-in once with each of several files that are called alike, where it is known when each was handed in."""
    alike: dict[str, list[Source]] = {}
    for source in attempt.sources if times is not None else ():
        if source.kind in caps.READ:
            alike.setdefault(edition(source.name).key, []).append(source)
    several = [group for group in alike.values() if len(group) > 1]
    if times is None or not several or any(times.of_file(student, one.where) is None for one in several[0]):
        return [attempt]
    return [
        replace(attempt, name=one.name, sources=tuple(s for s in attempt.sources if s is one or s not in several[0]))
        for one in several[0]
    ]


def _time(student: str, attempt: Attempt, times: Times | None, file: str = "") -> datetime | None:
    """When an attempt was handed in; one that is a file among others when that was, if it is known."""
    if times is None:
        return None
    alone = [source.where for source in attempt.sources if file and source.name == file]
    return (times.of_file(student, alone[0]) if alone else None) or times.of(student, attempt.files)
