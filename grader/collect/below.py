"""What lies below a path, nothing of which is read."""

from __future__ import annotations

import os
from pathlib import Path

from grader.collect import archive, caps, disk
from grader.collect.layout import Entry, depth_of_class, owners
from grader.collect.names import is_passed_over, kind_of, name_on_disk, shown_name, stem
from grader.collect.refused import Refused
from grader.collect.whose import Roll
from grader.errors import SubmissionError


def of_class(path: Path) -> list[Entry]:
    """Everything in a folder or zip of a class; the path's own name is the first of all parts.

    Raises:
        SubmissionError: the path does not exist.
        Refused: it cannot be listed.
    """
    try:
        place = _place(path).resolve(strict=True)
    except OSError as error:
        raise Refused("collect_unreadable") from error
    folder = place.is_dir()
    return _inside(place, (name_on_disk(place.name if folder else stem(place.name)),), folder=folder)


def of_hand_in(path: Path, hand_in: Path) -> list[Entry]:
    """Everything below a path that is in one student's hand-in; the second of all parts is the name of the hand-in.

    It is as it would be found in the folder that the hand-in is in: a link is not followed, a zip is not looked into.

    Raises:
        SubmissionError: the path does not exist.
        Refused: it cannot be listed.
    """
    inside = absolute(path).relative_to(hand_in).parts
    parts = tuple(map(name_on_disk, (hand_in.parent.name, hand_in.name, *inside)))
    if is_passed_over(parts[1:]):
        return []
    steps = [hand_in.joinpath(*inside[:count]) for count in range(len(inside) + 1)]
    link = next((count for count, step in enumerate(steps) if os.path.islink(step)), None)  # noqa: PTH114 - raises nothing
    if link is not None:
        # What lies behind it may be another's.
        return [Entry(str(steps[link]), parts[: 2 + link], refusal="collect_link")]
    try:
        place = _place(path)
    except PermissionError:
        return [Entry(str(absolute(path)), parts, refusal="collect_unreadable")]
    if not place.is_dir():
        return [Entry(str(place), parts)]
    item = disk.Item(str(place), parts[1:], folder=True)
    found = sorted((item, *disk.below(item)), key=lambda one: (one.parts, one.path))
    return [_entry(one, parts[:1]) for one in found]


def names_inside(path: Path, roll: Roll) -> set[str]:
    """What the students of a class would be called whose folder or zip the path is; nothing if it cannot be listed."""
    try:
        place = path.resolve(strict=True)
        if not place.is_dir() and kind_of(place.name) != "zip":
            return set()
        entries = _inside(place, (name_on_disk(place.name),), folder=place.is_dir())
        return owners(entries, depth_of_class(entries, roll.meant).at)
    except (Refused, OSError, RuntimeError, ValueError):
        return set()


def absolute(path: Path) -> Path:
    """The path from the root on, in which no link is followed."""
    found = os.path.abspath(path)  # noqa: PTH100 - Path.resolve follows links
    # Two slashes in front stay as they are, and are no root for other functions.
    return Path(f"/{found.lstrip('/')}" if found.startswith("//") else found)


def _place(path: Path) -> Path:
    """Where a path is, its own name not followed if it is a link."""
    try:
        place = path.parent.resolve(strict=True) / path.name if path.name not in {"", ".."} else path.resolve()
        os.lstat(place)
    except PermissionError:
        raise
    except (OSError, RuntimeError, ValueError) as error:
        raise SubmissionError(f"{shown_name(str(path))}: cannot be opened ({error}); check the path.") from error
    return place


def _inside(place: Path, parts: tuple[str, ...], *, folder: bool) -> list[Entry]:
    if folder:
        return [_entry(item, parts) for item in disk.items(str(place))]
    with archive.opened(disk.open_file(str(place)), caps.ENTRIES) as opened:
        return [
            Entry(str(place), (*parts, *m.parts), m.folder, m.index, m.refusal, m.passed_over)
            for m in archive.members(opened)
        ]


def _entry(item: disk.Item, parents: tuple[str, ...]) -> Entry:
    return Entry(item.path, (*parents, *item.parts), item.folder, refusal=item.refusal, passed_over=item.passed_over)
