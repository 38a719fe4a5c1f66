"""What a path on the command line is, one student's hand-in or a class, and what lies below it."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from grader.collect import archive, caps, disk
from grader.collect.layout import LEAST_CLASS, Entry, depth_of_class, is_of_moodle, owners
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


class Given:
    """The paths of one run, each of which is one student's or a class.

    Args:
        paths: as given on the command line, each once.
        roll: the class.
    """

    def __init__(self, paths: Sequence[Path], roll: Roll) -> None:
        self._paths = paths
        self._roll = roll
        self._names: dict[Path, set[str]] = {}
        self._beside = Counter(map(_folder, paths))

    @cached_property
    def own(self) -> frozenset[Path]:
        """Those of the paths that are one student's hand-in each, so that nothing inside them can be another's.

        The names on the command line say so: all in a folder where one is named like a student, and beside other paths
        each that holds no class. Where no ids are known, several paths in a folder are what a shell makes of ``in/*``,
        and a path in which all is named like itself but for the digits (s01 and s02 in s05.zip) is that of a student
        who names others.
        """
        return frozenset(path for path in self._paths if self._is_own(path))

    @cached_property
    def homes(self) -> frozenset[Path]:
        """The folders that are one hand-in each, of which only files were given: as a shell's ``in/*/*`` gives them.

        They are named like a student, or lie beside one that is.
        """
        folders = {_folder(path) for path in self._paths if not path.is_dir()}
        around = {folder.parent for folder in folders if self._roll.meant(name_on_disk(folder.name))}
        return frozenset(folder for folder in folders if folder.parent in around)

    @property
    def hand_ins(self) -> list[list[Path]]:
        """The paths, those together that are one hand-in: files in a folder that is a student's."""
        found: dict[Path, list[Path]] = {}
        for path in self._paths:
            found.setdefault(_folder(path) if self._is_at_home(path) else path, []).append(path)
        return list(found.values())

    def listed(self, path: Path) -> Listed:
        """Everything below a path, nothing of which is read.

        A program is always one student's, as what is called so is: it counts as an item of the folder it is in.

        Raises:
            SubmissionError: the path does not exist.
            Refused: it cannot be listed.
        """
        try:
            place = path.parent.resolve(strict=True) / path.name if path.name not in {"", ".."} else path.resolve()
            os.lstat(place)
            folder = place.is_dir()
            alone = path in self.own or not (folder or kind_of(path.name) == "zip")
            if not alone:
                place = place.resolve(strict=True)
        except (OSError, RuntimeError, ValueError) as error:
            raise SubmissionError(f"{shown_name(str(path))}: cannot be opened ({error}); check the path.") from error
        if self._is_at_home(path):
            around = name_on_disk(place.parent.parent.name)
            return Listed([replace(one, parts=(around, *one.parts)) for one in _hand_in(place)], own=True)
        if alone:
            return Listed(_hand_in(place), own=True)
        return Listed(
            _below(place, (name_on_disk(place.name if folder else stem(place.name)),), folder=folder), own=False
        )

    def doubts(self) -> list[str]:
        """What may be a class although it was taken for one student's hand-in, or the other way round.

        That is a path alone, or one beside students' that is called like no student, if names of others are in it;
        and several that were taken for classes, if names of few students are in them.
        """
        told = []
        for hand_in in self.hand_ins:
            path, inside = hand_in[0], set[str]()
            if self._is_at_home(path):
                path, inside = path.parent, {called(one) for one in hand_in}
            elif path in self.own and (len(self._paths) == 1 or (self._roll and not self._roll.meant(called(path)))):
                inside = self._inside(path)
            others = self._others(called(path), inside)
            if others:
                told.append(
                    f"ONE HAND-IN OR A CLASS? {shown_name(str(path))} was taken for the work of "
                    f"{shown_name(called(path))} alone, but names in it are those of {first(others)}. If it holds a "
                    f"class, grade it in a run of its own, under a name that is no student's."
                )
        classes = {path: found for path in self._paths if path not in self.own and (found := self._students(path))}
        students = {student for found in classes.values() for student in found}
        if len(self._holding) >= LEAST_CLASS and classes and 2 * len(students) < len(self._roll.ids):
            shown = first([shown_name(str(path)) for path in classes])
            told.append(
                f"ONE HAND-IN OR A CLASS? {shown}: taken for the work of a class, but names in it are only those of "
                f"{first(sorted(students))}."
            )
        return told

    def _is_own(self, path: Path) -> bool:
        if is_of_moodle(called(path)):
            return True
        if not self._roll:
            return self._beside[_folder(path)] > 1 or _is_one_of(called(path), self._inside(path))
        if _folder(path) in self._of_students:
            return True
        return path in self._holding and len(self._holding) > 1 and not self._is_class(path)

    @cached_property
    def _of_students(self) -> frozenset[Path]:
        """The folders in which a path was given that is named like a student."""
        return frozenset(_folder(path) for path in self._paths if self._roll.meant(called(path)))

    @cached_property
    def _holding(self) -> frozenset[Path]:
        """The paths in which there is anything."""
        programs = ("py", "ipynb")
        return frozenset(path for path in self._paths if self._inside(path) or kind_of(path.name) in programs)

    def _is_class(self, path: Path) -> bool:
        """Whether a path beside others, none of which is named like a student, holds work of several on the roster.

        A folder may hold that of a single one, unless one beside it holds other things: then both may be hand-ins, in
        which a file is named like another student.
        """
        students = self._students(path)
        if len(students) >= LEAST_CLASS or not students:
            return bool(students)
        return path.is_dir() and _folder(path) not in self._with_other_things

    @cached_property
    def _with_other_things(self) -> frozenset[Path]:
        """The folders in which a path was given that holds something, but not the work of students on the roster."""
        holding = (path for path in self._paths if self._inside(path) and not self._students(path))
        return frozenset(map(_folder, holding))

    def _students(self, path: Path) -> set[str]:
        """The students on the roster whose names are in a path, if at least half of the names in it are theirs."""
        inside = self._inside(path)
        found = {ids[0] for name in inside if len(ids := self._roll.meant(name)) == 1}
        return found if 2 * len(found) >= len(inside) else set()

    def _others(self, student: str, inside: set[str]) -> list[str]:
        """The students, other than the one whose it is, whose names are in a hand-in."""
        if not self._roll:
            return sorted(inside - {student}) if _is_one_of(student, inside) else []
        meant = {ids[0] for name in inside if len(ids := self._roll.meant(name)) == 1}
        return sorted(meant - set(self._roll.meant(student)))

    def _is_at_home(self, path: Path) -> bool:
        """Whether it is a file in a folder that is a student's."""
        return not path.is_dir() and _folder(path) in self.homes

    def _inside(self, path: Path) -> set[str]:
        """What the students of a class would be called whose folder or zip the path is."""
        if path not in self._names:
            self._names[path] = _owners(path, self._roll)
        return self._names[path]


def called(path: Path) -> str:
    """What the student of a path would be called."""
    name = _name(path)
    return stem(name) if kind_of(name) != "other" and not path.is_dir() else name


def _is_one_of(name: str, inside: set[str]) -> bool:
    """Whether all names inside are the same as that of the whole but for their digits, as two students' are."""
    shapes = {_DIGITS.sub("0", one) for one in inside - {name}}
    return shapes == {_DIGITS.sub("0", name)} and _DIGITS.search(name) is not None


def _owners(path: Path, roll: Roll) -> set[str]:
    try:
        place = path.resolve(strict=True)
        if not place.is_dir() and kind_of(place.name) != "zip":
            return set()
        entries = _below(place, (name_on_disk(place.name),), folder=place.is_dir())
        return owners(entries, depth_of_class(entries, roll.meant).at)
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
