"""What a path on the command line is, one student's hand-in or a class, and what lies below it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.collect import archive, caps, disk
from grader.collect.layout import Entry, owners
from grader.collect.names import is_passed_over, kind_of, name_on_disk, shown_name, stem
from grader.collect.refused import Refused
from grader.collect.whose import Roll
from grader.errors import SubmissionError
from grader.words import first

_DIGITS = re.compile("[0-9]+")


class Listed(Struct, frozen=True):
    """What lies below one path; ``own`` if it is one student's, and the path's own name the second of all parts."""

    entries: list[Entry]
    own: bool


def own(paths: Sequence[Path], roll: Roll) -> set[Path]:
    """Those of the paths that are one student's hand-in each, so that nothing inside them can be another's.

    The names on the command line say so: all in a folder where one is named like a student. Where no ids are known,
    several paths in a folder are what a shell makes of ``in/*``, and a path in which all is named like itself but for
    the digits (s01 and s02 in s05.zip) is that of a student who names others.
    """
    beside: dict[Path, list[Path]] = {}
    for path in paths:
        beside.setdefault(_folder(path), []).append(path)

    def is_of_students(group: Sequence[Path]) -> bool:
        if roll:
            return any(roll.meant(called(path)) for path in group)
        return len(group) > 1 or _is_one_of(called(group[0]), _inside(group[0]))

    return {path for group in beside.values() if is_of_students(group) for path in group}


def together(paths: Sequence[Path], roll: Roll) -> list[list[Path]]:
    """The paths, those together that are one hand-in: files in a folder that is named like a student."""
    found: dict[Path, list[Path]] = {}
    for path in paths:
        found.setdefault(_folder(path) if _is_at_home(path, roll) else path, []).append(path)
    return list(found.values())


def called(path: Path) -> str:
    """What the student of a path would be called."""
    name = _name(path)
    return stem(name) if kind_of(name) != "other" and not path.is_dir() else name


def listed(path: Path, roll: Roll, *, alone: bool) -> Listed:
    """Everything below a path, nothing of which is read.

    Args:
        path: as given on the command line.
        roll: the class: a file in a folder that is named like one of it is a file of that student's.
        alone: whether it is one student's: it then counts as an item of the folder it is in, as a program always does.

    Raises:
        SubmissionError: the path does not exist.
        Refused: it cannot be listed.
    """
    try:
        place = path.parent.resolve(strict=True) / path.name if path.name not in {"", ".."} else path.resolve()
        os.lstat(place)
        folder = place.is_dir()
        alone = alone or not (folder or kind_of(path.name) == "zip")
        if not alone:
            place = place.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise SubmissionError(f"{shown_name(str(path))}: cannot be opened ({error}); check the path.") from error
    if _is_at_home(path, roll):
        around = name_on_disk(place.parent.parent.name)
        return Listed([replace(one, parts=(around, *one.parts)) for one in _hand_in(place)], own=True)
    if alone:
        return Listed(_hand_in(place), own=True)
    return Listed(_below(place, (name_on_disk(place.name if folder else stem(place.name)),), folder=folder), own=False)


def doubts(paths: Sequence[Path], roll: Roll) -> list[str]:
    """What may be a class although it was taken for one student's hand-in, a sentence each.

    That is a path alone, or one beside students' that is called like no student, if names of others are in it.
    """
    its_own = own(paths, roll)
    told = []
    for hand_in in together(paths, roll):
        path, inside = hand_in[0], set[str]()
        if _is_at_home(path, roll):
            path, inside = path.parent, {called(one) for one in hand_in}
        elif path in its_own and (len(paths) == 1 or (roll and not roll.meant(called(path)))):
            inside = _inside(path)
        others = _others(called(path), inside, roll)
        if others:
            told.append(
                f"ONE HAND-IN OR A CLASS? {shown_name(str(path))} was taken for the work of {shown_name(called(path))} "
                f"alone, but names in it are those of {first(others)}. If it holds a class, grade it in a run of its "
                f"own, under a name that is no student's."
            )
    return told


def _others(student: str, inside: set[str], roll: Roll) -> list[str]:
    """The students, other than the one whose it is, whose names are in a hand-in."""
    if not roll:
        return sorted(inside - {student}) if _is_one_of(student, inside) else []
    meant = {ids[0] for name in inside if len(ids := roll.meant(name)) == 1}
    return sorted(meant - set(roll.meant(student)))


def _is_one_of(name: str, inside: set[str]) -> bool:
    """Whether all names inside are the same as that of the whole but for their digits, as two students' are."""
    shapes = {_DIGITS.sub("0", one) for one in inside - {name}}
    return shapes == {_DIGITS.sub("0", name)} and _DIGITS.search(name) is not None


def _is_at_home(path: Path, roll: Roll) -> bool:
    """Whether it is a file in a folder that is named like a student."""
    return not path.is_dir() and bool(roll.meant(name_on_disk(_folder(path).name)))


def _inside(path: Path) -> set[str]:
    """What the students of a class would be called whose folder or zip the path is."""
    try:
        place = path.resolve(strict=True)
        if not place.is_dir() and kind_of(place.name) != "zip":
            return set()
        return owners(_below(place, ("",), folder=place.is_dir()), 1)
    except (Refused, OSError, RuntimeError, ValueError):
        return set()


def _folder(path: Path) -> Path:
    return Path(os.path.dirname(os.path.abspath(path)))  # noqa: PTH100, PTH120 - a link is not followed


def _name(path: Path) -> str:
    return name_on_disk(path.name if path.name not in {"", ".."} else path.resolve().name)


def _hand_in(place: Path) -> list[Entry]:
    """As it would be found in the folder it is in: a link is not followed, and a zip is not looked into."""
    parts = (name_on_disk(place.parent.name), name_on_disk(place.name))
    if is_passed_over(parts[1:]):
        return []
    if place.is_symlink():
        return [Entry(str(place), parts, refusal="collect_link")]
    if place.is_dir():
        item = disk.Item(str(place), parts[1:], folder=True)
        inside = sorted((item, *disk.below(item)), key=lambda found: (found.parts, found.path))
        return [_entry(found, (parts[0], *found.parts)) for found in inside]
    return [Entry(str(place), parts)]


def _below(place: Path, parts: tuple[str, ...], *, folder: bool) -> list[Entry]:
    if folder:
        return [_entry(found, (*parts, *found.parts)) for found in disk.items(str(place))]
    with archive.opened(disk.open_file(str(place)), caps.ENTRIES) as opened:
        return [
            Entry(str(place), (*parts, *m.parts), m.folder, m.index, m.refusal, m.passed_over)
            for m in archive.members(opened)
        ]


def _entry(item: disk.Item, parts: tuple[str, ...]) -> Entry:
    return Entry(item.path, parts, item.folder, refusal=item.refusal, passed_over=item.passed_over)
