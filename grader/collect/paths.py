"""What a path on the command line is, one student's hand-in or a class, and what lies below it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path, PurePath

from msgspec import Struct

from grader.collect import archive, caps, disk
from grader.collect.layout import Entry, owners
from grader.collect.names import first, is_system_file, kind_of, name_on_disk, shown_name
from grader.collect.refused import Refused
from grader.collect.whose import Roll
from grader.errors import SubmissionError


class Listed(Struct, frozen=True):
    """What lies below one path; ``own`` if it is one student's, and the path's own name the second of all parts."""

    entries: list[Entry]
    own: bool


def own(paths: Sequence[Path], roll: Roll) -> set[Path]:
    """Those of the paths that are one student's hand-in each, so that nothing inside them can be another's.

    The names on the command line say so, never what is inside: all in a folder where one is named like a student.
    Without a roster, several paths in a folder are what a shell makes of ``in/*``.
    """
    beside: dict[str, list[Path]] = {}
    for path in paths:
        beside.setdefault(os.path.dirname(os.path.abspath(path)), []).append(path)  # noqa: PTH100, PTH120 - no link
    return {
        path
        for group in beside.values()
        if (any(roll.meant(called(path)) for path in group) if roll else len(group) > 1)
        for path in group
    }


def called(path: Path) -> str:
    """What the student of a path would be called."""
    name = _name(path)
    return PurePath(name).stem if kind_of(name) != "other" and not path.is_dir() else name


def listed(path: Path, *, alone: bool) -> Listed:
    """Everything below a path, nothing of which is read.

    Args:
        path: as given on the command line.
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
    if alone:
        return Listed(_hand_in(place), own=True)
    return Listed(_below(place, (name_on_disk(place.name if folder else place.stem),), folder=folder), own=False)


def doubts(paths: Sequence[Path], roll: Roll) -> list[str]:
    """What may be a class although it was taken for one student's hand-in, a sentence each.

    That is a path alone, or one beside students' that is called like no student, if names of others are in it.
    """
    its_own = own(paths, roll)
    asked = [path for path in paths if path in its_own and (len(paths) == 1 or not roll.meant(called(path)))]
    return [
        f"ONE HAND-IN OR A CLASS? {shown_name(str(path))} was taken for the work of {shown_name(called(path))} alone, "
        f"but names in it are those of {first(found)}. If it holds a class, grade it in a run of its own, "
        f"under a name that is no student's."
        for path in asked
        if (found := _others(path, roll))
    ]


def _others(path: Path, roll: Roll) -> list[str]:
    """The students whose names the files have in a path that is one student's."""
    try:
        place = path.resolve(strict=True)
        if not place.is_dir() and kind_of(place.name) != "zip":
            return []
        below = _below(place, ("",), folder=place.is_dir())
    except (Refused, OSError, RuntimeError, ValueError):
        return []
    meant = {ids[0] for name in owners(below, 1) if len(ids := roll.meant(name)) == 1}
    return sorted(meant - set(roll.meant(called(path))))


def _name(path: Path) -> str:
    return name_on_disk(path.name if path.name not in {"", ".."} else path.resolve().name)


def _hand_in(place: Path) -> list[Entry]:
    """As it would be found in the folder it is in: a link is not followed, and a zip is not looked into."""
    parts = (name_on_disk(place.parent.name), name_on_disk(place.name))
    if is_system_file(parts[1:]):
        return []
    if place.is_symlink():
        return [Entry(str(place), parts, refusal="collect_link")]
    if place.is_dir():
        item = disk.Item(str(place), parts[1:], folder=True)
        inside = sorted((item, *disk.below(item)), key=lambda found: (found.parts, found.path))
        return [Entry(i.path, (parts[0], *i.parts), i.folder, refusal=i.refusal) for i in inside]
    return [Entry(str(place), parts)]


def _below(place: Path, parts: tuple[str, ...], *, folder: bool) -> list[Entry]:
    if folder:
        return [Entry(i.path, (*parts, *i.parts), i.folder, refusal=i.refusal) for i in disk.items(str(place))]
    with archive.opened(disk.open_file(str(place)), caps.ENTRIES) as opened:
        return [
            Entry(str(place), (*parts, *m.parts), m.folder, m.index, m.refusal)
            for m in archive.members(opened)
            if not is_system_file(m.parts)
        ]
